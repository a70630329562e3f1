"""Whom a listing is for: by age, tie, and what is told of the one who asks."""

from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase

import pytest

from bot.content.load import load_content
from bot.directory.listing import _ONLY_FOR
from bot.directory.query import Query
from bot.directory.snapshot import Snapshot
from nlu.traits import GROWN, MAN, OF_ADULT, OF_CHILD, SUICIDE_LOSS, VIOLENT, YOUNG

NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)
CONTENT = load_content()
SNAPSHOT = Snapshot.build(CONTENT)
PARENTS = {"mind-foraldralinjen", "bris-vuxna-om-barn"}


def found(query: Query) -> list[str]:
    return [hit.service.id for hit in SNAPSHOT.search(query, NOON).hits]


def test_listings_for_some_persons_only_are_there() -> None:
    for pattern in _ONLY_FOR:
        assert any(fnmatchcase(id, pattern) for id in CONTENT.services), pattern


_WORRIED = Query(topics=("low_mood",), municipality="2480", for_whom="relative", limit=30)


@pytest.mark.parametrize(
    "query", [replace(_WORRIED, traits=frozenset({YOUNG})), replace(_WORRIED, writer_age=13)]
)
def test_the_young_who_worry_for_somebody_get_places_for_the_young(query: Query) -> None:
    ids = found(query)
    assert "bris-116111" in ids[:3]
    assert PARENTS.isdisjoint(ids)


def test_parents_get_lines_for_parents() -> None:
    ids = found(
        Query(
            topics=("low_mood",), for_whom="relative", age=15, traits=frozenset({GROWN, OF_CHILD}), limit=30
        )
    )
    assert "mind-foraldralinjen" in ids
    assert "bris-116111" not in ids


def test_whoever_it_is_about_is_no_child_when_it_is_a_spouse() -> None:
    traits = frozenset({GROWN, OF_ADULT})
    ids = found(Query(("low_mood",), "2480", None, "relative", traits=traits, limit=40))
    assert {"bris-116111", "umea-elevhalsa", "bup-vasterbotten"}.isdisjoint(ids)


def test_the_grown_do_not_get_lines_for_children() -> None:
    assert "bris-116111" not in found(Query(("violence",), traits=frozenset({GROWN}), limit=30))
    assert "bris-116111" in found(Query(("violence",), limit=30))


def test_a_friends_age_stands_for_the_young_writers() -> None:
    friend = Query(("low_mood",), age=19, for_whom="relative", traits=frozenset({YOUNG}), limit=30)
    assert "bris-116111" not in found(friend)


def test_a_man_gets_the_line_for_men_first_and_none_for_women() -> None:
    ids = found(Query(("violence",), "2480", 30, "self", traits=frozenset({MAN}), limit=40))
    assert ids[0] == "stodlinjen-for-man"
    assert "kvinnojouren-umea" not in ids


def test_lines_against_violence_are_for_who_uses_it() -> None:
    assert "valj-att-sluta" not in found(Query(("anger",), age=30, limit=30))
    assert "valj-att-sluta" in found(Query(("anger",), age=30, traits=frozenset({VIOLENT}), limit=30))


def test_listings_for_those_new_here_only_when_it_is_about_that() -> None:
    young = Query(("family_conflict",), age=15, limit=30)
    assert "bris-boka-samtal-andra-sprak" not in found(young)
    assert "bris-boka-samtal-andra-sprak" in found(Query(("newly_arrived",), age=15, limit=30))


def test_the_line_for_loss_by_suicide_is_shown_where_that_was_told() -> None:
    grief = Query(topics=("grief",), age=30, limit=30)
    assert "spes" not in found(grief)
    assert "spes" in found(replace(grief, traits=frozenset((SUICIDE_LOSS,))))
