"""Clients that talk at once: how long each turn takes, and how many are taken a second."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from bench.talk import SENTENCES, Begin, http_client

TURNS = 10
ROUNDS = 3
# Clients -> conversations of each client in a round.
CONVERSATIONS = {1: 12, 4: 6, 16: 4}


@dataclass(frozen=True, slots=True)
class Round:
    """What one round came to.

    Attributes:
        p50: Of the time of a turn, in milliseconds.
        p99: Likewise.
        per_second: Turns a second.
        lacking: Share of the turns without a full answer.
    """

    p50: float
    p99: float
    per_second: float
    lacking: float


def middle(rounds: Sequence[Round]) -> Round:
    """The median of each figure."""

    def of(name: str) -> float:
        return float(statistics.median(getattr(one, name) for one in rounds))

    # A lack is never hidden behind better rounds.
    return Round(of("p50"), of("p99"), of("per_second"), max(one.lacking for one in rounds))


async def measure_round(begin: Begin, clients: int, conversations: int) -> Round:
    """One round: every client holds conversations of ten turns, one after the other, without a pause."""
    taken: list[tuple[float, bool]] = []
    async with http_client() as client:
        begun = time.perf_counter()
        await asyncio.gather(*(_client(begin, client, n, conversations, taken) for n in range(clients)))
        seconds = time.perf_counter() - begun
    times = sorted(milliseconds for milliseconds, _ in taken)
    lacking = sum(not full for _, full in taken) / len(taken)
    p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
    return Round(statistics.median(times), p99, len(times) / seconds, lacking)


async def _client(
    begin: Begin, client: httpx.AsyncClient, number: int, conversations: int, taken: list[tuple[float, bool]]
) -> None:
    for conversation in range(conversations):
        partner = await begin(client)
        for turn in range(TURNS):
            # Each client is somewhere else in the list.
            text = SENTENCES[(number * 5 + conversation * 3 + turn) % len(SENTENCES)]
            begun = time.perf_counter()
            full = await partner.say(text)
            taken.append(((time.perf_counter() - begun) * 1000, full))


async def side_by_side(sides: dict[str, Begin]) -> dict[int, dict[str, Round]]:
    """Rounds of all sides in turn, after one to warm up; clients -> side -> medians."""
    for begin in sides.values():
        await measure_round(begin, 4, 2)
    found: dict[int, dict[str, Round]] = {}
    for clients, conversations in CONVERSATIONS.items():
        rounds: dict[str, list[Round]] = {name: [] for name in sides}
        for _ in range(ROUNDS):
            for name, begin in sides.items():
                one = await measure_round(begin, clients, conversations)
                rounds[name].append(one)
                print(f"  {clients:2} clients, {name}: {one.per_second:.1f} turns/s, p99 {one.p99:.0f} ms")
        found[clients] = {name: middle(several) for name, several in rounds.items()}
    return found
