"""What people write after a crisis, through the chat API: danger keeps 112 and the lines, the rest goes on.

The lines were written before the rules, and may be read: they are for development (docs/nlu.md says what
they showed).
"""

from collections import Counter
from typing import Any

import httpx
import pytest

from bot.content.texts import Texts
from bot.evaluation.lines import read_lines
from bot.safety.contacts import CRISIS_CONTACTS, SOS
from bot.settings import ROOT
from tests.client import Answer, converse
from tests.dialogues import gates

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(900)]
_LINES = ROOT / "tests" / "data" / "after_crisis_dev.jsonl"
_RELIEF = tuple(
    words
    for texts in Texts.load().languages.values()
    for key, ways in texts.items()
    if key.startswith("relief.")
    for words in ways
)


async def _last(vart: httpx.AsyncClient, line: dict[str, Any]) -> Answer:
    """The answer to a text, after the crisis and what was said before it."""
    person = await converse(vart)
    first, *between = line["crisis"]
    assert _is_alarm(await person.says(first)), first
    for text in between:
        await person.says(text)
    return await person.says(line["text"])


def _is_alarm(answer: Answer) -> bool:
    return any(card["kind"] == "crisis" for card in answer.cards)


def _is_right(line: dict[str, Any], answer: Answer) -> bool:
    shown = {service["id"] for service in answer.services}
    if line["right"] == "stay":
        return _is_alarm(answer) or ("112" in answer.text and bool(shown & CRISIS_CONTACTS))
    if _is_alarm(answer) or SOS in shown:
        return False
    names = " ".join(service["name"] for service in answer.services)
    if "keeps" in line and line["keeps"] not in answer.text:
        return False
    if line["right"] == "over":
        return any(words in answer.text for words in _RELIEF) and "112" in answer.text
    return _is_met(line, answer, names)


def _is_met(line: dict[str, Any], answer: Answer, names: str) -> bool:
    """Whether a place, or what was asked for, got its own answer."""
    understood = answer.understood
    return (
        ("shows" in line and bool(names) and line["shows"].strip("*") in names)
        or understood["topic"] in line.get("topic", ())
        or understood["intent"] == line.get("intent")
    )


async def test_after_a_crisis(vart: httpx.AsyncClient) -> None:
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for line in read_lines(_LINES, "crisis", "text", "right"):
        kind = "danger" if line["right"] == "stay" else "back"
        asked[kind] += 1
        right[kind] += _is_right(line, await _last(vart, line))
    shares = {kind: round(right[kind] / asked[kind], 3) for kind in asked}
    print(f"after a crisis: {shares}")  # noqa: T201 (the measure, with pytest -s)
    for kind, least in gates.AFTER_CRISIS.items():
        assert shares[kind] >= least, kind
