"""The dialogue around the human: offer, information, consent, chat or phone, and while a case is alive."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from bot.answers import handoff as say
from bot.answers.privacy import FORGETTING
from bot.answers.turn import Library
from bot.answers.turn import Turn as Spoken
from bot.clock import Clock
from bot.db.models.case import Severity
from bot.gateway import payloads, short_words
from bot.gateway.cases import ALIVE, TAKEN, WAITING, Availability, Cases, CaseView, Contact, Request
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


class Handoff:
    """The person's side of the human service.

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

    async def begin(self, conversation: str, memory: Memory, incoming: Incoming) -> "HandoffTurn":
        """Look how things stand at the beginning of a turn."""
        try:
            case, known = await self.within(self.cases.case_of(conversation), LOOKING), True
        except CasesUnavailable:
            case, known = None, False
        return HandoffTurn(self, conversation, memory, incoming, case, known)

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
class HandoffTurn:
    """One turn, as far as it concerns a human.

    Attributes:
        handoff: What it works with.
        conversation: Its id.
        memory: As it was before the turn.
        incoming: What the person sent.
        case: Theirs, alive or not yet rated.
        known: Whether the human service could say if there is a case.
    """

    handoff: Handoff
    conversation: str
    memory: Memory
    incoming: Incoming
    case: CaseView | None
    known: bool

    async def answer(self) -> Reply | None:
        """The reply, when the turn is about the human; None when it is for the bot to answer."""
        try:
            if self.incoming.payload is not None:
                reply = await self._pressed(self.incoming.payload)
            else:
                reply = await self._written(self.incoming.text or "")
        except CasesUnavailable:
            reply = say.failed(self._spoken(), self.handoff.library())
        return reply and self._noted(reply)

    async def after(self, reply: Reply) -> Reply:
        """The bot's reply with what the human service adds: the offer, the case's state, a failure."""
        if forgets(self.incoming, reply):
            return await self._forgotten(reply)
        if reply.understood.intent == "talk_to_human" or self._tells_place(reply.memory):
            reply = await self._offered(reply)
        elif self._state in WAITING and self.incoming.text and not await self._relay():
            reply = self._with(reply, "handoff.not_kept")
        elif not self.known and self.memory.case and self.incoming.text:
            reply = self._with(reply, "handoff.unsure", first=True)
        return self._noted(reply)

    async def beside_crisis(self, message: Message, memory: Memory) -> tuple[tuple[Message, ...], Memory]:
        """The crisis message with what belongs to it: the text passed on, or a human offered.

        Nobody is ever told behind the person's back: only who has asked for a human is read by one.
        """
        spoken = replace(self._spoken(), memory=memory)
        if self._state in TAKEN | WAITING or (not self.known and self.memory.case):
            arrived = self.known and await self._relay()
            if not arrived:
                return (message, self._notice(spoken, "handoff.not_passed_on")), memory
            await self._hasten(memory)
            if self._state in WAITING or self.case is None:
                return (message,), memory
            return (message, say.passed_on(spoken, self.handoff.library(), self.case)), memory
        if self._state in ALIVE or not await self._staffed(memory):
            return (message,), memory
        choices = [say.human_here(spoken, self.handoff.library()), *(message.choices or ())]
        return (message.model_copy(update={"choices": choices}),), replace(memory, expects=say.OFFERED)

    async def _pressed(self, payload: str) -> Reply | None:
        spoken, library = self._spoken(payloads.parse(payload).intent), self.handoff.library()
        word, _, value = payload.partition(":")
        if word == "helped":
            return await self._rated(helped=value == "yes")
        if word != "human" or (not value and not await self._asks_anew()):
            return None
        if value == "cancel":
            return await self._cancelled(spoken)
        if value == "resume":
            return say.ask_code(spoken, library)
        if self.case is not None and self._state in ALIVE:
            return await self._stands(self.case, spoken, anew=value != "no")
        return say.declined(spoken, library) if value == "no" else await self._towards(value, spoken)

    async def _asks_anew(self) -> bool:
        """Whether a plain `human` is answered here at once: asked beside a crisis, or with a case alive."""
        return self._state in ALIVE or self.memory.danger > 0

    async def _towards(self, value: str, spoken: Spoken) -> Reply:
        """The next step towards a human, never past the plain information."""
        library = self.handoff.library()
        if value in ("chat", "phone") and say.INFORMED in self.memory.asked:
            return await self._requested("chat") if value == "chat" else say.ask_phone(spoken, library)
        available = await self._availability(self.memory)
        if not available.possible:
            return self._placed(say.nobody(spoken, library), available)
        return say.information(spoken, library, available)

    async def _written(self, text: str) -> Reply | None:
        spoken, library = self._spoken("talk_to_human"), self.handoff.library()
        code = short_words.case_code(text)
        if code and (reply := await self._resumed(code, text, spoken)):
            return reply
        if self._state not in ALIVE:
            return await self._replied(text)
        if short_words.says_stop(text):
            return await self._cancelled(self._spoken("deny"))
        if self.case is None or self._state not in TAKEN or short_words.says_forget(text):
            return None
        if await self._relay():
            return say.relayed(spoken, library, self.case)
        return say.not_relayed(spoken, library)

    async def _replied(self, text: str) -> Reply | None:
        """A typed answer to what the last reply asked about a human."""
        expects, library = self.memory.expects, self.handoff.library()
        if self._state == "closed" and self.memory.case:
            # The first words since the end, where it was asked whether it helped.
            helped = short_words.says_helped(text)
            return None if helped is None else await self._rated(helped)
        if expects not in (say.OFFERED, say.CONSENT, say.PHONE, say.CODE):
            return None
        if short_words.says_no(text) or short_words.says_stop(text):
            return say.declined(self._spoken("deny"), library)
        if expects == say.OFFERED:
            agreed = short_words.says_yes(text)
            return await self._towards("consent", self._spoken("affirm")) if agreed else None
        if expects == say.CODE:
            spoken = self._spoken("talk_to_human")
            mistyped = short_words.looks_like_a_code(text)
            return say.ask_code(spoken, library, "handoff.code_unknown") if mistyped else None
        return await self._chosen(text, expects)

    async def _chosen(self, text: str, expects: str) -> Reply | None:
        """How they want to be reached, in words; a plain yes is a yes to the chat."""
        spoken, library = self._spoken("affirm"), self.handoff.library()
        if number := short_words.phone_number(text):
            return await self._requested("phone", number)
        if short_words.says_chat(text) or (expects == say.CONSENT and short_words.says_yes(text)):
            return await self._requested("chat")
        if short_words.says_phone(text) or short_words.says_yes(text):
            return say.ask_phone(spoken, library)
        if expects == say.PHONE and short_words.looks_like_a_number(text):
            return say.ask_phone(spoken, library, "handoff.phone_wrong")
        return None

    async def _requested(self, contact: Contact, phone: str | None = None) -> Reply:
        case = await self._request(self.memory, contact, phone)
        reply = say.requested(self._spoken("talk_to_human"), self.handoff.library(), case)
        # The next request begins with the plain information again, and with what happens until then.
        asked = tuple(slot for slot in reply.memory.asked if slot != say.INFORMED)
        return replace(reply, memory=replace(reply.memory, danger=0, asked=asked))

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

    async def _stands(self, case: CaseView, spoken: Spoken, anew: bool) -> Reply:
        """Where a case stands; with `anew` those whom nobody reached are asked once more."""
        if anew and case.state == "exhausted":
            case = await self._request(self.memory, case.contact)
        return say.standing(spoken, self.handoff.library(), case)

    async def _hasten(self, memory: Memory) -> None:
        """Have a case that waits go faster, when what is written is more dangerous than how it began."""
        case, severity = self.case, _severity(memory)
        if case is None or case.state not in WAITING or severity in {Severity.NORMAL, case.severity}:
            return
        try:
            await self._request(memory, case.contact, patience=RELAYING)
        except CasesUnavailable:
            return  # it goes on as fast as it did

    async def _resumed(self, code: str, text: str, spoken: Spoken) -> Reply | None:
        """Back to a case by its code; a text that only holds something like a code may be anything."""
        library = self.handoff.library()
        meant = self.memory.expects == say.CODE or short_words.looks_like_a_code(text)
        if not self.handoff.guesses.take(self.conversation):
            return say.ask_code(spoken, library, "handoff.code_too_often") if meant else None
        work = self.handoff.cases.resume(code, self.conversation)
        case = await self.handoff.within(work, ASKING)
        if case is None:
            return say.ask_code(spoken, library, "handoff.code_unknown") if meant else None
        self.case, self.known = case, True
        return say.back(spoken, library, case)

    async def _cancelled(self, spoken: Spoken) -> Reply:
        library = self.handoff.library()
        try:
            work = self.handoff.cases.cancel(self.conversation)
            case = await self.handoff.within(work, ASKING)
        except CasesUnavailable:
            return say.not_ended(spoken, library)
        self.case = None
        return say.cancelled(spoken, library, case) if case else say.nothing_to_cancel(spoken, library)

    async def _rated(self, helped: bool) -> Reply:
        spoken = self._spoken("feedback_good" if helped else "feedback_bad")
        try:
            work = self.handoff.cases.rate(self.conversation, "good" if helped else "bad")
            await self.handoff.within(work, ASKING)
        except CasesUnavailable:
            pass  # that they told is worth a thank-you, kept or not
        return say.rated(spoken, self.handoff.library(), helped)

    async def _offered(self, reply: Reply) -> Reply:
        """The bot understood that a human is wanted: the offer, where there is anybody to ask."""
        spoken = replace(self._spoken("talk_to_human"), memory=reply.memory)
        library = self.handoff.library()
        if self.case is not None and self._state in ALIVE:
            try:
                standing = await self._stands(self.case, spoken, anew=True)
            except CasesUnavailable:
                return say.failed(spoken, library)
            kept = self._state not in WAITING or not self.incoming.text or await self._relay()
            return standing if kept else self._with(standing, "handoff.not_kept")
        try:
            available = await self._availability(reply.memory)
        except CasesUnavailable:
            return reply
        if not available.possible or not (available.staffed or available.opens_at):
            return self._placed(reply, available)
        offer = say.offer(spoken, library, available)
        return replace(offer, understood=reply.understood)

    def _placed(self, reply: Reply, available: Availability) -> Reply:
        """The reply that nobody can be asked, with the question where they live if that may change it."""
        memory = reply.memory
        if not available.place_decides or say.PLACE in memory.asked or "municipality" in memory.refused:
            return reply
        spoken = replace(self._spoken(), memory=memory)
        return say.ask_place(reply, spoken, self.handoff.library())

    def _tells_place(self, memory: Memory) -> bool:
        """Whether the turn says where they live, after that was asked to find them a human."""
        asked = self.memory.expects == "municipality" and say.PLACE in self.memory.asked
        return asked and self._state not in ALIVE and memory.municipality is not None

    async def _forgotten(self, reply: Reply) -> Reply:
        if await self.handoff.forget(self.conversation):
            self.case = None
            return self._noted(reply)
        if not self.memory.case and self.case is None:
            return reply
        return self._noted(self._with(reply, "handoff.not_ended"))

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


def forgets(incoming: Incoming, reply: Reply) -> bool:
    """Whether a turn forgets the person, pressed or written; to ask whether they mean it forgets nothing."""
    asks = reply.memory.expects == FORGETTING
    return incoming.payload == "forget" or (reply.understood.intent == "delete_my_data" and not asks)


def _topic(memory: Memory) -> str | None:
    return memory.topics[0] if memory.topics else None


def _severity(memory: Memory) -> Severity:
    return _SEVERITY.get(memory.danger, Severity.NORMAL)


def _origin(incoming: Incoming, conversation: str) -> str:
    """What makes a text the same text when it is sent again, so that it is kept and passed on once."""
    key = incoming.key(conversation)
    digest = hashlib.sha256("\0".join(key).encode()).hexdigest()[:32] if key else secrets.token_hex(16)
    return f"chat:{conversation}:{digest}"
