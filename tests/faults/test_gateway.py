"""Rasa slow, dead or wrong, the database locked or gone: people are answered all the same, in time."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from bot.gateway.brain import RasaBrain
from bot.gateway.events import Events
from bot.gateway.store import Conversations, Sessions
from bot.gateway.turn import Gateway
from bot.gateway.watch import Watch
from tests.captured import captured_logs
from tests.client import Person, converse, reach
from tests.fake_rasa import FakeRasa, Mood
from tests.faults.breaking import lose
from tests.gateway.world import FakeClock, faculties

CANARY = "zebrafinkar"
IN_TIME = 2.0
MOODS: list[Mood] = ["hangs", "drips", "empty", "silent", "nonsense", "wrong", "huge", "fails", "hangs_up"]


@pytest.fixture
def gateway(conversations: Conversations, events: Events, rasa_brain: RasaBrain, clock: FakeClock) -> Gateway:
    """The gateway with Rasa over HTTP, where the others have a stand-in."""
    return Gateway(conversations, events, rasa_brain, faculties(), clock)


@pytest.fixture
async def bot(app: FastAPI) -> Person:
    return await converse(app)


@pytest.fixture(autouse=True)
def nothing_said_is_logged() -> Iterator[None]:
    with captured_logs() as logs:
        yield
    assert CANARY not in logs.getvalue()


@contextlib.contextmanager
def in_time() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < IN_TIME


async def test_while_rasa_answers_it_is_asked(bot: Person) -> None:
    assert (await bot.says(CANARY)).text == f"hörde {CANARY}"


@pytest.mark.parametrize("mood", MOODS)
async def test_whatever_rasa_does_people_are_answered_within_two_seconds(
    bot: Person, rasa: FakeRasa, mood: Mood
) -> None:
    rasa.mood = mood
    with in_time():
        answer = await bot.says(CANARY)
    assert answer.status == 200
    assert answer.text == f"sökte {CANARY}"
    with in_time():
        assert (await bot.says(f"KRIS 3 suicide {CANARY}")).cards[0]["kind"] == "crisis"
    rasa.mood = "answers"
    assert (await bot.says(CANARY)).text == f"hörde {CANARY}"


async def test_a_rasa_that_hangs_costs_its_time_twice_and_then_nothing(bot: Person, rasa: FakeRasa) -> None:
    rasa.mood = "hangs"
    await asyncio.gather(bot.says("ett"), (await converse(bot.http)).says("två"))
    begun = time.monotonic()
    for _ in range(10):
        assert (await bot.says(CANARY)).text == f"sökte {CANARY}"
    assert time.monotonic() - begun < 1


async def test_a_rasa_that_comes_back_is_found_by_the_watch(
    bot: Person, rasa: FakeRasa, rasa_brain: RasaBrain
) -> None:
    rasa.mood = "fails"
    for _ in range(3):
        await bot.says(CANARY)
    rasa.mood = "answers"
    watch = Watch(rasa_brain, often=0.01)
    await watch.start()
    async with asyncio.timeout(5):
        await watch.ready.wait()
    assert watch.ready.is_set()
    assert (await bot.says(CANARY)).text == f"hörde {CANARY}"
    rasa.mood = "fails"
    for _ in range(3):
        await watch.look()
    assert watch.state == "unavailable"
    assert (await bot.says(CANARY)).text == f"sökte {CANARY}"
    await watch.stop()


async def test_a_locked_database_delays_nobody(bot: Person, database: Path, app: FastAPI) -> None:
    with sqlite3.connect(database) as other:
        other.execute("BEGIN EXCLUSIVE")
        with in_time():
            assert (await bot.says(CANARY)).text == f"hörde {CANARY}"
        with in_time():
            assert (await bot.says("KRIS 2 violence")).cards[0]["kind"] == "crisis"
        with in_time():
            newcomer = await converse(app)
        assert (await newcomer.says(CANARY)).status == 200
        other.rollback()


async def test_a_database_that_is_gone_stops_nobody(bot: Person, database: Path, app: FastAPI) -> None:
    await bot.says("hej")
    lose(database)
    with in_time():
        assert (await bot.says(CANARY)).text == f"hörde {CANARY}"
    with in_time():
        assert (await (await converse(app)).says("KRIS 3 suicide")).cards[0]["kind"] == "crisis"


class TestRestart:
    """A process that starts anew finds the database broken: nobody is known to it."""

    @pytest.fixture
    def conversations(self, sessions: Sessions, clock: FakeClock) -> Conversations:
        return Conversations(sessions, clock)

    @pytest.fixture
    def unknown(self, app: FastAPI, database: Path) -> Person:
        database.write_bytes(b"this is not a database" * 100)
        return Person(reach(app), "x" * 22, "a secret")

    async def test_who_cannot_be_known_is_answered_as_a_stranger(self, unknown: Person) -> None:
        with in_time():
            assert (await unknown.says(CANARY)).text == f"hörde {CANARY}"
        with in_time():
            assert (await unknown.says("KRIS 3 suicide")).cards[0]["kind"] == "crisis"

    async def test_what_needs_the_database_says_so(self, unknown: Person) -> None:
        assert await unknown.leaves() == 503
        response = await unknown.http.get(f"{unknown.path}/events", headers=unknown.secret)
        assert response.status_code == 503
        assert response.json()["error"]["code"] == "unavailable"
        assert int(response.headers["Retry-After"]) >= 1

    async def test_ready_tells_what_is_wrong(self, unknown: Person) -> None:
        response = await unknown.http.get("/readyz")
        assert response.status_code == 200
        assert response.json()["status"] == "reduced"
        assert response.json()["database"] == "unavailable"
