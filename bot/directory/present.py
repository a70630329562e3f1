"""A hit as the person sees it: the Service of the chat API."""

from urllib.parse import urlsplit

from bot.content.schema import Source
from bot.directory.freshness import next_review
from bot.directory.hours import ZONE, opening_at
from bot.directory.query import Dialled, Hit
from bot.gateway import messages

_UNCONFIRMED = {"sv": "växel, ej kontrollerad", "en": "switchboard, not verified"}


def present(hit: Hit, lang: str) -> messages.Service:
    """Write a hit as a card.

    Args:
        hit: What search found.
        lang: `sv`, or English for everything else; the listing's own words stay Swedish.
    """
    service = hit.service
    address = service.address
    return messages.Service(
        id=service.id,
        name=service.name,
        operator=hit.organization,
        level=service.level.value,
        summary=service.summary,
        phones=[_phone(dialled, lang) for dialled in hit.phones],
        url=service.url or service.chat,
        address=None if address is None or address.confidential else address.text,
        open=_opening(hit, lang),
        ages=(service.minimum_age, service.maximum_age),
        for_=list(service.for_),
        languages=list(service.languages) or None,
        cost=service.cost,
        checked=service.assured_date.isoformat() if service.assured_date else None,
        source=_source(service.sources[0]),
        overdue=_overdue(hit),
        why=list(hit.why),
    )


def _overdue(hit: Hit) -> bool:
    """Whether the listing was checked once, and should have been again."""
    service = hit.service
    review = next_review(service.assured_date, phones=bool(hit.phones), opening_hours=service.opening_hours)
    return service.assured_date is not None and review.overdue(hit.at.astimezone(ZONE).date())


def _phone(dialled: Dialled, lang: str) -> messages.Phone:
    phone = dialled.phone
    unconfirmed = _UNCONFIRMED["sv" if lang == "sv" else "en"]
    return messages.Phone(
        number=phone.number, label=unconfirmed if phone.unconfirmed else phone.label, tel=dialled.tel
    )


def _opening(hit: Hit, lang: str) -> messages.Opening:
    if lang == "sv":
        return hit.opening
    service = hit.service
    return opening_at(
        service.opening_hours, hit.at, lang, note=service.opening_hours_note, can_call=bool(hit.phones)
    )


def _source(source: Source) -> str:
    """The title, else the host, and the date of what was read: "1177.se, 2026-03-01"."""
    name = source.title or urlsplit(source.url or "").netloc.removeprefix("www.")
    return f"{name}, {source.date}" if source.date else name
