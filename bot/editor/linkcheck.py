"""Asks for web addresses, politely and only in public: HEAD, then GET, no private hosts, few redirects.

The name of every host is looked up here, and the address that was found to be public is the one that is
connected to, so that a name cannot change its meaning in between.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

import httpx

from bot.clock import Clock
from bot.editor.links import Finding, every_address, store
from bot.gateway.store import Sessions

# Host name -> its addresses.
Resolve = Callable[[str], Awaitable[list[str]]]

TIMEOUT: Final = 10.0
AT_ONCE: Final = 8
_REDIRECTS: Final = 5
_PROBES: Final = 5
_PORTS: Final = {None, 80, 443}
_GONE: Final = {404, 410}
# The site answers, but not to machines: that says nothing about the page.
_CLOSED_TO_US: Final = {401, 403, 405, 429}
_HEADERS: Final = {"User-Agent": "Vart link check", "Accept": "text/html,*/*;q=0.5"}
# All that is given out of IPv6; what lies outside leads inwards or into IPv4 (64:ff9b::/96, ::/96).
_IPV6: Final = ipaddress.IPv6Network("2000::/3")
# Of these, 6to4, Teredo and what is kept for special uses: each may carry an IPv4 address.
_NOT_IPV6: Final = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2002::/16")))
_UNANSWERED: Final = {Finding.TIMEOUT, Finding.UNREACHABLE}


class NotPublic(Exception):  # noqa: N818 (a state, not an error)
    """The address leads to a host that is not on the public internet, or to none at all."""


class LinkChecker:
    """Checks addresses.

    Args:
        client: Makes the requests; must not follow redirects.
        resolve: Looks up host names.
    """

    def __init__(self, client: httpx.AsyncClient, resolve: Resolve | None = None) -> None:
        self._client = client
        self._resolve = resolve or look_up
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def check(self, url: str) -> Finding:
        """What becomes of asking for an address."""
        async with self._slots:
            try:
                async with asyncio.timeout(TIMEOUT * 2):
                    status, last = await self._ask("HEAD", url)
                    if status >= 400:
                        status, last = await self._ask("GET", url)
            except NotPublic:
                return Finding.NOT_PUBLIC
            except (TimeoutError, httpx.TimeoutException):
                return Finding.TIMEOUT
            except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
                return Finding.CERTIFICATE if _about_certificate(error) else Finding.UNREACHABLE
        return _finding(status, url, last)

    async def check_all(self, urls: Iterable[str]) -> dict[str, Finding] | None:
        """Check many; None when this machine is offline, as far as a few of them can tell."""
        rest = sorted(urls)
        # One of each site: "https://www.bris.se/om" is of "www.bris.se".
        first = list({url.split("/", 3)[2]: url for url in rest}.values())[:_PROBES]
        findings = await self._each(first)
        if findings and all(finding in _UNANSWERED for finding in findings.values()):
            return None
        return findings | await self._each(url for url in rest if url not in findings)

    async def _each(self, urls: Iterable[str]) -> dict[str, Finding]:
        asked = list(urls)
        found = await asyncio.gather(*map(self.check, asked))
        return dict(zip(asked, found, strict=True))

    async def _ask(self, method: str, url: str) -> tuple[int, str]:
        """The status, and the address it was found at after redirects."""
        for _ in range(_REDIRECTS + 1):
            response = await self._once(method, url)
            target = response.headers.get("location")
            if not response.is_redirect or target is None:
                return response.status_code, url
            url = str(httpx.URL(url).join(target))
        return 508, url

    async def _once(self, method: str, url: str) -> httpx.Response:
        asked = httpx.URL(url)
        if asked.scheme not in {"http", "https"} or asked.port not in _PORTS or asked.userinfo:
            raise NotPublic
        address = await self._public(asked.host)
        request = self._client.build_request(
            method,
            asked.copy_with(host=address),
            headers={**_HEADERS, "Host": asked.netloc.decode("ascii")},
            # The certificate is checked against the name, not against the number.
            extensions={"sni_hostname": asked.raw_host.decode("ascii")},
            timeout=TIMEOUT,
        )
        response = await self._client.send(request, stream=True)
        await response.aclose()
        return response

    async def _public(self, host: str) -> str:
        addresses = await self._resolve(host)
        if not addresses:
            raise OSError("no address")
        numbers = [ipaddress.ip_address(one) for one in addresses]
        if not all(map(_is_public, numbers)):
            raise NotPublic
        return addresses[0]


async def look_up(host: str) -> list[str]:
    """The addresses of a host.

    Raises:
        OSError: It has none, or nobody can be asked.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def check_links(sessions: Sessions, checker: LinkChecker, clock: Clock) -> Mapping[str, Finding] | None:
    """Check the addresses of all published listings, and keep what was found.

    Returns:
        The findings by address; None when this machine is offline: then nothing is kept.
    """
    async with sessions() as session:
        urls = await every_address(session)
    findings = await checker.check_all(urls)
    if findings:
        async with sessions.begin() as session:
            await store(session, findings, clock())
    return findings


def _is_public(number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped is not None:
            return _is_public(number.ipv4_mapped)
        if number not in _IPV6 or any(number in special for special in _NOT_IPV6):
            return False
    return number.is_global and not number.is_multicast


def _finding(status: int, asked: str, last: str) -> Finding:
    if status in _GONE:
        return Finding.GONE
    if status >= 400 and status not in _CLOSED_TO_US:
        return Finding.FAULT
    led_home = urlsplit(last).path in {"", "/"} and urlsplit(asked).path not in {"", "/"}
    return Finding.HOME if led_home and not urlsplit(last).query else Finding.OK


def _about_certificate(error: BaseException) -> bool:
    return any(isinstance(one, ssl.SSLError) for one in _chain(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
