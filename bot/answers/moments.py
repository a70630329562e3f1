"""What is asked or told right after a crisis that has an answer of its own: "ska jag duscha", "han sover nu".

By rule (`nlu/words/moments.yml`), by the kind of the crisis: the same words are of another danger after
another. Every answer names 112 and those who answer.
"""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from bot.answers.aftercare import in_danger, told_after
from bot.answers.at_hand import listings_of
from bot.answers.parts import listing
from bot.answers.phrases import any_of
from bot.answers.relief import UNWELL
from bot.answers.returning import matters, relieved
from bot.answers.turn import Library, Turn
from bot.directory.present import present
from bot.gateway.memory import AFTER_CRISIS, EASED, Memory
from bot.gateway.messages import Choice, Service
from bot.gateway.reply import Reply
from bot.safety.contacts import SOS, SWALLOWED_IN, contacts
from nlu.text import folded_words
from nlu.traits import SWALLOWED
from nlu.words import pattern, records, terms

_BODY = "medical"
_ACUTE, _LIMIT, _MOST_WORDS = 3, 3, 20
_SMALL_WORDS = terms("moments", "small")
# Beside these nothing is only a moment; the words of a moment leave room for them too.
_GRAVER = any_of(
    r"do|doda\w*|dor|dod|leva|livet|kniv\w*|vapen|pistol\w*|hota\w*|slar?|slog|slagit|str[uyo]p\w*|rep|ihjal"
    r"|tablett\w*|piller|hopp\w*|hang\w*|skjut\w*|skot|brann\w*|brinn\w*|valdt\w*|skar\w*|skad\w*|kramp\w*"
    r"|spark\w*|misshandl\w*|stuck\w*|hugg\w*|hogg|die|dying|kill\w*|knife|gun|bleed\w*|breathe?\w*|hits?"
    r"|rape\w*|shoot\w*|shot|burn\w*|cut\w*|hurt\w*|threat\w*"
)
# Somebody who helps is there, or is on the way: that is taken up before all else.
_HELP = frozenset(("called", "cannot_call", "waiting", "writing"))


def moment(text: str, memory: Memory) -> str | None:
    """The id of what a text asks or tells right after the crisis at hand; None when it is nothing known."""
    return found["id"] if (found := _found(text, memory)) else None


def is_only_a_moment(text: str, memory: Memory) -> bool:
    """Whether a text tells or asks that and nothing else, however it would be assessed by itself."""
    if (found := _found(text, memory)) is None or found.get("assessed"):
        return False
    line = folded_words(text)
    rest = _compiled(found["id"]).sub(" ", line).split()
    # One word more may be a danger of its own: "hon har vaknat men krampar".
    return _SMALL_WORDS.issuperset(rest) and not _GRAVER.search(line) and not UNWELL.search(line)


def met(turn: Turn, library: Library) -> Reply | None:
    """The answer to what is asked or told right after a crisis; None when it is nothing known."""
    if (found := _found(turn.text, turn.memory)) is None:
        return None
    if told_after(turn) in _HELP or _is_helped(turn):
        return None
    if found.get("again"):
        turn = replace(turn, memory=replace(turn.memory, expects=AFTER_CRISIS))
    if about := found.get("topic"):
        turn = replace(turn, memory=replace(turn.memory, topics=(about,)))
    memory = turn.memory
    topic = matters(memory)[0]
    services = _services(found.get("shows") or (), turn, library)
    human = Choice(title=turn.say(library, "choice.human"), payload="human")
    message = listing(
        turn, library, turn.say(library, f"moment.{found['id']}"), services, [human], topic=topic
    )
    expects = EASED if memory.expects == EASED else AFTER_CRISIS
    return Reply((message,), replace(memory, expects=expects), turn.understood("topic", topic))


def _is_helped(turn: Turn) -> bool:
    told = relieved(turn.text, turn.memory)
    return told is not None and told.over == "helped"


def _found(text: str, memory: Memory) -> dict[str, Any] | None:
    line = folded_words(text)
    if memory.crisis is None or not line or text.startswith("/") or len(line.split()) > _MOST_WORDS:
        return None
    return next((each for each in _moments() if _fits(each, memory) and _tells(each, line)), None)


def _tells(each: dict[str, Any], line: str) -> bool:
    """Whether a line says what a moment is, and nothing that turns it round."""
    turned = "unless" in each and any_of(each["unless"]).search(line)
    return not turned and _compiled(each["id"]).search(line) is not None


def _fits(each: dict[str, Any], memory: Memory) -> bool:
    """Whether a moment belongs to the crisis at hand, and to whom that is about."""
    swallowed = SWALLOWED in memory.traits and memory.crisis in SWALLOWED_IN
    kinds = {memory.crisis, _BODY} if swallowed else {memory.crisis}
    known = not kinds.isdisjoint(each["crises"]) and each.get("trait") in (None, *memory.traits)
    if each.get("who") == "relative" and memory.for_whom != "relative":
        return False
    return known and (not each.get("acute") or memory.danger >= _ACUTE)


def _services(held: list[str] | tuple[()], turn: Turn, library: Library) -> list[Service]:
    """Those who answer: 112 while life may be in danger, what is just for this, the lines of the crisis."""
    memory = turn.memory
    lines = contacts(memory.crisis or "suicide", "self", memory, library.snapshot, turn.now, turn.language)
    own = [present(hit, turn.language) for part in held for hit in listings_of(part, turn, library)]
    first = [each for each in lines if each.id == SOS and in_danger(turn)]
    by_id = {each.id: each for each in (*first, *own, *(each for each in lines if each.id != SOS))}
    return list(by_id.values())[:_LIMIT]


@cache
def _moments() -> tuple[dict[str, Any], ...]:
    return tuple(records("moments", "moments"))


@cache
def _compiled(moment_id: str) -> re.Pattern[str]:
    they = pattern("moments", "they")
    ways = next(each["patterns"] for each in _moments() if each["id"] == moment_id)
    return any_of(*(way.replace("{they}", they) for way in ways))
