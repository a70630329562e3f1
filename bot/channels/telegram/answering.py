"""What Vart answers on Telegram: the gateway's turns, and calm words for what is not text."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.channels.conversing import Answer, Conversing, Tone
from bot.channels.rendering.telegram import Bubble, render, unpack
from bot.channels.starters import starters
from bot.channels.telegram.arrival import Arrival
from bot.channels.telegram.client import Client, Unreachable
from bot.errors import CATALOGUE, ApiError
from bot.gateway.identities import Identity
from bot.gateway.limits import Buckets, Rate
from bot.gateway.messages import AskCard, Choice, Message
from bot.logs import get_logger

_CHAT_RATE = Rate(burst=30, per_minute=30)
_NOTICE_RATE = Rate(burst=1, per_minute=1)
_START, _HELP = "telegram.start", "telegram.help"
# Nobody's language is known in a group.
_IN_GROUPS = Tone()
# What people type; a command that only tells something is the key of its text.
_COMMANDS: Mapping[str, str] = {
    **dict.fromkeys(("start", "borja", "börja"), _START),
    **dict.fromkeys(("hjalp", "hjälp", "help"), _HELP),
    **dict.fromkeys(("manniska", "människa", "human"), "human"),
    **dict.fromkeys(("glom", "glöm", "forget", "stop", "stopp"), "forget"),
    **dict.fromkeys(("sprak", "språk", "language"), "telegram.languages"),
}
_LANGUAGES = (Choice(title="Svenska", payload="lang:sv"), Choice(title="English", payload="lang:en"))


@dataclass(slots=True)
class Answering:
    """Answers updates, one at a time for each chat.

    Attributes:
        talks: The conversations.
        client: Sends.
        clock: Seconds that only go forwards, for the limits.
    """

    talks: Conversing
    client: Client
    clock: Callable[[], float] = time.monotonic
    _limit: Buckets = field(init=False)
    _notices: Buckets = field(init=False)

    def __post_init__(self) -> None:
        """Make the limits."""
        self._limit = Buckets(_CHAT_RATE, self.clock)
        self._notices = Buckets(_NOTICE_RATE, self.clock)

    async def handle(self, arrival: Arrival) -> None:
        """Answer one update.

        Raises:
            TelegramError: The answer could not be sent.
        """
        if arrival.callback:
            await self.client.pressed(arrival.callback)
        try:
            if arrival.kind == "group":
                await self._point_to_private(arrival)
            elif arrival.kind == "gone":
                raise Unreachable
            else:
                await self._in_private(arrival)
        except Unreachable:
            get_logger().info("telegram_unreachable")
            await self.talks.identities.unreachable("telegram", str(arrival.chat))

    async def _point_to_private(self, arrival: Arrival) -> None:
        """What is said in a group is not for Vart to read: a word on where to go, then it leaves."""
        try:
            await self.client.send(arrival.chat, render(self.talks.say("telegram.private", _IN_GROUPS)))
        except Unreachable:
            return
        await self.client.leave(arrival.chat)

    async def _in_private(self, arrival: Arrival) -> None:
        danger = self.talks.gateway.is_crisis(arrival.text or None)
        address = str(arrival.chat)
        if self._limit.take(address) is not None and not danger:
            if self._notices.take(address) is None:
                await self.client.send(arrival.chat, [Bubble(CATALOGUE["too_many"][1])])
            return
        if not danger:
            await self.client.typing(arrival.chat)
        identity = await self.talks.who(address)
        answer = await self._answer(arrival, address, identity, danger)
        # Before it is sent: what a human says later must find the way even if this does not.
        if answer.case:
            await self.talks.seal(address)
        places = self._places()
        bubbles = [bubble for message in answer.messages for bubble in render(message, places)]
        await self.client.send(arrival.chat, bubbles)

    async def _answer(
        self, arrival: Arrival, address: str, identity: Identity | None, danger: bool
    ) -> Answer:
        text: str | None = arrival.text
        payload: str | None = None
        if arrival.kind == "command" and not danger:
            command = _COMMANDS.get(arrival.value)
            if command in ("forget", "human"):
                text, payload = None, command
            elif command is not None or not arrival.text:
                return await self._of_command(command or _HELP, identity)
        elif arrival.kind == "pressed":
            text, payload = None, unpack(arrival.value, self._long_payloads())
        elif arrival.kind in ("location", "other"):
            return Answer((await self._not_text(arrival.kind, identity),), identity)
        try:
            incoming = self.talks.incoming(text, payload, str(arrival.update_id))
            return await self.talks.turn(address, identity, incoming)
        except ApiError as error:
            return Answer((Message(text=CATALOGUE[error.code][1]),), identity)

    async def _of_command(self, command: str, identity: Identity | None) -> Answer:
        tone = await self.talks.tone(identity)
        message = self.talks.say(command, tone)
        choices = list(_LANGUAGES)
        if command == _HELP:
            choices = [Choice(title=self.talks.say("choice.human", tone).text, payload="human")]
        elif command == _START:
            choices = [*self._starters(tone.lang), _LANGUAGES[0 if tone.lang == "en" else 1]]
        return Answer((message.model_copy(update={"choices": choices}),), identity)

    async def _not_text(self, kind: str, identity: Identity | None) -> Message:
        tone = await self.talks.tone(identity)
        if kind == "other":
            return self.talks.say("telegram.only_text", tone)
        # The localities of content/ carry no coordinates, and none are made up: the place is dropped.
        message = self.talks.say("telegram.location", tone)
        return message.model_copy(update={"card": AskCard(slot="municipality")})

    def _starters(self, lang: str) -> list[Choice]:
        try:
            return starters(self.talks.library(), lang)
        except Exception as error:  # the welcome does not need them
            get_logger().error("starters_failed", exc_info=error)
            return []

    def _places(self) -> dict[str, str]:
        try:
            found = self.talks.library().content.municipalities.values()
        except Exception as error:  # whoever is asked may also write the name
            get_logger().error("places_failed", exc_info=error)
            return {}
        return {each.code: each.name for each in found}

    def _long_payloads(self) -> list[str]:
        """Every payload that may be longer than a button carries."""
        try:
            content = self.talks.library().content
        except Exception as error:  # then only the short ones work
            get_logger().error("payloads_failed", exc_info=error)
            return []
        return [*(f"topic:{id}" for id in content.topics), *(f"right:{id}" for id in content.rights)]
