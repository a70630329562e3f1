"""Opening hours: three states, red days, nights, both nights when the clocks change, and words."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from bot.directory.hours import HORIZON, ZONE, opening_at, read_hours

OFFICE = "Mo-Fr 08:00-16:00; PH off"
# Pieces of the grammar, and things that are not: strung together they are mostly nonsense.
TOKENS = (
    *("Mo", "Tu", "Su", "PH", "SH", "Mo-Fr", "Fr-Mo", "Mo[1]", "Mo[-1]", "week 1-53/2", "week 54", "Jan"),
    *("Feb 29", "Feb 30", "Dec-Jan", "easter", "+5 days", "-1 day", "2026", "2026-2030/2", "9999+", "65536"),
    *("08:00-16:00", "08:00", "08:00+", "25:00-26:00", "18:00-48:00", "18:00-02:00", "00:00-24:00/01:30"),
    *("sunrise-sunset", "(sunrise+01:00)-(sunset-30:00)", "off", "closed", "open", "unknown", "24/7"),
    *('"c"', '"', ";", ",", "||", "-", "/", "+", "(", ")", "[", "]", "\x00", "å", "\u200f", "måndag", "8-17"),
)
REAL = (
    OFFICE,
    "24/7",
    "Mo-Su 09:00-24:00",
    "Fr-Sa 18:00-02:00",
    "Mo-Th 08:00-12:00,13:00-16:00; Fr 08:00-12:00; PH off",
    "Mo-Fr 08:00-16:00",
    "Mo-Th 16:00-24:00, Fr 16:00-01:00, Sa-Su 14:00-01:00",
    "Mo-Su 21:00-06:00",
    "Su 02:15-02:45",
    "Jun-Aug off; Mo-Fr 10:00-14:00; PH off",
)


def at(text: str) -> datetime:
    """A local time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("hours", "moment", "state", "sv", "en"),
    [
        (OFFICE, "2026-11-23T12:00", "open", "Öppet nu, stänger 16.00", "Open now, closes at 16:00"),
        (OFFICE, "2026-11-23T15:59:59", "open", "Öppet nu, stänger 16.00", "Open now, closes at 16:00"),
        (
            OFFICE,
            "2026-11-23T16:00",
            "closed",
            "Stängt, öppnar 8.00 i morgon",
            "Closed, opens tomorrow at 08:00",
        ),
        (OFFICE, "2026-11-23T07:00", "closed", "Stängt, öppnar 8.00 i dag", "Closed, opens today at 08:00"),
        (OFFICE, "2026-11-27T16:30", "closed", "Stängt, öppnar måndag 8.00", "Closed, opens Monday at 08:00"),
        ("24/7", "2026-12-24T03:00", "open", "Öppet dygnet runt", "Open around the clock"),
        ("Mo-Su 00:00-24:00", "2026-11-23T03:00", "open", "Öppet dygnet runt", "Open around the clock"),
        (
            None,
            "2026-11-23T12:00",
            "unknown",
            "Öppettider saknas – ring och fråga",
            "Opening hours not known – call and ask",
        ),
        ("off", "2026-11-23T12:00", "closed", "Stängt just nu", "Closed at the moment"),
        (
            "Mo-Su 09:00-24:00",
            "2026-11-23T12:00",
            "open",
            "Öppet nu, stänger 24.00",
            "Open now, closes at midnight",
        ),
        (
            "Mo-Fr 00:00-24:00",
            "2026-11-23T12:00",
            "open",
            "Öppet nu, stänger fredag 24.00",
            "Open now, closes Friday at midnight",
        ),
        (
            "Fr-Sa 18:00-02:00",
            "2026-11-27T20:00",
            "open",
            "Öppet nu, stänger 2.00 i natt",
            "Open now, closes tomorrow at 02:00",
        ),
        (
            "Fr-Sa 18:00-02:00",
            "2026-11-28T01:00",
            "open",
            "Öppet nu, stänger 2.00",
            "Open now, closes at 02:00",
        ),
        (
            "Fr-Sa 18:00-02:00",
            "2026-11-28T02:00",
            "closed",
            "Stängt, öppnar 18.00 i dag",
            "Closed, opens today at 18:00",
        ),
        (
            "Mo-Su 18:00-06:30",
            "2026-11-23T22:00",
            "open",
            "Öppet nu, stänger 6.30 i morgon",
            "Open now, closes tomorrow at 06:30",
        ),
        (
            "Dec 10 10:00-12:00",
            "2026-11-30T09:00",
            "closed",
            "Stängt, öppnar 10 december 10.00",
            "Closed, opens on 10 December at 10:00",
        ),
    ],
)
def test_an_opening_in_words(hours: str | None, moment: str, state: str, sv: str, en: str) -> None:
    opening = opening_at(hours, at(moment), "sv")
    assert (opening.state, opening.text) == (state, sv)
    assert opening_at(hours, at(moment), "en").text == en


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-06-18T17:00", "Stängt, öppnar måndag 8.00"),  # the evening before midsommarafton
        ("2026-06-19T10:00", "Stängt (midsommarafton), öppnar måndag 8.00"),
        ("2026-12-23T17:00", "Stängt, öppnar måndag 8.00"),
        ("2026-12-24T10:00", "Stängt (julafton), öppnar måndag 8.00"),
        ("2026-12-31T10:00", "Stängt (nyårsafton), öppnar måndag 8.00"),
        ("2026-04-02T17:00", "Stängt, öppnar tisdag 8.00"),  # the evening before Easter
        ("2026-05-14T10:00", "Stängt (kristi himmelsfärdsdag), öppnar 8.00 i morgon"),
    ],
)
def test_red_days_and_eves_are_closed(moment: str, text: str) -> None:
    opening = opening_at(OFFICE, at(moment), "sv")
    assert (opening.state, opening.text) == ("closed", text)


