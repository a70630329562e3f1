"""What is deleted when, gaps in tomorrow's roster, and the worker that keeps it all moving."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.answers.turn import Library
from bot.db.models.case import Alarm, CaseState
from bot.db.models.sms import SmsOutbox
from bot.db.models.staff import Staff
from bot.escalation.gaps import gaps_on
from bot.escalation.policy import Policy, Retention
from bot.escalation.worker import Elsewhere, Worker
from tests.captured import captured_logs
from tests.escalation.world import VANNAS, World, make_world
from tests.gateway.world import FakeClock

TOMORROW = date(2026, 11, 24)


async def closed_case(world: World) -> int:
    """A case by phone, with something said, that has just been closed."""
    await world.staff("Anna")
    _, case = await world.ask(contact="phone", phone="+46701740699", text="hemligt")
    await world.says("Anna", "1 JA")
    await world.says("Anna", "1 KLAR")
    return case.id


async def sms_left(world: World) -> int:
    async with world.sessions() as session:
        return len([row for row in await session.scalars(select(SmsOutbox)) if row.sealed_body])


async def test_numbers_go_after_a_week_and_texts_after_a_month(world: World) -> None:
    number = await closed_case(world)
    world.clock.move(days=6, hours=23)
    await world.escalation.keep_house()
    assert (await world.case(number)).sealed_phone is not None
    world.clock.move(hours=1)
    await world.escalation.keep_house()
    stored = await world.case(number)
    assert (stored.sealed_phone, stored.phone_deleted_at) == (None, world.clock.now)
    assert await world.said(number) == [("person", "hemligt")]
    world.clock.move(days=23)
    await world.escalation.keep_house()
    assert await world.said(number) == []
    stored = await world.case(number)
    assert (stored.texts_deleted_at, stored.age, stored.for_whom) == (world.clock.now, None, None)
    assert await world.audit(number) != []


async def test_nothing_is_kept_where_nothing_may_be(
    database_url: str, clock: FakeClock, policy: Policy, library: Library
) -> None:
    nothing = Retention.model_validate({"texts": "0", "phones": "0"})
    world = await make_world(database_url, clock, replace(policy, retention=nothing), library)
    number = await closed_case(world)
    async with world.sessions.begin() as session:
        for row in await session.scalars(select(SmsOutbox)):
            row.state = "delivered"
    await world.escalation.keep_house()
    assert await world.said(number) == []
    assert (await world.case(number)).sealed_phone is None
    assert await sms_left(world) == 1  # the answer to KLAR, which says nothing
    await world.close()


async def test_an_open_case_keeps_everything(world: World) -> None:
    await world.staff("Anna")
    _, case = await world.ask(text="hemligt")
    world.clock.move(days=60)
    await world.escalation.keep_house()
    assert await world.said(case.id) == [("person", "hemligt")]


async def test_a_thin_roster_is_an_alarm_the_day_before_and_only_once(world: World) -> None:
    await world.staff("Anna", municipalities=[VANNAS], hours="Mo-Fr 08:00-17:00")
    await world.staff("Bo", municipalities=[VANNAS], hours="Mo-Fr 08:00-12:00")
    for _ in range(2):
        await world.escalation.keep_house()
    async with world.sessions() as session:
        alarms = (await session.scalars(select(Alarm))).all()
    assert [alarm.details for alarm in alarms] == [
        {"municipality": VANNAS, "step": 1, "day": "2026-11-24", "at": "12.00", "reachable": 1}
    ]
    world.clock.move(days=1)
    await world.escalation.keep_house()
    assert await world.alarms() == ["roster_gap", "roster_gap"]


def member(hours: str, step: int = 1, **columns: object) -> Staff:
    return Staff(municipalities=[], topics=[], hours=hours, step=step, **columns)


def test_a_step_nobody_is_in_on_a_day_is_no_gap() -> None:
    assert gaps_on([member("Sa-Su 10:00-12:00")], [VANNAS], TOMORROW) == []


def test_two_who_can_be_reached_are_enough_and_a_pause_counts_as_away() -> None:
    staff = [member("24/7"), member("24/7")]
    assert gaps_on(staff, [VANNAS], TOMORROW) == []
    staff[0].paused_at = datetime(2026, 11, 23, tzinfo=UTC)
    staff[1].stopped_at = datetime(2026, 11, 23, tzinfo=UTC)
    assert [(gap.step, gap.reachable, gap.at) for gap in gaps_on(staff, [VANNAS], TOMORROW)] == [
        (1, 0, "00.00")
    ]


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_gaps_are_found_on_days_when_clocks_change(day: date) -> None:
    staff = [member("24/7"), member("Su 00:00-05:00")]
    assert [gap.at for gap in gaps_on(staff, [VANNAS], day)] == ["05.00"]


async def test_the_worker_works_off_timers_and_survives_a_database_that_is_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.staff("Anna")
    _, case = await world.ask()
    world.clock.move(minutes=2)
    real, failures = world.escalation.tick, iter([True, True, False])
    rounds = asyncio.Semaphore(0)

    async def tick() -> int:
        if next(failures, False):
            raise OperationalError("select", {}, Exception("away"))
        return await real()

    async def wait(_: float) -> None:
        rounds.release()
        await asyncio.sleep(0)

    monkeypatch.setattr(world.escalation, "tick", tick)
    worker = Worker(world.escalation, Elsewhere(world.sessions, world.events), wait)
    await worker.start()
    for _ in range(5):
        await rounds.acquire()
    await worker.stop()
    assert (await world.case(case.id)).state is CaseState.EXHAUSTED


async def test_a_job_that_fails_every_second_is_said_once_though_others_work() -> None:
    rounds = asyncio.Semaphore(0)

    async def works() -> None: ...

    async def fails() -> None:
        raise OperationalError("select", {}, Exception("jag vill inte leva"))

    async def wait(_: float) -> None:
        rounds.release()
        await asyncio.sleep(0)

    escalation, elsewhere = SimpleNamespace(tick=works, keep_house=works), SimpleNamespace(look=fails)
    with captured_logs() as logs:
        worker = Worker(cast(Any, escalation), cast(Any, elsewhere), wait)
        await worker.start()
        for _ in range(5):
            await rounds.acquire()
        await worker.stop()
    [line] = logs.getvalue().splitlines()
    assert '"reason": "elsewhere"' in line
    assert "leva" not in line


async def test_a_timer_that_cannot_be_worked_off_does_not_stop_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.staff("Anna")
    first, second = (await world.ask())[1], (await world.ask())[1]
    moves = world.escalation._moves
    real = moves.go_on

    async def go_on(unit: object, case: object, *args: object, **kwargs: object) -> None:
        if case.id == first.id:  # type: ignore[attr-defined]
            raise RuntimeError("jag vill inte leva")
        await real(unit, case, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(moves, "go_on", go_on)
    await world.pass_time(minutes=2)
    assert (await world.case(first.id)).state is CaseState.NOTIFYING
    assert (await world.case(second.id)).state is CaseState.EXHAUSTED
    assert "timer_failed" in await world.alarms()
    monkeypatch.setattr(moves, "go_on", real)
    await world.pass_time(seconds=30)
    assert (await world.case(first.id)).state is CaseState.EXHAUSTED


async def test_a_chat_in_another_process_shows_what_happens_at_once(
    world: World, database_url: str, clock: FakeClock, policy: Policy, library: Library
) -> None:
    await world.staff("Anna")
    chat, _ = await world.ask()
    other = await make_world(database_url, clock, policy, library)
    elsewhere = Elsewhere(other.sessions, other.events)
    stream = other.events.listen(chat)
    assert await anext(stream)
    waiting = asyncio.create_task(anext(stream))
    await elsewhere.look()
    await world.says("Anna", "1 JA")
    async with asyncio.timeout(5):
        while not waiting.done():
            await elsewhere.look()
            await asyncio.sleep(0.01)
    assert b"Anna" in waiting.result()
    await stream.aclose()
    await other.close()
