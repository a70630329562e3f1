"""How a listing becomes an HSDS service, field by field."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.schema import Organization, Service
from bot.directory.hours import ZONE
from bot.directory.listing import read_listings
from bot.hsds.service import Published, Words, full
from tests.factories import make_parts, make_service

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
PARTS = make_parts(())
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def told(service: Service) -> dict[str, Any]:
    owner = Organization(id=service.organization, name="Vännäs kommun")
    (listing,) = read_listings([service], {owner.id: owner}, PARTS.short_numbers)
    return full(Published(listing, owner, NOW), Words(PARTS.topics, PARTS.municipalities), NOW)


def test_texts_and_times() -> None:
    service = told(make_service(description="Mer.", assured_date="2026-10-01"))
    assert service["description"] == "Här kan du prata med någon som lyssnar.\n\nMer."
    assert service["assured_date"] == "2026-10-01"
    assert service["last_modified"] == "2026-11-23T10:00:00.000000+01:00"
    assert service["organization"]["name"] == "Vännäs kommun"
    assert [area["name"] for area in service["service_areas"]] == ["Vännäs"]


def test_whom_it_is_for_and_not_for_is_said_in_words_and_in_fields() -> None:
    service = told(make_service(minimum_age=13, maximum_age=25, not_for="Vuxna.", **{"for": ("relative",)}))
    assert service["eligibility_description"] == (
        "För dig som är 13–25 år. Tar emot närstående. Inte för: Vuxna."
    )
    assert (service["minimum_age"], service["maximum_age"]) == (13, 25)
    assert (service["vart"]["for"], service["vart"]["not_for"]) == (["relative"], "Vuxna.")
    codes = {one["taxonomy_term"]["code"]: one["link_type"] for one in service["attributes"]}
    assert codes == {"sleep": "main_topic", "anxiety": "topic", "relative": "audience"}


@pytest.mark.parametrize(
    ("cost", "option"),
    [
        ("Gratis", {"option": "Gratis", "amount": 0, "currency": "SEK"}),
        ("Gratis till 20 år", {"option": "Gratis till 20 år"}),
    ],
)
def test_only_what_is_free_for_all_costs_nothing(cost: str, option: dict[str, Any]) -> None:
    (found,) = told(make_service(cost=cost))["cost_options"]
    assert {name: value for name, value in found.items() if not name.endswith("id")} == option


def test_secrets_and_drafts_stay_here() -> None:
    service = make_service(
        address={"text": "Hemliga gatan 1", "confidential": True},
        internal_note="Ring Anna",
        phones=({"number": "1177"}, {"number": "0935-140 00", "publication": "draft"}),
    )
    text = repr(told(service))
    for secret in ("Hemliga", "Anna", "0935"):
        assert secret not in text
    assert "1177" in text


def test_an_address_that_is_no_postal_address_is_a_place_in_words() -> None:
    ((place,),) = (
        [one["location"] for one in told(make_service(address={"text": text}))["service_at_locations"]]
        for text in ["Kommunhuset"]
    )
    assert (place["location_type"], place["description"]) == ("physical", "Kommunhuset")
    assert "addresses" not in place


def test_a_number_says_what_it_is_for_and_how_to_dial_it() -> None:
    service = told(
        make_service(
            phones=({"number": "116 111", "label": "stödlinje", "unconfirmed": True},), sms="070-174 06 05"
        )
    )
    voice, text = service["phones"]
    assert (voice["number"], voice["type"], voice["description"]) == ("116 111", "voice", "stödlinje")
    assert voice["vart"] == {"tel": "116111", "unconfirmed": True}
    assert (text["number"], text["type"]) == ("070-174 06 05", "text")


def schedule(hours: str | None, note: str | None = None) -> list[tuple[Any, ...]]:
    service = told(make_service(opening_hours=hours, opening_hours_note=note))
    assert service["vart"].get("opening_hours") == hours
    names = ("byday", "opens_at", "closes_at", "description", "notes")
    return [tuple(one.get(name) for name in names) for one in service["schedules"]]


def test_hours_become_weekly_recurrences() -> None:
    words = "måndag–torsdag 8–12 och 13–16, fredag 8–12"
    assert schedule("Mo-Th 08:00-12:00,13:00-16:00; Fr 08:00-12:00; PH off", "Skoltid") == [
        ("MO,TU,WE,TH,FR", "08:00:00", "12:00:00", words, "Skoltid"),
        ("MO,TU,WE,TH", "13:00:00", "16:00:00", words, "Skoltid"),
    ]


def test_all_day_is_said_as_the_standard_advises() -> None:
    assert schedule("24/7") == [(",".join(DAYS), "00:00:00", "23:59:00", "dygnet runt", None)]


@pytest.mark.parametrize(
    "hours", ["Mo[1] 10:00-12:00", "Jun-Aug Mo-Fr 10:00-12:00", "Mo-Fr 08:00-12:00 unknown"]
)
def test_hours_without_an_ordinary_week_are_words(hours: str) -> None:
    assert schedule(hours) == [(None, None, None, f"{hours} (OSM opening_hours)", None)]


def test_hours_nobody_knows_are_at_most_a_note() -> None:
    assert schedule(None) == []
    assert schedule(None, "Skoltid") == [(None, None, None, "Skoltid", None)]


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]),
        st.tuples(st.integers(0, 23), st.integers(1, 12)),
        min_size=1,
    )
)
def test_what_opens_in_the_string_opens_in_the_schedule(week: dict[str, tuple[int, int]]) -> None:
    # Nights must not run into the next morning's hours, or the two are one spell.
    week = {day: (opens, min(hours, 24 - opens)) for day, (opens, hours) in week.items()}
    text = "; ".join(f"{day} {opens:02}:00-{opens + hours:02}:00" for day, (opens, hours) in week.items())
    found = {
        (day, one["opens_at"][:2], one["closes_at"][:2])
        for one in told(make_service(opening_hours=text))["schedules"]
        for day in one["byday"].split(",")
    }
    expected = {
        (day.upper(), f"{opens:02}", f"{(opens + hours) % 24:02}") for day, (opens, hours) in week.items()
    }
    joined = {day for day, opens, _ in expected if opens == "00"}  # may be one spell with the night before
    if not joined:
        assert found == expected
    assert {day for day, *_ in found} <= {day for day, *_ in expected}
