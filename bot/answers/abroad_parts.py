"""What answers in languages that Vart cannot converse in are made of."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.parts import listing
from bot.answers.turn import Library, Turn
from bot.content.languages import language_name
from bot.directory.search import Hit
from bot.gateway.messages import Choice, Message, Service
from bot.gateway.reply import Reply
from bot.safety.contacts import SOS
from bot.safety.texts import crisis_texts, language_of
from nlu.language import UNWRITTEN

LIMIT = 3
# What is told so that other listings may fit.
TELLS = frozenset(("municipality", "age", "their_municipality", "own_age", "their_age"))


def written_in(turn: Turn) -> str:
    """The language of the sentences: English for who writes what Vart has no sentence of."""
    return "en" if turn.memory.language in UNWRITTEN else turn.memory.language


def way(turn: Turn, ways: Sequence[str]) -> str:
    """One of several ways to say the same, never the one of the turn before."""
    return ways[turn.memory.turn % len(ways)]


def with_call(turn: Turn, library: Library, sentence: str) -> str:
    """A sentence with what to say in Swedish on the phone."""
    name = language_name(turn.memory.language)
    return sentence.format(say=library.texts.say("language.call", "sv", turn.memory.turn - 1, language=name))


def alarm(turn: Turn) -> str:
    """Danger to life: 112, in few words."""
    return f"{crisis_texts()[language_of(turn.memory.language)].lines[SOS]}."


def last_shown(turn: Turn, library: Library) -> list[Hit]:
    """The places that were shown last."""
    hits = (library.snapshot.hit(id, turn.now) for id in turn.memory.shown[-LIMIT:])
    return [hit for hit in hits if hit is not None]


def listed(turn: Turn, library: Library, opening: str, services: list[Service], topic: str | None) -> Reply:
    """A sentence, listings, and the two languages that Vart answers in a press away."""
    return sent(turn, Reply((listing(turn, library, opening, services, [], topic=topic),), turn.memory))


def sent(turn: Turn, reply: Reply) -> Reply:
    """A reply of one message with listings in the language of the conversation; they are the last shown."""
    [message] = reply.messages
    choices = [Choice(title="English", payload="lang:en"), Choice(title="Svenska", payload="lang:sv")]
    message = message.model_copy(update={"lang": written_in(turn), "choices": choices})
    ids = [service.id for service in _services(message)]
    shown = (*(id for id in reply.memory.shown if id not in ids), *ids)
    memory = replace(reply.memory, shown=shown, options=())
    return Reply((message,), memory, turn.understood("change_language"))


def _services(message: Message) -> list[Service]:
    return list(getattr(message.card, "services", ()))
