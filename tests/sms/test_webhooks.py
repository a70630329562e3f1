"""Only Twilio gets in, by either token, and whoever else is refused without a word of it kept."""

import asyncio
import io
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.db.models.sms import SmsInbound
from tests.gateway.world import FakeClock
from tests.sms.world import PUBLIC, World, new_world
from tests.standins.twilio import OTHER_TOKEN, SERVICE, TOKEN, Twilio, inbound, signature

URL = f"{PUBLIC}/webhooks/sms"


async def post(
    world: World, form: dict[str, Any], signed: str, path: str = "", **more: Any
) -> httpx.Response:
    async with world.client(more.pop("address", "192.0.2.1")) as http:
        headers = {"X-Twilio-Signature": signed} | more.pop("headers", {})
        return await http.post(f"/webhooks/sms{path}", data=form, headers=headers)


async def test_a_signed_sms_is_stored_and_answered_with_nothing_to_say(world: World) -> None:
    answer = await world.receives("3 JA")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    assert answer.text == '<?xml version="1.0" encoding="UTF-8"?><Response/>'
    assert await world.count(SmsInbound) == 1
    assert world.handled == []


async def test_parameters_of_a_messaging_service_are_part_of_what_is_signed(world: World) -> None:
    more = {"MessagingServiceSid": SERVICE, "OptOutType": "STOP", "Nytt fält": "åäö 😭"}
    assert (await world.receives("STOPP", **more)).status_code == 200


@pytest.mark.parametrize(
    ("change", "signed_by", "url"),
    [
        ({}, "another token", URL),
        ({}, TOKEN, "http://10.0.0.7:8000/webhooks/sms"),
        ({}, TOKEN, f"{URL}/status"),
        ({"Body": "3 NEJ"}, TOKEN, URL),
        ({"Extra": "x"}, TOKEN, URL),
    ],
)
async def test_a_wrong_signature_is_refused(
    world: World, change: dict[str, str], signed_by: str, url: str
) -> None:
    form = inbound("3 JA")
    answer = await post(world, form | change, signature(signed_by, url, form))
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "unsigned"
    assert (await world.count(SmsInbound), world.sms.signatures.refused) == (0, 1)


@pytest.mark.parametrize("path", ["", "/status"])
async def test_no_signature_is_refused_also_from_this_machine(world: World, path: str) -> None:
    assert (await post(world, inbound("3 JA"), "", path, address="127.0.0.1")).status_code == 403


async def test_another_account_is_refused(world: World) -> None:
    assert (await world.receives("3 JA", AccountSid="AC" + "9" * 32)).status_code == 403


async def test_an_account_that_is_not_named_is_no_other(world: World) -> None:
    form = {"MessageSid": "SM" + "1" * 32, "From": "+46701740605", "To": "+46701740606", "Body": "3 JA"}
    assert (await post(world, form, signature(TOKEN, URL, form))).status_code == 200


async def test_a_refusal_logs_no_content(world: World, logs: io.StringIO) -> None:
    await post(world, inbound("Hemligt", sender="+46701740605"), "nej")
    assert "webhook_refused" in logs.getvalue()
    assert not [word for word in ("Hemligt", "701740605", "AC000") if word in logs.getvalue()]


async def test_during_a_change_of_tokens_both_are_accepted_under_load(
    database_url: str, tmp_path: Path, twilio: Twilio, base: str, clock: FakeClock
) -> None:
    given = {"twilio_auth_token": OTHER_TOKEN, "twilio_auth_token_secondary": TOKEN}
    async with new_world(database_url, tmp_path, twilio, base, clock, **given) as world:
        tokens = [TOKEN] * 20 + [TOKEN, OTHER_TOKEN] * 10 + [OTHER_TOKEN] * 20
        answers = await asyncio.gather(*(world.receives("hej", token=token) for token in tokens))
        assert {answer.status_code for answer in answers} == {200}
        assert (await world.receives("hej", token="an old one")).status_code == 403
        await world.handle()
        assert len(world.handled) == 60


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.1", {}, 403),
        ("127.0.0.1", {"Origin": "https://elsewhere.example"}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, 403),
        ("127.0.0.1", {"X-Real-IP": "127.0.0.1"}, 403),
        ("127.0.0.1", {"Via": "1.1 proxy"}, 403),
    ],
)
async def test_before_a_token_is_set_only_programs_on_this_machine_may_post(
    database_url: str, tmp_path: Path, base: str, clock: FakeClock,
    address: str, headers: dict[str, str], status: int,
) -> None:  # fmt: skip
    given = {"twilio_auth_token": None, "public_url": None}
    async with new_world(database_url, tmp_path, Twilio(clock), base, clock, **given) as world:
        answer = await post(world, inbound("3 JA"), "", address=address, headers=headers)
        assert answer.status_code == status


async def test_without_a_public_address_the_address_asked_for_is_the_one_signed(
    database_url: str, tmp_path: Path, base: str, clock: FakeClock
) -> None:
    async with new_world(database_url, tmp_path, Twilio(clock), base, clock, public_url=None) as world:
        form = inbound("3 JA")
        signed = signature(TOKEN, "http://10.0.0.7:8000/webhooks/sms", form)
        assert (await post(world, form, signed)).status_code == 200


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a=1&" * 600])
async def test_what_is_no_form_is_malformed(world: World, body: bytes) -> None:
    async with world.client() as http:
        answer = await http.post("/webhooks/sms", content=body)
    assert answer.json()["error"]["code"] == "malformed"


async def test_a_body_too_large_is_refused_before_it_is_read(world: World) -> None:
    assert (await world.receives("x" * 70_000)).status_code == 413


async def test_a_signed_form_without_a_message_is_malformed(world: World) -> None:
    assert (await world.receives("3 JA", From="")).status_code == 422
