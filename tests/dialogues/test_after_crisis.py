"""What people write after a crisis, through the chat API: danger keeps 112 and the lines, the rest goes on.

The lines were written before the rules, and may be read: they are for development (docs/nlu.md says what
they showed).
"""

from collections import Counter
from pathlib import Path
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
# A second set, of what has an answer of its own: what a good one `says`, `shows` or `lacks`.
_OWN_LINES = _LINES.with_name("after_crisis_2_dev.jsonl")
_OWN = (_OWN_LINES, _LINES.with_name("after_crisis_3_dev.jsonl"))
_RELIEF = tuple(
    words
    for texts in Texts.load().languages.values()
    for key, ways in texts.items()
    if key.startswith("relief.")
    for words in ways
)


async def _last(vart: httpx.AsyncClient, line: dict[str, Any], *, alarm: bool = True) -> Answer:
    """The answer to a text, after the crisis (which must raise the alarm) and what was said before it."""
    person = await converse(vart)
    for at, text in enumerate(line["crisis"]):
        assert _is_alarm(await person.says(text)) or at or not alarm, text
    return await person.says(line["text"])


def _is_alarm(answer: Answer) -> bool:
    return any(card["kind"] == "crisis" for card in answer.cards)


def _is_right(line: dict[str, Any], answer: Answer) -> bool:
    shown = {service["id"] for service in answer.services}
    if line["right"] == "stay":
        return _is_kept(answer)
    if _is_alarm(answer) or SOS in shown:
        return False
    names = " ".join(service["name"] for service in answer.services)
    if "keeps" in line and line["keeps"] not in answer.text:
        return False
    if line["right"] == "over":
        return any(words in answer.text for words in _RELIEF) and "112" in answer.text
    return _is_met(line, answer, names)


def _is_kept(answer: Answer) -> bool:
    """Whether 112 is named and somebody to call is shown."""
    shown = {service["id"] for service in answer.services}
    return _is_alarm(answer) or ("112" in answer.text and bool(shown & CRISIS_CONTACTS))


def _says(line: dict[str, Any], answer: Answer) -> bool:
    """Whether the answer has one of the words that a good one has, the place, and none of the wrong ones."""
    names = " ".join(service["name"] for service in answer.services)
    said = f"{answer.text} {names}"
    wanted = [word.casefold() in said.casefold() for word in line.get("says", ())]
    return (any(wanted) or not wanted) and line.get("shows", "") in names and not _any(line, "lacks", said)


def _any(line: dict[str, Any], key: str, said: str) -> bool:
    return any(word in said for word in line.get(key, ()))


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


@pytest.mark.parametrize("lines", _OWN, ids=lambda lines: lines.stem)
async def test_what_has_an_answer_of_its_own(vart: httpx.AsyncClient, lines: Path) -> None:
    danger, met = [], []
    for line in read_lines(lines, "crisis", "text", "right"):
        answer = await _last(vart, line, alarm=False)
        met.append(_says(line, answer))
        if line["right"] == "stay":
            danger.append(_is_kept(answer))
    shares = {"danger": sum(danger) / len(danger), "met": sum(met) / len(met)}
    print(f"own answers after a crisis: {shares}")  # noqa: T201 (the measure, with pytest -s)
    for kind, least in gates.OWN_ANSWERS.items():
        assert shares[kind] >= least, kind
