"""Texts and numbers go after a week; that an SMS was sent stays known."""

from datetime import timedelta

from sqlalchemy import select, update

from bot.db.models.case import Case, CaseState, Severity
from bot.db.models.sms import SmsInbound, SmsOutbox
from bot.sms.inbox import InboundSms
from bot.sms.retention import KEPT, Emptying, empty, forget_case
from tests.sms.world import World
from tests.standins.twilio import inbound


async def emptied(world: World, before: timedelta) -> int:
    async with world.sessions.begin() as session:
        return await empty(session, world.clock() - before)


async def run(emptying: Emptying) -> None:
    """One round of it."""
    await emptying._purge()


async def test_a_week_after_it_was_done_with_neither_text_nor_number_is_left(world: World) -> None:
    await world.add("skickat")
    await world.send()
    world.clock.move(days=6)
    await world.add("väntar")
    assert await emptied(world, KEPT) == 0
    world.clock.move(days=1, seconds=1)
    assert await emptied(world, KEPT) == 1
    row = await world.row("sms:0")
    assert (row.to_hash, row.sealed_to, row.sealed_body, row.state) == ("", b"", b"", "accepted")
    assert await emptied(world, KEPT) == 0
    await world.add("samma igen", reference="sms:0")
    assert await world.count(SmsOutbox) == 2
    await world.send()
    assert world.twilio.texts() == ["skickat", "väntar"]


async def test_an_sms_that_nobody_could_work_on_is_kept_for_a_week(world: World) -> None:
    async def poison(_: InboundSms) -> None:
        raise RuntimeError

    world.handler.append(poison)
    await world.sms.inbox.store(inbound("gift"))
    for _ in range(5):
        await world.handle()
        world.clock.move(seconds=60)
    assert await emptied(world, KEPT) == 0
    world.clock.move(days=7)
    assert await emptied(world, KEPT) == 1
    async with world.sessions() as session:
        (row,) = (await session.scalars(select(SmsInbound))).all()
    assert (row.from_hash, row.sealed_from, row.sealed_body) == ("", None, None)


async def test_a_fingerprint_that_was_left_behind_goes_too(world: World) -> None:
    await world.add("skickat")
    await world.send()
    await world.sms.inbox.store(inbound("hej"))
    await world.handle()
    async with world.sessions.begin() as session:
        await session.execute(update(SmsOutbox).values(sealed_to=b"", sealed_body=b"", to_hash="a" * 64))
        await session.execute(update(SmsInbound).values(from_hash="a" * 64))
    world.clock.move(days=8)
    assert await emptied(world, KEPT) == 2
    async with world.sessions() as session:
        assert await session.scalar(select(SmsInbound.from_hash)) == ""
    assert (await world.row("sms:0")).to_hash == ""


async def test_after_half_a_year_nothing_tells_that_there_was_an_sms(world: World) -> None:
    await world.add("skickat")
    await world.send()
    await world.sms.inbox.store(inbound("hej"))
    await world.handle()
    world.clock.move(days=179)
    await world.add("väntar")
    await world.sms.inbox.store(inbound("nytt"))
    await run(world.sms.emptying)
    assert [await world.count(table) for table in (SmsOutbox, SmsInbound)] == [2, 2]
    world.clock.move(days=2)
    await run(world.sms.emptying)
    assert [await world.count(table) for table in (SmsOutbox, SmsInbound)] == [1, 1]
    await world.send()
    await world.handle()
    assert world.twilio.texts() == ["skickat", "väntar"]
    assert [sms.text for sms in world.handled] == ["hej", "nytt"]


async def test_a_case_that_is_forgotten_leaves_no_words_and_sends_none(world: World) -> None:
    async with world.sessions.begin() as session:
        case = Case(
            code_hash="0" * 64, sealed_code=b"", state=CaseState.ACKED, severity=Severity.NORMAL,
            policy_version="1", language="sv", contact="chat", created_at=world.clock(),
        )  # fmt: skip
        session.add(case)
        await session.flush()
        number = case.id
    await world.add("från personen", purpose="relay", case_id=number)
    await world.send()
    await world.add("ännu inte skickat", purpose="relay", case_id=number)
    await world.add("annat", case_id=None)
    async with world.sessions.begin() as session:
        await forget_case(session, number, world.clock())
    await world.send()
    assert world.twilio.texts() == ["från personen", "annat"]
    rows = [await world.row(f"sms:{number}") for number in range(3)]
    gone = [(row.sealed_body == b"", row.to_hash == "") for row in rows]
    assert gone == [(True, True), (True, True), (False, False)]
    assert await world.states() == ["accepted", "failed", "accepted"]
