"""What surrounds every request: safe headers, bounded bodies, failures that tell nothing."""

import json

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.channels.web.shield import MAX_BODY, SAFE_HEADERS, Shield
from bot.errors import add_error_handlers
from tests.captured import captured_logs
from tests.client import reach

SECRET = "jag vill inte leva"


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())), headers={"Referrer-Policy": "same-origin"})


async def fail(_: Request) -> Response:
    raise RuntimeError(SECRET)


@pytest.fixture
def shielded() -> httpx.AsyncClient:
    inner = FastAPI()
    inner.add_route("/echo", echo, methods=["POST"])
    inner.add_route("/fail", fail)
    add_error_handlers(inner)
    return reach(Shield(inner))


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
