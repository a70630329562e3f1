"""Whole conversations in other languages: in which language they are answered, and that 112 stays in danger.

A turn may also say which listing its answer must show, and of what kind its card is.

The conversations were written before the rules, and may be read: they are for development (docs/nlu.md says
what they showed).
"""

from typing import Any

import httpx
import pytest

from bot.evaluation.lines import read_lines
from bot.settings import ROOT
from tests.client import Answer, converse
from tests.dialogues import gates

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(900)]
_CONVERSATIONS = ROOT / "tests" / "data" / "other_languages_dev.jsonl"


def _is_right(turn: dict[str, Any], languages: str, answer: Answer, before: str) -> bool:
    """Whether a turn is answered in its language, not as the turn before, with 112 and what it must show."""
    spoken = turn.get("answered", languages).split()
    in_language = all(message["lang"] in spoken for message in answer.messages)
    safe = not turn.get("danger") or "112" in answer.text
    shown = {service["id"] for card in answer.cards for service in card.get("services", ())}
    kinds = {card["kind"] for card in answer.cards}
    shows = turn.get("shows") in (None, *shown) and turn.get("card") in (None, *kinds)
    return in_language and safe and shows and answer.text != before


async def test_conversations_in_other_languages(vart: httpx.AsyncClient) -> None:
    met = []
    for told in read_lines(_CONVERSATIONS, "id", "answered", "turns"):
        person, before, right = await converse(vart), "", True
        for turn in told["turns"]:
            answer = await person.says(turn["user"])
            right &= _is_right(turn, told["answered"], answer, before)
            before = answer.text
        right &= told.get("municipality") in (None, answer.understood["municipality"])
        met.append(right)
    share = round(sum(met) / len(met), 3)
    print(f"conversations in other languages: {share}")  # noqa: T201 (the measure, with pytest -s)
    assert share >= gates.OTHER_LANGUAGES
