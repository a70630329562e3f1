"""Telegram when things go wrong: duplicates, bursts, restarts, limits, faults on either side."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from sqlalchemy import select
from telegram.error import NetworkError

from bot.app import create_app
from bot.channels.conversing import Conversing
from bot.channels.telegram.arrival import Arrival
from bot.channels.telegram.updates import LEASE
from bot.db.models.case import Alarm
from bot.db.models.telegram import TelegramUpdate
from bot.gateway.store import Sessions
from bot.services import Services
from bot.vault import Vault
from tests.channels.telegramming import KEYS, World, new_world
from tests.gateway.world import FakeBrain, FakeClock
from tests.standins.telegram import BotApi
from tests.waiting import until

SECRET = "a-secret-for-the-webhook"
PUBLIC = "https://vart.example.se"


@pytest.fixture
async def again(
    bot_api: str, api: BotApi, talks: Conversing, sessions: Sessions, clock: FakeClock
) -> Callable[..., Any]:
    """Another Vart on the same database, as after a restart."""
    return lambda **settings: new_world(bot_api, api, talks, sessions, clock, **settings)


async def test_by_polling_each_update_is_answered_once_and_then_counts_as_received(world: World) -> None:
    for text in ("ett", "två", "tre"):
        world.api.queue(world.api.written(text))
    await world.telegram.start()
    await until(lambda: len(world.api.messages()) == 3)
    await until(lambda: (world.api.offsets[-1] or 0) > 1000)

    assert world.api.texts() == ["hörde ett", "hörde två", "hörde tre"]
    methods = world.api.methods()
    assert methods[:3] == ["setMyCommands", "setMyCommands", "deleteWebhook"]
    commands = world.api.sent[0][1]["commands"]
    assert [each["command"] for each in commands] == ["start", "hjalp", "manniska", "glom", "sprak"]
    assert all(each["description"] for each in commands)


async def test_polling_goes_on_after_any_fault_and_waits_longer_each_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = world.telegram.client.updates
    failures = iter((NetworkError("away"), NetworkError("away"), TypeError("nobody thought of it")))

    async def updates(offset: int | None) -> Any:
        if (error := next(failures, None)) is not None:
            raise error
        return await real(offset)

    monkeypatch.setattr(world.telegram.client, "updates", updates)
    world.api.queue(world.api.written("hej"))
    await world.telegram.start()
    await until(lambda: bool(world.api.messages()))
    assert world.waits.seconds[:3] == [1.0, 2.0, 5.0]


async def test_duplicates_in_any_order_are_dropped_for_good(
    world: World, again: Callable[..., Any], brain: FakeBrain
) -> None:
    updates = [world.api.written(f"text {number}", chat=number % 3 + 1) for number in range(12)]
    await world.receives(*updates)
    assert len(brain.asked) == 12

    shuffled = updates * 3
    random.Random(1).shuffle(shuffled)  # noqa: S311 (an order, not a secret)
    await world.receives(*shuffled)
    async with again() as later:
        await later.receives(*shuffled)
    assert len(brain.asked) == 12
    assert len(world.api.messages()) == 12


async def test_the_order_of_a_chat_is_kept_in_a_burst_and_chats_do_not_wait_for_each_other(
    world: World, brain: FakeBrain
) -> None:
    gate = asyncio.Event()

    async def slow(text: str) -> None:
        if text == "långsam":
            await gate.wait()

    brain.answers = lambda text, _: slow(text)
    await world.telegram.receive(world.api.written("långsam", chat=1))
    for number in range(25):
        await world.telegram.receive(world.api.written(f"{number}", chat=number % 5 + 2))
        await world.telegram.receive(world.api.written(f"efter {number}", chat=1))
    await until(lambda: len(world.api.messages()) == 25)
    gate.set()
    await world.telegram.intake.settle()

    assert world.api.texts(1) == ["hörde långsam", *(f"hörde efter {number}" for number in range(25))]
    assert world.api.texts(3) == [f"hörde {number}" for number in range(1, 25, 5)]


async def test_a_chat_that_telegram_holds_back_holds_up_nobody_else(
    world: World, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = asyncio.Event()
    monkeypatch.setattr(world.telegram.client, "sleep", lambda _: gate.wait())
    world.api.faults.append("429")
    async with asyncio.timeout(60):
        for number in range(250):
            await world.telegram.receive(world.api.written(f"{number}", chat=1))
        await world.telegram.receive(world.api.written("KRIS 3 suicide", chat=2))
    await until(lambda: world.api.texts(2) == ["Ring 112."])
    assert world.api.texts(1) == []
    assert world.telegram.intake._under_way[1] == 50

    gate.set()
    await world.telegram.intake.settle()
    clock.now += timedelta(seconds=5)
    while await world.telegram.intake.sweep():
        await world.telegram.intake.settle()
    rows = await world.rows()
    assert {(row.sealed, row.next_at, row.attempts) for row in rows} == {(None, None, 1)}
    assert len(rows) == 251
    assert not world.telegram.intake._under_way


async def test_without_the_database_a_chat_has_no_limit_to_what_waits(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_: Any) -> bool:
        raise OSError

    monkeypatch.setattr(world.telegram.intake._updates, "add", away)
    await world.receives(*(world.api.written("KRIS 3 suicide", chat=1) for _ in range(60)))
    assert world.api.texts() == ["Ring 112."] * 60


async def test_an_update_left_in_the_middle_is_answered_after_a_restart(
    world: World, again: Callable[..., Any], brain: FakeBrain, clock: FakeClock
) -> None:
    gate = asyncio.Event()
    brain.answers = lambda *_: cast(Awaitable[None], gate.wait())
    await world.telegram.receive(world.api.written("mitt i"))
    await until(lambda: bool(brain.asked))
    # Killed, not stopped: nothing is given back.
    [task] = world.telegram.intake._tasks.values()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    gate.set()

    async with again() as later:
        assert await later.telegram.intake.sweep() == 0
        clock.now += LEASE
        assert await later.telegram.intake.sweep() == 1
        await later.telegram.intake.settle()
        assert later.api.texts() == ["hörde mitt i"]
        assert await later.telegram.intake.sweep() == 0


async def test_telegrams_own_limit_is_waited_for(world: World) -> None:
    world.api.faults.extend(["429", "429"])
    assert await world.writes("hej") == ["hörde hej"]
    assert world.waits.seconds == [7.0, 7.0]


@pytest.mark.parametrize("fault", ["500", "502 page"])
async def test_a_fault_of_telegram_is_tried_again(world: World, fault: Any) -> None:
    world.api.faults.append(fault)
    assert await world.writes("hej") == ["hörde hej"]


async def test_an_answer_that_cannot_be_sent_is_tried_later_and_given_up_with_an_alarm(
    world: World, clock: FakeClock
) -> None:
    world.api.faults.extend(["500"] * 100)
    await world.writes("hej")
    for _ in range(10):
        clock.now += timedelta(seconds=700)
        await world.telegram.intake.sweep()
        await world.telegram.intake.settle()
    [row] = await world.rows()
    assert (row.sealed, row.next_at) == (None, None)
    async with world.sessions() as session:
        assert list(await session.scalars(select(Alarm.kind))) == ["telegram_not_answered"]

    world.api.faults.clear()
    assert (await world.writes("igen"))[-1] == "hörde igen"


@pytest.mark.parametrize(
    "stored", [b'{"update_id": 5, "chat": 7, "kind": "text", "new": 1}', b"{}", b"[", b"1"]
)
async def test_an_update_stored_by_another_version_is_an_alarm_and_holds_up_no_other(
    world: World, clock: FakeClock, stored: bytes
) -> None:
    vault, now = Vault(KEYS, "telegram updates"), clock.now
    known = Arrival(6, chat=7, kind="text", text="kvar").to_json()
    async with world.sessions.begin() as session:
        for number, data in enumerate((stored, known), 5):
            session.add(
                TelegramUpdate(
                    update_id=number, sealed=vault.seal(data), received_at=now, next_at=now, attempts=1
                )
            )

    assert await world.telegram.intake.sweep() == 1
    await world.telegram.intake.settle()
    assert world.api.texts() == ["hörde kvar"]
    assert await world.telegram.intake.sweep() == 0
    async with world.sessions() as session:
        assert list(await session.scalars(select(Alarm.kind))) == ["telegram_not_answered"]


async def test_without_the_database_danger_is_still_answered(world: World, database: Path) -> None:
    await world.talks.identities._conversations.flushed()
    for path in database.parent.glob("vart.db*"):
        path.write_bytes(b"no database" * 1000)
    texts = await world.writes("KRIS 3 suicide", "hej")
    assert texts == ["Ring 112.", "hörde hej"]


@pytest.fixture
async def webhook(again: Callable[..., Any]) -> Any:
    async with again(public_url=PUBLIC, telegram_webhook_secret=SECRET) as world:
        services = SimpleNamespace(telegram=world.telegram)
        app = create_app(cast(Services, services))
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as http:
            yield world, http


async def test_by_webhook_an_update_is_stored_and_then_answered(webhook: Any) -> None:
    world, http = webhook
    header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    update = world.api.written("hej")
    for _ in range(2):
        response = await http.post("/webhooks/telegram", json=update, headers=header)
        assert (response.status_code, response.content) == (200, b"")
    await world.telegram.intake.settle()
    assert world.api.texts() == ["hörde hej"]

    await world.telegram.start()
    await until(lambda: "setWebhook" in world.api.methods())
    [values] = [values for method, values in world.api.sent if method == "setWebhook"]
    assert values["url"] == f"{PUBLIC}/webhooks/telegram"
    assert values["secret_token"] == SECRET
    assert world.api.offsets == []


@pytest.mark.parametrize("given", [None, "", "a-secret-for-the-webhooK", "å"])
async def test_only_telegram_itself_may_post(webhook: Any, given: str | None) -> None:
    world, http = webhook
    header = {} if given is None else {"X-Telegram-Bot-Api-Secret-Token": given.encode()}
    response = await http.post("/webhooks/telegram", json=world.api.written("hej"), headers=header)
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "unsigned"
    assert await world.rows() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'{"update_id": "x", "message": 5}', b"null", b"7"])
async def test_what_is_no_update_is_refused(webhook: Any, body: bytes) -> None:
    world, http = webhook
    header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    response = await http.post("/webhooks/telegram", content=body, headers=header)
    assert response.status_code == 422
    assert await world.rows() == []


@pytest.mark.parametrize("part", [{"poll": {"id": "1", "question": "Hur?"}}, {"message": 5}, {"message": {}}])
async def test_an_update_that_cannot_be_used_is_taken_so_that_it_does_not_come_again(
    webhook: Any, part: dict[str, Any]
) -> None:
    world, http = webhook
    header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    response = await http.post("/webhooks/telegram", json={"update_id": 7, **part}, headers=header)
    assert (response.status_code, response.content) == (200, b"")
    assert await world.rows() == []


async def test_without_a_secret_there_is_no_webhook(world: World) -> None:
    app = create_app(cast(Services, SimpleNamespace(telegram=world.telegram)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=PUBLIC) as http:
        response = await http.post("/webhooks/telegram", json=world.api.written("hej"))
    assert response.status_code == 404
