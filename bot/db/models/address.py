"""Visiting addresses (HSDS `address`)."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base
from bot.db.models.content_version import Curated


class Address(Curated, Base):
    """Where a service is visited; an address that must stay secret never becomes a row."""

    __tablename__ = "address"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(String(160))
