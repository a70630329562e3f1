"""Rasa over real HTTP: whatever it does, the gateway knows within its time-out."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.gateway.brain import BrainUnavailable, NoBrain, RasaBrain, metadata_of
from bot.gateway.breaker import Breaker
from bot.gateway.memory import Memory
from bot.gateway.reply import Reply
from tests.fake_rasa import TOKEN, FakeRasa, Mood, fake_rasa
from tests.gateway.world import FakeClock

METADATA = metadata_of(Memory(age=15), FakeClock().now, payload=False)


@pytest.fixture
async def rasa() -> AsyncIterator[FakeRasa]:
    async with fake_rasa() as stand_in:
        yield stand_in


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as http:
        yield http


def brain_at(url: str, client: httpx.AsyncClient, timeout: float = 10.0, failures: int = 99) -> RasaBrain:
    return RasaBrain(url, TOKEN, client, timeout, Breaker(failures, clock=FakeClock().seconds))


async def ask(brain: RasaBrain, text: str = "hej") -> Reply:
    return await brain.reply("abc", text, METADATA)


async def test_a_reply_comes_back_as_it_was_composed(rasa: FakeRasa, client: httpx.AsyncClient) -> None:
    reply = await ask(brain_at(rasa.url, client))
    assert reply.messages[0].text == "hörde hej"
    assert reply.memory == Memory(age=15)
    assert reply.understood.ranking == (("sleep", 0.9),)
    sent = {"sender": "abc", "message": "hej", "metadata": METADATA}
    assert rasa.seen == [json.loads(json.dumps(sent))]


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        ("hangs", "timeout"),
        ("drips", "timeout"),
        ("empty", "nonsense"),
        ("silent", "empty"),
        ("nonsense", "nonsense"),
        ("wrong", "nonsense"),
        ("poisoned", "nonsense"),
        ("huge", "too_large"),
        ("fails", "status"),
        ("hangs_up", "connection"),
    ],
)
async def test_anything_but_a_proper_reply_in_time_is_unavailable(
    rasa: FakeRasa, client: httpx.AsyncClient, mood: Mood, reason: str
) -> None:
    rasa.mood = mood
    brain = brain_at(rasa.url, client, timeout=0.2 if reason == "timeout" else 10.0, failures=1)
    with pytest.raises(BrainUnavailable, match=reason):
        await ask(brain)
    assert brain.breaker.open


async def test_a_dead_rasa_is_unavailable_at_once(client: httpx.AsyncClient) -> None:
    with pytest.raises(BrainUnavailable, match="connection"):
        await ask(brain_at("http://127.0.0.1:9", client))


async def test_rasa_may_come_back_at_another_address(rasa: FakeRasa, client: httpx.AsyncClient) -> None:
    brain = brain_at("http://127.0.0.1:9", client)
    brain.move(rasa.url)
    assert (await ask(brain)).messages[0].text == "hörde hej"


async def test_another_secret_is_unavailable(rasa: FakeRasa, client: httpx.AsyncClient) -> None:
    brain = RasaBrain(rasa.url, "wrong", client, 10.0, Breaker())
    with pytest.raises(BrainUnavailable, match="status"):
        await ask(brain)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [("/restart{}", "restart{}"), ("// /topic", "topic"), ("/", "-"), ("och/eller", "och/eller")],
)
async def test_a_written_text_is_never_a_command(
    rasa: FakeRasa, client: httpx.AsyncClient, typed: str, sent: str
) -> None:
    await ask(brain_at(rasa.url, client), typed)
    assert rasa.seen[0]["message"] == sent


async def test_a_pressed_choice_keeps_its_slash(rasa: FakeRasa, client: httpx.AsyncClient) -> None:
    metadata = metadata_of(Memory(), FakeClock().now, payload=True)
    await brain_at(rasa.url, client).reply("abc", "/more_services", metadata)
    assert rasa.seen[0]["message"] == "/more_services"


async def test_after_two_failures_a_hanging_rasa_costs_nothing(
    rasa: FakeRasa, client: httpx.AsyncClient
) -> None:
    rasa.mood = "hangs"
    brain = brain_at(rasa.url, client, timeout=0.05, failures=2)
    for reason in ("timeout", "timeout", "open", "open"):
        with pytest.raises(BrainUnavailable, match=reason):
            await ask(brain)
    assert len(rasa.seen) == 2


async def test_those_in_line_when_time_is_up_are_not_rasas_failure(
    rasa: FakeRasa, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.brain._AT_ONCE", 0)
    brain = brain_at(rasa.url, client, timeout=0.01, failures=1)
    with pytest.raises(BrainUnavailable, match="busy"):
        await ask(brain)
    assert rasa.seen == []
    assert not brain.breaker.open


async def test_no_more_than_sixteen_questions_are_with_rasa_at_once(
    rasa: FakeRasa, client: httpx.AsyncClient
) -> None:
    rasa.mood = "gathers"
    brain = brain_at(rasa.url, client, timeout=60.0)
    await asyncio.gather(*(ask(brain) for _ in range(32)))
    assert rasa.most_at_once == 16


async def test_ready_means_that_a_whole_turn_works(rasa: FakeRasa, client: httpx.AsyncClient) -> None:
    brain = brain_at(rasa.url, client)
    brain.breaker.hold()
    assert await brain.ready()
    assert not brain.breaker.open
    assert [body["message"] for body in rasa.seen] == ["/greet", "/forget_now"]


@pytest.mark.parametrize("mood", ["hangs", "empty", "fails"])
async def test_a_rasa_that_cannot_take_a_turn_is_not_ready(
    rasa: FakeRasa, client: httpx.AsyncClient, mood: Mood
) -> None:
    rasa.mood = mood
    brain = brain_at(rasa.url, client, timeout=0.2 if mood == "hangs" else 10.0)
    brain.breaker.hold()
    assert not await brain.ready()
    assert brain.breaker.open


async def test_forgetting_tells_rasa_with_the_same_secret(rasa: FakeRasa, client: httpx.AsyncClient) -> None:
    await brain_at(rasa.url, client).forget("abc")
    assert rasa.seen == [{"sender": "abc", "message": "/forget_now", "metadata": {}}]


async def test_forgetting_never_fails(client: httpx.AsyncClient) -> None:
    await brain_at("http://127.0.0.1:9", client).forget("abc")


async def test_no_brain_is_never_available() -> None:
    with pytest.raises(BrainUnavailable):
        await NoBrain().reply("abc", "hej", METADATA)
    await NoBrain().forget("abc")
