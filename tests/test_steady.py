"""What runs again and again outlives any fault, and says it once."""

import asyncio
import json
from collections.abc import Callable
from typing import Any, cast

import pytest

from bot.channels.later import Later
from bot.channels.telegram.intake import Intake
from bot.editor.freshness import Freshness
from bot.editor.questions import Questions
from bot.sms import loop as sms_loop
from bot.steady import Steady
from tests.captured import captured_logs
from tests.waiting import until

WORDS = "jag vill inte leva, ring 070-174 06 05"
NOTHING = cast(Any, None)


async def works() -> None:
    """A job that goes well."""


def failing(error: Exception) -> Callable[[], Any]:
    """A job that raises `error`."""

    async def fails() -> None:
        raise error

    return fails


async def test_a_fault_is_said_once_for_each_kind_until_it_works_again() -> None:
    steady = Steady("a_job", "tests")
    with captured_logs() as logs:
        for error in (OSError(WORDS), OSError(WORDS), TypeError(WORDS), OSError(WORDS)):
            assert not await steady.run(failing(error))
        assert await steady.run(works)
        assert await steady.run(works)
        assert not await steady.run(failing(OSError(WORDS)))
    lines = [json.loads(line) for line in logs.getvalue().splitlines()]
    said = [(line["event"], line["component"], line["reason"], line.get("error")) for line in lines]
    assert said == [
        ("job_failed", "tests", "a_job", "OSError"),
        ("job_failed", "tests", "a_job", "TypeError"),
        ("job_works_again", "tests", "a_job", None),
        ("job_failed", "tests", "a_job", "OSError"),
    ]
    assert "leva" not in logs.getvalue()
    assert "174" not in logs.getvalue()


LOOPS: dict[str, tuple[Callable[[], Any], str]] = {
    "later": (lambda: Later(NOTHING, NOTHING, NOTHING, {}, NOTHING, every=0.001), "round"),
    "telegram": (lambda: Intake(NOTHING, NOTHING, every=0.001), "sweep"),
    "questions": (lambda: Questions(NOTHING, NOTHING, every=0.001), "flush"),
    "freshness": (lambda: Freshness(NOTHING, NOTHING, NOTHING, every=0.001), "look"),
    "sms": (lambda: sms_loop.Loop(asyncio.Event(), 1, "tests"), "round"),
}


@pytest.mark.parametrize(("make", "job"), LOOPS.values(), ids=LOOPS)
async def test_a_loop_outlives_a_fault_that_nobody_thought_of(
    make: Callable[[], Any], job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sms_loop, "POLL", 0.001)
    loop, tries = make(), 0

    async def fails_at_first() -> int:
        nonlocal tries
        tries += 1
        if tries <= 2:
            raise TypeError(WORDS)
        return 0

    monkeypatch.setattr(loop, job, fails_at_first)
    await loop.start()
    await until(lambda: tries >= 4)
    await loop.stop()
