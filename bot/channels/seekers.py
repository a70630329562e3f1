"""Those who text the service number and are not staff: the same conversation, by SMS."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.conversing import Answer, Conversing, Tone
from bot.channels.rendering.sms import Rendered, continued, render
from bot.channels.repeats import Repeats
from bot.channels.seeker_words import Word, answers_by_itself, chosen, is_choice, keyword
from bot.clock import Clock
from bot.db.models.sms import SmsOutbox
from bot.errors import CATALOGUE, ApiError
from bot.gateway.identities import Identity
from bot.gateway.limits import Buckets, Rate
from bot.gateway.messages import Message
from bot.gateway.store import Sessions, StoreUnavailable
from bot.logs import get_logger
from bot.sms.inbox import InboundSms
from bot.sms.outbox import Outbox, OutgoingSms
from bot.sms.status import WAITING
from bot.vault import Fingerprints

# Short codes and names of companies cannot be answered, and no person has one.
_PERSON = re.compile(r"\+[1-9]\d{7,14}")
_RATE = Rate(burst=20, per_minute=1)
# A text that reads as a crisis is answered beyond the limits above, but not a machine for ever.
_CRISIS_RATE = Rate(burst=10, per_minute=0.5)
_NOTICE_RATE = Rate(burst=1, per_minute=0.1)
# An answer that comes later than this helps nobody.
VALID = timedelta(hours=1)
_NOTHING = b""


@dataclass(slots=True)
class Seekers:
    """Answers SMS of seekers; the handler of `bot.sms.inbox.Inbox` for those who are not staff.

    Attributes:
        talks: The conversations.
        sessions: Sessions of the database.
        outbox: What is sent.
        fingerprints: Of the numbers in the outbox.
        clock: The time now.
        seconds: Seconds that only go forwards, for the limits.
    """

    talks: Conversing
    sessions: Sessions
    outbox: Outbox
    fingerprints: Fingerprints
    clock: Clock
    seconds: Callable[[], float] = time.monotonic
    _limit: Buckets = field(init=False)
    _crises: Buckets = field(init=False)
    _notices: Buckets = field(init=False)
    _repeats: Repeats = field(init=False)

    def __post_init__(self) -> None:
        """Make the limits."""
        self._limit = Buckets(_RATE, self.seconds)
        self._crises = Buckets(_CRISIS_RATE, self.seconds)
        self._notices = Buckets(_NOTICE_RATE, self.seconds)
        self._repeats = Repeats(self.seconds)

    async def handle(self, sms: InboundSms) -> None:
        """Answer one SMS.

        Raises:
            StoreUnavailable: The database is away; the inbox tries again.
        """
        if not _PERSON.fullmatch(sms.sender):
            get_logger().info("sms_from_no_person", component="seekers")
            return
        danger = self.talks.gateway.is_crisis(sms.text or None)
        identity = await self.talks.who(sms.sender)
        if identity is None:
            raise StoreUnavailable("identity")
        word = None if danger else keyword(sms.text)
        if await self._switched(sms, identity, word):
            return
        # Whoever wants no SMS can still be forgotten.
        silent = identity.stopped and word != Word.FORGET
        if not danger and (silent or await self._too_much(sms, identity)):
            return
        if danger and self._crises.take(sms.sender) is not None:
            return
        await self._answered(sms, identity, word)

    async def deliver(self, address: str, message: Message, number: int) -> bool:
        """Send a later message, once for good: the same reference is one SMS."""
        rendered = render([message])
        async with self.sessions.begin() as session:
            self._add(session, address, rendered.texts, f"event:{number}", lasting=True)
            # A number that answers a human is not one of the choices before.
            if rendered.offered or message.from_ == "human":
                await self.talks.identities.offer(session, "sms", address, rendered.offered, ())
        self.outbox.poke()
        return True

    async def _switched(self, sms: InboundSms, identity: Identity, word: Word | None) -> bool:
        """Whether an SMS was about getting SMS at all."""
        if word not in (Word.STOP, Word.OBEYED, Word.START):
            return False
        tone = await self.talks.tone(identity)
        await self.talks.identities.silence("sms", sms.sender, stopped=word != Word.START)
        if word == Word.START:
            await self._send(sms, Answer((self.talks.say("sms.started", tone),), identity))
        # Said once; to the provider's own words it is the provider that answers.
        elif word == Word.STOP and not identity.stopped:
            await self._send(sms, Answer((self.talks.say("sms.stopped", tone),), identity))
        return True

    async def _too_much(self, sms: InboundSms, identity: Identity) -> bool:
        """Whether an SMS is not answered, since there are too many; said at most once in a while."""
        if answers_by_itself(sms.text) or self._repeats.too_often(sms.sender, sms.text):
            get_logger().warning("sms_loop", component="seekers")
            return True
        if self._limit.take(sms.sender) is None:
            return False
        if self._notices.take(sms.sender) is None:
            tone = await self.talks.tone(identity)
            await self._send(sms, Answer((self.talks.say("sms.slowly", tone),), identity))
        return True

    async def _answered(self, sms: InboundSms, identity: Identity, word: Word | None) -> None:
        tone = await self.talks.tone(identity)
        if word == Word.MORE and identity.rest:
            await self._send(sms, Answer((), identity), continued(identity.rest, tone.lang))
            return
        if identity.offered and is_choice(sms.text) and not chosen(sms.text, identity.offered):
            # Not an age, and not for the brain to guess: what was offered stays.
            told = render([self.talks.say("sms.no_such_number", tone)])
            kept = replace(told, offered=identity.offered, rest=identity.rest)
            await self._send(sms, Answer((), identity), kept)
            return
        answer = await self._answer(sms, identity, word, tone)
        if answer.case:
            await self.talks.seal(sms.sender)
        rendered = render(answer.messages)
        # Once, after the answer, in its language: what it costs, what is kept.
        english = any(message.lang == "en" for message in answer.messages)
        tone = replace(tone, lang="en") if english else tone
        welcome = identity.new and answer.identity is not None
        about = render([self.talks.say("sms.welcome", tone)]).texts if welcome else ()
        await self._send(sms, answer, rendered, about)

    async def _answer(self, sms: InboundSms, identity: Identity, word: Word | None, tone: Tone) -> Answer:
        if word == Word.HELP:
            return Answer((self.talks.say("sms.help", tone),), identity)
        if not sms.text.strip():
            return Answer((self.talks.say("sms.only_text", tone),), identity)
        payloads = {Word.MORE: "more", Word.HUMAN: "human", Word.FORGET: "forget"}
        payload = payloads.get(word) if word else chosen(sms.text, identity.offered)
        try:
            incoming = self.talks.incoming(None if payload else sms.text, payload, sms.sid, sms.sender)
            return await self.talks.turn(sms.sender, identity, incoming)
        except ApiError as error:
            return Answer((Message(text=CATALOGUE[error.code][1]),), identity)

    async def _send(
        self,
        sms: InboundSms,
        answer: Answer,
        rendered: Rendered | None = None,
        about: tuple[str, ...] = (),
    ) -> None:
        """Put the answer into the outbox, with what a number in the next SMS stands for."""
        rendered = rendered or render(answer.messages)
        async with self.sessions.begin() as session:
            if answer.identity is None:
                await self._empty_sent(session, sms.sender)
            else:
                await self.talks.identities.offer(session, "sms", sms.sender, rendered.offered, rendered.rest)
            self._add(session, sms.sender, (*rendered.texts, *about), sms.sid)
        self.outbox.poke()

    def _add(
        self, session: AsyncSession, to: str, texts: tuple[str, ...], name: str, lasting: bool = False
    ) -> None:
        until = None if lasting else self.clock() + VALID
        for number, text in enumerate(texts, 1):
            reference = f"seeker:{name}:{number}"
            self.outbox.add(session, OutgoingSms(to, text, "seeker", reference, valid_until=until))

    async def _empty_sent(self, session: AsyncSession, number: str) -> None:
        """Take the words out of what was sent to a number that wants to be forgotten."""
        await session.execute(
            update(SmsOutbox)
            .where(
                SmsOutbox.to_hash.in_(self.fingerprints.every(number)),
                SmsOutbox.purpose == "seeker",
                SmsOutbox.state.not_in(WAITING),
            )
            .values(sealed_to=_NOTHING, sealed_body=_NOTHING)
        )
