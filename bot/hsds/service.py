"""A listing as an HSDS 3.0 service, after the profile in docs/hsds.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from babel import Locale

from bot.content.areas import area_name
from bot.content.schema import Municipality, Organization, Service, Topic
from bot.directory.hours import ZONE, opening_at
from bot.directory.listing import Listing
from bot.hsds.ids import uuid_of
from bot.hsds.places import service_at_locations
from bot.hsds.schedules import schedules
from bot.hsds.taxonomy import Json, attributes

_SWEDISH: Final = Locale("sv")
_FREE: Final = "gratis"
# The extension's key: HSDS allows properties of others, and one key of our own clashes with nothing.
OURS: Final = "vart"


@dataclass(frozen=True, slots=True)
class Published:
    """A listing that people see.

    Attributes:
        listing: The listing, without anything that must stay secret.
        organization: Who runs it.
        modified: When it, or who runs it, was last written.
    """

    listing: Listing
    organization: Organization
    modified: datetime

    @property
    def service(self) -> Service:
        """The listing's fields."""
        return self.listing.service

    @property
    def id(self) -> str:
        """Its HSDS id."""
        return uuid_of("service", self.listing.id)


@dataclass(frozen=True, slots=True)
class Words:
    """What topics and areas are called.

    Attributes:
        topics: Topics by id.
        municipalities: Municipalities by code.
    """

    topics: Mapping[str, Topic]
    municipalities: Mapping[str, Municipality]


def minimal(published: Published) -> Json:
    """Just enough to find out what has changed; the API names the time in one way, the schema in another."""
    modified = _moment(published.modified)
    return {"id": published.id, "modified_date": modified, "last_modified": modified}


def simple(published: Published, now: datetime) -> Json:
    """A service with everything it has one of.

    Args:
        published: The listing.
        now: When it is asked for; opening hours are said for this moment.
    """
    service = published.service
    interpreter = {None: None, True: "Tolk kan bokas", False: "Tolk går inte att boka"}
    return _known(
        id=published.id,
        organization_id=_organization_id(published),
        name=service.name,
        description="\n\n".join(filter(None, (service.summary, service.description))),
        url=service.url or service.chat,
        email=service.email,
        status=service.status,
        interpretation_services=interpreter[service.interpretation_services],
        application_process=None if service.self_referral else "Du behöver en remiss.",
        fees_description=service.cost,
        eligibility_description=_eligibility(service),
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        assured_date=service.assured_date.isoformat() if service.assured_date else None,
        last_modified=_moment(published.modified),
        organization=_organization(published),
        **{OURS: _ours(published, now)},
    )


def full(published: Published, words: Words, now: datetime) -> Json:
    """A service with everything that belongs to it.

    Args:
        published: The listing.
        words: What topics and areas are called.
        now: When it is asked for; opening hours are said for this moment.
    """
    service = published.service
    return simple(published, now) | {
        "phones": list(_phones(published)),
        "schedules": schedules(service, now.astimezone(ZONE).year),
        "service_areas": _areas(published, words),
        "service_at_locations": service_at_locations(service, words.municipalities),
        "languages": _languages(published),
        "cost_options": _cost(service),
        "attributes": attributes(service, words.topics),
    }


def _areas(published: Published, words: Words) -> list[Json]:
    return [
        {
            "id": uuid_of("service_area", published.service.id, code),
            "service_id": published.id,
            "name": area_name(code, words.municipalities),
            OURS: {"code": code},
        }
        for code in published.service.service_areas
    ]


def _languages(published: Published) -> list[Json]:
    return [
        {
            "id": uuid_of("language", published.service.id, code),
            "service_id": published.id,
            "code": code,
            "name": _SWEDISH.languages.get(code, code),
        }
        for code in published.service.languages
    ]


def _phones(published: Published) -> list[Json]:
    service = published.service
    found = [
        _phone(published, dialled.phone.number, "voice", dialled.phone.label)
        | {OURS: {"tel": dialled.tel, "unconfirmed": dialled.phone.unconfirmed}}
        for dialled in published.listing.phones
    ]
    return found + ([_phone(published, service.sms, "text", None)] if service.sms else [])


def _phone(published: Published, number: str, kind: str, label: str | None) -> Json:
    return _known(
        id=uuid_of("phone", published.service.id, kind, number, label or ""),
        service_id=published.id,
        number=number,
        type=kind,
        description=label,
    )


def _cost(service: Service) -> list[Json]:
    if service.cost is None:
        return []
    owner = {"id": uuid_of("cost_option", service.id), "service_id": uuid_of("service", service.id)}
    free = {"amount": 0, "currency": "SEK"} if service.cost.casefold() == _FREE else {}
    return [owner | {"option": service.cost} | free]


def _organization_id(published: Published) -> str:
    return uuid_of("organization", published.organization.id)


def _organization(published: Published) -> Json:
    organization = published.organization
    return _known(
        id=_organization_id(published),
        name=organization.name,
        # HSDS demands a description; this is all that is known.
        description=f"{organization.name} ansvarar för verksamheten.",
        website=organization.url,
    )


def _eligibility(service: Service) -> str:
    """Whom it is for, and whom not, in a sentence each."""
    low, high = service.minimum_age, service.maximum_age
    sentences = []
    if low is not None and high is not None:
        sentences.append(f"För dig som är {low}–{high} år.")
    elif low is not None:
        sentences.append(f"För dig som är {low} år eller äldre.")
    elif high is not None:
        sentences.append(f"För dig som är högst {high} år.")
    who = {"self": "den som själv behöver stöd", "relative": "närstående"}
    sentences.append(f"Tar emot {' och '.join(who[one] for one in service.for_)}.")
    if service.not_for:
        sentences.append(f"Inte för: {service.not_for.rstrip('.')}.")
    return " ".join(sentences)


def _ours(published: Published, now: datetime) -> Json:
    """What HSDS has no field for."""
    service, local = published.service, now.astimezone(ZONE)
    note, can_call = service.opening_hours_note, bool(published.listing.phones)
    opening = opening_at(service.opening_hours, local, "sv", note=note, can_call=can_call)
    return _known(
        id=service.id,
        level=service.level.value,
        **{"for": list(service.for_)},
        not_for=service.not_for,
        self_referral=service.self_referral,
        opening_hours=service.opening_hours,
        opening={"state": opening.state, "text": opening.text, "at": local.isoformat(timespec="seconds")},
        interpretation_services=service.interpretation_services,
        anonymity=service.anonymity,
        chat=service.chat,
        sources=[source.model_dump(exclude_none=True) for source in service.sources],
    )


def _known(**values: Any) -> Json:
    """What is known: HSDS leaves out what is not, and never says null."""
    return {name: value for name, value in values.items() if value is not None}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
