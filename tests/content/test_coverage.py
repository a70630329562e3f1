"""Who can take which question."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.content.coverage import AGES, AUDIENCES, Cell, coverage
from bot.content.load import Content, load_content
from bot.content.schema import Level, Phone, Publication, Service
from bot.content.topics import TOPIC_IDS

VILHELMINA, UMEA = "2462", "2480"


@pytest.fixture
def content(small_content: Path) -> Content:
    return load_content(small_content)


def cell(content: Content, topic: str, code: str, age: int, audience: str) -> Cell:
    asked = coverage(content).of(topic, code)
    return next(one for one in asked if (one.age, one.audience) == (age, audience))


def ids(found: Cell) -> list[str]:
    return [door.id for door in found.doors]


def with_elevhalsa(content: Content, **changes: Any) -> Content:
    service = content.services["vilhelmina-elevhalsa"].model_copy(update=changes)
    return replace(content, services={**content.services, service.id: service})


def test_every_question_is_asked_once(content: Content) -> None:
    cells = coverage(content).cells
    wanted = len(TOPIC_IDS) * len(content.municipalities) * len(AGES) * len(AUDIENCES)
    assert len(cells) == wanted
    assert len({(one.topic, one.municipality, one.age, one.audience) for one in cells}) == wanted


def test_the_nearest_door_comes_first(content: Content) -> None:
    found = cell(content, "sleep", VILHELMINA, 16, "self")
    assert ids(found)[:2] == ["vilhelmina-elevhalsa", "kontaktcenter-barn-unga-psykisk-halsa"]
    assert found.nearest is Level.MUNICIPAL


def test_another_municipality_does_not_get_the_door(content: Content) -> None:
    assert "vilhelmina-elevhalsa" not in ids(cell(content, "sleep", UMEA, 16, "self"))


def test_the_age_must_fit(content: Content) -> None:
    assert ids(cell(content, "low_mood", UMEA, 24, "self")) == ["mind-sjalvmordslinjen", "1177-telefon"]


def test_what_only_answers_in_another_language_is_no_door_for_everybody(content: Content) -> None:
    ukrainian = with_elevhalsa(content, languages=("uk",))
    assert "vilhelmina-elevhalsa" not in ids(cell(ukrainian, "sleep", VILHELMINA, 16, "self"))
    both = with_elevhalsa(content, languages=("uk", "sv"))
    assert "vilhelmina-elevhalsa" in ids(cell(both, "sleep", VILHELMINA, 16, "self"))


def test_the_asker_must_fit(content: Content) -> None:
    assert "bris-116111" not in ids(cell(content, "bullying", UMEA, 13, "relative"))


def test_a_question_nobody_takes_is_a_dead_end(content: Content) -> None:
    found = cell(content, "sami", UMEA, 16, "self")
    assert found.nearest is None
    assert found in coverage(content).dead_ends


@pytest.mark.parametrize(
    "changes",
    [
        {"publication": Publication.DRAFT},
        {"publication": Publication.ARCHIVED},
        {"status": "inactive"},
        {"self_referral": False},
        {"phones": ()},
        {"phones": (Phone(number="0940-140 00", publication=Publication.DRAFT),)},
        {"topics": ("stress",), "main_topics": ()},
        {"for_": ("relative",)},
        {"minimum_age": 17},
        {"maximum_age": 15},
        {"service_areas": (UMEA,)},
    ],
)
def test_what_closes_a_door(content: Content, changes: dict[str, Any]) -> None:
    closed = with_elevhalsa(content, **changes)
    assert "vilhelmina-elevhalsa" not in ids(cell(closed, "sleep", VILHELMINA, 16, "self"))


def test_a_chat_is_a_door_without_a_phone(content: Content) -> None:
    chat = with_elevhalsa(content, phones=(), chat="https://www.vilhelmina.se")
    assert "vilhelmina-elevhalsa" in ids(cell(chat, "sleep", VILHELMINA, 16, "self"))


def test_an_unconfirmed_switchboard_is_a_door(content: Content) -> None:
    found = cell(content, "leisure", "2409", 16, "self")
    assert ids(found) == ["robertsfors-vaxel"]
    assert isinstance(found.doors[0], Service)
