"""Status reports: before our own commit, twice, in any order, late, or never."""

import asyncio
import random
from typing import Any

import pytest

from tests.sms.world import ANNA, World
from tests.standins.twilio import new_sid


async def sent(world: World, *texts: str) -> list[dict[str, Any]]:
    await world.add(*(texts or ("hej",)))
    await world.send()
    return world.twilio.sent


async def test_a_report_before_our_own_commit_survives(world: World) -> None:
    codes = []

    async def at_once(message: dict[str, Any]) -> None:
        codes.append(await world.calls_back(message, "delivered"))

    world.twilio.on_taken = at_once
    await world.add("hej")
    await world.send()
    row = await world.row("sms:0")
    assert (codes, row.state, row.sid) == ([204], "delivered", world.twilio.sent[0]["sid"])
    assert world.reader.told == [("handed", "sms:0", None)]


async def test_a_report_spares_the_second_sending_when_the_answer_never_came(world: World) -> None:
    async def reported_then_dies(message: dict[str, Any]) -> None:
        await world.calls_back(message, "sent")
        raise ConnectionError

    world.twilio.on_taken = reported_then_dies
    await world.add("hej")
    await world.send()
    await world.pass_time(120)
    assert world.twilio.texts() == ["hej"]
    assert await world.states() == ["sent"]


@pytest.mark.parametrize("seed", range(6))
async def test_any_order_and_number_of_reports_ends_in_the_same(world: World, seed: int) -> None:
    (message,) = await sent(world)
    reports = [("queued", None), ("sent", None), ("delivered", None), ("undelivered", 30003)] * 2
    random.Random(seed).shuffle(reports)  # noqa: S311
    for status, code in reports:
        assert await world.calls_back(message, status, code) == 204
    row = await world.row("sms:0")
    assert (row.state, row.error_code, row.late_failure) == ("delivered", 30003, True)
    told = [what for what, _, _ in world.reader.told]
    assert (told.count("handed"), told.count("late_failure")) == (1, 1)


async def test_the_same_report_many_times_at_once_is_told_once(world: World) -> None:
    (message,) = await sent(world)
    codes = await asyncio.gather(*(world.calls_back(message, "undelivered", 30005) for _ in range(10)))
    # SQLite may be too busy for one of them; Twilio is asked later anyway.
    assert set(codes) <= {204, 503}
    assert world.reader.told == [("handed", "sms:0", None), ("undeliverable", "sms:0", True)]


async def test_no_word_for_60_seconds_and_twilio_is_asked_less_and_less_often(world: World) -> None:
    (message,) = await sent(world)
    await world.pass_time(59, step=1)
    assert ("GET", message["uri"]) not in world.twilio.asked
    await world.pass_time(3600, step=15)
    asked = world.twilio.asked.count(("GET", message["uri"]))
    assert 5 <= asked <= 8
    message["status"] = "delivered"
    await world.pass_time(3600, step=60)
    assert await world.states() == ["delivered"]
    before = len(world.twilio.asked)
    await world.pass_time(86_400, step=1800)
    assert len(world.twilio.asked) == before


async def test_a_message_that_twilio_never_concludes_is_left_after_a_day(world: World) -> None:
    (message,) = await sent(world)
    await world.pass_time(2 * 86_400, step=900)
    asked = len(world.twilio.asked)
    assert asked < 40
    await world.pass_time(86_400, step=900)
    assert len(world.twilio.asked) == asked
    await world.calls_back(message, "delivered")
    assert await world.states() == ["delivered"]


async def test_a_failure_that_twilio_tells_when_asked_counts(world: World) -> None:
    (message,) = await sent(world)
    message |= {"status": "undelivered", "error_code": 30005}
    await world.pass_time(65)
    assert world.reader.told[1:] == [("undeliverable", "sms:0", True)]


async def test_reports_on_what_is_not_ours_or_not_known_change_nothing(world: World) -> None:
    (message,) = await sent(world)
    stranger = message | {"sid": new_sid(), "form": message["form"] | {"StatusCallback": CALLBACK}}
    assert await world.calls_back(stranger, "failed", 30003) == 204
    # A number of ours with another SID: the message was sent twice, and the stored one counts.
    assert await world.calls_back(message | {"sid": new_sid()}, "failed", 30003) == 204
    assert await world.calls_back(message, "received") == 204
    assert await world.states() == ["accepted"]


CALLBACK = "https://vart.example.se/webhooks/sms/status"


async def test_a_reader_that_fails_once_is_told_again(world: World) -> None:
    (message,) = await sent(world)
    world.reader.failing = 1
    await world.calls_back(message, "failed", 30003)
    assert world.reader.told[1:] == [("undeliverable", "sms:0", False)]
    assert await world.alarms() == []


async def test_a_reader_that_always_fails_loses_no_report_and_raises_an_alarm(world: World) -> None:
    world.reader.failing = 1000
    (message,) = await sent(world)
    await world.calls_back(message, "failed", 30003)
    assert await world.states() == ["failed"]
    assert await world.alarms() == ["sms_failed"]
    assert world.twilio.texts(ANNA) == ["hej"]
