"""Whole conversations against what each turn must hold.

A line is `{"id", "turns": [{"user", "expect": {…}}]}`; a turn's `user` is a text, or a payload
behind "payload:". What `expect` may hold is the keys of `_CHECKS`; a key left out is not checked.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from bot.evaluation.lines import Reply, share

_PAYLOAD = "payload:"

Say = Callable[[str], Awaitable[Reply]]


class Partner:
    """The other side of a conversation: says a text or presses a payload."""

    def __init__(self, say: Say, press: Say) -> None:
        self._say = say
        self._press = press

    async def send(self, user: str) -> Reply:
        """One turn; `user` as in the file."""
        if user.startswith(_PAYLOAD):
            return await self._press(user.removeprefix(_PAYLOAD))
        return await self._say(user)


@dataclass(frozen=True, slots=True)
class Turn:
    """A reply, and what the conversation held before it."""

    reply: Reply
    asked_before: frozenset[str]

    @property
    def cards(self) -> list[Mapping[str, Any]]:
        """The cards of the reply."""
        return [message["card"] for message in self.reply["messages"] if message.get("card")]

    def of_kind(self, kind: str) -> list[Mapping[str, Any]]:
        """The cards of one kind."""
        return [card for card in self.cards if card["kind"] == kind]

    @property
    def asked(self) -> frozenset[str]:
        """The slots this reply asks for."""
        return frozenset(str(card["slot"]) for card in self.of_kind("ask"))

    @property
    def topics(self) -> frozenset[str]:
        """The topics answered, understood or offered."""
        found = {str(card["topic"]) for card in self.of_kind("services") if card["topic"]}
        for card in self.of_kind("clarify"):
            found.update(card["topics"])
        return frozenset(found | {str(self.reply["understood"]["topic"])})

    @property
    def offers_human(self) -> bool:
        """Whether a human can be had from here."""
        choices = [c["payload"] for message in self.reply["messages"] for c in message.get("choices") or ()]
        return bool(self.of_kind("handoff")) or any(payload.startswith("human") for payload in choices)


_CHECKS: Mapping[str, Callable[[Turn, Any], bool]] = {
    "topic_in": lambda turn, wanted: bool(turn.topics & set(wanted)),
    "intent": lambda turn, wanted: turn.reply["understood"]["intent"] == wanted,
    "municipality": lambda turn, wanted: turn.reply["understood"]["municipality"] == wanted,
    "age": lambda turn, wanted: turn.reply["understood"]["age"] == wanted,
    "for": lambda turn, wanted: turn.reply["understood"]["for"] == wanted,
    "asks_municipality": lambda turn, wanted: ("municipality" in turn.asked) == wanted,
    "human_offer": lambda turn, wanted: turn.offers_human == wanted,
    "crisis": lambda turn, wanted: bool(turn.of_kind("crisis")) == wanted,
    "handoff_state_in": lambda turn, wanted: any(card["state"] in wanted for card in turn.of_kind("handoff")),
    "no_repeat_question": lambda turn, wanted: not wanted or not turn.asked & turn.asked_before,
    "services": lambda turn, wanted: any(card["services"] for card in turn.of_kind("services")) == wanted,
    "card": lambda turn, wanted: bool(turn.of_kind(wanted)),
    "lang": lambda turn, wanted: all(message["lang"] == wanted for message in turn.reply["messages"]),
}


@dataclass(frozen=True, slots=True)
class Miss:
    """An expectation that a turn did not meet."""

    dialogue: str
    turn: int
    user: str
    expected: str


@dataclass(frozen=True, slots=True)
class DialogueReport:
    """The measure over all conversations."""

    dialogues: int
    misses: Sequence[Miss]

    def lines(self) -> list[str]:
        """The report as lines of text, every miss last."""
        failed = len({miss.dialogue for miss in self.misses})
        report = [f"Samtal utan fel: {share(self.dialogues - failed, self.dialogues)}"]
        return report + [f"  {m.dialogue}, tur {m.turn} ({m.user!r}): {m.expected}" for m in self.misses]


async def measure_dialogues(
    dialogues: Sequence[Mapping[str, Any]], begin: Callable[[], AbstractAsyncContextManager[Partner]]
) -> DialogueReport:
    """Hold every conversation and check every turn.

    Raises:
        KeyError: A turn expects something that cannot be checked.
    """
    misses: list[Miss] = []
    for dialogue in dialogues:
        async with begin() as partner:
            misses += await _hold(dialogue, partner)
    return DialogueReport(len(dialogues), misses)


async def _hold(dialogue: Mapping[str, Any], partner: Partner) -> list[Miss]:
    misses = []
    asked: frozenset[str] = frozenset()
    for number, line in enumerate(dialogue["turns"], 1):
        turn = Turn(await partner.send(str(line["user"])), asked)
        for key, wanted in (line.get("expect") or {}).items():
            if not _CHECKS[key](turn, wanted):
                misses.append(Miss(str(dialogue["id"]), number, str(line["user"]), f"{key}: {wanted}"))
        asked |= turn.asked
    return misses
