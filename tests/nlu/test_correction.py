"""What announces a correction is taken off; everything else stays as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.correction import Denial, corrected, denied


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nej jag menade skolan", "skolan"),
        ("Nä, jag menar att jag har ont om pengar", "jag har ont om pengar"),
        ("no i meant school", "school"),
        ("menade sömn!", "sömn!"),
        ("nej inte pengar, bara fortnite", "fortnite"),
        ("nej det gäller inte äldre det gäller flickan", "flickan"),
        ("nej inte alkohol, snus", "snus"),
        ("no not sleep, I am sad", "I am sad"),
        ("inte mår dåligt bara trött på skolan", "trött på skolan"),
        ("jag är inte deprimerad jag har bara ångest", "ångest"),
        ("nej jag menade inte ångest jag menade drickandet", "drickandet"),
        ("nej hon skär sig inte, hon bara gråter hela tiden", "hon bara gråter hela tiden"),
        ("nej jag vill inte dö, bara så less på skolan", "så less på skolan"),
    ],
)
def test_the_announcement_is_taken_off(text: str, left: str) -> None:
    assert corrected(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "nej",
        "nej jag menade",
        "mamma menar allvar",
        "jag mår dåligt",
        "nej tack",
        "nej inte nu, tack",
        "jag sover inte, mår illa",
        "inte bara ångest utan sömn",
        "kan inte sova bara ligger",
        "har inte ätit bara druckit",
        "nej han slår inte mig bara mamma",
        "hon skär sig inte längre",
        "jag är inte självmordsbenägen så sluta",
    ],
)
def test_what_is_no_correction_stays(text: str) -> None:
    assert corrected(text) == text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("nej han är inte mobbad", "mobbad"),
        ("sömn? nej", "sömn"),
        ("sa ju att det inte är pengar", "pengar"),
        ("det handlar inte om skolan", "skolan"),
        ("no it's not about school", "school"),
    ],
)
def test_what_is_denied_is_found(text: str, what: str) -> None:
    assert denied(text) == Denial(what, "")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("han slår mig inte", "slår mig inte"),
        ("min sambo hotar inte", "hotar inte"),
        ("han är inte farlig", "är inte farlig"),
        ("nej inget våld", "inget våld"),
        ("nej jag vill inte dö", "vill inte dö"),
        ("he doesn't hit me", "doesn't hit me"),
    ],
)
def test_what_is_not_done_is_found(text: str, what: str) -> None:
    assert denied(text) == Denial(what, "", deed=True)


@pytest.mark.parametrize(
    "text", ["nej", "han är inte hemma", "jag vill inte", "nej han mår bra", "vill du? ja"]
)
def test_what_denies_nothing_is_none(text: str) -> None:
    assert denied(text) is None


@given(st.text())
def test_something_is_always_left_of_something(text: str) -> None:
    assert text.endswith(corrected(text))
    assert bool(corrected(text)) == bool(text)


@pytest.mark.parametrize(
    "text", ["hon skär sig inte eller så, bara ledsen", "han slår inte alls, bara ledsen"]
)
def test_a_few_words_more_leave_a_denial_what_it_is(text: str) -> None:
    denial = denied(text)
    assert denial is not None
    assert denial.deed
    assert denial.rest == "ledsen"
