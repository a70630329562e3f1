"""Numbers as they are written, and as they are dialled."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.phones import dial
from bot.content.schema import ShortNumber

SHORT = {
    number: ShortNumber(number=number, tel=number.replace(" ", ""), name=name)
    for number, name in {"112": "SOS", "1177": "Vården", "90101": "Mind", "116 111": "Bris"}.items()
}


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("112", "112"),
        ("1177", "1177"),
        ("90101", "90101"),
        ("116 111", "116111"),
        ("116111", "116111"),
        ("0910-73 50 00", "+46910735000"),
        ("090-16 10 00", "+4690161000"),
        ("020-50 50 50", "+4620505050"),
        ("0771-235 235", "+46771235235"),
        ("0200-239 500", "+46200239500"),
        ("070-18 92 017", "+46701892017"),
        ("+46 771 11 77 00", "+46771117700"),
        (" 0935-142 11 ", "+4693514211"),
        ("+47 78 46 95 50", "+4778469550"),
    ],
)
def test_a_number_is_dialled(written: str, dialled: str) -> None:
    assert dial(written, SHORT) == dialled


@pytest.mark.parametrize(
    "written",
    [
        "",
        "växeln",
        "ring 112",
        "11",
        "116 112",
        "90102",
        "123",
        "0910",
        "0910-73 50 00 00 00",
        "+46",
        "1-800-FLOWERS",
        "0935-142 11; ext 4",
        "٠٩١٠٧٣٥٠٠٠",
        "+46112",
        "112\n1177x",
    ],
)
def test_what_nobody_can_be_reached_at_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not "):
        dial(written, SHORT)


def test_a_short_number_is_not_dialled_unless_it_is_in_the_table() -> None:
    with pytest.raises(ValueError, match="not a number in use"):
        dial("116 111", {})


@given(st.text(max_size=40))
def test_anything_gives_digits_or_a_value_error(text: str) -> None:
    try:
        dialled = dial(text, SHORT)
    except ValueError:
        return
    assert dialled.removeprefix("+").isdecimal()
    assert dialled.isascii()


@given(st.from_regex(r"0[1-9]\d{5,9}", fullmatch=True), st.integers(2, 6))
def test_hyphens_and_spaces_change_nothing(digits: str, cut: int) -> None:
    try:
        dialled = dial(digits, SHORT)
    except ValueError:
        return
    assert dial(f"{digits[:cut]}-{digits[cut:]}", SHORT) == dialled
    assert dial(f"{digits[:cut]} {digits[cut:]}", SHORT) == dialled


@given(st.from_regex(r"0[1-9]\d{5,9}", fullmatch=True))
def test_what_is_dialled_is_the_same_number_again(digits: str) -> None:
    try:
        dialled = dial(digits, SHORT)
    except ValueError:
        return
    assert dial(dialled, SHORT) == dialled
    assert phonenumbers.is_valid_number(phonenumbers.parse(dialled))
