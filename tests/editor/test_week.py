"""Opening hours through the form: nothing is lost, and what cannot be is refused in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.load import load_content
from bot.content.rules.hours import parse
from bot.editor.fields import cleaned, fields_of
from bot.editor.pages.listing_form import ListingForm, form_of
from bot.editor.week import DAYS, Exceptional, HoursError, Week, in_words, read_times, read_week, write_week


@pytest.mark.parametrize(
    ("written", "osm"),
    [
        ("8-16", "08:00-16:00"),
        ("8.30–12 och 13:15—16", "08:30-12:00,13:15-16:00"),
        ("Dygnet runt", "00:00-24:00"),
        ("21-06", "21:00-06:00"),
        (" Stängt ", "off"),
        ("", "off"),
    ],
)
def test_hours_are_written_as_on_a_door(written: str, osm: str) -> None:
    assert read_times(written) == osm


@pytest.mark.parametrize(
    "written", ["25–26", "8", "8–8", "24-8", "8.75-9", "8–12, 11–16", "på eftermiddagen"]
)
def test_impossible_hours_are_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(HoursError, match=r"^[A-ZÅÄÖ].*\.$"):
        read_times(written)


def test_a_week_with_exceptions_is_read_back() -> None:
    osm = "Mo-Th 08:00-12:00,13:00-16:00; Fr 08:00-12:00; PH off; 2026 Dec 24-2026 Dec 26 off"
    week = read_week(osm)
    assert week is not None
    assert week.days["Fr"] == "8–12"
    assert week.exceptions[0] == Exceptional(date(2026, 12, 24), date(2026, 12, 26), "stängt")
    assert write_week(week) == osm


@pytest.mark.parametrize(
    "osm",
    [
        "Mo-Fr 08:00-16:00; week 26-32 off",
        "Jun-Aug Mo 08:00-10:00",
        "nonsense",
        "Mo 08:00-09:00; Mo 10:00-11:00 open",
    ],
)
def test_what_no_form_holds_stays_osm(osm: str) -> None:
    assert read_week(osm) is None


clock = st.integers(0, 23).flatmap(
    lambda opens: st.integers(opens + 1, 24).map(lambda closes: f"{opens}–{closes}")
)


@given(days=st.dictionaries(st.sampled_from(list(DAYS)), clock | st.just("stängt"), min_size=1))
def test_any_week_means_the_same_when_it_is_read_again(days: dict[str, str]) -> None:
    week = Week({day: text for day, text in days.items() if text != "stängt" or day == "PH"})
    if not set(week.days) - {"PH"}:
        return
    osm = write_week(week)
    again = read_week(osm)
    assert parse(osm) is not None
    assert again is not None
    assert dict(again.days) == dict(week.days) | {
        day: "dygnet runt" for day, text in week.days.items() if text == "0–24"
    }


def test_every_listing_there_is_goes_through_the_form_unchanged() -> None:
    for service in load_content().services.values():
        fields = fields_of(service)
        form = form_of(fields)
        assert cleaned({**form.fields(), "id": service.id}) == fields, service.id
        assert cleaned({**form.compact().fields(), "id": service.id}) == fields, service.id


boxes = st.dictionaries(
    st.sampled_from(
        ["name", "phones.0.number", "phones.7.label", "phones.x.number", "sources.2.url",
         "exceptions.1.first", "hours.Mo", "hours.mode", "minimum_age", "topics", "for", "opening_hours",
         "address.text"]
    ),
    st.lists(st.text(max_size=20), min_size=1, max_size=3),
)  # fmt: skip


@given(boxes)
def test_whatever_is_in_the_boxes_can_be_read(found: dict[str, list[str]]) -> None:
    form = ListingForm(found).compact()
    cleaned(form.fields())
    assert all(problem.sentence.endswith(".") for problem in form.problems())


@pytest.mark.parametrize(
    ("osm", "words"),
    [
        ("24/7", "dygnet runt"),
        ("Mo-Tu 08:00-16:00", "måndag–tisdag 8–16"),
        ("Mo,We 08:30-12:00; PH off", "måndag 8.30–12, onsdag 8.30–12, röda dagar stängt"),
        ("Mo 08:00-16:00; Su off; PH off", "måndag 8–16, söndag stängt, röda dagar stängt"),
        (
            "Mo 08:00-16:00; 2026 Dec 24-2026 Dec 26 off",
            "måndag 8–16, 24 december 2026–26 december 2026 stängt",
        ),
        ("Mo-Fr 08:00-16:00; week 26-32 off", "Mo-Fr 08:00-16:00; week 26-32 off"),
    ],
)
def test_hours_are_said_in_words_where_a_week_holds_them(osm: str, words: str) -> None:
    assert in_words(osm) == words
