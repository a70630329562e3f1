"""Several processes on one database: one wins, and nothing happens twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.answers.turn import Library
from bot.db.models.case import CaseState
from bot.escalation.escalation import CaseMoved
from bot.escalation.policy import Policy
from tests.escalation.world import World, make_world, request
from tests.gateway.world import FakeClock

NAMES = ("Anna", "Bo", "Cilla", "Disa")


@pytest.fixture
async def others(
    database_url: str, clock: FakeClock, policy: Policy, library: Library
) -> AsyncIterator[list[World]]:
    """Three more processes on the same database."""
    made = [await make_world(database_url, clock, policy, library) for _ in range(3)]
    yield made
    for one in made:
        await one.close()


async def test_of_four_who_say_yes_at_once_one_gets_the_case(world: World, others: list[World]) -> None:
    for name in NAMES:
        await world.staff(name)
    chat, case = await world.ask()
    processes = [world, *others]
    await asyncio.gather(
        *(process.says(name, "1 JA", f"SM{name}") for process, name in zip(processes, NAMES, strict=True))
    )
    stored = await world.case(case.id)
    assert stored.state is CaseState.ACKED
    assert (await world.audit(case.id)).count("take") == 1
    yours = [name for name in NAMES if any("är ditt" in sms for sms in await world.sms_to(name, "notice"))]
    assert len(yours) == 1
    for name in set(NAMES) - set(yours):
        assert any(f"{yours[0]} tog det" in sms for sms in await world.sms_to(name, "notice"))
    assert len([text for text in await world.told(chat) if yours[0] in text]) == 1


async def test_the_desk_and_an_sms_race(world: World, others: list[World]) -> None:
    anna, bo = await world.staff("Anna"), await world.staff("Bo")
    _, case = await world.ask()
    outcomes = await asyncio.gather(
        world.escalation.take(case.id, anna.id),
        others[0].escalation.take(case.id, bo.id),
        return_exceptions=True,
    )
    lost = [outcome for outcome in outcomes if isinstance(outcome, CaseMoved)]
    assert len(lost) == 1
    winner = anna if outcomes[1] is lost[0] else bo
    assert lost[0].who == winner.name
    assert (await world.case(case.id)).taken_by == winner.id


async def test_every_timer_is_worked_off_by_one_process(world: World, others: list[World]) -> None:
    await world.staff("Anna")
    await world.staff("Bo", 2)
    chats = [(await world.ask())[0] for _ in range(10)]
    world.clock.move(minutes=2)
    done = await asyncio.gather(*(process.escalation.tick() for process in [world, *others]))
    assert sum(done) == 20  # of each case: its step, and whether its SMS was handed over
    for chat in chats:
        assert len(await world.told(chat)) == 1
    assert len(await world.sms_to("Bo", "offer")) == 10
    numbers = [sms.split(",")[0] for sms in await world.sms_to("Bo", "offer")]
    assert len(set(numbers)) == 10


async def test_asking_twice_at_once_is_one_case(world: World, others: list[World]) -> None:
    await world.staff("Anna")
    chat = await world.chat()
    views = await asyncio.gather(
        *(process.escalation.request(chat, request()) for process in [world, *others])
    )
    assert len({view.id for view in views}) == 1
    assert len(await world.sms_to("Anna")) == 1


async def test_many_cases_at_once_get_numbers_of_their_own(world: World, others: list[World]) -> None:
    await world.staff("Anna")
    chats = [await world.chat() for _ in range(16)]
    processes = [world, *others] * 4
    await asyncio.gather(
        *(process.escalation.request(chat, request()) for process, chat in zip(processes, chats, strict=True))
    )
    numbers = [int(sms.split()[2].rstrip(",")) for sms in await world.sms_to("Anna")]
    assert sorted(numbers) == list(range(1, 17))


async def test_a_yes_and_the_end_of_the_step_at_once(world: World, others: list[World]) -> None:
    await world.staff("Anna")
    for _ in range(5):
        _, case = await world.ask()
        world.clock.move(minutes=2)
        await asyncio.gather(world.says("Anna", "1 JA"), others[0].escalation.tick())
        stored = await world.case(case.id)
        assert stored.state is CaseState.ACKED
        await world.says("Anna", "1 KLAR")


async def test_a_person_who_cancels_while_somebody_says_yes(world: World, others: list[World]) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    await asyncio.gather(world.says("Anna", "1 JA"), others[0].escalation.cancel(chat))
    stored = await world.case(case.id)
    assert stored.state is CaseState.CANCELLED
    told = " ".join(await world.sms_to("Anna", "notice"))
    assert "avslutat" in told or "inget ärende 1" in told
