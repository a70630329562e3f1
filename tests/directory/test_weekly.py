"""The ordinary week of opening hours, and how it is said."""

import pytest

from bot.directory.weekly import in_words, weekly


def said(text: str) -> str | None:
    spans = weekly(text, 2026)
    return None if spans is None else in_words(spans)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("24/7", "dygnet runt"),
        ("Mo-Su 07:00-21:00", "alla dagar 7–21"),
        ("Mo-Fr 08:00-16:00; PH off", "måndag–fredag 8–16"),
        ("Tu,Th 14:00-17:00; We 09:00-12:30", "tisdag och torsdag 14–17, onsdag 9–12.30"),
        ("Mo-Tu,Fr 10:00-12:00", "måndag, tisdag och fredag 10–12"),
        ("Mo-Fr 08:00-12:00,13:00-16:00; Fr 08:00-12:00", "måndag–torsdag 8–12 och 13–16, fredag 8–12"),
        ("Mo-Fr 00:00-24:00", "måndag–fredag dygnet runt"),
        ("Mo-Fr 17:00-22:00; Sa-Su,PH 08:00-22:00", "måndag–fredag 17–22, lördag och söndag 8–22"),
        (
            "Mo-Th 16:00-24:00, Fr 16:00-01:00, Sa-Su 14:00-01:00",
            "måndag–torsdag 16–24, fredag 16–1, lördag och söndag 14–1",
        ),
        ("Mo-Su 21:00-06:00", "alla dagar 21–6"),
        ("Mo-Fr 08:00-16:00; 2026 Dec 24 off", "måndag–fredag 8–16"),
    ],
)
def test_an_ordinary_week_in_words(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Mo[1] 10:00-12:00",
        "Jun-Aug Mo-Fr 10:00-12:00",
        "week 1-53/2 Mo 10:00-12:00",
        "Mo-Fr 08:00-16:00; 2026 Nov 25 off",
        "Mo-Fr 08:00-12:00 unknown",
        "PH 10:00-12:00",
        "off",
    ],
)
def test_hours_that_change_have_none(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize("year", range(2024, 2031))
def test_no_year_is_special(year: int) -> None:
    for text in ("24/7", "Mo-Fr 08:00-16:00; PH off", "Mo-Su 21:00-06:00", "Sa 20:00-04:00"):
        assert weekly(text, year) == weekly(text, 2026)


def test_hours_that_cannot_be_understood_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be understood"):
        weekly("mån-fre 8-17", 2026)
