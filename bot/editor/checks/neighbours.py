"""Listings that may be the same one twice: the same number or website, or nearly the same name nearby."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.layout import folded
from bot.content.schema import Publication, Service
from bot.db.models.phone import Phone
from bot.db.models.service import Service as ServiceRow
from bot.db.models.service_area import ServiceArea
from bot.editor.views import Problem

# A number in as many listings is a switchboard, and says nothing.
_SWITCHBOARD: Final = 3
_ALIKE: Final = 88
_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What another listing is recognised by."""

    id: str
    name: str
    url: str | None
    areas: frozenset[str]
    numbers: frozenset[str]


async def neighbours(session: AsyncSession) -> list[Neighbour]:
    """Every listing that is not archived."""
    statement = select(ServiceRow.id, ServiceRow.name, ServiceRow.url).where(
        ServiceRow.publication != Publication.ARCHIVED
    )
    rows = (await session.execute(statement)).all()
    numbers: dict[str, set[str]] = {}
    for id, number in (await session.execute(select(Phone.service_id, Phone.number))).all():
        numbers.setdefault(id, set()).add(_digits(number))
    areas: dict[str, set[str]] = {}
    for id, code in (await session.execute(select(ServiceArea.service_id, ServiceArea.area_code))).all():
        areas.setdefault(id, set()).add(code)
    return [
        Neighbour(id, name, url, frozenset(areas.get(id, ())), frozenset(numbers.get(id, ())))
        for id, name, url in rows
    ]


def check(service: Service, others: Sequence[Neighbour]) -> Iterator[Problem]:
    """Advice about listings that may be the same.

    Args:
        service: The listing.
        others: Listings in the directory; the one itself among them does no harm.
    """
    others = [one for one in others if one.id != service.id]
    shared = Counter(number for one in others for number in one.numbers)
    for index, phone in enumerate(service.phones):
        number = _digits(phone.number)
        if 0 < shared[number] < _SWITCHBOARD:
            names = [one.name for one in others if number in one.numbers]
            yield Problem(f"phones.{index}.number", "advice", f"Samma nummer som {_list(names)}.")
    site = _site(service.url)
    same = [one.name for one in others if site and _site(one.url) == site]
    if 0 < len(same) < _SWITCHBOARD:
        yield Problem("url", "advice", f"Samma webbplats som {_list(same)}.")
    here = set(service.service_areas)
    name = folded(service.name)
    alike = [one.name for one in others if here & one.areas and fuzz.ratio(name, folded(one.name)) >= _ALIKE]
    if alike:
        yield Problem("name", "advice", f"Finns den redan? Liknar {_list(alike)}.")


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return f"0{digits[2:]}" if number.strip().startswith("+46") else digits


def _site(url: str | None) -> str | None:
    return url.split("://", 1)[1].removeprefix("www.").rstrip("/").lower() if url else None


def _list(names: list[str]) -> str:
    return ", ".join(f"”{name}”" for name in names[:_MOST])
