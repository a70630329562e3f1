"""The API as a harvester meets it."""

import asyncio
import json
from threading import Event
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models.service import Service as ServiceRow
from bot.gateway.store import Sessions
from bot.hsds.ids import uuid_of
from bot.hsds.service import full
from bot.hsds.taxonomy import AUDIENCES, TOPICS, taxonomy_id
from tests.factories import UMEA, make_service
from tests.gateway.world import FakeClock
from tests.hsds.conftest import Put
from tests.hsds.standard import faults

THREE = (
    make_service(id="bris", name="Bris", topics=("anxiety",), organization="bris"),
    make_service(id="umo", name="UMO", service_areas=(UMEA,), organization="umo"),
    make_service(id="vaxeln", name="Växeln", summary="Ring så kopplar vi dig rätt.", organization="kommun"),
)


async def listed(http: httpx.AsyncClient, **parameters: Any) -> dict[str, Any]:
    response = await http.get("/hsds/services", params=parameters)
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def names(http: httpx.AsyncClient, **parameters: Any) -> list[str]:
    return [one["name"] for one in (await listed(http, **parameters))["contents"]]


@pytest.mark.parametrize("path", ["/hsds", "/hsds/"])
async def test_the_root_leads_to_the_profile_and_the_description(http: httpx.AsyncClient, path: str) -> None:
    response = await http.get(path)
    about = response.json()
    assert about["version"] == "3.0"
    assert response.headers["access-control-allow-origin"] == "*"
    profile = await http.get(about["profile"])
    assert profile.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "not_for" in profile.text
    described = (await http.get(about["openapi_url"])).json()
    assert set(described["paths"]) == {"/hsds/", "/hsds/services", "/hsds/services/{service_id}"}
    parameters = {one["name"] for one in described["paths"]["/hsds/services"]["get"]["parameters"]}
    assert {"minimal", "modified_after", "full", "page", "per_page", "search", "format"} <= parameters


async def test_lists_are_paged(http: httpx.AsyncClient, put: Put) -> None:
    await put(*THREE)
    first, last, beyond = [await listed(http, per_page=2, page=page) for page in (1, 2, 3)]
    header = {name: value for name, value in first.items() if name != "contents"}
    assert header == {
        "total_items": 3,
        "total_pages": 2,
        "page_number": 1,
        "size": 2,
        "first_page": True,
        "last_page": False,
        "empty": False,
    }
    assert [one["name"] for one in first["contents"] + last["contents"]] == ["Bris", "UMO", "Växeln"]
    assert (last["first_page"], last["last_page"], last["size"]) == (False, True, 1)
    assert (beyond["empty"], beyond["contents"]) == (True, [])


async def test_an_empty_directory_is_an_empty_page(http: httpx.AsyncClient) -> None:
    page = await listed(http)
    assert (page["total_pages"], page["empty"], page["first_page"], page["last_page"]) == (
        0,
        True,
        True,
        True,
    )


async def test_one_service_comes_whole(http: httpx.AsyncClient, put: Put) -> None:
    await put(*THREE)
    found = uuid_of("service", "bris")
    one = (await http.get(f"/hsds/services/{found}")).json()
    assert list(faults(one)) == []
    assert one["phones"][0]["number"] == "0935-140 00"
    assert (await listed(http, full=True))["contents"][0] == one
    assert "phones" not in (await listed(http))["contents"][0]
    assert (await http.get(f"/hsds/services/{found.upper()}")).status_code == 200


@pytest.mark.parametrize("wrong", ["bris", "", "00000000-0000-0000-0000-000000000000", "%00", "ö"])
async def test_who_is_not_there_is_not_found(http: httpx.AsyncClient, put: Put, wrong: str) -> None:
    await put(*THREE)
    assert (await http.get(f"/hsds/services/{wrong}")).status_code == 404


async def test_conditions_add_up(http: httpx.AsyncClient, put: Put) -> None:
    await put(*THREE)
    sleep = uuid_of("taxonomy_term", TOPICS, "sleep")
    assert await names(http, taxonomy_term_id=sleep) == ["UMO", "Växeln"]
    assert await names(http, taxonomy_term_id=sleep, search="växel kopplar") == ["Växeln"]
    assert await names(http, taxonomy_term_id=sleep, organization_id=uuid_of("organization", "bris")) == []
    assert await names(http, search="UMEÅ") == ["UMO"]
    assert await names(http, search="umeå bris") == []
    assert await names(http, taxonomy_id=taxonomy_id(AUDIENCES), search="bris") == ["Bris"]
    assert await names(http, taxonomy_id=sleep) == []


