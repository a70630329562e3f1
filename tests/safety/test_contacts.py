"""Which lines fit a crisis: 112 first, then those that answer, take the age and serve the place."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.layout import CONTENT
from bot.content.load import load_content
from bot.content.schema import Service
from bot.directory.snapshot import Snapshot
from bot.gateway.memory import Memory
from bot.safety.contacts import (
    ADULT,
    BUILT_IN,
    CARE,
    CHILDREN,
    CRISIS_CONTACTS,
    MOST_CONTACTS,
    SOS,
    SUICIDE_LINE,
    contacts,
    minimum_contacts,
)
from bot.safety.lines import REASONS
from bot.safety.texts import crisis_texts
from nlu.traits import MAN, SWALLOWED
from tests.factories import UMEA, VANNAS, make_service, make_snapshot

Who = Literal["self", "other"]
# A Wednesday, at noon and at night in Sweden.
NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)
NIGHT = datetime(2026, 11, 25, 1, tzinfo=UTC)
OFFICE = "Mo-Fr 08:00-16:00"
PSYCHIATRY = "psykiatrisk-akutmottagning-umea"
WOMEN = "kvinnofridslinjen"
AGES = st.none() | st.integers(0, 110)
REASON = st.sampled_from([*REASONS, "okänd"])
WHO: st.SearchStrategy[Who] = st.sampled_from(["self", "other"])


def line(id: str, **told: Any) -> Service:
    """A national line that always answers, if nothing else is told."""
    return make_service(
        **{"id": id, "level": "national", "opening_hours": "24/7", "phones": ({"number": "020-50 50 50"},)}
        | told
    )


# Everything that a crisis message may name.
ALL = make_snapshot(*(line(id) for id in sorted(CRISIS_CONTACTS)))
SOME = make_snapshot(line(WOMEN), line(PSYCHIATRY, minimum_age=18), line(CHILDREN, maximum_age=17))


def ids(
    reason: str,
    snapshot: Snapshot | None,
    age: int | None = None,
    *,
    who: Who = "self",
    place: str | None = None,
    at: datetime = NOON,
) -> list[str]:
    memory = Memory(age=age, municipality=place)
    return [service.id for service in contacts(reason, who, memory, snapshot, at, "sv")]


@settings(deadline=None)
@given(REASON, WHO, AGES, st.sampled_from([None, ALL, SOME, make_snapshot()]), st.sampled_from([NOON, NIGHT]))
def test_112_is_first_and_there_are_few_more_each_once(
    reason: str, who: Who, age: int | None, snapshot: Snapshot | None, at: datetime
) -> None:
    found = ids(reason, snapshot, age, who=who, at=at)
    assert found[0] == SOS
    assert len(found) <= MOST_CONTACTS
    assert len(set(found)) == len(found)


@settings(deadline=None)
@given(REASON, AGES, st.sampled_from(["sv", "en", "ar", "xx"]))
def test_without_a_directory_there_is_the_minimum(reason: str, age: int | None, lang: str) -> None:
    told = contacts(reason, "self", Memory(age=age), None, NOON, lang)
    expected = {SOS, CARE, SUICIDE_LINE} | ({CHILDREN} if age is None or age < ADULT else set())
    assert {service.id for service in told} == expected
    assert all(service.phones and service.open.state == "open" for service in told)


@pytest.mark.parametrize("lang", [*sorted(crisis_texts()), "xx"])
def test_the_minimum_is_written_in_the_language(lang: str) -> None:
    lines = crisis_texts().get(lang, crisis_texts()["en"]).lines
    for service in minimum_contacts(lang):
        assert service.summary == lines[service.id]
        assert BUILT_IN[service.phones[0].tel] == service.id


def test_what_the_directory_lacks_of_the_minimum_is_filled_in_when_it_fits() -> None:
    assert ids("violence", make_snapshot()) == [SOS, CHILDREN, CARE]
    assert ids("suicide", make_snapshot()) == [SOS, SUICIDE_LINE, CHILDREN, CARE]


def test_the_directory_goes_before_the_minimum() -> None:
    written = make_snapshot(line(SUICIDE_LINE, phones=({"number": "0200-11 22 33"},)))
    told = contacts("suicide", "self", Memory(), written, NOON, "sv")
    assert [service.phones[0].number for service in told if service.id == SUICIDE_LINE] == ["0200-11 22 33"]


@pytest.mark.parametrize(("age", "there"), [(17, False), (18, True), (90, True), (None, False)])
def test_a_line_for_adults_is_for_those_who_are_known_to_be_adults(age: int | None, there: bool) -> None:
    assert (PSYCHIATRY in ids("suicide", make_snapshot(line(PSYCHIATRY, minimum_age=18)), age)) is there


@pytest.mark.parametrize(("age", "there"), [(0, True), (17, True), (18, False), (None, True)])
def test_a_line_for_children_is_for_those_who_may_be_children(age: int | None, there: bool) -> None:
    for snapshot in (None, make_snapshot(), make_snapshot(line(CHILDREN, maximum_age=17))):
        assert (CHILDREN in ids("suicide", snapshot, age)) is there


@pytest.mark.parametrize(("age", "there"), [(12, False), (13, True), (25, True), (26, False), (None, True)])
def test_both_ends_of_the_ages_count(age: int | None, there: bool) -> None:
    young = make_snapshot(line(WOMEN, minimum_age=13, maximum_age=25))
    assert (WOMEN in ids("violence", young, age)) is there


@pytest.mark.parametrize(
    ("area", "place", "there"),
    [
        (UMEA, UMEA, True),
        (UMEA, VANNAS, False),
        (UMEA, None, False),
        ("24", VANNAS, True),
        ("24", "0180", False),
        ("24", None, False),
        ("SE", None, True),
    ],
)
def test_a_service_is_for_those_who_live_where_it_serves(area: str, place: str | None, there: bool) -> None:
    snapshot = make_snapshot(line(PSYCHIATRY, service_areas=(area,)))
    assert (PSYCHIATRY in ids("psychosis", snapshot, 30, place=place)) is there


def test_who_answers_now_goes_before_who_does_not() -> None:
    office = make_snapshot(line(WOMEN, opening_hours=OFFICE))
    assert ids("violence", office, at=NOON) == [SOS, WOMEN, CHILDREN, CARE]
    assert ids("violence", office, at=NIGHT) == [SOS, CHILDREN, CARE, WOMEN]


def test_112_is_first_even_when_its_listing_says_it_is_closed() -> None:
    assert ids("violence", make_snapshot(line(SOS, opening_hours=OFFICE)), at=NIGHT)[0] == SOS


def test_a_listing_without_a_number_is_nothing_to_call() -> None:
    assert WOMEN not in ids("violence", make_snapshot(line(WOMEN, phones=())))


def test_who_threatens_others_is_for_the_police() -> None:
    assert ids("threat", ALL, who="other") == [SOS, "polisen-114-14", CHILDREN, CARE]
    assert "valj-att-sluta" in ids("threat", ALL, who="self")


def test_the_reason_for_a_place_in_a_search_is_not_told() -> None:
    assert all(each.why is None for each in contacts("suicide", "self", Memory(), ALL, NOON, "sv"))


def test_every_line_that_may_be_named_is_in_the_directory() -> None:
    listed = {path.stem for path in (CONTENT / "services").rglob("*.yml")}
    assert listed >= CRISIS_CONTACTS


def _real(reason: str, who: Who, memory: Memory, at: datetime = NOON) -> list[str]:
    return [each.id for each in contacts(reason, who, memory, _published(), at, "sv")]


@cache
def _published() -> Snapshot:
    return Snapshot.build(load_content())


@pytest.mark.parametrize("reason", ["threat", "violence", "sexual_violence", "child_at_risk"])
def test_a_threat_with_pictures_gets_those_who_can_stop_it(reason: str) -> None:
    memory = Memory(matter="image_threat", age=14)
    assert _real(reason, "self", memory)[:4] == [SOS, "ecpat-stodlinje", CHILDREN, "polisen-114-14"]
    grown = _real(reason, "self", replace(memory, age=30))
    assert {"ecpat-stodlinje", CHILDREN}.isdisjoint(grown)
    assert "polisen-114-14" in grown


def test_wanting_to_die_over_pictures_keeps_the_suicide_line() -> None:
    assert SUICIDE_LINE in _real("suicide", "self", Memory(matter="image_threat"))[:3]


def test_voices_that_tell_to_do_harm_are_for_those_who_treat_them() -> None:
    memory = Memory(topics=("psychosis",), municipality=UMEA, age=24)
    ids = _real("threat", "self", memory)
    assert ids[:2] == [SOS, PSYCHIATRY]
    assert "polisen-114-14" not in ids


@pytest.mark.parametrize("at", [NOON, NIGHT])
@pytest.mark.parametrize("age", [None, 21])
def test_a_man_gets_the_line_for_men_right_behind_112(age: int | None, at: datetime) -> None:
    memory = Memory(traits=(MAN,), age=age)
    assert _real("violence", "self", memory, at)[:2] == [SOS, "stodlinjen-for-man"]
    assert "stodlinjen-for-man" not in _real("violence", "self", replace(memory, age=15), at)


@pytest.mark.parametrize("at", [NOON, NIGHT])
def test_who_does_harm_gets_the_line_to_stop_right_behind_112(at: datetime) -> None:
    found = contacts("harming", "self", Memory(), _published(), at, "sv")
    assert [each.id for each in found[:2]] == [SOS, "valj-att-sluta"]


@pytest.mark.parametrize("reason", ["suicide", "third_party", "medical"])
def test_what_was_swallowed_is_for_those_who_know_poisons(reason: str) -> None:
    found = contacts(reason, "self", Memory(traits=(SWALLOWED,)), _published(), NOON, "sv")
    assert [each.id for each in found[:2]] == [SOS, "giftinformationscentralen"]
    assert SUICIDE_LINE in {each.id for each in found}


@pytest.mark.parametrize("reason", REASONS)
def test_no_number_is_shown_twice(reason: str) -> None:
    found = contacts(reason, "self", Memory(age=16), _published(), NOON, "sv")
    first = [each.phones[0].tel for each in found if each.phones]
    assert first.count("112") == 1
