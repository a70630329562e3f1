"""Sets the leaflet as a PDF: tagged, in Swedish, and never more or less than two pages."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import segno
import typst
from babel.dates import format_date

from bot.content.schema import Municipality, Service
from bot.directory.hours import ZONE
from bot.directory.present import present
from bot.directory.query import Hit
from bot.directory.weekly import in_words, weekly
from bot.editor.leaflet.choosing import Choice

PAGES: Final = 2
_TEMPLATE: Final = Path(__file__).with_name("leaflet.typ")
# The fonts that typst brings: the leaflet looks the same on every machine, and needs no network.
_FONTS: Final = typst.Fonts(include_system_fonts=False)
_STANDARD: Final = "ua-1"


@dataclass(frozen=True, slots=True)
class Cover:
    """What the leaflet says beside its listings.

    Attributes:
        municipality: Where it will lie.
        address: Where the chat is.
        at: When it is made.
    """

    municipality: Municipality
    address: str
    at: datetime


def leaflet(choice: Choice, cover: Cover) -> bytes:
    """The leaflet, with as many doors as two pages hold. Takes some seconds: not for the event loop.

    Args:
        choice: What may stand in it.
        cover: What it says beside that.
    """

    def data(count: int, *, broken: bool = False) -> dict[str, str]:
        return {"data": json.dumps(_data(choice.fewer(count), cover) | {"broken": broken})}

    count = _largest(choice.most, lambda count: _pages(data(count)) <= PAGES)
    # What fits on one page is spread over two: what one keeps first, and where to go next.
    broken = _pages(data(count)) < PAGES
    made = typst.compile(
        _TEMPLATE,
        sys_inputs=data(count, broken=broken),
        font_paths=_FONTS,
        pdf_standards=[_STANDARD],
        timestamp=cover.at.astimezone(UTC).replace(microsecond=0),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst has made no PDF")
    return made


def _largest(most: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `most` that fits; 0 when none does."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _pages(inputs: dict[str, str]) -> int:
    found = typst.query(_TEMPLATE, "<pages>", field="value", sys_inputs=inputs, font_paths=_FONTS)
    return int(json.loads(found)[0])


def _data(choice: Choice, cover: Cover) -> dict[str, Any]:
    """Everything the template sets, as data: nothing in it is ever read as typst's own language."""
    name = cover.municipality.name
    groups = [
        {"heading": heading, "doors": [_door(hit) for hit in hits]}
        for heading, hits in choice.groups.items()
        if hits
    ]
    if choice.switchboards:
        groups.append({"heading": "Vet du inte vart?", "doors": [_door(hit) for hit in choice.switchboards]})
    return {
        "title": f"Vart vänder jag mig i {name}?",
        "crisis": [_door(hit) for hit in choice.crisis],
        "groups": groups,
        "address": cover.address,
        "qr": _qr(cover.address),
        "made": format_date(cover.at.astimezone(ZONE).date(), "long", locale="sv"),
    }


def _door(hit: Hit) -> dict[str, Any]:
    service, card = hit.service, present(hit, "sv")
    return {
        "name": service.name,
        "summary": _first_sentence(service.summary),
        "phones": [
            {"number": phone.number, "tel": phone.tel, "label": phone.label or ""} for phone in card.phones
        ],
        "web": "" if card.phones or not card.url else _bare(card.url),
        "link": card.url or "",
        "hours": _hours(service, hit.at.astimezone(ZONE).year),
        "checked": _checked(service.assured_date),
    }


def _hours(service: Service, year: int) -> str:
    spans = weekly(service.opening_hours, year) if service.opening_hours else None
    words = in_words(spans) if spans else service.opening_hours_note or ""
    return f"{words[0].upper()}{words[1:].rstrip('.')}." if words else ""


def _checked(day: date | None) -> str:
    return f"Kontrollerad {format_date(day, 'long', locale='sv')}." if day else ""


def _first_sentence(text: str) -> str:
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]


def _bare(url: str) -> str:
    return url.split("://", 1)[1].removeprefix("www.").rstrip("/")


def _qr(address: str) -> str:
    file = io.BytesIO()
    segno.make(address, error="m").save(file, kind="svg", xmldecl=False, svgns=True, border=2)
    return file.getvalue().decode()