async def test_drafts_never_leave_and_what_is_withdrawn_is_gone_at_once(
    http: httpx.AsyncClient, put: Put, sessions: Sessions
) -> None:
    await put(
        *THREE, make_service(id="utkast", publication="draft"), make_service(id="lagd", status="defunct")
    )
    assert await names(http) == ["Bris", "UMO", "Växeln"]
    async with sessions.begin() as session:
        await session.execute(update(ServiceRow).where(ServiceRow.id == "umo").values(publication="archived"))
    assert await names(http) == ["Bris", "Växeln"]
    assert (await http.get(f"/hsds/services/{uuid_of('service', 'umo')}")).status_code == 404


async def test_a_harvester_asks_for_what_has_changed(http: httpx.AsyncClient, put: Put) -> None:
    await put(*THREE)
    before = (await listed(http, minimal=True, per_page=1))["contents"]
    assert [one["id"] for one in before] == [uuid_of("service", one.id) for one in THREE]
    assert {name for one in before for name in one} == {"id", "modified_date", "last_modified"}
    newest = max(one["modified_date"] for one in before)
    # Only a row of a list changes, not the service's own.
    await put(*THREE[:2], THREE[2].model_copy(update={"topics": ("npf",), "main_topics": ()}))
    after = (await listed(http, minimal=True))["contents"]
    assert [one for one in after if one["last_modified"] > newest] == after[2:]
    assert await names(http, modified_after=after[2]["last_modified"]) == ["Växeln"]
    assert await names(http, modified_after="2999-01-01") == []
    assert len(await names(http, modified_after="2026-01-01T00:00:00")) == 3


async def test_a_plus_in_an_address_is_understood(http: httpx.AsyncClient, put: Put) -> None:
    await put(*THREE)
    response = await http.get("/hsds/services?modified_after=2026-01-01T00:00:00+01:00")
    assert response.json()["total_items"] == 3


@pytest.mark.parametrize("how", ["header", "parameter"])
async def test_lines_of_json_come_without_pages(http: httpx.AsyncClient, put: Put, how: str) -> None:
    await put(*THREE)
    headers = {"Accept": "application/x-ndjson"} if how == "header" else {}
    parameters: dict[str, Any] = {"per_page": 1, "full": True} | ({} if headers else {"format": "ndjson"})
    response = await http.get("/hsds/services", params=parameters, headers=headers)
    assert response.headers["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in response.text.splitlines()]
    assert [line["name"] for line in lines] == ["Bris", "UMO", "Växeln"]
    assert not [fault for line in lines for fault in faults(line)]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=x",
        "per_page=501",
        "modified_after=igår",
        "format=xml",
        "full=kanske",
        f"search={'a' * 201}",
    ],
)
async def test_a_parameter_that_cannot_be_used_is_told(http: httpx.AsyncClient, query: str) -> None:
    response = await http.get(f"/hsds/services?{query}")
    assert (response.status_code, response.json()["error"]["code"]) == (422, "parameter_unusable")


async def test_who_asks_too_often_waits(http: httpx.AsyncClient, clock: FakeClock) -> None:
    codes = [(await http.get("/hsds/services")).status_code for _ in range(121)]
    assert (codes[0], codes[119], codes[120]) == (200, 200, 429)
    response = await http.get(f"/hsds/services/{uuid_of('service', 'bris')}")
    assert response.json()["error"]["code"] == "too_often"
    clock.move(seconds=float(response.headers["retry-after"]))
    assert (await http.get("/hsds/services")).status_code == 200


async def test_without_a_database_nothing_is_given_out(
    http: httpx.AsyncClient, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(*THREE)
    assert len(await names(http)) == 3

    async def away(*_: object, **__: object) -> None:
        raise OperationalError("select", {}, OSError())

    monkeypatch.setattr(AsyncSession, "scalar", away)
    response = await http.get("/hsds/services")
    assert (response.status_code, response.headers["retry-after"]) == (503, "6")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_nothing_can_be_written(http: httpx.AsyncClient, method: str) -> None:
    for path in ("/hsds/", "/hsds/services", f"/hsds/services/{uuid_of('service', 'bris')}"):
        assert (await http.request(method, path)).status_code == 405


async def test_the_chat_goes_on_while_a_large_page_is_made(
    http: httpx.AsyncClient, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(*THREE)
    loop, answered, waited = asyncio.get_running_loop(), Event(), []

    def slow(*arguments: Any) -> Any:
        loop.call_soon_threadsafe(answered.set)
        waited.append(answered.wait(5))
        return full(*arguments)

    monkeypatch.setattr("bot.hsds.routes.full", slow)
    assert (await listed(http, full="true"))["size"] == 3
    assert waited == [True] * 3
