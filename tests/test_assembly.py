"""The assembled Vart: what the gateway sees reaches the kept sentences, the counters and the figures."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.assembly import assemble
from bot.cli.prepare import prepare_tables
from bot.db.engine import create_engine, session_factory
from bot.gateway.brain import NoBrain
from bot.gateway.incoming import Incoming
from bot.gateway.learnt import KEPT, Learnt
from bot.gateway.maintenance import Maintenance
from bot.services import NoKeeper, Services
from bot.settings import Settings
from tests.gateway.world import FakeClock

SAID = "gula mattor bakom gardinen hos Khaldoon"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(var_dir=tmp_path, database_url_setting=f"sqlite:///{tmp_path / 'vart.db'}")
    prepare_tables(made)
    return made


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def vart(settings: Settings, clock: FakeClock) -> AsyncIterator[Services]:
    services = assemble(settings, NoBrain(), NoKeeper(), clock)
    async with services.running():
        yield services


@pytest.fixture
async def learnt(settings: Settings, clock: FakeClock) -> AsyncIterator[Learnt]:
    engine = create_engine(settings.database_url)
    yield Learnt(session_factory(engine), clock)
    await engine.dispose()


async def test_a_sentence_goes_all_the_way_from_the_question_to_its_deletion(
    vart: Services, learnt: Learnt, clock: FakeClock
) -> None:
    conversation, _ = await vart.conversations.create()
    turn = await vart.gateway.take_turn(conversation, Incoming(text=SAID))
    offered = [choice.payload for message in turn.reply.messages for choice in message.choices or ()]
    assert {"human", "learn:yes", "learn:no"} <= set(offered)
    await vart.gateway.take_turn(conversation, Incoming(payload="learn:yes"))
    assert [one.text for one in await learnt.all()] == ["gula mattor bakom gardinen hos"]
    clock.now += 2 * KEPT
    jobs = [part for part in vart.parts if isinstance(part, Maintenance)]
    assert sum([await job._purge() for job in jobs]) >= 1
    assert await learnt.all() == []


async def test_what_was_not_understood_is_counted_without_a_word(vart: Services, clock: FakeClock) -> None:
    conversation, _ = await vart.conversations.create()
    await vart.gateway.take_turn(conversation, Incoming(text=SAID))
    assert vart.office is not None
    assert vart.metrics is not None
    await vart.office.editor.questions.flush()
    [counted] = await vart.office.editor.questions.counted(clock().date())
    assert (counted.intent, counted.count) == ("nonsense", 1)
    assert 'vart_turns_total{mode="reduced"} 1.0' in (await vart.metrics.text("none", 0)).decode()
