"""Search: what is never shown, what stands first, and what the first three must hold."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pytest

from bot.content.schema import Service
from bot.directory import weights
from bot.directory.hours import ZONE
from bot.directory.query import Query
from bot.directory.snapshot import Snapshot
from tests.factories import (
    ASELE,
    UMEA,
    VANNAS,
    VASTERBOTTEN,
    WEEKDAYS,
    make_parts,
    make_service,
    make_snapshot,
)

DAY = datetime(2026, 11, 24, 10, 30, tzinfo=ZONE)  # a Tuesday
NIGHT = datetime(2026, 11, 24, 23, 30, tzinfo=ZONE)
SLEEP = Query(topics=("sleep",), municipality=VANNAS)
MANY = ("sleep", *(f"topic-{number}" for number in range(9)))


def found(services: list[Service], query: Query = SLEEP, at: datetime = DAY) -> list[str]:
    """Ids of the hits, in order."""
    return [hit.service.id for hit in make_snapshot(*services).search(query, at).hits]


def order(
    first: dict[str, Any], second: dict[str, Any], query: Query = SLEEP, at: datetime = DAY
) -> list[str]:
    """Ids in order of two listings that only differ in what is given; the ids alone say the opposite."""
    return found([make_service(id="b-first", **first), make_service(id="a-second", **second)], query, at)


def near(name: str, **overrides: Any) -> Service:
    """A door in Vännäs, with its own organization."""
    return make_service(id=name, **overrides)


def line(name: str, **overrides: Any) -> Service:
    """A national line that always answers."""
    return make_service(id=name, **{"level": "national", "opening_hours": "24/7"} | overrides)


# --- What is never shown --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden",
    [
        {"publication": "draft"},
        {"publication": "archived"},
        {"status": "inactive"},
        {"status": "defunct"},
        {"status": "temporarily closed"},
        {"self_referral": False},
        {"topics": ("anxiety",)},
        {"service_areas": (ASELE,)},
        {"service_areas": ("03",), "level": "regional"},
        {"minimum_age": 18},
        {"maximum_age": 15},
        {"for": ("relative",)},
    ],
    ids=str,
)
def test_what_does_not_fit_is_not_shown(hidden: dict[str, Any]) -> None:
    query = Query(topics=("sleep",), municipality=VANNAS, age=16, for_whom="self")
    assert found([make_service(id="fits"), make_service(id="hidden", **hidden)], query) == ["fits"]


@pytest.mark.parametrize(("minimum", "maximum"), [(16, None), (None, 16), (16, 16), (None, None)])
def test_age_limits_include_their_ends(minimum: int | None, maximum: int | None) -> None:
    query = Query(topics=("sleep",), municipality=VANNAS, age=16)
    assert found([make_service(minimum_age=minimum, maximum_age=maximum)], query)


def test_what_is_not_known_about_the_person_hides_nothing() -> None:
    services = [
        make_service(id="adults", minimum_age=18),
        make_service(id="relatives", **{"for": ("relative",)}),
        make_service(id="young", maximum_age=17, **{"for": ("self",)}),
    ]
    assert sorted(found(services)) == ["adults", "relatives", "young"]


def test_without_a_municipality_only_what_is_for_the_county_or_the_country() -> None:
    services = [
        make_service(id="municipal"),
        make_service(id="local", level="local"),
        make_service(id="regional", level="regional"),
        make_service(id="regional-in-umea", level="regional", service_areas=(UMEA,)),
        make_service(id="national", level="national"),
    ]
    assert found(services, Query(topics=("sleep",))) == ["regional", "national"]


def test_a_municipality_is_served_by_itself_its_county_and_the_country() -> None:
    services = [
        make_service(id="several", service_areas=(ASELE, VANNAS)),
        make_service(id="county", level="regional"),
        make_service(id="country", level="national"),
    ]
    assert sorted(found(services)) == ["country", "county", "several"]
    assert found(services, Query(topics=("sleep",), municipality="0180")) == ["country"]


def test_open_now_shows_only_what_is_open() -> None:
    services = [
        make_service(id="open", opening_hours="24/7"),
        make_service(id="closed", opening_hours=WEEKDAYS),
        make_service(id="unknown"),
    ]
    query = Query(topics=("sleep",), municipality=VANNAS, open_now=True)
    assert found(services, query, NIGHT) == ["open"]


def test_nothing_found_is_an_empty_result() -> None:
    result = make_snapshot().search(SLEEP, DAY)
    assert (result.hits, result.more) == ((), False)


def test_a_time_without_a_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="zone"):
        make_snapshot().search(SLEEP, datetime(2026, 11, 24, 10, 30))  # noqa: DTZ001


# --- What stands first ----------------------------------------------------------------------------

FIRST_BEFORE_SECOND: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a main topic": ({"topics": ("sleep",)}, {"topics": ("sleep",), "main_topics": ()}),
    "nearer": ({}, {"level": "local"}),
    "nearer than the region": ({"level": "local"}, {"level": "regional"}),
    "nearer than the country": ({"level": "regional"}, {"level": "national"}),
    "open before unknown": ({"opening_hours": "24/7"}, {}),
    "unknown before closed": ({}, {"opening_hours": "Mo-Fr 18:00-20:00; PH off"}),
    "with a phone": ({}, {"phones": ()}),
    "with a chat": ({"phones": (), "chat": "https://www.example.se/chatt"}, {"phones": ()}),
    "confirmed": ({}, {"assured_date": None}),
    "confirmed lately": ({}, {"assured_date": date(2024, 1, 1)}),
    "confirmed long ago": ({"assured_date": date(2024, 1, 1)}, {"assured_date": None}),
    "a topic, whatever else": (
        {"level": "national", "phones": (), "opening_hours": "off", "assured_date": None},
        {"main_topics": (), "opening_hours": "24/7"},
    ),
}


@pytest.mark.parametrize("difference", FIRST_BEFORE_SECOND)
def test_what_helps_more_stands_first(difference: str) -> None:
    first, second = FIRST_BEFORE_SECOND[difference]
    assert order(first, second) == ["b-first", "a-second"]


def test_what_is_about_just_the_topic_stands_before_what_is_about_much() -> None:
    much: dict[str, Any] = {"topics": (*MANY, "anxiety"), "main_topics": ("sleep", "anxiety")}
    assert order({}, much) == ["b-first", "a-second"]
    about_anxiety: dict[str, Any] = {"main_topics": ("anxiety",)}
    assert order(about_anxiety, {"main_topics": ()}) == ["a-second", "b-first"]


@pytest.mark.parametrize(
    "ages", [{"maximum_age": 17}, {"minimum_age": 6, "maximum_age": 19}, {"minimum_age": 18}]
)
def test_without_an_age_those_for_everybody_stand_first(ages: dict[str, int]) -> None:
    far: dict[str, Any] = {"level": "national", "phones": (), "opening_hours": "off"}
    assert order(far, ages) == ["b-first", "a-second"]
    assert order(far | {"main_topics": ()}, ages | {"main_topics": ()}) == ["b-first", "a-second"]
    of_age = Query(topics=("sleep",), municipality=VANNAS, age=ages.get("maximum_age", 18))
    assert order(far, ages, of_age) == ["a-second", "b-first"]


def test_without_an_age_nobody_for_some_ages_only_is_lifted() -> None:
    lines = [line(f"line-{number}") for number in range(3)]
    door = near("door", minimum_age=6, maximum_age=19, main_topics=())
    assert found([*lines, door], SLEEP) == ["line-0", "line-1", "line-2"]
    pupil = Query(topics=("sleep",), municipality=VANNAS, age=16)
    assert "door" in found([*lines, door], pupil)


def test_a_topic_about_the_young_needs_no_age() -> None:
    school = make_service(id="b-school", minimum_age=6, maximum_age=19)
    parts = make_parts([school, make_service(id="a-line", level="national")])
    topics = {"sleep": parts.topics["sleep"].model_copy(update={"young": True})}
    snapshot = Snapshot.build(replace(parts, topics=topics))
    assert [hit.service.id for hit in snapshot.search(SLEEP, DAY).hits] == ["b-school", "a-line"]


def test_what_is_reached_through_112_does_not_stand_first() -> None:
    emergency: dict[str, Any] = {"phones": ({"number": "112"}, {"number": "090-16 10 00"})}
    far: dict[str, Any] = {"level": "national", "opening_hours": "off"}
    assert order(far, far | emergency | {"opening_hours": "24/7"}) == ["b-first", "a-second"]
    assert order({"opening_hours": "off"}, {"opening_hours": "off"} | emergency) == ["b-first", "a-second"]


def test_what_the_municipality_has_on_duty_counts_as_open() -> None:
    on_duty: dict[str, Any] = {"phones": ({"number": "112"},), "opening_hours": "24/7"}
    assert order(on_duty, {"opening_hours": "off"}) == ["b-first", "a-second"]


def test_112_is_not_lifted_as_a_line_that_is_open() -> None:
    doors = [near(f"door-{number}") for number in range(3)]
    emergency = line("emergency", main_topics=(), phones=({"number": "112"},))
    assert found([*doors, emergency]) == ["door-0", "door-1", "door-2"]


def test_what_only_answers_in_another_language_is_for_those_who_speak_it() -> None:
    services = [near("swedish"), near("ukrainian", languages=("uk",)), near("both", languages=("uk", "sv"))]
    assert set(found(services)) == {"swedish", "both"}
    for language, shown in (("uk", True), ("ti", False)):
        query = Query(topics=("sleep",), municipality=VANNAS, languages=(language,))
        assert ("ukrainian" in found(services, query)) is shown


def test_equals_stand_by_id() -> None:
    assert order({}, {}) == ["a-second", "b-first"]


def test_the_young_get_what_is_for_the_young_first() -> None:
    young: dict[str, Any] = {"minimum_age": 12, "maximum_age": 25}
    of_age = Query(topics=("sleep",), municipality=VANNAS, age=17)
    assert order(young, {}, of_age) == ["b-first", "a-second"]
    assert order(young | {"level": "national", "opening_hours": "24/7"}, {}, of_age) == [
        "b-first",
        "a-second",
    ]
    unknown = Query(topics=("sleep",), municipality=VANNAS)
    assert order(young, {}, unknown) == ["a-second", "b-first"]


def test_a_line_for_parents_is_not_for_the_young() -> None:
    parents: dict[str, Any] = {"maximum_age": 17, "for": ("relative",)}
    query = Query(topics=("sleep",), municipality=VANNAS, age=16)
    assert order(parents, {}, query) == ["a-second", "b-first"]


def test_those_close_to_somebody_get_what_is_for_them_first() -> None:
    query = Query(topics=("sleep",), municipality=VANNAS, for_whom="relative")
    assert order({"for": ("relative",)}, {}, query) == ["b-first", "a-second"]


def test_a_language_counts_and_an_interpreter_counts_less() -> None:
    query = Query(topics=("sleep",), municipality=VANNAS, languages=("sv", "so"))
    assert order({"languages": ("so",)}, {"interpretation_services": True}, query) == ["b-first", "a-second"]
    assert order({"interpretation_services": True}, {"languages": ("sv",)}, query) == ["b-first", "a-second"]


def test_the_topic_asked_about_first_weighs_most() -> None:
    query = Query(topics=("sleep", "anxiety"), municipality=VANNAS)
    services = [
        make_service(id="d-sleep", topics=("sleep",)),
        make_service(id="c-anxiety", topics=("anxiety",), main_topics=("anxiety",)),
        make_service(id="b-also-sleep", topics=("sleep",), main_topics=()),
        make_service(id="a-also-anxiety", topics=("anxiety",), main_topics=()),
    ]
    everything = Query(topics=query.topics, municipality=VANNAS, limit=4)
    assert found(services, everything) == ["d-sleep", "c-anxiety", "b-also-sleep", "a-also-anxiety"]


def test_office_hours_decide_what_unknown_hours_are_worth() -> None:
    always: dict[str, Any] = {"level": "national", "opening_hours": "24/7"}
    assert order({}, always, at=DAY) == ["b-first", "a-second"]
    assert order(always, {}, at=NIGHT) == ["b-first", "a-second"]
    midsummer_eve = datetime(2026, 6, 19, 10, 30, tzinfo=ZONE)
    assert order(always, {}, at=midsummer_eve) == ["b-first", "a-second"]


def test_the_rest_never_outweighs_the_topic() -> None:
    rest = (
        max(weights.LEVELS.values()) - min(weights.LEVELS.values()),
        max(weights.STATES.values()),
        weights.YOUTH,
        weights.FOCUSED,
        weights.RELATIVES,
        weights.LANGUAGE,
        weights.REACHABLE,
        weights.ASSURED,
    )
    assert sum(rest) < weights.TOPIC_STEP
    steps = (
        weights.MAIN_TOPIC,
        weights.MAIN_TOPIC + weights.LATER_TOPIC,
        weights.TOPIC,
        weights.UNSURE_TOPIC,
    )
    assert all(higher - lower >= weights.TOPIC_STEP for higher, lower in pairwise(steps))
    states = [weights.STATES["closed"], weights.STATES["unknown"], weights.UNKNOWN_IN_OFFICE_HOURS]
    assert [*states, weights.STATES["open"]] == sorted({*states, weights.STATES["open"]})


# --- The switchboard ------------------------------------------------------------------------------

BOARD: dict[str, Any] = {"id": "a-board", "topics": MANY, "main_topics": (), "opening_hours": "24/7"}


def test_a_switchboard_stands_after_everything_that_knows_the_topic() -> None:
    knows = make_service(id="far", main_topics=(), level="national", phones=(), opening_hours="off")
    result = make_snapshot(make_service(**BOARD), knows, make_service(id="door", phones=())).search(
        SLEEP, DAY
    )
    assert [hit.service.id for hit in result.hits] == ["door", "far", "a-board"]
    assert "Växel, visas efter dem som kan ämnet" in result.hits[2].why


def test_a_switchboard_is_no_door_nearby() -> None:
    lines = [line(f"line-{number}") for number in range(3)]
    assert found([make_service(**BOARD), *lines]) == ["line-0", "line-1", "line-2"]


def test_a_switchboard_is_lifted_when_nobody_else_can_be_called() -> None:
    mute = [make_service(id=f"mute-{number}", phones=(), level="national") for number in range(4)]
    assert found([make_service(**BOARD), *mute]) == ["mute-0", "mute-1", "a-board"]


def test_a_municipal_listing_with_a_few_topics_is_no_switchboard() -> None:
    assert order({"main_topics": ()}, {"main_topics": (), "level": "national"}) == ["b-first", "a-second"]


# --- The first three ------------------------------------------------------------------------------


def test_an_open_line_is_among_the_first_three() -> None:
    doors = [near(f"door-{number}") for number in range(4)]
    closed = line("a-closed-line", opening_hours="off")
    result = make_snapshot(*doors, closed, line("open-line", main_topics=())).search(SLEEP, DAY)
    assert [hit.service.id for hit in result.hits] == ["door-0", "door-1", "open-line"]
    assert result.hits[2].why[-1] == "Lyft fram: öppen nu"


def test_a_line_that_cannot_be_reached_directly_is_no_open_line() -> None:
    doors = [near(f"door-{number}") for number in range(4)]
    assert found([*doors, line("web-only", phones=())]) == ["door-0", "door-1", "door-2"]


def test_a_door_nearby_is_among_the_first_three() -> None:
    lines = [line(f"line-{number}") for number in range(4)]
    result = make_snapshot(*lines, near("door", main_topics=(), opening_hours="off")).search(SLEEP, DAY)
    assert [hit.service.id for hit in result.hits] == ["line-0", "line-1", "door"]
    assert result.hits[2].why[-1] == "Lyft fram: nära dig"


def test_a_door_and_an_open_line_and_still_the_best_one() -> None:
    closed = [line(f"closed-{number}", opening_hours="off") for number in range(4)]
    services = [*closed, near("door", main_topics=()), line("open-line", main_topics=())]
    assert set(found(services)) == {"closed-0", "door", "open-line"}
    assert found(services)[0] == "closed-0"


def test_somebody_to_reach_is_among_the_first_three() -> None:
    mute = [near(f"mute-{number}", phones=()) for number in range(4)]
    chat = near("z-chat", main_topics=(), phones=(), chat="https://www.example.se/chatt")
    assert found([*mute, chat]) == ["mute-0", "mute-1", "z-chat"]


def test_the_first_two_and_the_first_one_are_chosen_the_same_way() -> None:
    services = [near("a-door"), near("b-door"), line("open-line", main_topics=())]
    assert found(services, Query(topics=("sleep",), municipality=VANNAS, limit=2)) == ["a-door", "open-line"]
    assert found(services, Query(topics=("sleep",), municipality=VANNAS, limit=1)) == ["a-door"]


def test_what_made_room_comes_on_the_next_page() -> None:
    snapshot = make_snapshot(*(near(f"door-{number}") for number in range(3)), line("line", main_topics=()))
    first = snapshot.search(SLEEP, DAY)
    shown = frozenset(hit.service.id for hit in first.hits)
    assert first.more
    second = snapshot.search(Query(topics=("sleep",), municipality=VANNAS, exclude=shown), DAY)
    assert [hit.service.id for hit in second.hits] == ["door-2"]
    assert not second.more


def test_not_three_of_the_same_organization_when_another_is_as_good() -> None:
    same = [near(f"same-{number}", organization="kommunen", opening_hours="24/7") for number in range(3)]
    other = near("z-other", opening_hours="24/7", assured_date=None)
    result = make_snapshot(*same, other).search(SLEEP, DAY)
    assert [hit.service.id for hit in result.hits] == ["same-0", "same-1", "z-other"]
    assert result.hits[2].why[-1] == "Lyft fram: en annan verksamhet"


@pytest.mark.parametrize("worse", [{"main_topics": ()}, {"opening_hours": "off"}], ids=str)
def test_three_of_the_same_organization_when_the_others_are_worse(worse: dict[str, Any]) -> None:
    same = [near(f"same-{number}", organization="kommunen", opening_hours="24/7") for number in range(3)]
    other = near("z-other", **{"opening_hours": "24/7"} | worse)
    assert found([*same, other]) == ["same-0", "same-1", "same-2"]


def test_variety_does_not_cost_the_door_nearby() -> None:
    region: dict[str, Any] = {"organization": "regionen", "level": "regional", "opening_hours": "24/7"}
    services = [
        make_service(id="a-line", **region),
        make_service(id="b-line", **region),
        near("z-door", organization="regionen", opening_hours="off"),
        line("other", service_areas=(VASTERBOTTEN,)),
    ]
    assert set(found(services)) == {"a-line", "z-door", "other"}


# --- Why ------------------------------------------------------------------------------------------


def test_every_hit_says_why_it_stands_where_it_stands() -> None:
    service = make_service(
        minimum_age=13,
        maximum_age=25,
        opening_hours="24/7",
        languages=("so",),
        assured_date=date(2026, 10, 1),
    )
    query = Query(
        topics=("anxiety", "sleep"), municipality=VANNAS, age=16, for_whom="relative", languages=("so",)
    )
    (hit,) = make_snapshot(service).search(query, DAY).hits
    assert hit.why == (
        "Är till för ”Sömn”",
        "Hör till Vännäs",
        "Är till för unga",
        "Tar emot 16 år",
        "Tar emot närstående",
        "Talar somaliska",
        "Öppet nu",
        "Går att ringa",
        "Kontrollerad 2026-10-01",
    )


def test_why_when_little_is_known() -> None:
    service = make_service(
        level="regional", main_topics=(), phones=(), sms="072-000 00 00", assured_date=None, topics=("npf",)
    )
    (hit,) = make_snapshot(service).search(Query(topics=("npf",)), DAY).hits
    assert hit.why == (
        "Hjälper också med ”ADHD, autism och utredning”",
        "Gäller hela länet",
        "Öppettider saknas",
        "Går att sms:a",
    )
