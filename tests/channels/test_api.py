"""The chat API, as docs/api.md promises it."""

import json
from typing import Any

import pytest
from fastapi import FastAPI

from bot.gateway.limits import Buckets, Limits, Rate
from bot.gateway.memory import Memory
from bot.gateway.messages import Message, Opening, Service, ServicesCard
from bot.gateway.reply import Reply, Understood
from bot.gateway.store import Conversations
from tests.client import Answer, Person, converse, reach
from tests.gateway.world import FakeBrain, FakeClock


@pytest.fixture
async def bot(app: FastAPI) -> Person:
    return await converse(app)


@pytest.fixture
def limits(app: FastAPI) -> Limits:
    """The limits of the app."""
    given: Limits = app.state.services.limits
    return given


@pytest.fixture
def narrow(limits: Limits) -> Limits:
    """Limits that let one message of an address through."""
    limits.messages_of_address = Buckets(Rate(burst=1, per_minute=1))
    return limits


def check_error(answer: Answer, status: int, code: str) -> None:
    """Every error has the one shape, a Swedish sentence, and nothing of what was sent."""
    assert answer.status == status
    assert set(answer.body) == {"error"}
    assert set(answer.body["error"]) == {"code", "message"}
    assert answer.error == code
    sentence = answer.body["error"]["message"]
    assert sentence[0].isupper()
    assert sentence.endswith(".")


async def raw(bot: Person, content: bytes, **headers: str) -> Answer:
    given = {"Content-Type": "application/json", **bot.secret, **headers}
    response = await bot.http.post(f"{bot.path}/messages", content=content, headers=given)
    return Answer.of(response)


async def test_a_conversation_begins_with_an_id_and_a_secret(app: FastAPI) -> None:
    response = await reach(app).post("/api/conversations")
    assert response.status_code == 201
    assert set(response.json()) == {"conversation", "token"}


async def test_a_text_is_answered_with_messages_only(bot: Person) -> None:
    answer = await bot.sends({"text": "hej"}, explain=False)
    assert answer.status == 200
    assert answer.body == {"messages": [{"text": "hörde hej", "lang": "sv", "from": "bot"}]}


async def test_a_payload_is_answered(bot: Person) -> None:
    assert (await bot.presses("topic:sleep")).text == 'hörde /choose_topic{"topic": "sleep"}'


async def test_null_is_as_good_as_left_out(bot: Person) -> None:
    assert (await bot.sends({"text": "hej", "payload": None, "id": None})).status == 200


async def test_explain_tells_how_the_message_was_read(bot: Person, brain: FakeBrain) -> None:
    memory = Memory(municipality="2460", age=15, for_whom="relative", language="en")
    brain.answers = lambda *_: Reply((Message(text="ok"),), memory, Understood("topic", "sleep", 0.83))
    assert (await bot.says("hej")).understood == {
        "intent": "topic",
        "topic": "sleep",
        "confidence": 0.83,
        "municipality": "Vännäs",
        "age": 15,
        "for": "relative",
        "language": "en",
        "severity": 0,
    }
    assert (await bot.says("KRIS 3 suicide")).understood["severity"] == 3


async def test_why_is_shown_only_to_who_asks(bot: Person, brain: FakeBrain) -> None:
    service = Service(
        id="bris", name="Bris", operator="Bris", level="national", summary="Ring Bris.", phones=[],
        url=None, address=None, open=Opening(state="open", text="Öppet"), ages=(None, 17), for_=["self"],
        languages=None, cost=None, checked=None, source="bris.se", why=["öppet nu"],
    )  # fmt: skip
    card = ServicesCard(topic="sleep", municipality=None, more=False, services=[service])
    brain.answers = lambda *_: Reply((Message(text="Här:", card=card),), Memory())
    assert (await bot.says("hej")).services[0]["why"] == ["öppet nu"]
    plain = (await bot.sends({"text": "hej"}, explain=False)).services[0]
    assert "why" not in plain
    assert plain["for"] == ["self"]
    assert plain["ages"] == [None, 17]


async def test_a_retry_is_answered_alike_without_a_new_turn(bot: Person, brain: FakeBrain) -> None:
    answers = [await bot.says("hej", id=id) for id in ("m1", "m1", 7, 7)]
    assert [answer.status for answer in answers] == [200] * 4
    assert len(brain.asked) == 2


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer wrong", "wrong"])
@pytest.mark.parametrize(("method", "rest"), [("POST", "/messages"), ("GET", "/events"), ("DELETE", "")])
async def test_without_the_secret_nothing_is_reached(
    bot: Person, method: str, rest: str, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}
    body = {"text": "hej"} if method == "POST" else None
    response = await bot.http.request(method, bot.path + rest, json=body, headers=headers)
    check_error(Answer.of(response), 401, "unauthorized")
    assert response.headers["WWW-Authenticate"] == "Bearer"


