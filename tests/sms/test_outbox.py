"""What is put into the outbox is there exactly when the transaction is, once per reference, sealed."""

import asyncio

from sqlalchemy.exc import IntegrityError

from bot.db.models.sms import SmsOutbox
from bot.sms.outbox import OutgoingSms
from tests.sms.world import ANNA, World


def sms(reference: str = "offer:1", text: str = "Vart: ärende 3") -> OutgoingSms:
    return OutgoingSms(ANNA, text, "offer", reference)


async def test_it_lives_and_dies_with_the_transaction(world: World) -> None:
    async with world.sessions() as session:
        world.outbox.add(session, sms())
        await session.rollback()
    assert await world.count(SmsOutbox) == 0
    async with world.sessions.begin() as session:
        world.outbox.add(session, sms())
    assert await world.states() == ["created"]


async def test_the_same_reference_is_one_sms_within_a_transaction_and_after_it(world: World) -> None:
    async with world.sessions.begin() as session:
        world.outbox.add(session, sms())
        world.outbox.add(session, sms(text="samma sak igen"))
        await session.flush()
        world.outbox.add(session, sms())
        world.outbox.add(session, sms("offer:2"))
    async with world.sessions.begin() as session:
        world.outbox.add(session, sms())
    await world.send()
    assert sorted(world.twilio.texts()) == ["Vart: ärende 3", "Vart: ärende 3"]


async def test_many_transactions_with_the_same_reference_at_once_leave_one(world: World) -> None:
    async def add() -> None:
        async with world.sessions.begin() as session:
            world.outbox.add(session, sms())

    ends = await asyncio.gather(*(add() for _ in range(8)), return_exceptions=True)
    assert {type(end) for end in ends} <= {type(None), IntegrityError}
    assert await world.states() == ["created"]


async def test_neither_number_nor_text_stands_in_the_row(world: World) -> None:
    await world.add("Hemligt om någon")
    row = await world.row("sms:0")
    stored = repr([getattr(row, column.name) for column in SmsOutbox.__table__.columns])
    assert "Hemligt" not in stored
    assert "701740605" not in stored
    assert "Hemligt" not in repr(sms(text="Hemligt"))


async def test_a_long_text_is_sent_in_order_and_an_empty_one_not_at_all(world: World) -> None:
    await world.add("ord och åter ord " * 60, purpose="relay")
    await world.add(" \n", purpose="relay")
    await world.send()
    assert [text[:6] for text in world.twilio.texts()] == ["(1/4) ", "(2/4) ", "(3/4) ", "(4/4) "]
    assert await world.count(SmsOutbox) == 4
    await world.add("ord och åter ord " * 60, purpose="relay", reference="sms:0")
    assert await world.count(SmsOutbox) == 4
