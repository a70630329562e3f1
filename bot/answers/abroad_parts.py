"""What answers in languages that Vart cannot converse in are made of."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.matters import NO_HOME
from bot.answers.meaning import Meaning
from bot.answers.parts import listing
from bot.answers.turn import Library, Turn
from bot.content.languages import language_name
from bot.directory.search import Hit
from bot.gateway.messages import Choice, CrisisCard, Message, Service
from bot.gateway.reply import Reply
from bot.safety.contacts import SOS
from bot.safety.texts import crisis_texts, language_of
from nlu.language import UNWRITTEN

LIMIT, ACUTE = 3, 3
# What is told so that other listings may fit.
TELLS = frozenset(("municipality", "age", "their_municipality", "own_age", "their_age"))

_ROOF_TOPIC = "money_housing"


def written_in(turn: Turn) -> str:
    """The language of the sentences: English for who writes what Vart has no sentence of."""
    return "en" if turn.memory.language in UNWRITTEN else turn.memory.language


def way(turn: Turn, ways: Sequence[str]) -> str:
    """One of several ways to say the same, never the one of the turn before."""
    return ways[turn.memory.turn % len(ways)]


def varied(turn: Turn, sentence: str) -> str:
    """A sentence that there is one way to say, every other turn behind that danger to life is for 112."""
    return way(turn, (sentence, f"{alarm(turn)} {sentence}"))


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


def red(turn: Turn, library: Library, sentence: str, services: list[Service]) -> Reply:
    """A sentence and the lines to call as they stand in an alarm: life is in danger now."""
    reply = listed(turn, library, varied(turn, sentence), services, None)
    [message] = reply.messages
    card = CrisisCard(severity=ACUTE, reason=turn.memory.crisis or "suicide", services=services)
    return replace(reply, messages=(message.model_copy(update={"card": card}),))


def asks_for_roof(turn: Turn, meaning: Meaning) -> bool:
    """Whether it is about somewhere to sleep: said now, or before a place that is told now."""
    return meaning.no_roof or (turn.memory.matter == NO_HOME and not TELLS.isdisjoint(turn.entities))


def looking_for_roof(turn: Turn) -> Turn:
    """The turn as one about somewhere to sleep."""
    return replace(turn, memory=replace(turn.memory, topics=(_ROOF_TOPIC,), matter=NO_HOME))


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