def test_hours_that_forgot_red_days_are_unknown_then_and_not_promised() -> None:
    forgot = "Mo-Fr 08:00-16:00"
    eve = opening_at(forgot, at("2026-12-24T10:00"), "sv")
    assert (eve.state, eve.text) == ("unknown", "Öppettider saknas för julafton – ring och fråga")
    assert opening_at(forgot, at("2026-04-05T10:00"), "sv").state == "unknown"
    # Nor is annandag påsk given as the next opening.
    assert opening_at(forgot, at("2026-04-02T17:00"), "sv").text == "Stängt, öppnar tisdag 8.00"
    assert opening_at(forgot, at("2026-11-23T10:00"), "sv").state == "open"


def test_who_keeps_sundays_keeps_red_days_too() -> None:
    assert opening_at("Mo-Su 09:00-21:00", at("2026-12-24T10:00"), "sv").state == "open"


def test_hours_of_their_own_on_red_days() -> None:
    hours = "Mo-Fr 17:00-22:00; Sa-Su,PH 08:00-22:00"
    assert opening_at(hours, at("2026-12-24T09:00"), "sv").text == "Öppet nu, stänger 22.00"
    assert opening_at(hours, at("2026-12-24T07:00"), "sv").text == "Stängt, öppnar 8.00 i dag"


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-03-28T23:00:00+01:00", "open"),
        ("2026-03-29T01:59:59+01:00", "open"),
        ("2026-03-29T03:00:00+02:00", "open"),  # one second later
        ("2026-03-29T04:00:00+02:00", "closed"),
        ("2026-10-24T23:00:00+02:00", "open"),
        ("2026-10-25T02:30:00+02:00", "open"),
        ("2026-10-25T02:30:00+01:00", "open"),  # an hour later
        ("2026-10-25T04:00:00+01:00", "closed"),
    ],
)
def test_the_nights_when_the_clocks_change(moment: str, state: str) -> None:
    opening = opening_at("Mo-Su 20:00-04:00", datetime.fromisoformat(moment), "sv")
    assert opening.state == state
    assert "4.00" in opening.text or "20.00" in opening.text


