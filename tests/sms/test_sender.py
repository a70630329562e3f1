"""SMS reach Twilio once and in order, whatever Twilio answers."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.db.models.sms import SmsOutbox
from bot.sms.sender import Sender
from bot.sms.twilio_api import TwilioProvider
from bot.vault import Vault
from tests.gateway.world import FakeClock
from tests.sms.world import ANNA, BO, KEYS, World, new_world
from tests.standins.twilio import ACCOUNT, NUMBER, OTHER_TOKEN, SERVICE, Twilio
from tests.waiting import until


async def test_an_sms_is_handed_over_with_all_that_twilio_needs(world: World) -> None:
    await world.add("Vart: ärende 3", valid_until=world.clock() + timedelta(minutes=2))
    await world.send()
    (message,) = world.twilio.sent
    row = await world.row("sms:0")
    assert message["form"] == {
        "To": ANNA,
        "From": NUMBER,
        "Body": "Vart: ärende 3",
        "ValidityPeriod": "120",
        "StatusCallback": f"https://vart.example.se/webhooks/sms/status?sms={row.id}",
    }
    assert (row.sid, row.state, row.attempts) == (message["sid"], "accepted", 1)
    assert row.handed_at == world.clock()
    assert world.reader.told == [("handed", "sms:0", None)]


async def test_a_messaging_service_sends_instead_of_a_number(
    database_url: str, tmp_path: Path, twilio: Twilio, base: str, clock: FakeClock
) -> None:
    given = {"twilio_from": SERVICE, "public_url": None}
    async with new_world(database_url, tmp_path, twilio, base, clock, **given) as world:
        await world.add("hej")
        await world.send()
    assert twilio.sent[0]["form"] == {"To": ANNA, "MessagingServiceSid": SERVICE, "Body": "hej"}


async def test_retries_come_at_once_and_then_every_15_seconds(world: World) -> None:
    world.twilio.faults.extend(["500", "500", "502 page", "503"])
    await world.add("hej")
    posts = []
    for _ in range(50):
        await world.send()
        posts.append(sum(method == "POST" for method, _ in world.twilio.asked))
        world.clock.move(seconds=1)
    assert [posts.index(number) for number in (2, 3, 4, 5)] == [0, 15, 30, 45]
    assert world.twilio.texts() == ["hej"]
    assert await world.states() == ["accepted"]


async def test_after_the_last_attempt_it_has_failed_and_that_is_told(world: World) -> None:
    world.twilio.faults.extend(["500"] * 20)
    await world.add("hej")
    await world.send()
    await world.pass_time(120)
    assert await world.states() == ["failed"]
    assert world.reader.told == [("undeliverable", "sms:0", False)]
    assert len(world.twilio.faults) == 15


@pytest.mark.parametrize(("code", "permanent"), [(21610, True), (21614, True), (21606, False)])
async def test_what_will_never_work_is_not_tried_again(world: World, code: int, permanent: bool) -> None:
    world.twilio.refused[ANNA] = code
    await world.add("hej")
    await world.send()
    if not permanent:
        await world.pass_time(60)
    assert world.reader.told == [("undeliverable", "sms:0", permanent)]
    row = await world.row("sms:0")
    assert (row.state, row.error_code, row.attempts) == ("failed", code, 1 if permanent else 5)


async def test_a_number_that_is_none_is_permanent(world: World) -> None:
    await world.add("hej", to="+4670")
    await world.send()
    assert world.reader.told == [("undeliverable", "sms:0", True)]
    assert (await world.row("sms:0")).error_code == 21211


async def test_too_many_requests_cost_no_attempt_and_the_time_asked_for_is_kept(world: World) -> None:
    world.twilio.faults.extend(["429"] * 12)
    await world.add("hej")
    await world.send()
    world.clock.move(seconds=1)
    await world.send()
    assert len(world.twilio.faults) == 11  # Retry-After says two seconds
    await world.pass_time(240)
    assert await world.states() == ["accepted"]
    assert (await world.row("sms:0")).attempts == 1


async def test_an_sms_that_is_of_no_use_any_more_is_not_sent(world: World) -> None:
    await world.add("hej", valid_until=world.clock() + timedelta(minutes=2))
    world.clock.move(minutes=2)
    await world.send()
    assert world.twilio.sent == []
    assert world.reader.told == [("undeliverable", "sms:0", False)]


@pytest.mark.parametrize("fault", ["taken, no answer", "lost, no answer"])
async def test_after_a_time_out_it_is_looked_up_before_it_is_sent_again(
    world: World, base: str, fault: str
) -> None:
    world.twilio.faults.append(fault)  # type: ignore[arg-type]
    sender = impatient(world, base)
    await world.add("hej")
    await world.add("hej", to=BO)
    while await sender.round():
        await sender.settle()
    await until(lambda: len(world.twilio.sent) >= 2)
    await sender.stop()
    assert sorted(message["to"] for message in world.twilio.sent) == [ANNA, BO]
    assert ("GET", f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json") in world.twilio.asked
    assert await world.states() == ["accepted", "accepted"]


def impatient(world: World, base: str) -> Sender:
    """A worker of its own that waits a fifth of a second for Twilio."""
    provider = TwilioProvider(ACCOUNT, ("the-first-token",), NUMBER, base, None, timeout=0.2)
    world.twilio.patience = 0.5 if world.twilio.faults[0].startswith("taken") else 0.3
    vault = Vault(KEYS, "phones")
    return Sender(world.sessions, world.outbox, provider, world.sms.deliveries, vault, world.clock)


async def test_the_same_words_twice_are_two_sms_also_when_the_second_is_looked_up(
    world: World, base: str
) -> None:
    await world.add("ok", purpose="relay")
    await world.send()
    world.twilio.faults.append("lost, no answer")
    await world.add("ok", purpose="relay")
    sender = impatient(world, base)
    while await sender.round():
        await sender.settle()
    await sender.stop()
    assert len({(await world.row(f"sms:{n}")).sid for n in (0, 1)}) == 2
    assert world.twilio.texts() == ["ok", "ok"]


async def test_what_is_said_to_one_phone_is_sent_in_order_and_nobody_else_waits(world: World) -> None:
    world.twilio.faults.append("500")
    world.twilio.faults.append("500")
    texts = [f"rad {number}" for number in range(6)]
    await world.add(*texts, purpose="relay")
    await world.send()
    await world.add("annan telefon", to=BO, purpose="relay")
    await world.add("nytt ärende", purpose="offer")
    await world.send()
    assert world.twilio.texts() == ["annan telefon", "nytt ärende"]
    await world.pass_time(20)
    assert world.twilio.texts(ANNA) == ["nytt ärende", *texts]


async def test_order_is_kept_by_several_workers_at_once(world: World) -> None:
    texts = [f"rad {number}" for number in range(12)]
    await world.add(*texts, purpose="relay")
    others = [world.sender, *(another(world) for _ in range(3))]
    for _ in range(60):
        for sender in others:
            await sender.round()
        for sender in others:
            await sender.settle()
    assert world.twilio.texts() == texts


def another(world: World) -> Sender:
    """A worker beside the first, as in another process."""
    provider = world.sender._provider
    return Sender(
        world.sessions,
        world.outbox,
        provider,
        world.sms.deliveries,
        Vault(KEYS, "phones"),
        world.clock,
    )


async def test_an_old_token_gives_way_to_the_new_one(
    database_url: str, tmp_path: Path, twilio: Twilio, base: str, clock: FakeClock
) -> None:
    given = {"twilio_auth_token_secondary": OTHER_TOKEN}
    async with new_world(database_url, tmp_path, twilio, base, clock, **given) as world:
        await world.add(*(f"sms {number}" for number in range(10)))
        await world.sender.round()
        twilio.tokens = {OTHER_TOKEN}
        await world.sender.settle()
        await world.add("efter bytet")
        await world.send()
    assert len(twilio.sent) == 11


async def test_ten_times_as_many_at_once_all_arrive_once(world: World) -> None:
    for number in range(200):
        await world.add(f"sms {number}", to=f"+467017406{number % 40:02}", reference=f"burst:{number}")
    world.twilio.faults.extend(["429", "503"] * 20)
    await world.send()
    await world.pass_time(60, step=1)
    assert sorted(world.twilio.texts()) == sorted(f"sms {number}" for number in range(200))
    assert await world.count(SmsOutbox) == 200


async def test_without_an_account_every_sms_has_arrived_and_stays_readable(
    database_url: str, tmp_path: Path, twilio: Twilio, base: str, clock: FakeClock
) -> None:
    nothing = dict.fromkeys(["twilio_account_sid", "twilio_auth_token", "twilio_from", "public_url"])
    async with new_world(database_url, tmp_path, twilio, base, clock, **nothing) as world:
        await world.add("Vart: ärende 3")
        await world.send()
        row = await world.row("sms:0")
    assert (row.state, twilio.asked) == ("delivered", [])
    assert Vault(KEYS, "phones").open(row.sealed_body).decode() == "Vart: ärende 3"
    assert world.reader.told == [("handed", "sms:0", None)]


async def test_while_the_app_runs_it_sends_by_itself(world: World) -> None:
    await world.sender.start()
    await world.add("hej")
    world.outbox.poke()
    await until(lambda: world.twilio.texts() == ["hej"])
    await world.sender.stop()
    assert await world.states() == ["accepted"]


async def test_a_key_that_is_gone_fails_that_sms_only(world: World) -> None:
    await world.add("oläslig", "läslig")
    async with world.sessions.begin() as session:
        row = await session.get(SmsOutbox, (await world.row("sms:0")).id)
        assert row is not None
        row.sealed_body = b"sealed with another key"
    await world.send()
    assert world.twilio.texts() == ["läslig"]
    assert await world.states() == ["failed", "accepted"]
