"""One turn and the case it may concern: the human service asked in time, words kept, what has to be told."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from bot.answers import handoff as say
from bot.answers.turn import Library
from bot.answers.turn import Turn as Spoken
from bot.clock import Clock
from bot.db.models.case import Severity
from bot.gateway import short_words
from bot.gateway.cases import ALIVE, WAITING, Availability, Cases, CaseView, Contact, Request
from bot.gateway.incoming import Incoming
from bot.gateway.limits import Guesses
from bot.gateway.memory import Memory
from bot.gateway.messages import Message
from bot.gateway.reply import Reply
from bot.logs import get_logger

# Seconds: looking delays every turn, so it is short; what the person waits for may take longer.
LOOKING = 0.5
RELAYING = 1.0
ASKING = 3.0
# By the gravest crisis so far (Memory.danger).
_SEVERITY = {2: Severity.HIGH, 3: Severity.ACUTE}


class CasesUnavailable(Exception):  # noqa: N818 (a state of the world)
    """The human service did not answer, or not in time; what was asked of it may still happen."""


class HumanService:
    """Asks the human service, with patience that ends.

    Args:
        cases: The human service.
        library: Content and texts as they are now.
        clock: The time now.
        guesses: Limits against guessing case codes.
    """

    def __init__(
        self, cases: Cases, library: Callable[[], Library], clock: Clock, guesses: Guesses | None = None
    ) -> None:
        self.cases = cases
        self.library = library
        self.clock = clock
        self.guesses = guesses or Guesses()
        self._running: set[asyncio.Task[Any]] = set()

    async def case_of(self, conversation: str) -> CaseView | None:
        """The case of a conversation, as far as it can be known."""
        try:
            return await self.within(self.cases.case_of(conversation), LOOKING)
        except CasesUnavailable:
            return None

    async def forget(self, conversation: str) -> bool:
        """End the case of a conversation and have its texts deleted; whether that is done."""
        try:
            await self.within(self.cases.forget(conversation), ASKING)
        except CasesUnavailable:
            return False
        return True

    async def silenced(self, conversation: str) -> None:
        """Have whoever has the case told that its person gets no SMS any more, as far as that works."""
        with suppress(CasesUnavailable):  # it is logged; the wish itself does not wait for it
            await self.within(self.cases.silenced(conversation), RELAYING)

    async def settle(self, patience: float) -> None:
        """Wait up to `patience` seconds for what goes on although its turn is over."""
        if self._running:
            await asyncio.wait(self._running, timeout=patience)

    async def within[T](self, work: Coroutine[Any, Any, T], patience: float) -> T:
        """The result of `work`; when it takes longer than `patience` seconds it goes on without us.

        Raises:
            CasesUnavailable: It failed, or has not finished.
        """
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.wait({task}, timeout=patience)
        if not task.done():
            # Its outcome still has to be looked at, or asyncio complains about it.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            get_logger().error("cases_unavailable", reason="slow")
            raise CasesUnavailable("slow")
        try:
            return task.result()
        except Exception as error:  # whatever it is, the person still gets an answer
            get_logger().error("cases_unavailable", exc_info=error)
            raise CasesUnavailable("failed") from None


@dataclass(slots=True)
class CaseTurn:
    """One turn, and how the case of its conversation stands.

    Attributes:
        handoff: What it works with.
        conversation: Its id.
        memory: As it was before the turn.
        incoming: What the person sent.
        case: Theirs, alive or not yet rated.
        known: Whether the human service could say if there is a case.
    """

    handoff: HumanService
    conversation: str
    memory: Memory
    incoming: Incoming
    case: CaseView | None
    known: bool

    async def _request(
        self, memory: Memory, contact: Contact, phone: str | None = None, patience: float = ASKING
    ) -> CaseView:
        """Ask for a human; of a case that is there, ask anew or faster where that is called for."""
        request = Request(
            municipality=memory.municipality,
            topic=_topic(memory),
            for_whom=memory.for_whom,
            age=memory.age,
            language=memory.language,
            severity=_severity(memory),
            contact=contact,
            phone=phone,
        )
        work = self.handoff.cases.request(self.conversation, request)
        self.case, self.known = await self.handoff.within(work, patience), True
        return self.case

    async def _hasten(self, memory: Memory) -> None:
        """Have a case go faster, when what is written is more dangerous than how it began."""
        case = self.case
        if case is None or case.state not in ALIVE or not _severity(memory).graver_than(case.severity):
            return
        try:
            await self._request(memory, case.contact, patience=RELAYING)
        except CasesUnavailable:
            return  # it goes on as fast as it did

    async def _kept(self, reply: Reply) -> Reply:
        """The reply, once what was written is kept for whoever takes a case that waits."""
        kept = self._state not in WAITING or not self.incoming.text or await self._relay()
        return reply if kept else self._with(reply, "handoff.not_kept")

    async def _relay(self) -> bool:
        """Keep the text in the case, and pass it on; whether that is certain."""
        origin = _origin(self.incoming, self.conversation)
        work = self.handoff.cases.person_says(self.conversation, self.incoming.text or "", origin)
        try:
            self.case = await self.handoff.within(work, RELAYING)
        except CasesUnavailable:
            return False
        return True

    async def _availability(self, memory: Memory) -> Availability:
        work = self.handoff.cases.availability(memory.municipality, _topic(memory), _severity(memory))
        return await self.handoff.within(work, LOOKING)

    async def _staffed(self, memory: Memory) -> bool:
        try:
            return (await self._availability(memory)).staffed
        except CasesUnavailable:
            return False

    @property
    def _own(self) -> str | None:
        """The number they write from, where the channel knows it and somebody can be called there."""
        return short_words.phone_number(self.incoming.phone or "")

    @property
    def _state(self) -> str | None:
        return self.case.state if self.case else None

    def _spoken(self, intent: str = "talk_to_human") -> Spoken:
        memory = replace(self.memory, turn=self.memory.turn + 1)
        return Spoken(self.incoming.text or "", memory, self.handoff.clock(), intent)

    def _notice(self, spoken: Spoken, key: str) -> Message:
        return say.notice(spoken, self.handoff.library(), key)

    def _with(self, reply: Reply, key: str, first: bool = False) -> Reply:
        """The reply with a sentence that something did not arrive."""
        memory = replace(reply.memory, turn=self.memory.turn + 1)
        told = self._notice(replace(self._spoken(), memory=memory), key)
        return replace(reply, messages=(told, *reply.messages) if first else (*reply.messages, told))

    def _noted(self, reply: Reply) -> Reply:
        """The reply, whose memory says whether a case is alive as far as anybody knows."""
        alive = self._state in ALIVE if self.known else self.memory.case
        return replace(reply, memory=replace(reply.memory, case=alive))


def _topic(memory: Memory) -> str | None:
    return memory.topics[0] if memory.topics else None


def _severity(memory: Memory) -> Severity:
    return _SEVERITY.get(memory.danger, Severity.NORMAL)


def _origin(incoming: Incoming, conversation: str) -> str:
    """What makes a text the same text when it is sent again, so that it is kept and passed on once."""
    key = incoming.key(conversation)
    digest = hashlib.sha256("\0".join(key).encode()).hexdigest()[:32] if key else secrets.token_hex(16)
    return f"chat:{conversation}:{digest}"
