"""A case through every step, on a clock that the test moves."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.db.models.case import CaseState, Severity
from bot.gateway.messages import Message
from tests.escalation.world import DAYTIME, UMEA, VANNAS, World


async def test_the_first_sms_is_neutral_and_says_how_to_answer(world: World) -> None:
    await world.staff("Anna")
    _, case = await world.ask(text="min pappa slår mig", topic="violence")
    assert (case.state, case.step) == ("queued", 1)
    link = f"https://vart.example.se/jour/arenden/{case.id}"
    words = f"Vart: ärende 1, Vännäs, AKUT. Svara 1 JA eller 1 NEJ. Läs: {link}"
    assert await world.sms_to("Anna") == [words]


@pytest.mark.parametrize(
    ("severity", "waits", "contact"),
    [
        (Severity.ACUTE, (120, 120, 240), 180),
        (Severity.HIGH, (300, 300, 600), 600),
        (Severity.NORMAL, (900, 900, 1800), 1800),
    ],
    ids=["acute", "high", "normal"],
)
async def test_every_step_waits_as_long_as_the_policy_says(
    world: World, severity: Severity, waits: tuple[int, ...], contact: int
) -> None:
    for step, name in enumerate(("Anna", "Bo", "Cilla"), 1):
        await world.staff(name, step)
    _, case = await world.ask(severity=severity)
    for step, wait in enumerate(waits, 1):
        assert (await world.case(case.id)).step == step
        await world.pass_time(seconds=wait - 1)
        assert (await world.case(case.id)).step == step
        assert (await world.case(case.id)).state is CaseState.NOTIFYING
        await world.pass_time(seconds=1)
    assert (await world.case(case.id)).state is CaseState.EXHAUSTED
    assert [len(await world.sms_to(name)) for name in ("Anna", "Bo", "Cilla")] == [1, 1, 1]
    assert await world.alarms() == ["not_handed", "no_staff"]
    await world.says("Bo", "1 JA")
    assert (await world.case(case.id)).state is CaseState.ACKED
    await world.pass_time(seconds=contact - 1)
    assert (await world.case(case.id)).state is CaseState.ACKED
    await world.pass_time(seconds=1)
    assert (await world.case(case.id)).state is CaseState.NOTIFYING


async def test_the_person_hears_at_every_step_and_the_end_is_honest(world: World) -> None:
    for step, name in enumerate(("Anna", "Bo", "Cilla"), 1):
        await world.staff(name, step)
    conversation, _ = await world.ask(severity=Severity.HIGH)
    assert await world.told(conversation) == []  # the reply itself says that it is sent
    for minutes in (5, 5, 10):
        await world.pass_time(minutes=minutes)
    told = [Message.model_validate(message) for message in await world.messages(conversation)]
    states = [message.card.state for message in told if message.card and message.card.kind == "handoff"]
    assert states == ["queued", "queued", "exhausted"]
    assert "kunde svara" in told[2].text
    assert told[3].card is not None
    assert told[3].card.kind == "services"
    assert {service.open.state for service in told[3].card.services} == {"open"}
    assert not any(service.why for service in told[3].card.services)


async def test_somebody_in_danger_hears_something_every_three_minutes(world: World) -> None:
    await world.staff("Anna", 3)
    conversation, _ = await world.ask()
    for _ in range(8):
        await world.pass_time(seconds=30)
        started = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
        waited = world.clock.now - started
        assert len(await world.told(conversation)) >= waited // timedelta(minutes=3)


async def test_a_step_with_nobody_in_it_is_passed_over(world: World) -> None:
    await world.staff("Cilla", 3)
    _, case = await world.ask()
    assert case.step == 3
    await world.pass_time(minutes=4)
    assert (await world.case(case.id)).state is CaseState.EXHAUSTED


async def test_an_empty_roster_is_told_at_once(world: World) -> None:
    conversation, case = await world.ask()
    assert case.state == "exhausted"
    assert await world.alarms() == ["no_staff"]
    again = await world.ask(conversation)
    assert (again[1].id, again[1].version) == (case.id, case.version)


async def test_only_those_on_duty_for_the_place_and_topic_are_asked(world: World) -> None:
    await world.staff("Anna", municipalities=[VANNAS], topics=["sleep"])
    await world.staff("Bo", municipalities=["2480"])
    await world.staff("Cilla", municipalities=[VANNAS], topics=["violence"])
    await world.staff("Disa", hours="Sa-Su 10:00-12:00")
    await world.staff("Elin", paused_at=world.clock.now)
    await world.staff("Frida", stopped_at=world.clock.now)
    await world.ask(topic="sleep")
    asked = {name for name in ("Anna", "Bo", "Cilla", "Disa", "Elin", "Frida") if await world.sms_to(name)}
    assert asked == {"Anna"}


async def test_what_is_not_acute_waits_for_the_opening_and_starts_by_itself(world: World) -> None:
    await world.staff("Anna", hours=DAYTIME)
    world.clock.now = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)  # a Friday evening
    opens = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    available = await world.escalation.availability(VANNAS, None, Severity.NORMAL)
    assert (available.staffed, available.opens_at, available.possible) == (False, opens, True)
    conversation, case = await world.ask(severity=Severity.NORMAL)
    assert (case.state, case.opens_at) == ("held", opens)
    world.clock.now = opens - timedelta(seconds=1)
    await world.escalation.tick()
    assert (await world.case(case.id)).state is CaseState.HELD
    await world.pass_time(seconds=1)
    assert (await world.case(case.id)).state is CaseState.NOTIFYING
    assert len(await world.sms_to("Anna")) == 1
    assert len(await world.told(conversation)) == 1


async def test_an_acute_case_is_never_held(world: World) -> None:
    await world.staff("Anna", hours=DAYTIME)
    await world.staff("Bo", step=2)
    world.clock.now = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
    _, case = await world.ask()
    assert (case.state, case.step) == ("queued", 2)


async def test_what_is_acute_is_promised_nothing_for_later(world: World) -> None:
    await world.staff("Anna", hours=DAYTIME)
    world.clock.now = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
    available = await world.escalation.availability(VANNAS, None, Severity.ACUTE)
    assert (available.staffed, available.opens_at, available.possible) == (False, None, False)


async def test_without_a_place_it_is_known_whether_one_would_help(world: World) -> None:
    assert not (await world.escalation.availability(None, None, Severity.NORMAL)).place_decides
    await world.staff("Anna", municipalities=[VANNAS], topics=["sleep"])
    assert (await world.escalation.availability(None, None, Severity.NORMAL)).place_decides
    assert not (await world.escalation.availability(None, "violence", Severity.NORMAL)).place_decides
    assert not (await world.escalation.availability(UMEA, None, Severity.NORMAL)).place_decides


async def test_who_was_expected_is_not_there_and_the_person_is_told_when_next(world: World) -> None:
    anna = await world.staff("Anna", hours=DAYTIME)
    await world.staff("Bo", hours="Tu 10:00-12:00")
    world.clock.now = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    conversation, case = await world.ask(severity=Severity.NORMAL)
    await world.escalation.pause(anna.id, True)
    world.clock.now = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    await world.escalation.tick()
    view = await world.escalation.case_of(conversation)
    assert view is not None
    assert (view.state, view.opens_at) == ("held", datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    assert "i morgon" in (await world.told(conversation))[-1]
    await world.escalation.pause(anna.id, False)
    await world.escalation.tick()
    assert (await world.case(case.id)).state is CaseState.NOTIFYING


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        # 29 March at 2 is 3; 25 October at 3 is 2.
        (datetime(2026, 3, 28, 20, 0, tzinfo=UTC), datetime(2026, 3, 29, 6, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 20, 0, tzinfo=UTC), datetime(2026, 10, 25, 7, 0, tzinfo=UTC)),
    ],
    ids=["spring", "autumn"],
)
async def test_opening_on_the_nights_when_clocks_change(
    world: World, asked: datetime, opens: datetime
) -> None:
    await world.staff("Anna", hours="Mo-Su 08:00-17:00")
    world.clock.now = asked
    _, case = await world.ask(severity=Severity.NORMAL)
    assert case.opens_at == opens
    world.clock.now = opens - timedelta(seconds=1)
    assert await world.escalation.tick() == 0
    await world.pass_time(seconds=1)
    assert (await world.case(case.id)).state is CaseState.NOTIFYING


@pytest.mark.parametrize(
    "night", [datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 10, 25, 0, 59, tzinfo=UTC)]
)
async def test_two_minutes_are_two_minutes_also_when_clocks_change(world: World, night: datetime) -> None:
    await world.staff("Anna")
    await world.staff("Bo", 2)
    world.clock.now = night
    _, case = await world.ask()
    await world.pass_time(seconds=119)
    assert (await world.case(case.id)).step == 1
    await world.pass_time(seconds=1)
    assert (await world.case(case.id)).step == 2


async def test_a_case_in_which_nothing_happens_ends(world: World) -> None:
    conversation, case = await world.ask()
    await world.pass_time(hours=24)
    stored = await world.case(case.id)
    assert (stored.state, stored.outcome) == (CaseState.CLOSED, "no_answer")
    assert len(await world.told(conversation)) == 1
