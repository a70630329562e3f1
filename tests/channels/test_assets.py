"""The script is small, and files are kept by browsers exactly as long as they are right."""

import gzip
import re
from collections.abc import AsyncIterator
from typing import cast

import httpx
import pytest_asyncio

from bot.app import create_app
from bot.channels.web.assets import FOLDER, assets
from bot.services import Services
from tests.browser.scripted import Scripted

MOST_SCRIPT = 15_000


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(cast(Services, Scripted())))
    async with httpx.AsyncClient(transport=transport, base_url="http://vart.test") as made:
        yield made


async def test_the_script_of_the_chat_is_at_most_15_kilobytes_compressed(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    scripts = set(re.findall(r'(?:src|href)="([^"]+\.js)"', page))
    sizes = []
    for address in scripts:
        async with client.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as answer:
            sizes.append(sum([len(part) async for part in answer.aiter_raw()]))

    # All of it is named in the page: no module is found only once another has come.
    assert {address.rsplit("/", 1)[1] for address in scripts} == {path.name for path in FOLDER.glob("*.js")}
    assert sum(sizes) <= MOST_SCRIPT


def test_no_module_uses_what_could_read_text_as_markup_or_keep_anything() -> None:
    for path in FOLDER.glob("*.js"):
        script = path.read_text()
        for word in (
            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
            "localStorage", "sessionStorage", "indexedDB", "document.cookie", "caches.", "sendBeacon",
        ):  # fmt: skip
            assert word not in script, f"{path.name}: {word}"


def test_the_files_load_nothing_from_elsewhere() -> None:
    for path in FOLDER.iterdir():
        content = path.read_text()
        assert not re.search(r"@import|url\(|from 'http|import\(", content), path.name
        assert not re.search(r"\d+px\s*;[^}]*font-size|font-size:\s*\d+px", content), path.name


async def test_a_file_of_this_version_is_kept_for_good(client: httpx.AsyncClient) -> None:
    answer = await client.get(assets().path("chat.js"))

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["vary"] == "Accept-Encoding"


async def test_a_page_from_before_an_update_gets_the_newest_and_does_not_keep_it(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/static/older/chat.css")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


async def test_files_are_compressed_for_those_who_can_read_it(client: httpx.AsyncClient) -> None:
    address = assets().path("chat.css")
    packed = await client.get(address, headers={"Accept-Encoding": "br, gzip"})
    plain = await client.get(address, headers={"Accept-Encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert gzip.decompress(assets().files["chat.css"].packed) == plain.content


async def test_nothing_else_can_be_fetched(client: httpx.AsyncClient) -> None:
    for name in ("pages.py", "..%2fpages.py", "%2e%2e/templates/chat.html", "chat.html"):
        assert (await client.get(f"/static/x/{name}")).status_code == 404
