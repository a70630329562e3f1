"""`python -m bench.sms`: SMS in and out against our own Twilio over loopback; 1 when an aim is missed."""

import asyncio
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.db.migrate import upgrade
from bot.db.models.sms import SmsInbound
from bot.logs import configure_logs
from bot.sms.outbox import OutgoingSms
from tests.gateway.world import FakeClock
from tests.serving import served
from tests.sms.mortal import crash_rounds
from tests.sms.world import PUBLIC, World, new_world
from tests.standins.twilio import TOKEN, Twilio, inbound, signature

INBOUND = 10_000
TIMES = 3
AT_ONCE = 50
CASES = 100
CRASHES = 500
# Seconds from the commit of a case to Twilio, for 95 of 100.
AIM = 2.0


@asynccontextmanager
async def world_of_its_own(url: str | None) -> AsyncIterator[World]:
    """Vart's SMS on an empty database: SQLite, or the (empty) one at `url`."""
    folder = Path(tempfile.mkdtemp(prefix="vart-sms-"))
    address = url or f"sqlite:///{folder / 'vart.db'}"
    await asyncio.to_thread(upgrade, address)
    clock = FakeClock()
    twilio = Twilio(clock)
    try:
        async with served(twilio.app) as base, new_world(address, folder, twilio, base, clock) as world:
            yield world
    finally:
        shutil.rmtree(folder)


async def inbound_replayed(world: World, number: int = INBOUND) -> bool:
    """Every webhook three times in random order, while the inbox works; each must be worked on once."""
    forms = [inbound(f"rad {n}", sender=f"+4670174{n % 500:04}") for n in range(number)]
    posted = forms * TIMES
    random.Random(number).shuffle(posted)  # noqa: S311
    await world.sms.inbox.start()
    begun = time.perf_counter()
    async with world.client() as http:

        async def post(form: dict[str, str]) -> int:
            signed = {"X-Twilio-Signature": signature(TOKEN, f"{PUBLIC}/webhooks/sms", form)}
            return (await http.post("/webhooks/sms", data=form, headers=signed)).status_code

        statuses: set[int] = set()
        for some in range(0, len(posted), AT_ONCE):
            statuses |= set(await asyncio.gather(*map(post, posted[some : some + AT_ONCE])))
    answered = time.perf_counter() - begun
    while len(world.handled) < number:  # noqa: ASYNC110 (the inbox polls as well)
        await asyncio.sleep(0.05)
    worked = time.perf_counter() - begun
    await world.sms.inbox.stop()
    once = sorted(sms.sid for sms in world.handled) == sorted(form["MessageSid"] for form in forms)
    same = statuses == {200} and once and await world.count(SmsInbound) == number
    print(
        f"  {len(posted):,} webhooks: {len(posted) / answered:.0f}/s answered, all worked on after"
        f" {worked:.0f} s, {'each exactly once' if same else 'NOT each exactly once'}"
    )
    return same


async def handed_over(world: World, cases: int = CASES) -> bool:
    """Cases stored at once, two SMS each: how long until Twilio has them."""
    stored: dict[str, float] = {}
    waits: list[float] = []

    async def taken(message: dict[str, Any]) -> None:
        """Twilio has a message."""
        waits.append(time.perf_counter() - stored[message["body"]])
        await asyncio.sleep(0.1)  # as long as Twilio takes to answer

    world.twilio.on_taken = taken
    await world.sender.start()

    async def case(number: int) -> None:
        """Store the messages of a case."""
        texts = [f"ärende {number} {member}" for member in range(2)]
        async with world.sessions.begin() as session:
            for text in texts:
                to = f"+4670174{len(stored):04}"
                stored[text] = time.perf_counter()
                world.outbox.add(session, OutgoingSms(to, text, "offer", text))
        world.outbox.poke()
        stored.update(dict.fromkeys(texts, time.perf_counter()))

    await asyncio.gather(*(case(number) for number in range(cases)))
    while len(waits) < cases * 2:  # noqa: ASYNC110 (on the other side of the network)
        await asyncio.sleep(0.02)
    await world.sender.stop()
    return _told(cases, waits)


def _told(cases: int, waits: list[float]) -> bool:
    p95 = statistics.quantiles(waits, n=20)[18]
    print(
        f"  {cases} cases at once: stored to handed over p50 {statistics.median(waits):.2f} s,"
        f" p95 {p95:.2f} s (aim {AIM:.0f} s)"
    )
    return p95 <= AIM


async def crashed(world: World, rounds: int = CRASHES) -> bool:
    """A worker that is killed at random moments."""
    lost, doubled, deaths = await crash_rounds(world, rounds, seed=1)
    print(f"  {rounds} rounds, {deaths} deaths: {lost} SMS lost, {doubled} doubled")
    return lost == 0 and doubled <= deaths


async def measure(url: str | None) -> bool:
    """All of it; True when every aim is met."""
    met = []
    for part in (handed_over, inbound_replayed, crashed):
        async with world_of_its_own(url) as world:
            met.append(await part(world))
    return all(met)


def main() -> int:
    """Measure on SQLite, or on the empty database named on the command line."""
    configure_logs("error", open("/dev/null", "w"))  # noqa: SIM115, PTH123 (open as long as we run)
    return 0 if asyncio.run(measure(sys.argv[1] if len(sys.argv) > 1 else None)) else 1


if __name__ == "__main__":
    # Progress must be seen also through a pipe.
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    sys.exit(main())
