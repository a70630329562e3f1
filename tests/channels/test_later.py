"""What comes later than a reply reaches Telegram and SMS, once, also after a restart."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.channels.conversing import Conversing
from bot.channels.later import Later
from bot.channels.seekers import Seekers
from bot.db.engine import create_engine, session_factory
from bot.db.models.case import Case, CaseState, Severity
from bot.db.models.conversation import ConversationEvent
from bot.db.models.identity import Identity
from bot.db.models.sms import SmsOutbox
from bot.gateway.messages import Choice, HandoffCard, Message
from bot.gateway.store import Sessions
from bot.vault import Vault
from tests.channels.telegramming import World
from tests.databases import database_url, migrated_sqlite, postgresql  # noqa: F401 (fixtures)
from tests.gateway.world import FakeClock, Publish

CHAT = "7"


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:  # noqa: F811 (the fixture)
    """On both databases: who sends is settled by the database."""
    engine = create_engine(database_url)
    yield session_factory(engine)
    await engine.dispose()


@dataclass
class FakeDeliverer:
    """Remembers what it was given; may fail, or find nobody there."""

    sent: list[str] = field(default_factory=list)
    failing: int = 0
    gone: bool = False

    async def deliver(self, address: str, message: Message, number: int) -> bool:  # noqa: ARG002
        if self.failing:
            self.failing -= 1
            raise ConnectionError
        if self.gone:
            return False
        self.sent.append(message.text)
        return True


@pytest.fixture
def deliverer() -> FakeDeliverer:
    return FakeDeliverer()


@pytest.fixture
def later(
    sessions: Sessions, vault: Vault, talks: Conversing, clock: FakeClock, deliverer: FakeDeliverer
) -> Later:
    return Later(sessions, vault, talks.identities, {"telegram": deliverer, "sms": deliverer}, clock)


@pytest.fixture
async def conversation(talks: Conversing) -> str:
    """Of somebody on Telegram whose case is alive."""
    identity = await talks.identities.find("telegram", CHAT)
    await talks.seal(CHAT)
    return identity.conversation


async def row(sessions: Sessions) -> Identity:
    async with sessions() as session:
        return (await session.scalars(select(Identity))).one()


def a_case(conversation: str, clock: FakeClock, state: CaseState) -> Case:
    return Case(
        conversation_id=conversation, code_hash="0" * 64, sealed_code=b"", state=state, language="sv",
        severity=Severity.NORMAL, policy_version="1", contact="chat", created_at=clock(),
    )  # fmt: skip


async def test_each_is_sent_once_and_in_order(
    later: Later, publish: Publish, conversation: str, deliverer: FakeDeliverer
) -> None:
    for number in range(3):
        await publish(conversation, Message(text=f"nummer {number}"))
    assert await later.round() == 1
    assert await later.round() == 0
    await publish(conversation, Message(text="sist"))
    await later.round()
    assert deliverer.sent == ["nummer 0", "nummer 1", "nummer 2", "sist"]


async def test_after_a_fault_it_goes_on_with_the_first_that_was_not_sent(
    later: Later, publish: Publish, conversation: str, deliverer: FakeDeliverer, clock: FakeClock
) -> None:
    await publish(conversation, Message(text="ett"))
    await later.round()
    await publish(conversation, Message(text="två"))
    deliverer.failing = 1
    await later.round()
    assert await later.round() == 0
    clock.now += timedelta(seconds=20)
    await later.round()
    assert deliverer.sent == ["ett", "två"]


async def test_two_that_look_at_once_send_once(
    later: Later, publish: Publish, conversation: str, deliverer: FakeDeliverer
) -> None:
    await publish(conversation, Message(text="hej"))
    await asyncio.gather(*(later.round() for _ in range(5)))
    assert deliverer.sent == ["hej"]


async def test_a_killed_sender_is_taken_over_when_its_lease_is_up(
    later: Later, publish: Publish, conversation: str, deliverer: FakeDeliverer, clock: FakeClock
) -> None:
    await publish(conversation, Message(text="hej"))
    assert len(await later._claim()) == 1
    assert await later.round() == 0
    clock.now += timedelta(seconds=121)
    assert await later.round() == 1
    assert deliverer.sent == ["hej"]


async def test_where_nobody_is_reached_the_address_is_forgotten_calmly(
    later: Later,
    publish: Publish,
    conversation: str,
    deliverer: FakeDeliverer,
    sessions: Sessions,
    talks: Conversing,
) -> None:
    deliverer.gone = True
    await publish(conversation, Message(text="hej"))
    await later.round()
    assert (await row(sessions)).sealed_address is None
    # Whoever comes back gets what was missed.
    deliverer.gone = False
    await talks.seal(CHAT)
    await later.round()
    assert deliverer.sent == ["hej"]


async def test_an_event_that_cannot_be_read_stops_nothing(
    later: Later, publish: Publish, conversation: str, deliverer: FakeDeliverer, sessions: Sessions
) -> None:
    await publish(conversation, Message(text="oläslig"))
    async with sessions.begin() as session:
        await session.execute(update(ConversationEvent).values(sealed=b"nothing"))
    await publish(conversation, Message(text="hej"))
    await later.round()
    assert deliverer.sent == ["hej"]
    assert await later.round() == 0


@pytest.mark.parametrize("state", list(CaseState))
async def test_the_address_is_forgotten_with_the_case_and_after_the_last_word(
    later: Later, publish: Publish, conversation: str, sessions: Sessions, clock: FakeClock, state: CaseState
) -> None:
    async with sessions.begin() as session:
        session.add(a_case(conversation, clock, state))
    await publish(conversation, Message(text="hjälpte det?"))
    await later.tidy()
    assert (await row(sessions)).sealed_address is not None
    await later.round()
    await later.tidy()
    alive = state not in (CaseState.CLOSED, CaseState.CANCELLED)
    assert ((await row(sessions)).sealed_address is not None) == alive


async def test_who_is_forgotten_is_not_kept(
    later: Later, talks: Conversing, conversation: str, sessions: Sessions
) -> None:
    await talks.gateway.forget(conversation)
    await later.tidy()
    await later.tidy()
    async with sessions() as session:
        assert list(await session.scalars(select(Identity))) == []


async def test_a_human_on_telegram_is_named(
    world: World, publish: Publish, vault: Vault, clock: FakeClock
) -> None:
    await world.writes("hej")
    await world.talks.seal(CHAT)
    identity = await world.identity()
    human = Message.model_validate({"text": "Hej, jag är <här>.", "from": "human", "name": "Anna"})
    await publish(identity.conversation_id or "", human)
    deliverers = {"telegram": world.telegram.deliverer}
    later = Later(world.sessions, vault, world.talks.identities, deliverers, clock)  # type: ignore[arg-type]
    await later.start()
    async with asyncio.timeout(20):
        while len(world.api.messages()) < 2:  # noqa: ASYNC110 (Telegram's stand-in makes it true)
            await asyncio.sleep(0.01)
    await later.stop()
    assert world.api.texts()[-1] == "<b>Anna, en människa</b>\n\nHej, jag är &lt;här&gt;."
    world.api.blocked.add(7)
    assert not await world.telegram.deliverer.deliver(CHAT, human, 99)


async def test_by_sms_it_is_one_sms_however_often_it_is_delivered(
    seekers: Seekers, sessions: Sessions
) -> None:
    number = "+46701740605"
    await seekers.talks.identities.find("sms", number)
    asked = Message(
        text="Nu är samtalet avslutat. Hjälpte det?",
        card=HandoffCard(state="closed", case=None),
        choices=[Choice(title="Ja", payload="helped:yes"), Choice(title="Nej", payload="helped:no")],
    )
    for _ in range(3):
        assert await seekers.deliver(number, asked, 5)
    async with sessions() as session:
        rows = list(await session.scalars(select(SmsOutbox)))
    assert [(each.purpose, each.reference) for each in rows] == [("seeker", "seeker:event:5:1")]
    assert (await row(sessions)).offered == ["helped:yes", "helped:no"]


async def test_a_long_text_of_a_human_is_never_cut(seekers: Seekers, sessions: Sessions) -> None:
    number = "+46701740605"
    await seekers.talks.identities.find("sms", number)
    words = " ".join(f"ord{count}" for count in range(200))
    human = Message.model_validate({"text": words, "from": "human", "name": "Anna"})
    await seekers.deliver(number, human, 6)
    vault = Vault(("a-key-for-tests",), "phones")
    async with sessions() as session:
        rows = list(await session.scalars(select(SmsOutbox).order_by(SmsOutbox.id)))
    texts = [vault.open(each.sealed_body).decode().split(") ", 1)[-1] for each in rows]
    assert "".join(texts) == f"Anna, en människa: {words}"
