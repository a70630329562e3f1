"""Organizations: who runs services (HSDS `organization`)."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, UtcDateTime, one_of, utcnow
from bot.db.models.content_version import Curated
from bot.db.models.origin import Origin


class Organization(Curated, Base):
    """A municipality, a region, an authority or an association."""

    __tablename__ = "organization"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    url: Mapped[str | None] = mapped_column(String(500))
    origin: Mapped[Origin] = mapped_column(one_of(Origin, "origin"))
    last_modified: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, onupdate=utcnow)
