"""Short ordinary conversations, through the chat API: what the last answer says and shows.

The lines were written before the rules, and may be read: they are for development (docs/nlu.md says what
they showed). `about` names the family of each.
"""

import re
from typing import Any

import httpx
import pytest

from bot.content.texts import Texts
from bot.evaluation.lines import read_lines
from bot.settings import ROOT
from tests.client import Answer, converse
from tests.dialogues import gates

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(900)]
_LINES = ROOT / "tests" / "data" / "followups_3_dev.jsonl"


def _says(keys: list[str], said: str) -> bool:
    """Whether an answer holds one of the texts, with whatever stands where a text leaves a blank."""
    ways = (way for texts in Texts.load().languages.values() for key in keys for way in texts[key])
    return any(re.search(re.sub(r"\\{\w+\\}", ".+", re.escape(way)), said) for way in ways)


def _is_met(line: dict[str, Any], answer: Answer) -> bool:
    """Whether the last answer is as wanted; never one for danger."""
    said, shown = answer.text, [service["id"] for service in answer.services]
    if any(card["kind"] == "crisis" for card in answer.cards):
        return False
    wanted = (
        "says" not in line or _says(line["says"], said),
        "holds" not in line or re.search(line["holds"], said),
        "shows" not in line or any(re.search(line["shows"], id) for id in shown),
        len(shown) >= line.get("at_least", 0),
        "topic" not in line or re.fullmatch(line["topic"], str(answer.understood["topic"])),
    )
    unwanted = (
        "lacks_keys" in line and _says(line["lacks_keys"], said),
        "lacks" in line and re.search(line["lacks"], said),
        "hides" in line and any(re.search(line["hides"], id) for id in shown),
    )
    return all(wanted) and not any(unwanted)


async def test_short_conversations(vart: httpx.AsyncClient) -> None:
    lines = read_lines(_LINES, "about", "say")
    missed = []
    for line in lines:
        person = await converse(vart)
        *before, last = line["say"]
        for text in before:
            await person.says(text)
        if not _is_met(line, await person.says(last)):
            missed.append(" → ".join(line["say"]))
    share = round(1 - len(missed) / len(lines), 3)
    print(f"conversations met as wanted: {share}, not: {missed}")  # noqa: T201 (the measure, with pytest -s)
    assert share >= gates.CONVERSATIONS
