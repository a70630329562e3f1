"""Services: the listings themselves (HSDS `service`, with the fields HSDS lacks)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.content.schema import Level, Publication
from bot.db.base import Base, UtcDateTime, one_of, utcnow
from bot.db.models.address import Address
from bot.db.models.content_version import Curated
from bot.db.models.organization import Organization
from bot.db.models.origin import Origin
from bot.db.models.phone import Phone
from bot.db.models.service_area import ServiceArea
from bot.db.models.service_audience import ServiceAudience
from bot.db.models.service_language import ServiceLanguage
from bot.db.models.service_topic import ServiceTopic
from bot.db.models.source import Source


class Status(StrEnum):
    """Whether the service exists in the world, as HSDS says it."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class Service(Curated, Base):
    """A place to turn to; the lists hang on it in order, and are loaded with it."""

    __tablename__ = "service"
    __table_args__ = (CheckConstraint("minimum_age <= maximum_age", name="ages_in_order"),)

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    organization_id: Mapped[str] = mapped_column(ForeignKey("organization.id"), index=True)
    level: Mapped[Level] = mapped_column(one_of(Level, "level"))
    status: Mapped[Status] = mapped_column(one_of(Status, "status"))
    publication: Mapped[Publication] = mapped_column(one_of(Publication, "publication"), index=True)
    summary: Mapped[str] = mapped_column(String(220))
    description: Mapped[str | None] = mapped_column(Text)
    minimum_age: Mapped[int | None]
    maximum_age: Mapped[int | None]
    not_for: Mapped[str | None] = mapped_column(String(160))
    self_referral: Mapped[bool]
    sms: Mapped[str | None] = mapped_column(String(160))
    chat: Mapped[str | None] = mapped_column(String(500))
    email: Mapped[str | None] = mapped_column(String(320))
    url: Mapped[str | None] = mapped_column(String(500))
    opening_hours: Mapped[str | None] = mapped_column(String(200))
    opening_hours_note: Mapped[str | None] = mapped_column(String(160))
    interpretation_services: Mapped[bool | None]
    cost: Mapped[str | None] = mapped_column(String(160))
    anonymity: Mapped[str | None] = mapped_column(String(160))
    assured_date: Mapped[date | None]
    internal_note: Mapped[str | None] = mapped_column(Text)
    origin: Mapped[Origin] = mapped_column(one_of(Origin, "origin"))
    last_modified: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, onupdate=utcnow)

    organization: Mapped[Organization] = relationship(lazy="raise")
    topics: Mapped[list[ServiceTopic]] = relationship(
        order_by=ServiceTopic.position, cascade="all, delete-orphan", lazy="selectin"
    )
    audiences: Mapped[list[ServiceAudience]] = relationship(
        order_by=ServiceAudience.position, cascade="all, delete-orphan", lazy="selectin"
    )
    service_areas: Mapped[list[ServiceArea]] = relationship(
        order_by=ServiceArea.position, cascade="all, delete-orphan", lazy="selectin"
    )
    languages: Mapped[list[ServiceLanguage]] = relationship(
        order_by=ServiceLanguage.position, cascade="all, delete-orphan", lazy="selectin"
    )
    phones: Mapped[list[Phone]] = relationship(
        order_by=Phone.position, cascade="all, delete-orphan", lazy="selectin"
    )
    sources: Mapped[list[Source]] = relationship(
        order_by=Source.position, cascade="all, delete-orphan", lazy="selectin"
    )
    address: Mapped[Address | None] = relationship(cascade="all, delete-orphan", lazy="selectin")