async def test_the_secret_of_one_conversation_does_not_open_another(app: FastAPI, bot: Person) -> None:
    other = await converse(app)
    stolen = Person(bot.http, bot.id, other.token)
    check_error(await stolen.says("hej"), 401, "unauthorized")


@pytest.mark.parametrize("id", ["x" * 22, "1", "%2e%2e", "å", "x" * 3000])
async def test_an_unknown_conversation_is_not_found(bot: Person, id: str) -> None:
    check_error(await Person(bot.http, id, bot.token).says("hej"), 404, "conversation_unknown")


async def test_a_conversation_that_ran_out_is_not_found(bot: Person, clock: FakeClock) -> None:
    clock.move(hours=24)
    check_error(await bot.says("hej"), 404, "conversation_unknown")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "text_or_payload"),
        ({"text": "hej", "payload": "more"}, "text_or_payload"),
        ({"text": ""}, "text_empty"),
        ({"text": " \n\t"}, "text_empty"),
        ({"text": "\x00\x01"}, "text_empty"),
        ({"text": "\u200b"}, "text_empty"),
        ({"payload": ""}, "payload_unknown"),
        ({"payload": "/restart{}"}, "payload_unknown"),
        ({"payload": "topic:finns inte"}, "payload_unknown"),
        ({"text": 5}, "malformed"),
        ({"text": ["hej"]}, "malformed"),
        ({"payload": {}}, "malformed"),
        ({"text": "hej", "id": ""}, "malformed"),
        ({"text": "hej", "id": "x" * 201}, "malformed"),
        ({"text": "hej", "id": {}}, "malformed"),
        ([], "malformed"),
        ("hej", "malformed"),
        (None, "malformed"),
    ],
)
async def test_what_cannot_be_understood_is_422(bot: Person, body: Any, code: str) -> None:
    check_error(await bot.sends(body), 422, code)


@pytest.mark.parametrize(
    ("body", "query", "sentence"),
    [
        ({"text": 5}, "", "Fältet text ska vara text."),
        ({"text": "hej", "id": ""}, "", "Fältet id ska ha minst 1 tecken."),
        ({"text": "hej", "id": "hemligt" * 30}, "", "Fältet id får ha högst 200 tecken."),
        ({"text": "hej"}, "?explain=2", "Parametern explain ska vara 1 eller 0."),
        (["hemligt"], "", "Meddelandet ska vara ett JSON-objekt."),
    ],
)
async def test_what_is_json_is_told_which_field_is_wrong(
    bot: Person, body: Any, query: str, sentence: str
) -> None:
    response = await bot.http.post(f"{bot.path}/messages{query}", json=body, headers=bot.secret)
    assert response.json() == {"error": {"code": "malformed", "message": sentence}}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"text": "\xe5"}',
        b'{"text": "hej"',
        b"text=hej",
        b"[" * 20_000,
        b"NaN",
        b"\x00",
    ],
)
async def test_what_is_not_json_in_utf8_is_422(bot: Person, content: bytes) -> None:
    answer = await raw(bot, content)
    check_error(answer, 422, "malformed")
    assert "ska vara" in answer.body["error"]["message"]
    assert "JSON" in answer.body["error"]["message"]


async def test_lone_surrogates_and_control_characters_never_get_further(
    bot: Person, brain: FakeBrain
) -> None:
    answer = await raw(bot, rb'{"text": "hej \ud83d du\u0000\u001b\u0085", "id": "a\udfff"}')
    assert answer.status == 200
    assert brain.asked[0][1] == "hej  du"


async def test_a_text_over_4000_characters_is_413_with_a_way_on(bot: Person, brain: FakeBrain) -> None:
    assert (await bot.says("å" * 4_000)).status == 200
    answer = await bot.says("å" * 4_001)
    check_error(answer, 413, "text_too_long")
    assert "4 000" in answer.body["error"]["message"]
    assert "112" in answer.body["error"]["message"]
    assert len(brain.asked) == 1


async def test_a_typed_command_is_plain_text(bot: Person, brain: FakeBrain) -> None:
    await bot.says("/restart{}")
    assert brain.asked[0][1:] == ("/restart{}", brain.asked[0][2])
    assert brain.asked[0][2]["payload"] is False


