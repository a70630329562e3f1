"""Scripted conversations, held through the chat API with the real trained Rasa."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.evaluation.dialogues import Partner, measure_dialogues
from bot.evaluation.lines import read_lines
from tests.client import converse

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session")]
_HERE = Path(__file__).parent
_DIALOGUES = [
    dialogue for path in sorted(_HERE.glob("*.jsonl")) for dialogue in read_lines(path, "id", "turns")
]


@pytest.mark.parametrize("dialogue", _DIALOGUES, ids=lambda dialogue: str(dialogue["id"]))
async def test_a_conversation(vart: httpx.AsyncClient, dialogue: dict[str, Any]) -> None:
    @asynccontextmanager
    async def begin() -> AsyncIterator[Partner]:
        person = await converse(vart)

        async def say(text: str) -> dict[str, Any]:
            return (await person.says(text)).body

        async def press(payload: str) -> dict[str, Any]:
            return (await person.presses(payload)).body

        yield Partner(say, press)

    report = await measure_dialogues([dialogue], begin)
    assert report.misses == []
