"""Those who text the service number and are not staff: the same conversation, by SMS."""

import hashlib
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.conversing import Answer, Conversing
from bot.channels.heard import Heard
from bot.channels.rendering.sms import Rendered, continued, joined, render
from bot.channels.repeats import Repeats
from bot.channels.seeker_words import Word, answers_by_itself
from bot.clock import Clock
from bot.db.models.sms import SmsOutbox
from bot.errors import CATALOGUE, ApiError
from bot.gateway.limits import Buckets, Rate
from bot.gateway.messages import CrisisCard, HandoffCard, Message
from bot.gateway.store import Sessions, StoreUnavailable
from bot.logs import get_logger
from bot.sms.inbox import InboundSms
from bot.sms.outbox import Outbox, OutgoingSms
from bot.sms.retention import SENT_EMPTIED
from bot.sms.status import WAITING
from bot.vault import Fingerprints

# Short codes and names of companies cannot be answered, and no person has one.
_PERSON = re.compile(r"\+[1-9]\d{7,14}")
_RATE = Rate(burst=20, per_minute=1)
# A text that reads as a crisis is answered beyond the limits above, but not a machine for ever.
_CRISIS_RATE = Rate(burst=10, per_minute=0.5)
# So is one that asks for a human, until it is settled.
_HUMAN_RATE = Rate(burst=10, per_minute=0.5)
_NOTICE_RATE = Rate(burst=1, per_minute=0.1)
# An answer that comes later than this helps nobody.
VALID = timedelta(hours=1)
# What is said also to somebody who gets no other answers now.
_FAILURES = (
    "handoff.not_kept",
    "handoff.not_passed_on",
    "handoff.not_ended",
    "handoff.failed",
    "handoff.unsure",
)


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
    _humans: Buckets = field(init=False)
    _notices: Buckets = field(init=False)
    _repeats: Repeats = field(init=False)

    def __post_init__(self) -> None:
        """Make the limits."""
        self._limit = Buckets(_RATE, self.seconds)
        self._crises = Buckets(_CRISIS_RATE, self.seconds)
        self._humans = Buckets(_HUMAN_RATE, self.seconds)
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
        heard = await self._heard(sms)
        if await self._switched(heard):
            return
        silent = heard.identity.stopped and not heard.danger and not heard.rest
        loop = not silent and self._loops(heard)
        # Whoever wants no SMS, or sends too many, can still be forgotten.
        if heard.word != Word.FORGET and (silent or loop or self._limited(heard)):
            await self._quietly(heard, told=not (heard.identity.stopped or loop))
            return
        await self._answered(heard)

    async def deliver(self, address: str, message: Message, number: int) -> bool:
        """Send a later message, once for good: the same reference is one SMS."""
        rendered = render([message])
        async with self.sessions.begin() as session:
            self._add(session, address, _named(rendered.texts, f"event:{number}"), lasting=True)
            # A number that answers a human is not one of the choices before.
            if rendered.offered or message.from_ == "human":
                await self.talks.identities.offer(session, "sms", address, rendered.offered, ())
        self.outbox.poke()
        return True

    async def _heard(self, sms: InboundSms) -> Heard:
        identity = await self.talks.who(sms.sender)
        if identity is None:
            raise StoreUnavailable("identity")
        case = await self.talks.gateway.case_of(identity.conversation)
        danger = self.talks.gateway.is_crisis(sms.text or None)
        return Heard(sms, identity, await self.talks.tone(identity), case.state if case else None, danger)

    async def _switched(self, heard: Heard) -> bool:
        """Whether an SMS was about getting SMS at all."""
        stopped, word = heard.identity.stopped, heard.word
        if word in (Word.STOP, Word.OBEYED):
            if not stopped:
                # First: an SMS that is worked on again after a crash would find them silent already.
                await self.talks.gateway.silenced(heard.identity.conversation)
            await self.talks.identities.silence("sms", heard.sms.sender, stopped=True)
            # Said once; to the provider's own words it is the provider that answers.
            said = () if stopped or word == Word.OBEYED else (self._say(heard, "sms.stopped"),)
            await self._reply(heard, Answer(said, heard.identity), about=False)
            return True
        if word == Word.START and (stopped or not heard.identity.new):
            await self._started(heard)
            return True
        if stopped and heard.invited:
            # Whoever takes up what was offered since wants SMS again.
            await self.talks.identities.silence("sms", heard.sms.sender, stopped=False)
            await self._answered(heard, self._say(heard, "sms.on_again"))
            return True
        return False

    async def _started(self, heard: Heard) -> None:
        """Begin again; with a case open, where it stands."""
        await self.talks.identities.silence("sms", heard.sms.sender, stopped=False)
        answer = Answer((self._say(heard, "sms.started"),), heard.identity)
        if heard.open and heard.state:
            standing = await self._turn(heard, "human")
            again = self._say(heard, "sms.on_again")
            answer = replace(standing, messages=(again, *standing.messages))
        await self._reply(heard, answer)

    def _loops(self, heard: Heard) -> bool:
        """Whether two machines seem to answer each other."""
        sms = heard.sms
        if heard.danger or heard.asks_human:
            return False
        if answers_by_itself(sms.text) or self._repeats.too_often(sms.sender, sms.text):
            get_logger().warning("sms_loop", component="seekers")
            return True
        return False

    def _limited(self, heard: Heard) -> bool:
        """Whether an SMS gets no answer, since there are too many."""
        sender = heard.sms.sender
        if heard.danger:
            return self._crises.take(sender) is not None
        if heard.towards_human and self._humans.take(sender) is None:
            return False
        return self._limit.take(sender) is not None

    async def _quietly(self, heard: Heard, told: bool) -> None:
        """Do without an answer, said at most once in a while; in an open case nothing is thrown away."""
        key = "sms.slowly"
        if heard.open:
            answer = await self._answer(heard)
            forgotten = answer.identity is None
            must = tuple(message for message in answer.messages if forgotten or self._must_be_said(message))
            if forgotten or (must and not heard.identity.stopped):
                await self._reply(heard, replace(answer, messages=must), about=False)
                return
            key = "sms.slowly_kept"
        if told and self._notices.take(heard.sms.sender) is None:
            said = Answer((self._say(heard, key),), heard.identity)
            await self._reply(heard, said, about=False, kept=True)

    def _must_be_said(self, message: Message) -> bool:
        """Whether a message is a failure or changes something; a receipt has nothing to choose."""
        if isinstance(message.card, HandoffCard):
            return bool(message.choices)
        ways = self.talks.library().texts.languages.get(message.lang, {})
        return any(message.text.startswith(ways.get(key, ())) for key in _FAILURES)

    async def _answered(self, heard: Heard, *first: Message) -> None:
        if heard.rest:
            more = continued(heard.identity.rest, heard.tone.lang)
            await self._send(heard, Answer((), heard.identity), more)
            return
        answer = await self._answer(heard)
        said = (*first, *answer.messages)
        if heard.danger and heard.identity.stopped:
            said = (*said, self._say(heard, "sms.silent", said))
        # The choices stand as long as none of them was taken.
        kept = heard.unclear == "sms.no_such_number"
        await self._reply(heard, replace(answer, messages=said), kept=kept)

    async def _answer(self, heard: Heard) -> Answer:
        own = {Word.HELP: "sms.help", Word.QUIT: "sms.stop_meant"}
        key = own.get(heard.word) if heard.word else heard.unclear
        if key is None and not heard.sms.text.strip():
            return Answer((self._say(heard, "sms.only_text"),), heard.identity)
        if key is None:
            return await self._turn(heard, heard.payload)
        said = self._say(heard, key)
        if not heard.open:
            return Answer((said,), heard.identity)
        incoming = self.talks.incoming(heard.sms.text, None, heard.sms.sid)
        messages = await self.talks.gateway.beside(heard.identity.conversation, said, incoming)
        return Answer(messages, heard.identity, case=True)

    async def _turn(self, heard: Heard, payload: str | None) -> Answer:
        try:
            incoming = self.talks.incoming(
                None if payload else heard.sms.text, payload, heard.sms.sid, heard.sms.sender
            )
            return await self.talks.turn(heard.sms.sender, heard.identity, incoming)
        except ApiError as error:
            return Answer((Message(text=CATALOGUE[error.code][1]),), heard.identity)

    async def _reply(self, heard: Heard, answer: Answer, about: bool = True, kept: bool = False) -> None:
        """Send an answer; with `kept` the numbers of the SMS before still stand for what they did."""
        if answer.case:
            await self.talks.seal(heard.sms.sender)
        # Once, in the language of the answer: what it costs, what is kept. Never beside a crisis.
        due = about and (heard.identity.new or heard.tone.crisis) and answer.identity is not None
        welcome = None
        if due and not any(isinstance(message.card, CrisisCard) for message in answer.messages):
            [welcome] = render([self._say(heard, "sms.welcome", answer.messages)]).texts
        rendered = render(answer.messages, along=welcome or "")
        if kept:
            rendered = replace(rendered, offered=heard.identity.offered, rest=heard.identity.rest)
        await self._send(heard, answer, rendered, welcome)

    def _say(self, heard: Heard, key: str, beside: Sequence[Message] = ()) -> Message:
        """What Vart itself has to say; beside any language but Swedish in English, one more at most."""
        numbers = ", ".join(str(number) for number, _ in enumerate(heard.identity.offered, 1))
        foreign = any(message.lang != "sv" for message in beside)
        tone = replace(heard.tone, lang="en") if foreign else heard.tone
        return self.talks.say(key, tone, numbers=numbers)

    async def _send(self, heard: Heard, answer: Answer, rendered: Rendered, about: str | None = None) -> None:
        """Put the answer into the outbox, with what a number in the next SMS stands for."""
        to = heard.sms.sender
        named = _named(rendered.texts, heard.sms.sid)
        async with self.sessions.begin() as session:
            if answer.identity is None:
                await self._empty_sent(session, to)
            elif named and await self._is_known(session, named[0][1]):
                return  # answered before a crash
            else:
                await self.talks.identities.offer(session, "sms", to, rendered.offered, rendered.rest)
            name = _about(heard.identity.conversation)
            if about and not await self._is_known(session, name):
                one = joined(named[-1][0], about) if len(named) > 1 else None
                named = [*named[:-1], (one, name)] if one else [*named, (about, name)]
            self._add(session, to, named)
        self.outbox.poke()

    def _add(
        self, session: AsyncSession, to: str, named: Sequence[tuple[str, str]], lasting: bool = False
    ) -> None:
        until = None if lasting else self.clock() + VALID
        for text, reference in named:
            self.outbox.add(session, OutgoingSms(to, text, "seeker", reference, valid_until=until))

    async def _is_known(self, session: AsyncSession, reference: str) -> bool:
        query = select(SmsOutbox.id).where(SmsOutbox.reference == reference)
        return await session.scalar(query) is not None

    async def _empty_sent(self, session: AsyncSession, number: str) -> None:
        """Take the words, and whose they are, out of what was sent to a number that wants to be forgotten."""
        await session.execute(
            update(SmsOutbox)
            .where(
                SmsOutbox.to_hash.in_(self.fingerprints.every(number)),
                SmsOutbox.purpose == "seeker",
                SmsOutbox.state.not_in(WAITING),
            )
            .values(**SENT_EMPTIED)
        )


def _named(texts: Sequence[str], name: str) -> list[tuple[str, str]]:
    """SMS with their references."""
    return [(text, f"seeker:{name}:{number}") for number, text in enumerate(texts, 1)]


def _about(conversation: str) -> str:
    """The reference of the SMS that says what it costs and what is kept, once in a conversation."""
    return f"seeker:about:{hashlib.sha256(conversation.encode()).hexdigest()[:32]}"
