"""What turn 500 of a conversation costs against turn 5, each pair measured at the same moment.

One conversation is grown to nearly 500 turns; then its turns alternate with fifth turns of new
conversations. The peer is asked over its REST channel. Vart lets a conversation have 30 messages a
minute, so its 500 turns go to the gateway itself, inside this process, with the Rasa, the actions
and the database of the Vart that runs: everything of a turn but the HTTP of the chat API, which
does not know how many turns there were.
"""

import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from pydantic import SecretStr

from bench.talk import SENTENCES, Begin, Partner, http_client
from bot.assembly import assemble, rasa_brain
from bot.gateway.incoming import Incoming
from bot.gateway.turn import Gateway
from bot.services import NoKeeper
from bot.settings import Settings

OLD = 500
YOUNG = 5
PAIRS = 16


@dataclass(frozen=True, slots=True)
class Growth:
    """Milliseconds of a turn, and how much more the old one costs."""

    young: float
    old: float

    @property
    def ratio(self) -> float:
        """Turn 500 against turn 5."""
        return self.old / self.young


@dataclass(frozen=True, slots=True)
class _Inside:
    gateway: Gateway
    conversation: str

    async def say(self, text: str) -> bool:
        turn = await self.gateway.take_turn(self.conversation, Incoming.read(text, None))
        return turn.mode == "rasa"


@asynccontextmanager
async def gateway_inside(var_dir: Path, rasa_url: str, token: str) -> AsyncIterator[Begin]:
    """Begins conversations with a gateway in this process, in front of a Rasa that runs."""
    settings = Settings(var_dir=var_dir, rasa_url_setting=rasa_url, brain_token=SecretStr(token))
    services = assemble(settings, rasa_brain(settings), NoKeeper())

    async def begin(_: httpx.AsyncClient) -> Partner:
        conversation, _secret = await services.conversations.create()
        return _Inside(services.gateway, conversation)

    async with services.running():
        yield begin


async def measure_growth(name: str, begin: Begin) -> Growth:
    """Grow a conversation, then measure it against new ones."""
    young: list[float] = []
    old: list[float] = []
    async with http_client() as client:
        grown = await begin(client)
        for turn in range(1, OLD - PAIRS // 2):
            await _full(grown, turn)
            if turn % 100 == 0:
                print(f"  {name}: turn {turn}")
        for pair in range(PAIRS):
            fresh = await begin(client)
            for turn in range(1, YOUNG):
                await _full(fresh, pair + turn)
            young.append(await _full(fresh, pair))
            old.append(await _full(grown, pair))
    return Growth(statistics.median(young), statistics.median(old))


async def _full(partner: Partner, turn: int) -> float:
    """The milliseconds of a turn that was fully answered."""
    begun = time.perf_counter()
    if not await partner.say(SENTENCES[turn % len(SENTENCES)]):
        raise RuntimeError(f"turn {turn} got no full answer")
    return (time.perf_counter() - begun) * 1000
