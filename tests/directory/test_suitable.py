"""The real content, asked as people ask: whom the first three are for."""

from datetime import datetime
from typing import Any

import pytest

from bot.content.layout import CONTENT
from bot.content.load import load_content
from bot.directory.hours import ZONE
from bot.directory.query import Query
from bot.directory.snapshot import Snapshot

DAY = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)  # a Tuesday
NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=ZONE)
PLACES = {"Umeå": "2480", "Skellefteå": "2482", "Vilhelmina": "2462", "Åsele": "2463"}
FOR_CHILDREN = {
    "bris-116111",
    "kontaktcenter-barn-unga-psykisk-halsa",
    "bup-vasterbotten",
    "sorgegrupper-nus",
}


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return Snapshot.build(load_content(CONTENT))


def first_three(snapshot: Snapshot, topic: str, place: str = "Umeå", **person: Any) -> list[str]:
    """Ids of what is shown first."""
    query = Query(topics=(topic,), municipality=PLACES[place], **person)
    return [hit.service.id for hit in snapshot.search(query, DAY).hits]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("age", [None, 34, 70])
@pytest.mark.parametrize(
    ("topic", "unsuitable"),
    [
        ("grief", {"sorgegrupper-nus", "spes"}),
        ("general_care", {"giftinformationscentralen", "sos-112"}),
        ("crime", {"sos-112", "polisen-avhoppare", "fryshuset-180"}),
        ("disability", {"mind-sjalvmordslinjen"}),
        ("relative_support", {"mind-sjalvmordslinjen", "alkohol-drogmottagningen-umea", "stodlinjen-spel"}),
        ("rights", {"patientavgifter-vasterbotten", "migrationsverket", "samiskhalsa-se"}),
        ("newly_arrived", {"bris-ukrainska"}),
        ("loneliness", {"mind-sjalvmordslinjen", "umea-rfsl", "hikikomori-umea"}),
        ("work", {"umea-integration", "personligt-ombud-vasterbotten"}),
        ("low_mood", {"psykiatrisk-akutmottagning-umea", "psykiatriska-kliniken-skelleftea"}),
        ("perinatal", {"umea-oppna-forskolor", "skelleftea-oppna-forskolor"}),
    ],
)
def test_what_is_meant_for_others_is_not_among_the_first_three(
    snapshot: Snapshot, topic: str, unsuitable: set[str], age: int | None, place: str
) -> None:
    for asker in (None, "self", "relative"):
        assert unsuitable.isdisjoint(first_three(snapshot, topic, place, age=age, for_whom=asker)), asker


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "topic", ["grief", "stress", "trauma", "npf", "self_harm", "sleep", "low_mood", "work"]
)
def test_without_an_age_the_first_one_takes_everybody(snapshot: Snapshot, topic: str, place: str) -> None:
    first = snapshot.by_id[first_three(snapshot, topic, place)[0]]
    assert (first.minimum_age, first.maximum_age) == (None, None)


@pytest.mark.parametrize("topic", ["low_mood", "anxiety", "grief", "trauma", "npf", "family_conflict"])
@pytest.mark.parametrize("asker", [None, "self", "relative"])
def test_a_grown_up_never_gets_lines_for_children(snapshot: Snapshot, topic: str, asker: Any) -> None:
    assert FOR_CHILDREN.isdisjoint(first_three(snapshot, topic, age=34, for_whom=asker))


@pytest.mark.parametrize("topic", ["bullying", "school_absence", "school_support"])
def test_school_is_asked_about_for_those_who_go_there(snapshot: Snapshot, topic: str) -> None:
    assert first_three(snapshot, topic)[0] == "umea-elevhalsa"
    assert "umea-elevhalsa" not in first_three(snapshot, topic, age=34)


def test_a_boy_bullied_at_school_gets_the_school_and_bris_first(snapshot: Snapshot) -> None:
    assert first_three(snapshot, "bullying", age=13)[:2] == ["umea-elevhalsa", "bris-116111"]
    assert first_three(snapshot, "violence", age=13)[0] == "bris-116111"


def test_a_twelve_year_old_may_go_to_a_youth_clinic(snapshot: Snapshot) -> None:
    assert first_three(snapshot, "sexual_health", age=12)[0] == "ungdomsmottagningar-vasterbotten"


def test_a_pregnant_fourteen_year_old_gets_care_first(snapshot: Snapshot) -> None:
    assert first_three(snapshot, "perinatal", age=14) == ["umea-halsocentral", "1177-telefon"]
    assert first_three(snapshot, "perinatal")[:2] == ["umea-halsocentral", "1177-telefon"]


def test_the_priest_on_call_stands_after_those_near_by_day(snapshot: Snapshot) -> None:
    shown = first_three(snapshot, "grief", age=34)
    assert shown[0] == "svenska-kyrkan-lokalt"
    assert "umea-halsocentral" in shown


@pytest.mark.parametrize("place", ["Umeå", "Skellefteå"])
def test_emergency_psychiatry_is_shown_where_it_is_known(snapshot: Snapshot, place: str) -> None:
    shown = first_three(snapshot, "self_harm", place, age=34)
    assert shown[0] == "mind-sjalvmordslinjen"
    assert shown[2].startswith("psykiatrisk")


def test_a_sore_throat_at_night_is_no_matter_for_112(snapshot: Snapshot) -> None:
    hits = snapshot.search(Query(topics=("general_care",), municipality="2480"), NIGHT).hits
    assert {"giftinformationscentralen", "sos-112"}.isdisjoint(hit.service.id for hit in hits)


def test_a_door_that_needs_a_referral_is_named_by_the_one_that_leads_there(snapshot: Snapshot) -> None:
    assert "samiskhalsa-se" in first_three(snapshot, "sami")
    summary = snapshot.by_id["samiskhalsa-se"].summary
    assert "Sanks" in summary
    assert "remissen" in summary
