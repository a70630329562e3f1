"""What people write second, understood through the chat API with the matter at hand, against the gates.

The lines may be read: they are for development (docs/nlu.md says what was chosen on them).
"""

from collections import Counter
from typing import Any

import httpx
import pytest

from bot.content.load import load_content
from bot.evaluation.lines import read_lines
from bot.settings import ROOT
from tests.client import converse
from tests.dialogues import gates

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(900)]
_LINES = ROOT / "tests" / "data" / "followups_dev.jsonl"
_TOPICS = frozenset(load_content().topics)


async def _second(vart: httpx.AsyncClient, topic: str, text: str) -> dict[str, Any]:
    """The answer to a text when a topic is at hand."""
    person = await converse(vart)
    await person.presses(f"topic:{topic}")
    return (await person.says(text)).body


def _is_right(line: dict[str, Any], body: dict[str, Any]) -> bool:
    understood, right = body["understood"], line["right"]
    if any((message.get("card") or {}).get("kind") == "crisis" for message in body["messages"]):
        return False
    if right == "stay":
        return bool(understood["topic"] == line["topic"])
    if right in _TOPICS:
        offered = [c["payload"] for message in body["messages"] for c in message.get("choices") or ()]
        return understood["topic"] == right or f"topic:{right}" in offered
    return bool(understood["intent"] == right)


async def test_second_messages(vart: httpx.AsyncClient) -> None:
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for line in read_lines(_LINES, "topic", "text", "right"):
        kind = line["right"] if line["right"] == "stay" else "topic" if line["right"] in _TOPICS else "intent"
        asked[kind] += 1
        right[kind] += _is_right(line, await _second(vart, line["topic"], line["text"]))
    shares = {kind: round(right[kind] / asked[kind], 3) for kind in asked}
    print(f"second messages: {shares}")  # noqa: T201 (the measure, with pytest -s)
    for kind, least in gates.SECOND.items():
        assert shares[kind] >= least, kind
