"""Case codes: read aloud, typed by hand, never mistaken for a word or a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.escalation.codes import ALPHABET, new_code, read_code


def test_codes_differ_and_read_back() -> None:
    codes = {new_code() for _ in range(2_000)}
    assert len(codes) == 2_000
    assert all(read_code(code) == code for code in codes)


@given(
    st.sampled_from(["7KMP-3WXA", "2222-222A"]), st.sampled_from(["", "-", " ", " - ", "–"]), st.booleans()
)
def test_a_code_typed_by_hand_is_the_same_code(code: str, between: str, small: bool) -> None:
    typed = f" {code[:4]}{between}{code[5:]} "
    assert read_code(typed.lower() if small else typed) == code


@pytest.mark.parametrize(
    "text", ["ensamhet", "2345-6789", "", "7KMP-3WX", "7KMP-3WXAB", "7KMP-3WX0", "min kod är 7KMP-3WXA"]
)
def test_other_texts_are_no_codes(text: str) -> None:
    assert read_code(text) is None


@given(st.text())
def test_whatever_is_read_as_a_code_has_the_form_of_one(text: str) -> None:
    code = read_code(text)
    assert code is None or (len(code) == 9 and set(code.replace("-", "")) <= set(ALPHABET))
