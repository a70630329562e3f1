"""SMS that come in are stored once for good, worked on in order, and never lost."""

import asyncio
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.db.models.sms import SmsInbound
from bot.sms.inbox import InboundSms, MalformedSms
from tests.sms.world import ANNA, BO, World
from tests.standins.twilio import inbound, new_sid
from tests.waiting import until


async def test_it_is_handed_over_with_what_it_says(world: World) -> None:
    sid = new_sid()
    await world.sms.inbox.store(inbound("3 JA", sid=sid))
    await world.handle()
    assert world.handled == [InboundSms(sid, ANNA, "3 JA", world.clock(), 0)]


@pytest.mark.parametrize(
    ("fields", "text", "media"),
    [
        ({"Body": ""}, "", 0),
        ({"Body": "", "NumMedia": "2"}, "", 2),
        ({"Body": "\x00 \ud7ff 😭"}, "\x00 \ud7ff 😭", 0),
        ({"NumMedia": "många"}, "hej", 0),
    ],
)
async def test_odd_bodies_come_through(world: World, fields: dict[str, str], text: str, media: int) -> None:
    await world.sms.inbox.store(inbound("hej") | fields)
    await world.handle()
    (sms,) = world.handled
    assert (sms.text, sms.media) == (text, media)


@pytest.mark.parametrize("fields", [{"From": ""}, {"From": "4" * 65}, {"MessageSid": "S" * 65}])
async def test_what_names_no_sender_or_message_is_refused(world: World, fields: dict[str, str]) -> None:
    with pytest.raises(MalformedSms):
        await world.sms.inbox.store(inbound("hej") | fields)


async def test_afterwards_only_its_name_stays_and_it_is_never_worked_on_again(world: World) -> None:
    form = inbound("3 JA")
    await world.sms.inbox.store(form)
    await world.handle()
    async with world.sessions() as session:
        (row,) = (await session.scalars(select(SmsInbound))).all()
    assert (row.from_hash, row.sealed_from, row.sealed_body) == ("", None, None)
    assert row.handled_at == world.clock()
    world.clock.move(days=100)
    await world.sms.inbox.store(form)
    await world.handle()
    assert len(world.handled) == 1


async def test_many_of_them_in_any_order_end_in_the_same(world: World) -> None:
    forms = [inbound(f"rad {number}", sender=f"+467017406{number % 10:02}") for number in range(60)]
    posted = forms * 3
    random.Random(7).shuffle(posted)  # noqa: S311
    for some in range(0, len(posted), 12):
        await asyncio.gather(*(world.sms.inbox.store(form) for form in posted[some : some + 12]))
        await world.handle()
    await world.handle()
    assert sorted(sms.sid for sms in world.handled) == sorted(form["MessageSid"] for form in forms)
    assert await world.count(SmsInbound) == 60


async def test_one_that_fails_holds_its_sender_and_nobody_else_and_comes_back(world: World) -> None:
    failing = 2

    async def fails(sms: InboundSms) -> None:
        nonlocal failing
        if sms.text == "3 JA" and failing:
            failing -= 1
            raise RuntimeError("3 JA")

    world.handler.append(fails)
    await world.sms.inbox.store(inbound("3 JA"))
    world.clock.move(seconds=0.001)
    await world.sms.inbox.store(inbound("3 KLAR"))
    await world.sms.inbox.store(inbound("hej", sender=BO))
    await world.handle()
    assert [sms.text for sms in world.handled] == ["hej"]
    world.clock.move(seconds=1)
    await world.handle()
    world.clock.move(seconds=5)
    await world.handle()
    assert [sms.text for sms in world.handled] == ["hej", "3 JA", "3 KLAR"]
    assert await world.alarms() == []


