"""The web addresses of published listings: which there are, and what the last check found."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.schema import Publication, Service
from bot.db.models.editor import LinkCheck
from bot.db.models.service import Service as ServiceRow
from bot.db.models.source import Source


class Finding(StrEnum):
    """What became of asking for an address."""

    OK = "ok"
    GONE = "gone"
    FAULT = "fault"
    CERTIFICATE = "certificate"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    HOME = "home"
    NOT_PUBLIC = "not_public"


SENTENCES: Final[Mapping[str, str]] = {
    Finding.GONE: "Sidan finns inte längre.",
    Finding.FAULT: "Webbplatsen svarar med ett fel.",
    Finding.CERTIFICATE: "Webbplatsens certifikat gäller inte.",
    Finding.TIMEOUT: "Webbplatsen svarar inte i tid.",
    Finding.UNREACHABLE: "Webbplatsen går inte att nå.",
    Finding.HOME: "Adressen leder till startsidan. Sidan har nog flyttat.",
    Finding.NOT_PUBLIC: "Adressen är ingen offentlig webbadress.",
}


def addresses_of(service: Service) -> tuple[str, ...]:
    """The web addresses in a listing, once each."""
    found = (service.url, service.chat, *(source.url for source in service.sources))
    return tuple(dict.fromkeys(url for url in found if url))


async def every_address(session: AsyncSession) -> dict[str, set[str]]:
    """The addresses of all published listings, and which listings have them."""
    found: dict[str, set[str]] = {}
    published = ServiceRow.publication == Publication.PUBLISHED
    for column in (ServiceRow.url, ServiceRow.chat):
        for id, url in await session.execute(select(ServiceRow.id, column).where(published)):
            if url:
                found.setdefault(url, set()).add(id)
    sources = select(Source.service_id, Source.url).join(ServiceRow, ServiceRow.id == Source.service_id)
    for id, url in await session.execute(sources.where(published)):
        if url:
            found.setdefault(url, set()).add(id)
    return found


async def faults_of(session: AsyncSession, service: Service) -> dict[str, str]:
    """What is wrong with a listing's addresses, by address."""
    return await _sentences(session, addresses_of(service))


async def faulty_listings(session: AsyncSession) -> dict[str, list[str]]:
    """By listing, what is wrong with its addresses."""
    by_address = await _sentences(session, None)
    found: dict[str, list[str]] = {}
    for url, ids in (await every_address(session)).items():
        if url in by_address:
            for id in ids:
                found.setdefault(id, []).append(f"{by_address[url]} {url}")
    return {id: sorted(sentences) for id, sentences in found.items()}


async def store(session: AsyncSession, findings: Mapping[str, Finding], now: datetime) -> None:
    """Keep what was found, and forget addresses that no listing has any more."""
    known = {row.url: row for row in await session.scalars(select(LinkCheck))}
    for url, finding in findings.items():
        row = known.pop(url, None)
        if row is None:
            row = LinkCheck(url=url, since=now)
            session.add(row)
        elif row.finding != finding:
            row.since = now
        row.finding = finding
        row.checked_at = now
    gone = set(known) - set(await every_address(session))
    await session.execute(delete(LinkCheck).where(LinkCheck.url.in_(gone)))


async def _sentences(session: AsyncSession, urls: tuple[str, ...] | None) -> dict[str, str]:
    statement = select(LinkCheck.url, LinkCheck.finding).where(LinkCheck.finding != Finding.OK)
    if urls is not None:
        statement = statement.where(LinkCheck.url.in_(urls))
    return {url: SENTENCES.get(finding, finding) for url, finding in await session.execute(statement)}
