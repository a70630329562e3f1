"""A worker that dies at random moments: what it was doing is left exactly as it is there."""

import random
from collections import Counter

from bot.sms.delivery import Deliveries
from bot.sms.provider import Letter, Provider, Report
from bot.sms.sender import Sender
from bot.vault import Vault
from tests.sms.world import KEYS, World


class Death(Exception):  # noqa: N818
    """The worker is gone."""


class Fate:
    """Decides when; nobody dies while it rests."""

    def __init__(self, seed: int, share: float) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self._share = share
        self.rests = False
        self.deaths = 0

    def may_strike(self) -> None:
        """Die here, perhaps."""
        if not self.rests and self._chance.random() < self._share:
            self.deaths += 1
            raise Death


class MortalProvider:
    """Dies before or after anything that Twilio is asked."""

    def __init__(self, provider: Provider, fate: Fate) -> None:
        self._provider, self._fate = provider, fate

    async def send(self, letter: Letter) -> Report:
        self._fate.may_strike()
        report = await self._provider.send(letter)
        self._fate.may_strike()
        return report

    async def find(self, letter: Letter) -> list[Report]:
        self._fate.may_strike()
        found = await self._provider.find(letter)
        self._fate.may_strike()
        return found

    async def ask(self, sid: str) -> Report:
        self._fate.may_strike()
        return await self._provider.ask(sid)

    async def close(self) -> None:
        await self._provider.close()


class MortalDeliveries(Deliveries):
    """Dies before or after a commit; within one is the same as before it."""

    fate: Fate

    async def report(self, report: Report, row: int | None = None) -> bool:
        self.fate.may_strike()
        known = await super().report(report, row)
        self.fate.may_strike()
        return known


def mortal_sender(world: World, fate: Fate) -> Sender:
    """A worker that has not died yet, as after a restart."""
    deliveries = MortalDeliveries(world.sessions, world.reader, world.outbox, world.clock)
    deliveries.fate = fate
    provider = MortalProvider(world.sender._provider, fate)
    vault = Vault(KEYS, "phones")
    return Sender(world.sessions, world.outbox, provider, deliveries, vault, world.clock)


async def crash_rounds(world: World, rounds: int, seed: int) -> tuple[int, int, int]:
    """Rounds of three SMS, whose worker may die at any of them and is started anew.

    Returns:
        How many SMS were lost, how many came twice, and how often a worker died.
    """
    fate = Fate(seed, share=0.3)
    sender = mortal_sender(world, fate)
    for number in range(rounds):
        for letter in "abc":
            reference = f"crash:{number}:{letter}"
            await world.add(
                f"sms {number} {letter}", reference=reference, purpose="relay" if letter == "c" else "offer"
            )
        deaths = fate.deaths
        await sender.round()
        await sender.settle()
        if fate.deaths > deaths:
            sender = mortal_sender(world, fate)
        deliver(world)
    fate.rests = True
    for _ in range(6):
        await world.send()
        deliver(world)
    texts = Counter(world.twilio.texts())
    lost = {f"sms {number} {letter}" for number in range(rounds) for letter in "abc"} - set(texts)
    return len(lost), sum(texts.values()) - len(texts), fate.deaths


def deliver(world: World) -> None:
    """Twilio delivers what it has, and tells when it is asked, which is after a minute."""
    for message in world.twilio.sent:
        message["status"] = "delivered"
    world.clock.move(seconds=61)
