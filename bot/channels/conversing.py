"""A turn for somebody on Telegram or SMS: who they are, what they get, and how they are forgotten."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.answers.turn import Library
from bot.errors import ApiError
from bot.gateway import emergency
from bot.gateway.handoff import forgets
from bot.gateway.identities import Channel, Identities, Identity
from bot.gateway.incoming import MAX_TEXT, Incoming
from bot.gateway.messages import Message
from bot.gateway.store import Conversations, StoreUnavailable
from bot.gateway.turn import Gateway, Turn
from bot.logs import get_logger

_HALF = MAX_TEXT // 2
_FORGOTTEN: dict[Channel, str] = {"telegram": "telegram.forgotten", "sms": "sms.forgotten"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back.

    Attributes:
        messages: The messages.
        identity: Whom they go to; None when nobody could tell, or they are forgotten.
        case: A human may say something later.
    """

    messages: tuple[Message, ...]
    identity: Identity | None
    case: bool = False


@dataclass(frozen=True, slots=True)
class Tone:
    """How somebody is spoken to.

    Attributes:
        lang: Their language.
        turn: Varies the words.
        expects: What the last reply asked.
        crisis: The last answer was one to a crisis.
        case: A case was alive when last looked.
    """

    lang: str = "sv"
    turn: int = 0
    expects: str | None = None
    crisis: bool = False
    case: bool = False


class Conversing:
    """The conversations of one channel.

    Args:
        channel: Its name.
        gateway: Takes the turns.
        conversations: Where they are kept.
        identities: Who is which conversation.
        library: Content and texts as they are now.
    """

    def __init__(
        self,
        channel: Channel,
        gateway: Gateway,
        conversations: Conversations,
        identities: Identities,
        library: Callable[[], Library],
    ) -> None:
        self.channel = channel
        self.gateway = gateway
        self.identities = identities
        self.library = library
        self._conversations = conversations

    async def who(self, address: str) -> Identity | None:
        """Who writes from an address, or None when nobody can tell now."""
        try:
            return await self.identities.find(self.channel, address)
        except StoreUnavailable:
            get_logger().error("identity_unknown", component=self.channel)
            return None

    async def tone(self, identity: Identity | None) -> Tone:
        """How somebody is spoken to."""
        try:
            kept = await self._conversations.get(identity.conversation) if identity else None
        except StoreUnavailable:
            kept = None
        if kept is None:
            return Tone()
        memory = kept.memory
        return Tone(memory.language, memory.turn, memory.expects, memory.crisis is not None, memory.case)

    def say(self, key: str, tone: Tone, **values: object) -> Message:
        """What the channel itself has to say, filled in; when even that fails, the numbers to call."""
        lang = tone.lang
        try:
            return Message(text=self.library().texts.say(key, lang, tone.turn, **values), lang=lang)
        except Exception as error:  # the directory may not be there yet
            get_logger().error("text_missing", component=self.channel, exc_info=error)
            return emergency.no_answer(lang)

    def incoming(self, text: str | None, payload: str | None, id: str, phone: str | None = None) -> Incoming:
        """What was sent, and from which number; of a text that is far too long, its beginning and its end.

        Raises:
            ApiError: It is empty, or not a payload of ours.
        """
        if text is not None and len(text) > MAX_TEXT:
            text = text[: _HALF - 1] + "\n" + text[-_HALF:]
        return Incoming.read(text, payload, f"{self.channel}:{id}", phone)

    async def turn(self, address: str, identity: Identity | None, incoming: Incoming) -> Answer:
        """Take a turn; a wish to be forgotten is fulfilled here as well.

        Raises:
            ApiError: It cannot be answered.
        """
        try:
            turn = await self._taken(identity, incoming)
        except ApiError as error:
            if error.code != "conversation_unknown" or identity is None:
                raise
            # Forgotten since it was looked up: begin anew.
            identity = await self.who(address)
            turn = await self._taken(identity, incoming)
        if forgets(incoming, turn.reply) and turn.mode != "crisis":
            memory = turn.reply.memory
            return await self.forget(address, identity, Tone(memory.language, memory.turn))
        return Answer(turn.reply.messages, identity, turn.reply.memory.case)

    async def forget(self, address: str, identity: Identity | None, tone: Tone) -> Answer:
        """Forget somebody now: the conversation, the case, and who they are."""
        try:
            gone = identity is not None and await self.gateway.forget(identity.conversation)
            await self.identities.forget(self.channel, address)
        except StoreUnavailable:
            gone = False
        key = _FORGOTTEN[self.channel] if gone else "channel.not_forgotten"
        return Answer((self.say(key, tone),), None)

    async def seal(self, address: str) -> None:
        """Keep an address while a case needs it; failing that, what is said now still goes out."""
        try:
            await self.identities.seal(self.channel, address)
        except StoreUnavailable:
            get_logger().error("address_not_kept", component=self.channel)

    async def _taken(self, identity: Identity | None, incoming: Incoming) -> Turn:
        conversation = identity.conversation if identity else ""
        return await self.gateway.take_turn(conversation, incoming, stranger=identity is None)
