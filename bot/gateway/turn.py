"""One turn, in order: safety, the human if one is in contact, brain or plain search, memory, reply."""

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from bot.answers.afterwards import cannot_call
from bot.answers.moments import is_only_a_moment
from bot.answers.returning import relieved
from bot.answers.roof import is_only_roofless
from bot.answers.turn import Library
from bot.clock import Clock
from bot.directory.snapshot import Snapshot
from bot.errors import ApiError
from bot.gateway import emergency, payloads
from bot.gateway.brain import Brain, BrainUnavailable, metadata_of
from bot.gateway.cases import Cases, CaseView, NoCases
from bot.gateway.danger import Assessment, in_conversation, needs_examination
from bot.gateway.events import Events
from bot.gateway.handoff import Handoff, HandoffTurn, forgets
from bot.gateway.incoming import Incoming
from bot.gateway.learning import Learning
from bot.gateway.locks import Locks
from bot.gateway.memory import AFTER_CRISIS, EASED, Memory
from bot.gateway.messages import Choice, Message, topics_of
from bot.gateway.payloads import Payload
from bot.gateway.replies import Replies
from bot.gateway.reply import Reply, Understood
from bot.gateway.store import Conversations, StoreUnavailable
from bot.logs import get_logger

Mode = Literal["rasa", "reduced", "crisis", "human", "learning"]
# Who has told of wanting to die gets those lines after whatever else they tell.
_STAYS = "suicide"
# Topics offered below a crisis message: the lines to call come first.
_DOORS = 2