def test_hours_inside_the_hour_lost_in_march_do_not_open() -> None:
    assert opening_at("Su 02:15-02:45", at("2025-03-29T12:00"), "sv").text == "Stängt, öppnar 6 april 2.15"


def test_the_same_moment_in_another_zone() -> None:
    assert opening_at(OFFICE, datetime(2026, 11, 23, 14, 59, tzinfo=UTC), "sv").state == "open"
    assert opening_at(OFFICE, datetime(2026, 11, 23, 15, 0, tzinfo=UTC), "sv").state == "closed"


def test_the_next_opening_is_looked_for_a_fortnight_ahead() -> None:
    hours = "2026 Dec 10 10:00-12:00"
    assert opening_at(hours, at("2026-11-26T10:00"), "sv").text == "Stängt, öppnar 10 december 10.00"
    assert opening_at(hours, at("2026-11-26T09:59"), "sv").text == "Stängt just nu"


def test_a_note_says_what_hours_cannot() -> None:
    moment = at("2026-11-23T12:00")
    known = opening_at(OFFICE, moment, "sv", note="Telefontid 8–9")
    assert known.text == "Öppet nu, stänger 16.00. Telefontid 8–9"
    unknown = opening_at(None, moment, "sv", note="Skoltid")
    assert unknown.text == "Skoltid. Exakta tider saknas – ring och fråga"


def test_nobody_is_told_to_call_where_there_is_no_number() -> None:
    assert opening_at(None, at("2026-11-23T12:00"), "sv", can_call=False).text == "Öppettider saknas"


@pytest.mark.parametrize(
    "text",
    ["", " ", "8-17", "Mo-Fr 08.00-17.00", "mån-fre 8-17", "\x00", "\ud800", "Mo-Fr 08:00-16:00; SH off"],
)
def test_hours_that_cannot_be_understood_are_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        opening_at(text, at("2026-11-23T12:00"), "sv")


def test_the_error_does_not_repeat_the_text() -> None:
    with pytest.raises(ValueError, match=r".+") as error:
        read_hours("ring Anna på 070-174 06 05")
    assert "Anna" not in str(error.value)


def test_hours_are_at_most_200_characters() -> None:
    with pytest.raises(ValueError, match="200"):
        read_hours("Mo-Fr 08:00-16:00; " * 12 + "PH off")


def test_a_time_without_a_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="zone"):
        opening_at(OFFICE, datetime(2026, 11, 23, 12, 0), "sv")  # noqa: DTZ001


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(ZONE))  # noqa: DTZ001


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(TOKENS), max_size=12).map(" ".join) | st.text(max_size=60), MOMENTS)
def test_no_string_crashes(text: str, moment: datetime) -> None:
    try:
        opening = opening_at(text, moment, "sv")
    except ValueError:
        return
    assert opening.text


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(REAL), MOMENTS)
def test_what_comes_after_comes_true(text: str, moment: datetime) -> None:
    hours = read_hours(text)
    spell = hours.spell(moment)
    second = timedelta(seconds=1)
    if spell.until is not None:
        before = (spell.until.astimezone(UTC) - second).timestamp()
        assert hours.state(max(before, moment.timestamp())) == spell.state
        assert hours.state(spell.until.timestamp()) != spell.state
        assert spell.until - moment <= HORIZON
    if spell.opens is not None:
        assert spell.state != "open"
        assert hours.state(spell.opens.timestamp()) == "open"
        assert hours.state((spell.opens.astimezone(UTC) - second).timestamp()) != "open"


@settings(deadline=None, max_examples=100)
@given(st.sampled_from([text for text in REAL if "PH" in text or "Mo-Su" in text or text == "24/7"]), MOMENTS)
def test_the_state_is_that_of_the_library(text: str, moment: datetime) -> None:
    moment = moment.astimezone(UTC).astimezone(ZONE)  # out of the hour that does not exist
    state, _ = OpeningHours(text, timezone=ZONE, country="SE").state(moment)
    assert opening_at(text, moment, "sv").state == str(state)
