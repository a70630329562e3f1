"""The checks of a conversation."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.evaluation.dialogues import DialogueReport, Partner, measure_dialogues
from tests.evaluation.replies import Json, listing, message, reply

_ASK = {"kind": "ask", "slot": "municipality"}
_SLEEP = reply(
    message(listing("sleep", "bris")),
    message(_ASK),
    topic="sleep",
    age=15,
    municipality="Umeå",
    **{"for": "self"},
)
_CRISIS = reply(message({"kind": "crisis", "severity": 3, "services": []}))
_HUMAN = reply(message({"kind": "handoff", "state": "queued", "case": None}, lang="en"))


async def held(*turns: tuple[str, Json, Json]) -> DialogueReport:
    """A conversation of (what the person sends, what comes back, what is expected)."""
    waiting = [(user, answer) for user, answer, _ in turns]

    async def take(user: str) -> Json:
        expected, answer = waiting.pop(0)
        assert expected.removeprefix("payload:") == user
        return answer

    @asynccontextmanager
    async def begin() -> AsyncIterator[Partner]:
        yield Partner(take, take)

    lines: list[Json] = [{"user": user, "expect": expect} for user, _, expect in turns]
    return await measure_dialogues([{"id": "d", "turns": lines}], begin)


@pytest.mark.parametrize(
    ("answer", "key", "met", "missed"),
    [
        (_SLEEP, "topic_in", ["stress", "sleep"], ["work"]),
        (_SLEEP, "intent", "topic", "greet"),
        (_SLEEP, "municipality", "Umeå", None),
        (_SLEEP, "age", 15, 16),
        (_SLEEP, "for", "self", "relative"),
        (_SLEEP, "asks_municipality", True, False),
        (_SLEEP, "services", True, False),
        (_SLEEP, "card", "services", "crisis"),
        (_SLEEP, "crisis", False, True),
        (_SLEEP, "human_offer", False, True),
        (_SLEEP, "lang", "sv", "en"),
        (_CRISIS, "crisis", True, False),
        (_HUMAN, "human_offer", True, False),
        (_HUMAN, "handoff_state_in", ["queued", "held"], ["active"]),
    ],
)
async def test_each_check(answer: Json, key: str, met: Any, missed: Any) -> None:
    assert (await held(("hej", answer, {key: met}))).misses == []
    (miss,) = (await held(("hej", answer, {key: missed}))).misses
    assert (miss.turn, miss.user, miss.expected) == (1, "hej", f"{key}: {missed}")


async def test_a_question_asked_twice_is_seen() -> None:
    expect = {"no_repeat_question": True}
    report = await held(("hej", _SLEEP, expect), ("payload:more", _SLEEP, expect), ("nej", _CRISIS, expect))
    assert [miss.turn for miss in report.misses] == [2]
    assert report.lines()[0] == "Samtal utan fel: 0.0 % (0 av 1)"


async def test_an_unknown_check_is_an_error() -> None:
    with pytest.raises(KeyError):
        await held(("hej", _SLEEP, {"mood": "good"}))
