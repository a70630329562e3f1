"""SMS that do not come through: the case moves on, the phone is off, an administrator is told."""

import pytest
from sqlalchemy import select

from bot.db.models.case import CaseState
from bot.db.models.sms import SmsOutbox
from tests.escalation.world import World, number_of


async def report(world: World, name: str, purpose: str, *, permanent: bool = False) -> None:
    """The provider gives up the newest SMS to somebody."""
    query = (
        select(SmsOutbox)
        .where(SmsOutbox.to_hash == world.fingerprints.of(number_of(name)), SmsOutbox.purpose == purpose)
        .order_by(SmsOutbox.id.desc())
    )
    async with world.sessions.begin() as session:
        sms = (await session.scalars(query.limit(1))).one()
        await world.escalation.undeliverable(session, sms, permanent)
    await world.escalation.tick()


async def test_when_nobody_in_a_step_is_reached_the_next_is_asked_at_once(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo")
    await world.staff("Cilla", 2)
    _, case = await world.ask()
    await report(world, "Anna", "offer")
    assert (await world.case(case.id)).step == 1
    await report(world, "Bo", "offer")
    assert (await world.case(case.id)).step == 2
    await report(world, "Bo", "offer")
    assert (await world.case(case.id)).step == 2
    # Undelivered is not unwilling: a late yes counts.
    await world.says("Anna", "1 JA")
    assert (await world.case(case.id)).state is CaseState.ACKED


async def test_a_number_that_is_wrong_is_not_used_again(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo", 2)
    _, case = await world.ask()
    await report(world, "Anna", "offer", permanent=True)
    assert (await world.case(case.id)).step == 2
    assert await world.alarms() == ["unreachable"]
    _, other = await world.ask()
    assert (await world.case(other.id)).step == 2
    assert len(await world.sms_to("Anna")) == 1


async def test_whoever_has_a_case_and_cannot_be_reached_loses_it(world: World) -> None:
    await world.staff("Anna")
    await world.staff("Bo", 2)
    chat, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.escalation.person_says(chat, "hallå", "web:1")
    await report(world, "Anna", "relay", permanent=True)
    stored = await world.case(case.id)
    assert (stored.state, stored.step) == (CaseState.NOTIFYING, 2)
    assert await world.alarms() == ["unreachable", "relay_failed"]


async def test_a_text_that_did_not_arrive_for_once_is_an_alarm(world: World) -> None:
    await world.staff("Anna")
    chat, case = await world.ask()
    await world.says("Anna", "1 JA")
    await world.escalation.person_says(chat, "hallå", "web:1")
    for _ in range(2):
        await report(world, "Anna", "relay")
    assert (await world.case(case.id)).state is CaseState.ACKED
    assert await world.alarms() == ["relay_failed"]


@pytest.mark.parametrize("handed", [True, False])
async def test_an_sms_that_is_not_handed_over_in_time_is_an_alarm(world: World, handed: bool) -> None:
    await world.staff("Anna")
    await world.ask()
    async with world.sessions.begin() as session:
        sms = (await session.scalars(select(SmsOutbox))).one()
        if handed:
            sms.handed_at = world.clock()
            await world.escalation.handed(session, sms)
    await world.pass_time(seconds=10)
    assert await world.alarms() == ([] if handed else ["not_handed"])
    assert ("handed" in await world.audit(1)) == handed


async def test_a_failure_after_the_delivery_is_an_alarm_once(world: World) -> None:
    await world.staff("Anna")
    _, case = await world.ask()
    for _ in range(2):
        async with world.sessions.begin() as session:
            sms = (await session.scalars(select(SmsOutbox))).one()
            await world.escalation.late_failure(session, sms)
    assert await world.alarms() == ["late_failure"]
    assert (await world.case(case.id)).state is CaseState.NOTIFYING
