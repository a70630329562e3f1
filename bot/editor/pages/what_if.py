"""What Vart would answer if some drafts were published."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answers.readers import read_memory
from bot.answers.turn import Library
from bot.content.schema import Publication, Service
from bot.directory.snapshot import Snapshot
from bot.gateway.brain import Brain, BrainUnavailable, metadata_of
from bot.gateway.fallback import plain_answer, plain_payload
from bot.gateway.memory import Memory
from bot.gateway.messages import Message, ServicesCard
from bot.gateway.payloads import parse
from bot.gateway.reply import Reply
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


@dataclass(frozen=True, slots=True)
class Question:
    """A question to try; kept nowhere.

    Attributes:
        text: What is asked.
        municipality: Code of where the person lives.
        age: Of the person.
        now: The time.
    """

    text: str
    municipality: str | None
    age: int | None
    now: datetime

    @property
    def memory(self) -> Memory:
        """What Vart would know: nothing more is asked for."""
        return Memory(municipality=self.municipality, age=self.age, asked=("municipality", "age", "for"))


async def understood(question: Question, brain: Brain) -> Reply | None:
    """How Rasa reads the question, and answers without the drafts; None when it is away.

    Args:
        question: The question.
        brain: Rasa, which forgets it again.
    """
    sender = f"tank-om-{secrets.token_hex(8)}"
    try:
        metadata = metadata_of(question.memory, question.now, payload=False)
        return await brain.reply(sender, question.text, metadata)
    except BrainUnavailable:
        return None
    finally:
        await brain.forget(sender)


def answered(question: Question, library: Library, read: Reply | None) -> list[Message]:
    """What would be answered from a library; safety goes first, as always.

    Args:
        question: The question.
        library: The library to answer from.
        read: How Rasa reads it; None answers by plain search.
    """
    danger = assess(question.text)
    memory = read_memory(question.text, question.memory)
    if danger.crisis:
        return [crisis_message(danger, question.text, memory, library.snapshot, question.now, "sv")]
    if read is None:
        return list(plain_answer(question.text, question.memory, library, question.now).messages)
    topic = read.understood.guess
    if topic is None or not any(isinstance(message.card, ServicesCard) for message in read.messages):
        return list(read.messages)
    return list(plain_payload(parse(f"topic:{topic}"), memory, library, question.now).messages)