async def test_poison_raises_an_alarm_after_five_tries_and_lets_the_next_one_by(
    world: World,
) -> None:
    tries = 0

    async def poison(sms: InboundSms) -> None:
        nonlocal tries
        if sms.text == "gift":
            tries += 1
            raise RuntimeError(sms.text)

    world.handler.append(poison)
    await world.sms.inbox.store(inbound("gift"))
    world.clock.move(seconds=0.001)
    await world.sms.inbox.store(inbound("3 KLAR"))
    for _ in range(200):
        world.clock.move(seconds=1)
        await world.handle()
    assert tries == 5
    assert await world.alarms() == ["sms_not_handled"]
    assert [sms.text for sms in world.handled] == ["3 KLAR"]
    async with world.sessions() as session:
        kept = await session.scalar(select(SmsInbound.sealed_body).where(SmsInbound.handled_at.is_(None)))
    assert kept


async def test_one_whose_worker_died_is_taken_over(world: World) -> None:
    begun = asyncio.Event()

    async def dies(_: InboundSms) -> None:
        begun.set()
        await asyncio.Event().wait()

    world.handler.append(dies)
    await world.sms.inbox.store(inbound("3 JA"))
    await world.sms.inbox.round()
    await begun.wait()
    for task in tuple(world.sms.inbox._tasks):
        task.cancel()
    world.handler.clear()
    world.clock.move(seconds=59)
    await world.handle()
    assert world.handled == []
    world.clock.move(seconds=1)
    await world.handle()
    assert [sms.text for sms in world.handled] == ["3 JA"]


async def test_one_that_kills_every_worker_is_given_up(world: World) -> None:
    await world.sms.inbox.store(inbound("gift"))
    async with world.sessions.begin() as session:
        (row,) = (await session.scalars(select(SmsInbound))).all()
        row.attempts = 5
    await world.handle()
    assert world.handled == []
    assert await world.alarms() == ["sms_not_handled"]


@contextmanager
def database_away(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing can be opened for the block."""

    def away(*_: Any) -> Any:
        raise OperationalError("SELECT 1", None, OSError())

    with monkeypatch.context() as patch:
        patch.setattr(type(world.sessions), "begin", away)
        patch.setattr(type(world.sessions), "__call__", away)
        yield


async def test_with_the_database_away_it_is_spooled_sealed_and_comes_in_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = [inbound(f"Hemligt {number}") for number in range(3)]
    with database_away(world, monkeypatch):
        for form in forms * 2:
            assert (await world.receives(form["Body"], sid=form["MessageSid"])).status_code == 200
            world.clock.move(seconds=1)
    files = list((world.settings.var_dir / "sms_spool").iterdir())
    assert len(files) == 3
    assert all(b"Hemligt" not in file.read_bytes() for file in files)
    assert {oct(file.stat().st_mode)[-3:] for file in files} == {"600"}
    await world.handle()
    assert [sms.text for sms in world.handled] == ["Hemligt 0", "Hemligt 1", "Hemligt 2"]
    assert list((world.settings.var_dir / "sms_spool").iterdir()) == []


async def test_what_is_both_spooled_and_stored_is_worked_on_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = inbound("3 JA")
    with database_away(world, monkeypatch):
        await world.sms.inbox.store(form)
    await world.sms.inbox.store(form)
    await world.handle()
    assert len(world.handled) == 1


async def test_the_running_inbox_outlives_the_database(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.sms.inbox.start()
    with database_away(world, monkeypatch):
        await world.sms.inbox.store(inbound("3 JA"))
        # A round has met it.
        await until(lambda: world.sms.inbox._rounds.failing)
    world.sms.inbox._wake.set()
    await until(lambda: [sms.text for sms in world.handled] == ["3 JA"])


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    """The folder, made before its time."""
    folder = tmp_path / "var" / "sms_spool"
    folder.mkdir(parents=True)
    return folder


async def test_a_spooled_file_that_no_key_opens_is_put_aside(world: World, spool: Path) -> None:
    broken = spool / "broken.sms"
    await asyncio.to_thread(broken.write_bytes, b"not sealed by us")
    await world.sms.inbox.store(inbound("3 JA"))
    await world.handle()
    assert len(world.handled) == 1
    assert await asyncio.to_thread(os.listdir, spool) == ["broken.unreadable"]


async def test_without_database_and_disk_the_provider_is_told_to_come_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(world.settings.var_dir, ignore_errors=True)
    world.settings.var_dir.write_text("a file where the folder should be")
    with database_away(world, monkeypatch):
        answer = await world.receives("3 JA")
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "unavailable"
