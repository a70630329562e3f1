"""What Vart would answer if some drafts were published."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.answers.readers import read_memory
from bot.answers.turn import Library
from bot.content.schema import Publication, Service
from bot.directory.snapshot import Snapshot
from bot.gateway.fallback import plain_answer
from bot.gateway.memory import Memory
from bot.gateway.messages import Message
from bot.safety import assess
from bot.safety.answers import crisis_message


def with_drafts(library: Library, services: Iterable[Service], drafts: Iterable[Service]) -> Library:
    """The library as it would be with these drafts live.

    Args:
        library: As it is.
        services: The listings as they stand.
        drafts: Listings of drafts.
    """
    known = {one.id: one for one in services}
    known |= {one.id: one.model_copy(update={"publication": Publication.PUBLISHED}) for one in drafts}
    content = replace(library.content, services=known)
    return replace(library, content=content, snapshot=Snapshot.build(content))


def answered(
    text: str, municipality: str | None, age: int | None, library: Library, now: datetime
) -> list[Message]:
    """What would be answered, by the plain way that needs no Rasa; safety goes first, as always.

    Args:
        text: The question; kept nowhere.
        municipality: Code of where the person lives.
        age: Of the person.
        library: The library to answer from.
        now: The time.
    """
    memory = Memory(municipality=municipality, age=age, asked=("municipality", "age", "for"))
    danger = assess(text)
    if danger.crisis:
        memory = read_memory(text, memory)
        return [crisis_message(danger, memory, library.snapshot, now, "sv")]
    return list(plain_answer(text, memory, library, now).messages)
