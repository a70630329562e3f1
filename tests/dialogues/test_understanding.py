"""Unseen writers, understood through the chat API, against the gates.

Only shares are shown when a gate fails, never the lines: what nobody has looked at stays a measure.
"""

from typing import Any

import httpx
import pytest

from bot.evaluation.lines import read_lines
from bot.evaluation.topics import case_of, measure_topics
from bot.settings import ROOT
from tests.client import converse
from tests.dialogues import gates

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(900)]
_DATA = ROOT / "tests" / "data"


async def _ask(vart: httpx.AsyncClient, text: str) -> dict[str, Any]:
    return (await (await converse(vart)).says(text)).body


@pytest.mark.parametrize(("name", "first", "offered"), [(name, *gate) for name, gate in gates.TOPICS.items()])
async def test_topics(vart: httpx.AsyncClient, name: str, first: float, offered: float) -> None:
    cases = [case_of(line) for line in read_lines(_DATA / f"{name}.jsonl", "text", "accept", "best")]
    report = await measure_topics(cases, lambda text: _ask(vart, text))
    shares = round(report.first, 4), round(report.offered, 4)
    print(f"{name}: first {shares[0]}, offered {shares[1]}")  # noqa: T201 (the measure, with pytest -s)
    assert shares[0] >= first
    assert shares[1] >= offered


async def test_intents(vart: httpx.AsyncClient) -> None:
    lines = read_lines(_DATA / "intents_test.jsonl", "text", "intent")
    right = 0
    for line in lines:
        right += (await _ask(vart, line["text"]))["understood"]["intent"] == line["intent"]
    share = round(right / len(lines), 4)
    print(f"intents: {share}")  # noqa: T201 (the measure, with pytest -s)
    assert share >= gates.INTENT
