"""What people write second and later, through the chat API with the matter at hand, against the gates.

The lines may be read: they are for development (docs/nlu.md says what was chosen on them).
"""

import re
from collections import Counter
from typing import Any

import httpx
import pytest

from bot.content.load import load_content
from bot.content.texts import Texts
from bot.evaluation.lines import read_lines
from bot.settings import ROOT
from tests.client import converse
from tests.dialogues import gates

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(900)]
_LINES = ROOT / "tests" / "data" / "followups_dev.jsonl"
_FOLLOWUPS = ROOT / "tests" / "data" / "followups_2_dev.jsonl"
# By what is asked: what a good answer holds, as keys of texts or as rights; else `asked.<kind>`.
_GOOD = {
    "cost": ("asked.cost", "right:cost"),
    "language": ("language.who_speaks", "language.nobody_known", "asked.language", "right:interpreter"),
    "group": ("asked.group", "asked.group_found"),
    "meet": ("asked.meet", "asked.meet_unknown"),
    "fault": ("asked.fault", "asked.fault_unsure"),
    "how": ("asked.how", "asked.how_relative"),
    "say": ("asked.say", "asked.say_relative"),
    "alone": ("right:age_limit", "asked.alone_line", "asked.alone_other"),
    "watched": ("vart.hide",),
    "v_sorry": ("smalltalk.feedback_bad",),
    "r_anonymous": ("asked.secret_relative",),
    "r_sure": ("right:concern_report",),
    "r_duty": ("asked.duty",),
    "r_police": ("right:must_i_report",),
    "secret": ("right:newly_arrived_care",),
}
# What is told gets places or a way on, and is never met as a question.
_REFUSALS = ("topic.not_known", "topic.not_known_again", "out_of_scope", "clarify.lost")
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


def _says(key: str, said: str) -> bool:
    """Whether an answer holds a text, or a right, in either language."""
    if key.startswith("right:"):
        answer = load_content().rights[key.removeprefix("right:")].answer
        return answer.sv in said or answer.en in said
    return any(_is_said(variant, said) for texts in Texts.load().languages.values() for variant in texts[key])


def _is_said(variant: str, said: str) -> bool:
    """Whether a text is said, with whatever stands where it leaves a blank."""
    return re.search(re.sub(r"\\{\w+\\}", ".+", re.escape(variant)), said) is not None


def _is_met(line: dict[str, Any], body: dict[str, Any]) -> bool:
    said, kind = "\n".join(message["text"] for message in body["messages"]), line["good"]
    if any((message.get("card") or {}).get("kind") == "crisis" for message in body["messages"]):
        return False
    if kind == "told":
        stays = body["understood"]["topic"] == line["topic"] or body["understood"]["intent"] == "tell_age"
        return stays and not any(_says(key, said) for key in _REFUSALS)
    own = f"vart.{kind.removeprefix('v_')}" if kind.startswith("v_") else f"asked.{kind}"
    return any(_says(key, said) for key in _GOOD.get(kind, (own,)))


async def test_ordinary_follow_ups(vart: httpx.AsyncClient) -> None:
    lines = read_lines(_FOLLOWUPS, "topic", "text", "good")
    missed = []
    for line in lines:
        person = await converse(vart)
        await person.presses(f"topic:{line['topic']}")
        await person.says("hon är 15, umeå" if line.get("for") == "relative" else "16 umeå")
        if not _is_met(line, (await person.says(line["text"])).body):
            missed.append(line["text"])
    share = round(1 - len(missed) / len(lines), 3)
    print(f"follow-ups met as wanted: {share}, not: {missed}")  # noqa: T201 (the measure, with pytest -s)
    assert share >= gates.FOLLOW_UPS
