"""A conversation with a gateway that has humans to ask, for the tests of the handoff."""

from dataclasses import dataclass

import pytest

from bot.gateway.events import Events
from bot.gateway.fallback import plain_answer, plain_payload
from bot.gateway.incoming import Incoming
from bot.gateway.memory import Memory
from bot.gateway.messages import HandoffCard, Message, ServicesCard
from bot.gateway.store import Conversations
from bot.gateway.turn import Gateway, Turn
from tests.answers.speaking import real_library
from tests.gateway.cases import FakeCases
from tests.gateway.world import FakeBrain, FakeClock, dead, faculties

WANTS = "jag vill prata med en människa"


@dataclass
class Dialogue:
    """One conversation through the gateway, with everything it answers kept."""

    gateway: Gateway
    conversations: Conversations
    id: str
    turn: Turn | None = None

    async def says(self, text: str, id: str | None = None) -> Turn:
        self.turn = await self.gateway.take_turn(self.id, Incoming.read(text, None, id))
        return self.turn

    async def presses(self, payload: str) -> Turn:
        self.turn = await self.gateway.take_turn(self.id, Incoming.read(None, payload))
        return self.turn

    async def consents(self, how: str = "human:chat") -> Turn:
        """Say yes, the short way."""
        await self.presses("human:consent")
        return await self.presses(how)

    @property
    def messages(self) -> tuple[Message, ...]:
        assert self.turn is not None
        return self.turn.reply.messages

    @property
    def text(self) -> str:
        return "\n\n".join(message.text for message in self.messages)

    @property
    def states(self) -> list[str]:
        return [message.card.state for message in self.messages if isinstance(message.card, HandoffCard)]

    @property
    def payloads(self) -> list[str]:
        return [choice.payload for message in self.messages for choice in message.choices or ()]

    @property
    def lines(self) -> bool:
        """Whether places to turn to are shown."""
        return any(
            isinstance(message.card, ServicesCard) and message.card.services for message in self.messages
        )

    async def memory(self) -> Memory:
        kept = await self.conversations.get(self.id)
        assert kept is not None
        return kept.memory


@pytest.fixture
def cases(clock: FakeClock) -> FakeCases:
    return FakeCases(clock)


@pytest.fixture
def human_gateway(
    conversations: Conversations, events: Events, brain: FakeBrain, clock: FakeClock, cases: FakeCases
) -> Gateway:
    """The gateway with humans, over the real content, without Rasa."""
    brain.answers = dead
    able = faculties(library=real_library, plain_answer=plain_answer, plain_payload=plain_payload)
    return Gateway(conversations, events, brain, able, clock, cases)


@pytest.fixture
async def talk(human_gateway: Gateway, conversations: Conversations) -> Dialogue:
    return Dialogue(human_gateway, conversations, (await conversations.create())[0])
