"""What comes in more than once, or in another order than it happened, ends in the same state."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from shutil import copyfile

import pytest
from sqlalchemy import select

from bot.answers.turn import Library
from bot.db.models.case import CaseState, CaseTimer
from bot.db.models.sms import SmsOutbox
from bot.escalation.policy import Policy
from tests.escalation.world import World, make_world, number_of
from tests.gateway.world import FakeClock

ORDERS = 12


@pytest.fixture
async def asked(
    migrated_sqlite: Path, tmp_path: Path, clock: FakeClock, policy: Policy, library: Library
) -> World:
    """A database on which Anna, Bo and Cilla stand; each order of events gets a copy of it."""
    copyfile(migrated_sqlite, tmp_path / "asked.db")
    world = await make_world(f"sqlite:///{tmp_path / 'asked.db'}", clock, policy, library)
    await world.staff("Anna")
    await world.staff("Bo")
    await world.staff("Cilla", 2)
    return world


async def stale_timers(world: World, case_id: int) -> None:
    """Timers of every version before this one, due now."""
    version = (await world.case(case_id)).version
    async with world.sessions.begin() as session:
        for kind in ("start", "step", "contact", "reply", "late", "expire"):
            session.add(CaseTimer(case_id=case_id, kind=kind, version=version - 1, due_at=world.clock()))
    await world.escalation.tick()


async def bo_is_undeliverable(world: World) -> None:
    to_bo = world.fingerprints.of(number_of("Bo"))
    async with world.sessions.begin() as session:
        sms = (await session.scalars(select(SmsOutbox).where(SmsOutbox.to_hash == to_bo).limit(1))).one()
        await world.escalation.undeliverable(session, sms, permanent=False)
    await world.escalation.tick()


def happenings(world: World, chat: str, case_id: int) -> list[Callable[[], Awaitable[object]]]:
    """All that happens to the case, each thing as it would be delivered, and delivered again."""
    service, anna, bo = world.escalation, number_of("Anna"), number_of("Bo")
    return [
        lambda: service.staff_says(anna, "1 JA", "SMja"),
        lambda: service.staff_says(bo, "1 NEJ", "SMnej"),
        lambda: service.person_says(chat, "hej", "web:1"),
        lambda: service.person_says(chat, "är du där", "web:2"),
        lambda: bo_is_undeliverable(world),
        lambda: stale_timers(world, case_id),
        lambda: service.staff_says(bo, "1 KLAR", "SMklar"),
    ]


@pytest.mark.parametrize("seed", range(ORDERS))
async def test_any_order_and_number_of_events_ends_in_the_same_state(asked: World, seed: int) -> None:
    random = Random(seed)  # noqa: S311 (an order, not a secret)
    chat, case = await asked.ask()
    events = happenings(asked, chat, case.id)
    events += random.choices(events, k=7)
    random.shuffle(events)
    for event in events:
        await event()
    stored = await asked.case(case.id)
    assert (stored.state, stored.taken_by) == (CaseState.ACKED, 1)
    assert sorted(await asked.said(case.id)) == [("person", "hej"), ("person", "är du där")]
    assert [sms.count("Ärende 1 är ditt") for sms in await asked.sms_to("Anna", "notice")].count(1) == 1
    whole = "\n".join(await asked.sms_to("Anna", "relay"))
    assert (whole.count("hej"), whole.count("är du där")) == (1, 1)
    # The case goes on, and ends once.
    for _ in range(2):
        await asked.escalation.staff_says(number_of("Anna"), "Hej, Anna här.", "SMhej")
        await asked.escalation.staff_says(number_of("Anna"), "1 KLAR", "SMklart")
    assert (await asked.case(case.id)).state is CaseState.CLOSED
    told = await asked.told(chat)
    assert told.count("Hej, Anna här.") == 1
    await asked.close()


async def test_a_word_worked_on_again_does_nothing_to_the_next_case(world: World) -> None:
    """The number of a closed case is free: the same SMS once more must not close its successor."""
    await world.staff("Anna")
    await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "1 KLAR", sid="SMone")
    _, second = await world.ask()
    await world.says("Anna", "1 JA")
    await world.says("Anna", "1 KLAR", sid="SMone")
    assert (await world.case(second.id)).state is CaseState.ACKED


async def test_the_same_words_at_the_same_moment_are_heard_once(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    await world.says("Anna", "1 JA")
    await asyncio.gather(*(world.says("Anna", "Hej.", sid="SMone") for _ in range(5)))
    assert await world.said(case.id) == [("human", "Hej.")]
    assert (await world.told(chat)).count("Hej.") == 1
