"""Learning without watching: a sentence that was not understood is kept only if the person says yes.

Until then it waits in memory, already without names and numbers, for ten minutes at most. It is never
asked for, and what waits is dropped, when anything the person wrote sounded like danger, or when a
human is or may be in contact.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.answers import learning as say
from bot.answers.turn import Library
from bot.answers.turn import Turn as Spoken
from bot.clock import Clock
from bot.gateway import payloads, short_words
from bot.gateway.incoming import Incoming
from bot.gateway.learnt import Learnt, Sentence
from bot.gateway.memory import Memory
from bot.gateway.reply import Reply
from bot.logs import get_logger
from nlu.private import without_private

PATIENCE: Final = timedelta(minutes=10)
# In Memory.asked: the question has been put in this conversation.
ASKED: Final = "learning"
# How a reply is read and what it leaves open when the words meant nothing to Vart (answers/clarify.py).
_NOT_UNDERSTOOD: Final = ("nonsense", "lost")
_MOST: Final = 1_000
# Seconds the person waits for the database.
_KEEPING: Final = 2.0


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A sentence that the person has been asked for.

    Attributes:
        until: When it is dropped.
        turn: The turn that answers the question if it comes next.
    """

    sentence: Sentence
    until: datetime
    turn: int


class Learning:
    """The dialogue around keeping a sentence.

    Args:
        learnt: Where sentences are kept.
        library: Content and texts as they are now.
        clock: The time now.
        most: How many sentences may wait; the oldest gives way.
    """

    def __init__(
        self, learnt: Learnt, library: Callable[[], Library], clock: Clock, most: int = _MOST
    ) -> None:
        self._learnt = learnt
        self._library = library
        self._clock = clock
        self._most = most
        self._waiting: OrderedDict[str, _Waiting] = OrderedDict()

    def __len__(self) -> int:
        """How many sentences wait for an answer."""
        return len(self._waiting)

    def forget(self, conversation: str) -> None:
        """Drop what waits in a conversation."""
        self._waiting.pop(conversation, None)

    def tidy(self) -> None:
        """Drop what has waited for too long."""
        now = self._clock()
        for conversation in [id for id, waiting in self._waiting.items() if waiting.until <= now]:
            del self._waiting[conversation]

    async def answer(self, conversation: str, memory: Memory, incoming: Incoming) -> Reply | None:
        """The reply to a yes or a no; None when the turn is about something else."""
        agreed = self._answered(conversation, memory, incoming)
        if agreed is None:
            return None
        self.tidy()
        waiting = self._waiting.pop(conversation, None)
        key = say.NOT_KEPT
        if agreed:
            key = await self._keep(waiting.sentence) if waiting else say.GONE
        intent = payloads.parse("learn:yes" if agreed else "learn:no").intent
        return say.outcome(self._spoken(memory, intent), self._library(), key)

    def after(self, conversation: str, memory: Memory, incoming: Incoming, reply: Reply) -> Reply:
        """The reply with the question, where something may be learnt; asked once in a conversation."""
        if ASKED in memory.asked:
            return _with_asked(reply)
        lost = (reply.understood.intent, reply.memory.expects) == _NOT_UNDERSTOOD
        text = without_private(incoming.text) if lost and incoming.text is not None else None
        if text is None:
            return reply
        spoken = self._spoken(replace(reply.memory, turn=memory.turn), reply.understood.intent)
        question = say.question(spoken, self._library())
        sentence = Sentence(text, reply.memory.language, reply.understood.guess)
        self._wait(conversation, sentence, memory.turn + 1)
        return _with_asked(replace(reply, messages=(*reply.messages, question)))

    def _answered(self, conversation: str, memory: Memory, incoming: Incoming) -> bool | None:
        """Whether the person agrees; None when they neither pressed an answer nor wrote one at once."""
        if incoming.payload in ("learn:yes", "learn:no"):
            return incoming.payload == "learn:yes"
        waiting = self._waiting.get(conversation)
        if waiting is None or waiting.turn != memory.turn or incoming.text is None:
            return None
        if short_words.says_yes(incoming.text):
            return True
        return False if short_words.says_no(incoming.text) else None

    async def _keep(self, sentence: Sentence) -> str:
        try:
            async with asyncio.timeout(_KEEPING):
                await self._learnt.keep(sentence)
        except (SQLAlchemyError, OSError) as error:  # TimeoutError is one of the latter
            get_logger().error("sentence_not_kept", exc_info=error)
            return say.FAILED
        return say.KEPT

    def _wait(self, conversation: str, sentence: Sentence, turn: int) -> None:
        self.tidy()
        self._waiting[conversation] = _Waiting(sentence, self._clock() + PATIENCE, turn)
        if len(self._waiting) > self._most:
            self._waiting.popitem(last=False)

    def _spoken(self, memory: Memory, intent: str) -> Spoken:
        return Spoken("", replace(memory, turn=memory.turn + 1), self._clock(), intent)


def _with_asked(reply: Reply) -> Reply:
    """The reply, whose memory still knows that the question has been put, also after starting over."""
    asked = tuple(dict.fromkeys((*reply.memory.asked, ASKED)))
    return replace(reply, memory=replace(reply.memory, asked=asked))
