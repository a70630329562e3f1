"""A worker that dies at any point loses nothing, and sends at most one SMS twice."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.settings import ROOT
from bot.sms.claims import claim
from tests.sms.mortal import crash_rounds
from tests.sms.world import World
from tests.waiting import until


@asynccontextmanager
async def worker_process(database_url: str, base: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker of its own; killed in the end if it still lives."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.sms.killed", database_url, base, cwd=ROOT
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.mark.parametrize("twilio_has_it", [True, False])
async def test_kill_9_between_lease_and_commit(
    world: World, database_url: str, base: str, twilio_has_it: bool
) -> None:
    # The process has the real time.
    world.clock.now = datetime.now(UTC)
    await world.add("hej")
    reached = asyncio.Event()

    async def taken(_: dict[str, Any]) -> None:
        reached.set()
        await asyncio.sleep(1)

    world.twilio.on_taken = taken
    if not twilio_has_it:
        world.twilio.faults.append("lost, no answer")
    async with worker_process(database_url, base) as process:
        await until(lambda: bool(world.twilio.asked))
        if twilio_has_it:
            await reached.wait()
        process.send_signal(signal.SIGKILL)
        assert await process.wait() == -signal.SIGKILL
    assert await world.states() == ["leased"]
    world.twilio.on_taken = None
    await world.send()
    assert await world.states() == ["leased"]
    world.clock.now = (await world.row("sms:0")).next_at
    await world.send()
    assert await world.states() == ["accepted"]
    assert world.twilio.texts() == ["hej"]


async def test_a_lease_that_was_never_used_is_taken_over_by_one(world: World) -> None:
    await world.add("ett", "två")
    async with world.sessions.begin() as session:
        assert len(await claim(session, "somebody who dies", world.clock(), 10)) == 2
    await world.pass_time(55)
    assert world.twilio.sent == []
    await world.pass_time(10)
    assert sorted(world.twilio.texts()) == ["ett", "två"]


async def test_two_claims_at_once_never_share_an_sms(world: World) -> None:
    await world.add(*(f"sms {number}" for number in range(30)))

    async def take(name: str) -> list[int]:
        async with world.sessions.begin() as session:
            return [one.sms.id for one in await claim(session, name, world.clock(), 20)]

    taken = await asyncio.gather(*(take(f"worker {number}") for number in range(4)), return_exceptions=True)
    ids = [id for one in taken if isinstance(one, list) for id in one]
    assert len(ids) == len(set(ids))
    assert ids


@pytest.mark.parametrize("seed", range(2))
async def test_deaths_at_random_moments_lose_nothing_and_double_nothing(world: World, seed: int) -> None:
    lost, doubled, deaths = await crash_rounds(world, rounds=10, seed=seed)
    assert (lost, doubled) == (0, 0)
    assert deaths > 10
    states = await world.states()
    # A worker that died while it asked leaves the question for later.
    assert (len(states), set(states) - {"accepted", "delivered"}) == (30, set())
