"""What announces a correction is taken off; everything else stays as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.correction import corrected


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nej jag menade skolan", "skolan"),
        ("Nä, jag menar att jag har ont om pengar", "jag har ont om pengar"),
        ("no i meant school", "school"),
        ("menade sömn!", "sömn!"),
    ],
)
def test_the_announcement_is_taken_off(text: str, left: str) -> None:
    assert corrected(text) == left


@pytest.mark.parametrize(
    "text", ["nej", "nej jag menade", "mamma menar allvar", "jag mår dåligt", "nej tack"]
)
def test_what_is_no_correction_stays(text: str) -> None:
    assert corrected(text) == text


@given(st.text())
def test_something_is_always_left_of_something(text: str) -> None:
    assert text.endswith(corrected(text))
    assert bool(corrected(text)) == bool(text)
