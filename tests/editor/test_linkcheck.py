"""Checking links: what is found, what is never asked for, and what happens without a network."""

import ssl
from collections.abc import Callable

import httpx
import pytest
from sqlalchemy import select

from bot.db.models.editor import LinkCheck
from bot.db.models.service import Service
from bot.db.models.source import Source
from bot.editor.linkcheck import LinkChecker, check_links
from bot.editor.links import Finding
from tests.editor.world import World

PUBLIC = "93.184.216.34"
Answer = Callable[[httpx.Request], httpx.Response]


def checker(answer: Answer, hosts: dict[str, list[str]] | None = None) -> LinkChecker:
    """A checker over a made-up internet."""

    async def resolve(host: str) -> list[str]:
        found = (hosts or {}).get(host, [PUBLIC])
        if not found:
            raise OSError("no such host")
        return found

    return LinkChecker(httpx.AsyncClient(transport=httpx.MockTransport(answer)), resolve)


ANSWERS: dict[str, int | str | Exception] = {
    "/borta": 404,
    "/slut": 410,
    "/fel": 500,
    "/last": 403,
    "/flyttad": "/ny",
    "/hem": "https://www.example.se/",
    "/runt": "/runt",
    "/inat": "http://intern.example.se/admin",
    "/lang": httpx.ReadTimeout("slow"),
    "/nere": httpx.ConnectError("refused"),
}
HEAD_ONLY = {"/inte-head": 405, "/bara-head-felar": 500}


def site(request: httpx.Request) -> httpx.Response:
    """A site with everything that goes wrong."""
    path = request.url.path
    if path == "/cert":
        raise httpx.ConnectError("bad") from ssl.SSLCertVerificationError("expired")
    if request.method == "HEAD" and path in HEAD_ONLY:
        return httpx.Response(HEAD_ONLY[path])
    answer = ANSWERS.get(path, 200)
    if isinstance(answer, Exception):
        raise answer
    if isinstance(answer, str):
        return httpx.Response(302, headers={"location": answer})
    return httpx.Response(answer)


@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("/", Finding.OK),
        ("/sida", Finding.OK),
        ("/borta", Finding.GONE),
        ("/slut", Finding.GONE),
        ("/fel", Finding.FAULT),
        ("/last", Finding.OK),
        ("/inte-head", Finding.OK),
        ("/bara-head-felar", Finding.OK),
        ("/flyttad", Finding.OK),
        ("/hem", Finding.HOME),
        ("/runt", Finding.FAULT),
        ("/inat", Finding.NOT_PUBLIC),
        ("/lang", Finding.TIMEOUT),
        ("/cert", Finding.CERTIFICATE),
        ("/nere", Finding.UNREACHABLE),
    ],
)
async def test_what_is_found(path: str, finding: Finding) -> None:
    asked = checker(site, {"intern.example.se": ["10.0.0.1"]})
    assert await asked.check(f"https://www.example.se{path}") is finding


@pytest.mark.parametrize(
    ("url", "addresses"),
    [
        ("http://localhost/", ["127.0.0.1"]),
        ("http://127.0.0.1/", ["127.0.0.1"]),
        ("http://inne.example.se/", ["10.1.2.3"]),
        ("http://inne.example.se/", ["192.168.1.1"]),
        ("http://inne.example.se/", ["169.254.169.254"]),
        ("http://inne.example.se/", ["::1"]),
        ("http://inne.example.se/", ["fe80::1"]),
        ("http://inne.example.se/", ["::ffff:127.0.0.1"]),
        ("http://inne.example.se/", ["64:ff9b::7f00:1"]),
        ("http://inne.example.se/", ["2002:7f00:1::"]),
        ("http://inne.example.se/", ["2001:0:7f00:1::"]),
        ("http://inne.example.se/", ["::127.0.0.1"]),
        ("http://inne.example.se/", ["fec0::1"]),
        ("http://inne.example.se/", ["ff0e::1"]),
        ("http://inne.example.se/", ["224.0.0.1"]),
        ("http://bade.example.se/", [PUBLIC, "127.0.0.1"]),
        ("https://www.example.se:8080/", [PUBLIC]),
        ("https://kalle:hemligt@www.example.se/", [PUBLIC]),
        ("ftp://www.example.se/", [PUBLIC]),
        ("file:///etc/passwd", [PUBLIC]),
        ("javascript:alert(1)", [PUBLIC]),
    ],
)
async def test_only_public_websites_are_ever_asked(url: str, addresses: list[str]) -> None:
    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"asked for {request.url}")

    host = httpx.URL(url).host
    assert await checker(never, {host: addresses}).check(url) is Finding.NOT_PUBLIC


@pytest.mark.parametrize("address", [PUBLIC, "2001:67c:2564:a309::2", "2a00:801::1", f"::ffff:{PUBLIC}"])
async def test_a_public_address_is_asked(address: str) -> None:
    asked = checker(site, {"www.example.se": [address]})
    assert await asked.check("https://www.example.se/sida") is Finding.OK


async def test_the_address_that_was_looked_up_is_the_one_that_is_asked() -> None:
    seen: list[httpx.Request] = []

    def note(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    await checker(note).check("https://www.example.se/sida?a=1")
    [request] = seen
    assert (request.url.host, request.headers["host"]) == (PUBLIC, "www.example.se")
    assert request.extensions["sni_hostname"] == "www.example.se"
    assert request.url.raw_path == b"/sida?a=1"


async def test_findings_are_kept_and_shown_until_they_are_mended(world: World) -> None:
    def gone(_: httpx.Request) -> httpx.Response:
        return httpx.Response(404)

    url = "https://www.example.se/hjalp"
    assert await check_links(world.sessions, checker(gone), world.clock) == {url: Finding.GONE}
    assert (await world.listings.get("halsan")).links == {url: "Sidan finns inte längre."}
    first = (await row(world, url)).since
    item = (await world.editor.freshness.work_list(("2460",)))[0]
    assert f"Sidan finns inte längre. {url}" in [reason.sentence for reason in item.reasons]
    world.clock.move(days=7)
    await check_links(world.sessions, checker(gone), world.clock)
    assert (await row(world, url)).since == first
    await check_links(world.sessions, checker(site), world.clock)
    assert (await world.listings.get("halsan")).links == {}


async def test_addresses_that_no_listing_has_any_more_are_forgotten(world: World) -> None:
    await check_links(world.sessions, checker(site), world.clock)
    for id in ("halsan", "sos-112"):
        async with world.sessions.begin() as session:
            (await session.get_one(Service, id)).url = "https://ny.example.se/"
            for source in await session.scalars(select(Source)):
                source.url = "https://ny.example.se/"
    await check_links(world.sessions, checker(site), world.clock)
    async with world.sessions() as session:
        assert list(await session.scalars(select(LinkCheck.url))) == ["https://ny.example.se/"]


async def test_without_a_network_nothing_is_said_about_anybody(world: World) -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no network")

    for offline in (checker(away), checker(site, {"www.example.se": []})):
        assert await check_links(world.sessions, offline, world.clock) is None
    async with world.sessions() as session:
        assert list(await session.scalars(select(LinkCheck))) == []


async def row(world: World, url: str) -> LinkCheck:
    """What is kept about an address."""
    async with world.sessions() as session:
        return await session.get_one(LinkCheck, url)
