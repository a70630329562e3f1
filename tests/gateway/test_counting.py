"""Every ordinary turn is told to the counter of unanswered questions, without a word of it."""

from dataclasses import replace
from typing import Any

from bot.gateway.events import Events
from bot.gateway.incoming import Incoming
from bot.gateway.memory import Memory
from bot.gateway.messages import Message
from bot.gateway.reply import Reply, Understood
from bot.gateway.store import Conversations
from bot.gateway.turn import Gateway
from tests.gateway.world import FakeBrain, FakeClock, faculties


async def test_a_turn_is_counted_by_how_it_was_read_and_where(
    conversations: Conversations, events: Events, brain: FakeBrain, clock: FakeClock
) -> None:
    told: list[tuple[Understood, str | None]] = []
    lost = Understood("nonsense", None, 0.1)

    def answers(_: str, metadata: dict[str, Any]) -> Reply:
        memory = replace(Memory.from_json(metadata["memory"]), municipality="2460")
        return Reply((Message(text="Jag förstod inte."),), memory, lost)

    brain.answers = answers
    gateway = Gateway(conversations, events, brain, faculties(), clock, count=lambda *turn: told.append(turn))
    await gateway.take_turn("nobody", Incoming(text="blå elefant"), stranger=True)
    assert told == [(lost, "2460")]