@dataclass(frozen=True, slots=True)
class Faculties:
    """What the gateway can do by itself, without Rasa.

    Attributes:
        assess: Reads a text for danger.
        crisis_message: Composes the crisis message; works without a directory.
        read_memory: Reads municipality, age and for whom out of a text.
        plain_answer: Answers a text by plain search, and says that it does.
        plain_payload: Answers a pressed choice without Rasa.
        library: Content, texts and the directory as they are now.
    """

    assess: Callable[[str], Assessment]
    crisis_message: Callable[[Any, str, Memory, Snapshot | None, datetime, str], Message]
    read_memory: Callable[[str, Memory], Memory]
    plain_answer: Callable[[str, Memory, Library, datetime], Reply]
    plain_payload: Callable[[Payload, Memory, Library, datetime], Reply]
    library: Callable[[], Library]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn came to.

    Attributes:
        reply: Messages, memory and understanding.
        severity: Of the text, 0 to 3.
        mode: Who answered.
    """

    reply: Reply
    severity: int
    mode: Mode


class Gateway:
    """Takes turns. Turns of one conversation run in order, different conversations side by side."""

    def __init__(
        self,
        conversations: Conversations,
        events: Events,
        brain: Brain,
        faculties: Faculties,
        clock: Clock,
        cases: Cases | None = None,
        count: Callable[[Understood, str | None], None] | None = None,
        learning: Learning | None = None,
        observe: Callable[[Mode, int, float], None] | None = None,
    ) -> None:
        self._conversations = conversations
        self._events = events
        self._brain = brain
        self._faculties = faculties
        self._clock = clock
        # Told how every ordinary turn was read, and in which municipality; never what was said.
        self._count = count
        self._learning = learning
        # Told of every turn who answered, how grave it was, and how many seconds it took.
        self._observe = observe
        self._handoff = Handoff(cases or NoCases(), faculties.library, clock)
        self._unforgotten: set[str] = set()
        self._locks = Locks()
        self._replies: Replies[Turn] = Replies()

    async def take_turn(self, conversation: str, incoming: Incoming, stranger: bool = False) -> Turn:
        """Answer one message; the same message sent again gets the same answer.

        Args:
            conversation: Its id; the channel has made sure who is asking.
            incoming: The message.
            stranger: Nobody could tell who is asking, since the database is away: answer, but
                neither read nor keep anything.

        Raises:
            ApiError: There is no such conversation.
        """
        if stranger:
            return await self._replies.once(None, lambda: self._answer(None, Memory(), incoming))
        return await self._replies.once(
            incoming.key(conversation), lambda: self._in_turn(conversation, incoming)
        )

    def is_crisis(self, text: str | None) -> bool:
        """Whether a text must be answered whatever else holds."""
        assessment = self._assess(text)
        return assessment is not None and assessment.crisis

    async def case_of(self, conversation: str) -> CaseView | None:
        """The case of a conversation, as far as it can be known."""
        return await self._handoff.case_of(conversation)

    async def silenced(self, conversation: str) -> None:
        """The person of a conversation gets no SMS any more; whoever has their case is told."""
        await self._handoff.silenced(conversation)

    async def beside(self, conversation: str, message: Message, incoming: Incoming) -> tuple[Message, ...]:
        """What a channel says by itself to a text, when a case is open: the text goes to the human too.

        Returns:
            The message, and the receipt or the honest notice that belongs to it.
        """
        async with self._locks.hold(conversation):
            kept = await self._conversations.get(conversation)
            memory = kept.memory if kept else Memory()
            human = await self._handoff.begin(conversation, memory, incoming)
            # As beside a crisis, without making the case any faster.
            messages, _ = await human.beside_crisis(message, replace(memory, danger=0))
            return messages

    async def forget(self, conversation: str) -> bool:
        """Forget a conversation now, here and in Rasa.

        Returns:
            Whether it is out of the database as well.
        """
        async with self._locks.hold(conversation):
            self._events.close(conversation)
            self._replies.forget(conversation)
            self._forget_sentence(conversation)
            self._conversations.hide(conversation)
            gone, _ = await asyncio.gather(self._erase(conversation), self._brain.forget(conversation))
            return gone

    async def purge(self) -> int:
        """Forget what is idle, and what could not be forgotten when it was asked; how many were idle."""
        if self._learning is not None:
            self._learning.tidy()
        for id in tuple(self._unforgotten):
            await self._erase(id)
        ids = await self._conversations.purge()
        for id in ids:
            self._events.close(id)
            await self._brain.forget(id)
        return len(ids)

    async def settle(self, patience: float) -> None:
        """Wait up to `patience` seconds for the turns under way."""
        await self._replies.settle(patience)
        await self._handoff.settle(patience)

    async def _erase(self, conversation: str) -> bool:
        """Take a conversation out of the database, and first its case, which nobody would find without it."""
        if not await self._handoff.forget(conversation):
            self._unforgotten.add(conversation)
            return False
        self._unforgotten.discard(conversation)
        return await self._conversations.forget(conversation)

    async def _in_turn(self, conversation: str, incoming: Incoming) -> Turn:
        async with self._locks.hold(conversation):
            kept = await self._conversations.get(conversation)
            if kept is None:
                raise ApiError("conversation_unknown")
            turn = await self._answer(conversation, kept.memory, incoming)
            try:
                await self._conversations.remember(conversation, turn.reply.memory)
                if forgets(incoming, turn.reply):
                    self._forget_sentence(conversation)
                    await self._events.erase(conversation)
            except StoreUnavailable:
                get_logger().error("turn_not_remembered")
            return turn

    async def _answer(self, conversation: str | None, memory: Memory, incoming: Incoming) -> Turn:
        begun = time.monotonic()
        assessment = self._assess(incoming.text)
        human = await self._handoff.begin(conversation, memory, incoming) if conversation else None
        if conversation and not _may_learn(memory, incoming, assessment, human):
            self._forget_sentence(conversation)
        if assessment is not None and assessment.crisis and not _goes_on(incoming.text, memory):
            turn = self._crisis(assessment, incoming.text or "", memory)
            turn = await self._beside(turn, human) if human else turn
        else:
            # A stranger gets a name of their own, so that Rasa cannot mix them up with anybody.
            sender = conversation or secrets.token_urlsafe(16)
            reply, mode = await self._calm(sender, memory, incoming, human)
            if conversation and _may_learn(memory, incoming, assessment, human):
                reply = self._asking(conversation, memory, incoming, reply)
            turn = Turn(reply, assessment.severity if assessment else 0, mode)
        seconds = time.monotonic() - begun
        if self._observe is not None:
            self._observe(turn.mode, turn.severity, seconds)
        get_logger().info("turn", mode=turn.mode, ms=round(seconds * 1000))
        return turn

    async def _calm(
        self, sender: str, memory: Memory, incoming: Incoming, human: HandoffTurn | None
    ) -> tuple[Reply, Mode]:
        """A turn without danger: about the human, or for the bot."""
        if human is None:
            return await self._ordinary(sender, memory, incoming)
        try:
            if reply := await human.answer():
                return reply, "human"
        except Exception as error:  # then the bot answers, as it did before there were humans
            get_logger().error("handoff_failed", exc_info=error)
        reply, mode = await self._ordinary(sender, memory, incoming)
        try:
            return await human.after(reply), mode
        except Exception as error:  # the bot's own answer is better than none
            get_logger().error("handoff_failed", exc_info=error)
            return reply, mode

    async def _beside(self, turn: Turn, human: HandoffTurn) -> Turn:
        """The crisis message, and what the human service adds to it."""
        try:
            [message] = turn.reply.messages
            messages, memory = await human.beside_crisis(message, turn.reply.memory)
        except Exception as error:  # the crisis message goes out whatever happens
            get_logger().error("handoff_failed", exc_info=error)
            return turn
        return replace(turn, reply=replace(turn.reply, messages=messages, memory=memory))

    def _assess(self, text: str | None) -> Assessment | None:
        if text is None:
            return None
        try:
            return self._faculties.assess(text)
        except Exception as error:  # whatever it is, the person still gets an answer
            get_logger().error("safety_failed", exc_info=error)
            return None

    def _crisis(self, assessment: Assessment, text: str, memory: Memory) -> Turn:
        assessment, memory, message = self._crisis_message(assessment, text, memory)
        topic, choices = self._topic_of(text, memory)
        if choices:
            message = message.model_copy(update={"choices": choices})
        topics, shown = ((topic,), ()) if topic else (memory.topics, memory.shown)
        after = replace(
            memory,
            topics=topics,
            shown=shown,
            crisis=memory.crisis if memory.crisis == _STAYS else assessment.reason,
            danger=max(memory.danger, assessment.severity),
            expects=None if memory.expects == EASED else memory.expects,
            turn=memory.turn + 1,
        )
        reply = Reply((message,), after, Understood("topic", topic))
        return Turn(reply, assessment.severity, "crisis")

    def _crisis_message(
        self, assessment: Assessment, text: str, memory: Memory
    ) -> tuple[Assessment, Memory, Message]:
        """What the crisis is in this conversation, what is remembered of it, and what is said at once."""
        throat = False
        try:
            throat = needs_examination(text, assessment.reason, memory)
            assessment = in_conversation(assessment, text, memory)
            memory = self._faculties.read_memory(text, memory)
        except Exception as error:  # the crisis message needs none of it
            get_logger().error("reading_failed", exc_info=error)
        try:
            message = self._faculties.crisis_message(
                assessment, text, memory, self._snapshot(), self._clock(), memory.language
            )
        except Exception as error:  # the numbers must go out
            get_logger().error("crisis_message_failed", exc_info=error)
            message = emergency.crisis(assessment.severity, assessment.reason, memory.language)
        return assessment, memory, self._told_beside(message, text, throat=throat)

    def _told_beside(self, message: Message, text: str, *, throat: bool) -> Message:
        """The crisis message, with how 112 is reached without a voice, and who must be examined."""
        try:
            keys = ["crisis.cannot_call"] if cannot_call(text) else []
            keys += ["crisis.strangled"] if throat else []
            say = self._faculties.library().texts.say if keys else None
            told = [say(key, message.lang, 0) for key in keys] if say else []
        except Exception as error:  # the crisis message goes out whatever happens
            get_logger().error("reading_failed", exc_info=error)
            return message
        return message.model_copy(update={"text": "\n".join((message.text, *told))}) if told else message

    def _topic_of(self, text: str, memory: Memory) -> tuple[str | None, list[Choice]]:
        """What a crisis text is about besides, and the doors of that, so that the conversation can go on.

        By plain search: a crisis message does not wait for Rasa.
        """
        try:
            library = self._faculties.library()
            # By itself: what was talked about before is not what this text is about.
            alone = replace(memory, topics=(), crisis=None)
            plain = self._faculties.plain_answer(text, alone, library, self._clock())
            near = [topic for message in plain.messages for topic in topics_of(message)][:_DOORS]
            doors = [Choice(title=library.label(id, memory.language), payload=f"topic:{id}") for id in near]
        except Exception as error:  # good to know, not needed
            get_logger().error("reading_failed", exc_info=error)
            return None, []
        return plain.understood.topic, doors

    async def _ordinary(self, sender: str, memory: Memory, incoming: Incoming) -> tuple[Reply, Mode]:
        if reply := await self._learnt(sender, memory, incoming):
            return replace(reply, memory=replace(reply.memory, crisis=None)), "learning"
        reply, mode = await self._think(sender, memory, incoming)
        if self._count is not None:
            self._count(reply.understood, reply.memory.municipality)
        crisis = memory.crisis if reply.memory.expects in (AFTER_CRISIS, EASED) else None
        after = replace(reply.memory, crisis=crisis, turn=memory.turn + 1)
        if incoming.payload == "forget":
            await self._brain.forget(sender)
            after = Memory(language=after.language)
        return replace(reply, memory=after), mode

    async def _learnt(self, sender: str, memory: Memory, incoming: Incoming) -> Reply | None:
        """The reply to whether a sentence may be kept, if the turn is about that."""
        if self._learning is None:
            return None
        try:
            return await self._learning.answer(sender, memory, incoming)
        except Exception as error:  # the person still gets an answer
            get_logger().error("learning_failed", exc_info=error)
            return None

    def _asking(self, conversation: str, memory: Memory, incoming: Incoming, reply: Reply) -> Reply:
        """The reply, with the question whether the sentence may be kept where it was not understood."""
        if self._learning is None or forgets(incoming, reply):
            return reply
        try:
            return self._learning.after(conversation, memory, incoming, reply)
        except Exception as error:  # the answer is what matters
            get_logger().error("learning_failed", exc_info=error)
            return reply

    def _forget_sentence(self, conversation: str) -> None:
        if self._learning is not None:
            self._learning.forget(conversation)

    async def _think(self, sender: str, memory: Memory, incoming: Incoming) -> tuple[Reply, Mode]:
        now = self._clock()
        pressed = incoming.payload is not None
        message = payloads.to_rasa(incoming.payload) if incoming.payload else incoming.text or ""
        try:
            return await self._brain.reply(sender, message, metadata_of(memory, now, pressed)), "rasa"
        except BrainUnavailable as error:
            get_logger().warning("brain_unavailable", reason=str(error))
        except Exception as error:  # a fault of ours in talking to it is no worse than a dead Rasa
            get_logger().error("brain_failed", exc_info=error)
        return self._plainly(memory, incoming, now), "reduced"

    def _plainly(self, memory: Memory, incoming: Incoming, now: datetime) -> Reply:
        able = self._faculties
        try:
            if incoming.payload is not None:
                return able.plain_payload(payloads.parse(incoming.payload), memory, able.library(), now)
            return able.plain_answer(incoming.text or "", memory, able.library(), now)
        except Exception as error:  # an honest sentence with numbers is still better than none
            get_logger().error("plain_answer_failed", exc_info=error)
            return Reply((emergency.no_answer(memory.language),), memory)

    def _snapshot(self) -> Snapshot | None:
        try:
            return self._faculties.library().snapshot
        except Exception as error:  # the crisis message is composed without a directory too
            get_logger().error("directory_failed", exc_info=error)
            return None


def _goes_on(text: str | None, memory: Memory) -> bool:
    """Whether a text says only that the danger just answered is over, or how it goes on, or "jag är hemlös".

    Assessed by itself it sounds like a danger of its own. What is in doubt is one.
    """
    try:
        if is_only_a_moment(text or "", memory) or is_only_roofless(text or "", memory):
            return True
        told = relieved(text or "", memory)
    except Exception as error:  # then the crisis message goes out
        get_logger().error("reading_failed", exc_info=error)
        return False
    return told is not None and told.only


def _may_learn(
    memory: Memory, incoming: Incoming, assessment: Assessment | None, human: HandoffTurn | None
) -> bool:
    """Whether a sentence may be asked for; what is not known counts against it.

    Never after danger, however slight, nor when a human is or may be in contact.
    """
    calm = assessment.severity == 0 if assessment is not None else incoming.text is None
    alone = human is not None and human.known and human.case is None and not memory.case
    return calm and alone and memory.danger == 0 and memory.crisis is None
