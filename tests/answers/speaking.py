"""Conversations with bot.answers alone: what is understood is given, not guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.answers.readers import remember
from bot.answers.replies import answer
from bot.answers.turn import Library, Turn
from bot.content.load import load_content
from bot.content.texts import Texts
from bot.directory.snapshot import Snapshot
from bot.gateway.memory import Memory
from bot.gateway.messages import Service as Shown
from bot.gateway.messages import ServicesCard
from bot.gateway.reply import Reply
from tests.actions import files

SWEDEN = ZoneInfo("Europe/Stockholm")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=SWEDEN)
NIGHT = datetime(2026, 11, 22, 3, 30, tzinfo=SWEDEN)
LONGEST_PARAGRAPH = 350
MOST_SERVICES = 3


@cache
def real_library() -> Library:
    """The content as it is published."""
    content = load_content()
    return Library(content, Texts.load(), Snapshot.build(content))


@cache
def action_of(intent: str) -> str:
    """The action that Rasa's rules give an intent."""
    return dict(files.rules())[intent]


@dataclass
class Talk:
    """A conversation; each turn's reply is checked for what holds for all of them.

    Attributes:
        library: Content to answer from.
        now: The time of the turns.
        memory: What is remembered so far.
    """

    library: Library = field(default_factory=real_library)
    now: datetime = MONDAY
    memory: Memory = field(default_factory=Memory)

    def turn(
        self,
        intent: str,
        found: Mapping[str, Any] | None = None,
        topics: Iterable[str] = (),
        options: Iterable[str] = (),
        text: str = "",
        sure: float | None = None,
    ) -> Reply:
        """One turn that was understood as `intent`, with what probability."""
        memory = replace(remember(self.memory, found or {}), turn=self.memory.turn + 1)
        ranking = () if sure is None else ((intent, sure),)
        turn = Turn(text, memory, self.now, intent, found or {}, tuple(topics), tuple(options), sure, ranking)
        reply = answer(action_of(intent), turn, self.library)
        self.memory = replace(reply.memory, turn=memory.turn)
        check(reply)
        return reply

    def asks_for(self, *topics: str, **found: Any) -> Reply:
        """A turn about one or two topics."""
        return self.turn(topics[0], found, topics)


def check(reply: Reply) -> None:
    """What holds for every reply: never empty, short, readable on its own, sent as it was made."""
    assert reply.messages
    for message in reply.messages:
        assert message.text.strip() == message.text != ""
        assert len(message.text.split("\n\n")[0]) <= LONGEST_PARAGRAPH
        assert "{" not in message.text
        payloads = [choice.payload for choice in message.choices or ()]
        assert len(payloads) == len(set(payloads))
        if isinstance(message.card, ServicesCard):
            _check_card(message.text, message.card)
    assert Reply.from_json(reply.to_json()) == reply


def _check_card(text: str, card: ServicesCard) -> None:
    assert len(card.services) <= MOST_SERVICES
    for service in card.services:
        # "Brottsofferjouren" is not "Brottsofferjouren Umeåregionen".
        named = [line for line in text.splitlines() if line.startswith(f"• {service.name[:60]}")]
        line = min(named, key=lambda line: len(line.split(": ")[0]))
        way = service.phones[0].number if service.phones else service.url or ""
        assert way[:20] in line, "the way to reach it is in the text"


def services(reply: Reply) -> list[Shown]:
    """The listings of all cards of a reply."""
    return [one for m in reply.messages if isinstance(m.card, ServicesCard) for one in m.card.services]


def ids(reply: Reply) -> list[str]:
    """Their ids."""
    return [service.id for service in services(reply)]


def kinds(reply: Reply) -> list[str]:
    """The kinds of the cards of a reply."""
    return [message.card.kind for message in reply.messages if message.card]


def choices(reply: Reply) -> list[str]:
    """The payloads offered."""
    return [choice.payload for message in reply.messages for choice in message.choices or ()]


def text(reply: Reply) -> str:
    """All the words of a reply."""
    return "\n\n".join(message.text for message in reply.messages)
