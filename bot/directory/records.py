"""Listings as rows: from the schema of content/ into the database, and back."""

from collections.abc import AsyncIterator
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.schema import Organization, Service
from bot.db.base import utcnow
from bot.db.models.address import Address
from bot.db.models.organization import Organization as OrganizationRow
from bot.db.models.phone import Phone
from bot.db.models.service import Service as ServiceRow
from bot.db.models.service import Status
from bot.db.models.service_area import ServiceArea
from bot.db.models.service_audience import ServiceAudience
from bot.db.models.service_language import ServiceLanguage
from bot.db.models.service_topic import ServiceTopic
from bot.db.models.source import Source

# Fields that are a column of the same name.
COLUMNS: Final = (
    "name",
    "level",
    "publication",
    "summary",
    "description",
    "minimum_age",
    "maximum_age",
    "not_for",
    "self_referral",
    "sms",
    "chat",
    "email",
    "url",
    "opening_hours",
    "opening_hours_note",
    "interpretation_services",
    "cost",
    "anonymity",
    "assured_date",
    "internal_note",
)
# Rows read at a time; between two pages other work gets its turn.
_PAGE: Final = 200


def storable(service: Service) -> Service:
    """The service as the database can give it back: no confidential address, main topics in order."""
    secret = service.address is not None and service.address.confidential
    main = tuple(topic for topic in service.topics if topic in service.main_topics)
    return service.model_copy(update={"address": None if secret else service.address, "main_topics": main})


def read_service(row: ServiceRow) -> Service:
    """The listing in a row.

    Raises:
        ValueError: The row does not follow the schema (pydantic's ValidationError is one).
    """
    values: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS}
    return Service(
        **values,
        id=row.id,
        organization=row.organization_id,
        status=row.status.value,
        topics=tuple(topic.topic_id for topic in row.topics),
        main_topics=tuple(topic.topic_id for topic in row.topics if topic.main),
        for_=tuple(audience.audience for audience in row.audiences),
        service_areas=tuple(area.area_code for area in row.service_areas),
        languages=tuple(language.language_code for language in row.languages),
        phones=tuple(_fields(phone, "number", "label", "publication", "unconfirmed") for phone in row.phones),
        sources=tuple(_fields(source, "url", "title", "date") for source in row.sources),
        address=_fields(row.address, "text") if row.address else None,
    )


def write_service(row: ServiceRow, service: Service) -> None:
    """Put a listing into a row; a confidential address is left out."""
    service = storable(service)
    row.id = service.id
    row.organization_id = service.organization
    row.status = Status(service.status)
    # A row of a list (a phone, a topic) does not touch the service's own.
    row.last_modified = utcnow()
    for name in COLUMNS:
        setattr(row, name, getattr(service, name))
    row.topics = [
        ServiceTopic(topic_id=topic, main=topic in service.main_topics, position=position)
        for position, topic in enumerate(service.topics)
    ]
    row.audiences = [ServiceAudience(audience=who, position=at) for at, who in enumerate(service.for_)]
    row.service_areas = [
        ServiceArea(area_code=code, position=position) for position, code in enumerate(service.service_areas)
    ]
    row.languages = [
        ServiceLanguage(language_code=code, position=position)
        for position, code in enumerate(service.languages)
    ]
    row.phones = [Phone(position=at, **phone.model_dump()) for at, phone in enumerate(service.phones)]
    row.sources = [Source(position=at, **source.model_dump()) for at, source in enumerate(service.sources)]
    row.address = Address(text=service.address.text) if service.address else None


def read_organization(row: OrganizationRow) -> Organization:
    """The organization in a row."""
    return Organization(id=row.id, name=row.name, url=row.url)


async def organizations(session: AsyncSession) -> dict[str, Organization]:
    """Everybody who runs a listing, by id and in that order."""
    rows = await session.scalars(select(OrganizationRow).order_by(OrganizationRow.id))
    return {row.id: read_organization(row) for row in rows}


async def all_services(session: AsyncSession) -> AsyncIterator[ServiceRow]:
    """Every service row by id, with all that hangs on it, a page at a time."""
    last = ""
    while True:
        statement = select(ServiceRow).where(ServiceRow.id > last).order_by(ServiceRow.id).limit(_PAGE)
        rows = (await session.scalars(statement)).all()
        for row in rows:
            yield row
        if len(rows) < _PAGE:
            return
        last = rows[-1].id


def _fields(row: Any, *names: str) -> Any:
    return {name: getattr(row, name) for name in names}
