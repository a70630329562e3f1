"""What surrounds every request: safe headers, bounded bodies, failures that tell nothing."""

import asyncio
import json

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from bot.channels.web import shield
from bot.channels.web.shield import LARGE, MAX_BODY, MOST_LARGE, SAFE_HEADERS, Shield
from bot.errors import add_error_handlers
from tests.captured import captured_logs
from tests.client import reach
from tests.waiting import until

SECRET = "jag vill inte leva"


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())), headers={"Referrer-Policy": "same-origin"})


async def fail(_: Request) -> Response:
    raise RuntimeError(SECRET)


async def nobody(_: Scope) -> bool:
    return False


async def anybody(_: Scope) -> bool:
    return True


@pytest.fixture
def shielded() -> httpx.AsyncClient:
    inner = FastAPI()
    inner.add_route("/echo", echo, methods=["POST"])
    inner.add_route("/fail", fail)
    add_error_handlers(inner)
    return reach(Shield(inner, nobody))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/healthz"),
        ("GET", "/readyz"),
        ("POST", "/api/conversations"),
        ("GET", "/nowhere"),
        ("PUT", "/healthz"),
    ],
)
async def test_every_answer_carries_safe_headers_and_names_no_server(
    app: FastAPI, method: str, path: str
) -> None:
    response = await reach(app).request(method, path)
    for name, value in SAFE_HEADERS.items():
        assert response.headers[name] == value
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "Server" not in response.headers
    assert "Set-Cookie" not in response.headers


async def test_a_route_may_set_its_own_value(shielded: httpx.AsyncClient) -> None:
    response = await shielded.post("/echo", content=b"abc")
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("size", "status"), [(0, 200), (MAX_BODY, 200), (MAX_BODY + 1, 413)])
async def test_bodies_are_bounded(shielded: httpx.AsyncClient, size: int, status: int) -> None:
    async def parts() -> object:
        yield b"a" * size

    for content in (b"a" * size, parts()):
        response = await shielded.post("/echo", content=content)  # type: ignore[arg-type]
        assert response.status_code == status
    assert response.text == str(size) if status == 200 else response.headers["Connection"] == "close"


async def test_a_failure_tells_the_client_and_the_log_nothing_of_what_was_said(
    shielded: httpx.AsyncClient,
) -> None:
    with captured_logs() as logs:
        response = await shielded.get("/fail")
    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal"
    assert SECRET not in response.text + logs.getvalue()
    line = json.loads(logs.getvalue().splitlines()[-1])
    assert line["event"] == "request_failed"
    assert line["error"] == "RuntimeError"
    assert any("test_shield.py" in frame and frame.endswith(":fail") for frame in line["frames"])
    assert response.headers["X-Content-Type-Options"] == "nosniff"


class Holding:
    """An app that keeps every request it is given until it is told to go on."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.go_on = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.sizes.append(len(await Request(scope, receive).body()))
        await self.go_on.wait()
        await Response()(scope, receive, send)


(PLACE,) = LARGE
TOO_MUCH = b"a" * (MAX_BODY + 1)


async def test_a_large_body_is_kept_only_of_who_is_trusted_and_only_where_there_may_be_one() -> None:
    for trusted, path, status in ((nobody, PLACE, 413), (anybody, "/echo", 413), (anybody, PLACE, 200)):
        app = Holding()
        app.go_on.set()
        response = await reach(Shield(app, trusted)).post(path, content=TOO_MUCH)
        assert response.status_code == status
        assert app.sizes == ([len(TOO_MUCH)] if status == 200 else [])


async def test_nobody_is_asked_about_a_small_body() -> None:
    async def asked(_: Scope) -> bool:
        raise AssertionError("a look into the database for nothing")

    app = Holding()
    app.go_on.set()
    assert (await reach(Shield(app, asked)).post(PLACE, content=b"a" * MAX_BODY)).status_code == 200


async def test_only_so_many_large_bodies_are_held_at_once() -> None:
    app = Holding()
    http = reach(Shield(app, anybody))
    first = [asyncio.create_task(http.post(PLACE, content=TOO_MUCH)) for _ in range(MOST_LARGE)]
    await until(lambda: len(app.sizes) == MOST_LARGE)
    refused = await http.post(PLACE, content=TOO_MUCH)
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) >= 1
    app.go_on.set()
    assert [response.status_code for response in await asyncio.gather(*first)] == [200] * MOST_LARGE
    assert (await http.post(PLACE, content=TOO_MUCH)).status_code == 200


async def test_a_large_body_that_stops_coming_gives_its_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shield, "_LONGEST", 0.0)
    sent: list[Message] = []
    parts: list[Message] = [{"type": "http.request", "body": TOO_MUCH, "more_body": True}]

    async def receive() -> Message:
        return parts.pop() if parts else await asyncio.Future()

    async def send(message: Message) -> None:
        sent.append(message)

    guarded = Shield(Holding(), anybody)
    await guarded({"type": "http", "method": "POST", "path": PLACE, "headers": []}, receive, send)
    assert sent[0]["status"] == 503
    assert not guarded._places.locked()
    assert guarded._places._value == MOST_LARGE


async def test_who_cannot_be_asked_is_not_believed() -> None:
    async def away(_: Scope) -> bool:
        raise OSError(SECRET)

    with captured_logs() as logs:
        response = await reach(Shield(Holding(), away)).post(PLACE, content=TOO_MUCH)
    assert response.status_code == 500
    assert SECRET not in response.text + logs.getvalue()