async def test_a_conversation_has_its_limit_and_says_how_long_to_wait(bot: Person, clock: FakeClock) -> None:
    answers = [await bot.says("hej") for _ in range(61)]
    assert [answer.status for answer in answers[:60]] == [200] * 60
    check_error(answers[60], 429, "too_many")
    clock.move(seconds=int(answers[60].headers["Retry-After"]))
    assert (await bot.says("hej")).status == 200


async def test_a_crisis_is_answered_beyond_the_limit(bot: Person) -> None:
    for _ in range(61):
        await bot.says("hej")
    assert (await bot.says("KRIS 3 suicide")).cards[0]["kind"] == "crisis"
    check_error(await bot.says("hej"), 429, "too_many")


@pytest.mark.usefixtures("narrow")
async def test_a_crisis_is_answered_beyond_the_limit_of_its_address(bot: Person) -> None:
    await bot.says("hej")
    assert (await bot.says("KRIS 3 suicide")).cards[0]["kind"] == "crisis"
    check_error(await bot.says("hej"), 429, "too_many")


async def test_only_so_many_texts_over_a_limit_are_read(narrow: Limits, bot: Person) -> None:
    # The third line meets both limits, and is read once.
    narrow.messages = Buckets(Rate(burst=1, per_minute=1))
    narrow.cries_of_address = Buckets(Rate(burst=2, per_minute=1))
    await bot.says("hej")
    check_error(await bot.says("hej"), 429, "too_many")
    # A choice that was pressed holds no words to read.
    check_error(await bot.presses("topic:sleep"), 429, "too_many")
    assert (await bot.says("KRIS 3 suicide")).cards[0]["kind"] == "crisis"
    check_error(await bot.says("KRIS 3 suicide"), 429, "too_many")


async def test_an_address_has_its_limits_and_another_address_its_own(app: FastAPI, limits: Limits) -> None:
    first, other = reach(app, "192.0.2.1"), reach(app, "192.0.2.2")
    bot = await converse(first)
    while limits.conversations_of_address.take("192.0.2.1") is None:
        pass
    response = await first.post("/api/conversations")
    check_error(Answer.of(response), 429, "too_many")
    assert int(response.headers["Retry-After"]) >= 1
    assert (await other.post("/api/conversations")).status_code == 201
    while limits.messages_of_address.take("192.0.2.1") is None:
        pass
    check_error(await bot.says("hej"), 429, "too_many")


async def test_forgetting_is_for_good(bot: Person, brain: FakeBrain) -> None:
    await bot.says("hej", id="m1")
    assert await bot.leaves() == 204
    assert brain.forgotten == [bot.id]
    check_error(await bot.says("hej", id="m1"), 404, "conversation_unknown")
    assert await bot.leaves() == 404


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api", 404, "not_found"),
        ("GET", "/api/conversations", 405, "method_not_allowed"),
        ("PUT", "/healthz", 405, "method_not_allowed"),
        ("POST", "/api/conversations/", 404, "not_found"),
        ("GET", "/docs", 404, "not_found"),
        ("GET", "/openapi.json", 404, "not_found"),
    ],
)
async def test_other_addresses_answer_in_the_same_shape(
    app: FastAPI, method: str, path: str, status: int, code: str
) -> None:
    response = await reach(app).request(method, path)
    check_error(Answer.of(response), status, code)


async def test_health_tells_alive_and_ready(app: FastAPI) -> None:
    http = reach(app)
    assert (await http.get("/healthz")).json() == {"status": "ok", "service": "vart"}
    response = await http.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ready", "database": "ready", "directory": "ready", "brain": "ready"
    }  # fmt: skip


async def test_the_answer_is_utf8_json(bot: Person) -> None:
    response = await bot.http.post(f"{bot.path}/messages", json={"text": "åäö 😭"}, headers=bot.secret)
    assert response.headers["Content-Type"] == "application/json"
    assert json.loads(response.content.decode())["messages"][0]["text"] == "hörde åäö 😭"


async def test_a_client_is_counted_by_its_address(app: FastAPI, limits: Limits) -> None:
    async with reach(app, "2001:db8::1") as http:
        await http.post("/api/conversations")
    assert len(limits.conversations_of_address) == 1


async def test_a_conversation_begins_in_the_municipality_of_the_page_around_it(
    app: FastAPI, conversations: Conversations
) -> None:
    async with reach(app) as http:
        for body, expected in (
            ({"municipality": "2460"}, "2460"),
            ({"municipality": "9999"}, None),
            ({}, None),
        ):
            begun = (await http.post("/api/conversations", json=body)).json()
            kept = await conversations.get(begun["conversation"])
            assert kept is not None
            assert kept.memory.municipality == expected
        assert (await http.post("/api/conversations", json={"municipality": "24601"})).status_code == 422
