"""The actions as Rasa asks for them."""

import asyncio
import json
import zlib
from typing import Any

import httpx
import pytest
from rasa_sdk import Action
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.channels.actions import create_actions_app
from tests.client import reach

TOKEN = "the secret of these tests"
SECRET = {"Authorization": f"Bearer {TOKEN}"}


class Stand(Action):  # type: ignore[misc]
    """An action under a name of the test's choosing."""

    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:
        return self._name

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        match self._name:
            case "action_slow":
                await asyncio.Event().wait()
            case "action_fails":
                raise RuntimeError("jag vill inte leva")
            case "action_rejects":
                raise ActionExecutionRejection(self._name)
        dispatcher.utter_message(json_message={"text": tracker.latest_message["text"], "domain": domain})
        return []


@pytest.fixture
def rasa() -> httpx.AsyncClient:
    names = ("action_echo", "action_slow", "action_fails", "action_rejects")
    return reach(create_actions_app([Stand(name) for name in names], TOKEN, timeout=0.1))


def call(action: str = "action_echo", **more: Any) -> dict[str, Any]:
    tracker = {
        "sender_id": "a",
        "slots": {},
        "latest_message": {"text": "hej"},
        "events": [],
        "paused": False,
    }
    return {"next_action": action, "sender_id": "a", "tracker": tracker, "version": "3.6.21", **more}


async def test_an_action_runs_and_its_answer_comes_back(rasa: httpx.AsyncClient) -> None:
    response = await rasa.post("/webhook", json=call(domain={"intents": []}), headers=SECRET)
    assert response.status_code == 200
    body = response.json()
    assert body["events"] == []
    assert body["responses"][0]["custom"] == {"text": "hej", "domain": {"intents": []}}


@pytest.mark.parametrize("more", [{}, {"domain": None}])
async def test_a_call_without_a_domain_runs_too(rasa: httpx.AsyncClient, more: dict[str, Any]) -> None:
    assert (await rasa.post("/webhook", json=call(**more), headers=SECRET)).status_code == 200


async def test_a_deflated_call_runs_too(rasa: httpx.AsyncClient) -> None:
    headers = SECRET | {"Content-Encoding": "deflate", "Content-Type": "application/json"}
    content = zlib.compress(json.dumps(call()).encode())
    assert (await rasa.post("/webhook", content=content, headers=headers)).status_code == 200


@pytest.mark.parametrize("header", [None, "Bearer wrong", TOKEN, f"Basic {TOKEN}"])
async def test_only_our_own_rasa_is_served(rasa: httpx.AsyncClient, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    assert (await rasa.post("/webhook", json=call(), headers=headers)).status_code == 401


@pytest.mark.parametrize(
    ("action", "status"),
    [("action_rejects", 400), ("action_unknown", 404), ("action_fails", 500), ("action_slow", 504)],
)
async def test_what_does_not_run_says_why_and_repeats_nothing(
    rasa: httpx.AsyncClient, action: str, status: int
) -> None:
    response = await rasa.post("/webhook", json=call(action), headers=SECRET)
    assert response.status_code == status
    assert response.json()["action_name"] == action
    assert "leva" not in response.text


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"", None),
        (b"[]", None),
        (b"{}", None),
        (b"\xff", None),
        (b"not zlib", "deflate"),
        (zlib.compress(b"[" * 20_000_000), "deflate"),
        (b"a" * 9_000_000, None),
    ],
)
async def test_a_body_that_is_no_call_is_refused(
    rasa: httpx.AsyncClient, content: bytes, encoding: str | None
) -> None:
    headers = SECRET | ({"Content-Encoding": encoding} if encoding else {})
    assert (await rasa.post("/webhook", content=content, headers=headers)).status_code == 400


async def test_a_call_without_an_action_is_refused(rasa: httpx.AsyncClient) -> None:
    body = call()
    del body["next_action"]
    assert (await rasa.post("/webhook", json=body, headers=SECRET)).status_code in {400, 404}
