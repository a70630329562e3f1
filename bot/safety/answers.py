"""The crisis message: what is said at once, and whom to call."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

from bot.directory.snapshot import Snapshot
from bot.gateway import messages
from bot.gateway.memory import Memory
from bot.gateway.messages import CrisisCard, Message
from bot.safety.assessor import Assessment
from bot.safety.contacts import SOS, contacts
from bot.safety.texts import CrisisTexts, crisis_texts, language_of
from bot.sms.gsm7 import segments
from nlu.language import detect
from nlu.traits import SWALLOWED

EMERGENCY = "112"
MOST_LINES = 3
# So much of a text tells its language; to ask the dictionaries for the rest takes a millisecond.
LANGUAGE_CHARS = 200
# The plain text form fits in so many concatenated text messages.
_MOST_SEGMENTS = 2
# What is told of wanting to die, or of a child, is about the body once something was swallowed.
_TOLD_BY_THE_BODY, _BODY = frozenset(("suicide", "third_party", "child_at_risk")), "medical"


def crisis_message(
    assessment: Assessment, written: str, memory: Memory, snapshot: Snapshot | None, at: datetime, lang: str
) -> Message:
    """Compose the crisis message.

    Args:
        assessment: What was judged; its severity is 2 or 3.
        written: The text that was judged.
        memory: Age and municipality choose the lines; nothing is asked for.
        snapshot: The directory; without it the crisis minimum is used.
        at: The moment, with its zone.
        lang: Language of the conversation; the text's own language goes before it.
    """
    severity: Literal[2, 3] = 3 if assessment.severity == 3 else 2
    reason = assessment.reason or "suicide"
    language = language_of(detect(written[:LANGUAGE_CHARS]), lang)
    texts = crisis_texts()[language]
    fitting = contacts(reason, assessment.who, memory, snapshot, at, language)
    body = texts.body(_told_as(reason, severity, memory), assessment.who, severity)
    return Message(
        text=_text(severity, body, fitting, texts),
        lang=language,
        card=CrisisCard(severity=severity, reason=reason, services=fitting),
    )


def _told_as(reason: str, severity: int, memory: Memory) -> str:
    """The kind of crisis whose words fit: what was swallowed goes before why."""
    return _BODY if severity == 3 and reason in _TOLD_BY_THE_BODY and SWALLOWED in memory.traits else reason


def _text(severity: Literal[2, 3], body: str, fitting: Iterable[messages.Service], texts: CrisisTexts) -> str:
    """The message in words, complete without the card; lines that no longer fit are left out."""
    text = f"{EMERGENCY}\n{body}" if severity == 3 else body
    told = 0
    for line in _lines(fitting, texts):
        longer = f"{text}\n{line}"
        if told == MOST_LINES or segments(longer) > _MOST_SEGMENTS:
            continue
        text, told = longer, told + 1
    return text


def _lines(fitting: Iterable[messages.Service], texts: CrisisTexts) -> Iterator[str]:
    """One line a contact; 112 has been said already."""
    for service in fitting:
        if service.id != SOS and service.phones:
            yield texts.lines.get(service.id) or f"{service.name}: {service.phones[0].number}"
