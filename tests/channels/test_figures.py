"""/metrics answers this machine and who holds the token, and nobody else."""

from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from bot.app import create_app
from bot.gateway.store import Sessions
from bot.metrics import Metrics

TOKEN = "en-lång-hemlighet"


@pytest.fixture
def measured(app: FastAPI, sessions: Sessions) -> FastAPI:
    """An app with figures and no token."""
    return create_app(replace(app.state.services, metrics=Metrics(sessions)))


@pytest.fixture
def guarded(measured: FastAPI) -> FastAPI:
    """An app with figures and a token."""
    services = measured.state.services
    settings = services.settings.model_copy(update={"metrics_token": SecretStr(TOKEN)})
    return create_app(replace(services, settings=settings))


async def asked(app: FastAPI, address: str, headers: dict[str, Any] | None = None) -> httpx.Response:
    transport = httpx.ASGITransport(app=app, client=(address, 4321))
    async with httpx.AsyncClient(transport=transport, base_url="http://vart") as client:
        return await client.get("/metrics", headers=headers)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
async def test_this_machine_sees_them(measured: FastAPI, address: str) -> None:
    response = await asked(measured, address)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=")
    assert "vart_turns_total" in response.text


@pytest.mark.parametrize("address", ["10.0.0.7", "192.0.2.1", "::ffff:10.0.0.7", "2001:db8::1", "testclient"])
async def test_another_machine_does_not(measured: FastAPI, guarded: FastAPI, address: str) -> None:
    for app in (measured, guarded):
        response = await asked(app, address)
        assert response.status_code == 403
        assert "vart_turns" not in response.text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
async def test_what_a_proxy_hands_on_is_not_from_here(measured: FastAPI, header: str) -> None:
    assert (await asked(measured, "127.0.0.1", {header: "127.0.0.1"})).status_code == 403


async def test_the_token_opens_from_anywhere(guarded: FastAPI) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}".encode("latin-1"), "X-Forwarded-For": "192.0.2.1"}
    assert (await asked(guarded, "192.0.2.1", bearer)).status_code == 200


@pytest.mark.parametrize("given", ["Bearer fel", "Bearer ", "Bearer", f"Basic {TOKEN}", "Bearer None", ""])
@pytest.mark.parametrize("address", ["192.0.2.1", "127.0.0.1"])
async def test_another_token_opens_nothing(
    measured: FastAPI, guarded: FastAPI, address: str, given: str
) -> None:
    for app in (measured, guarded):
        response = await asked(app, address, {"Authorization": given.encode("latin-1")})
        assert response.status_code == 403
