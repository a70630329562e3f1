"""Whom a service is for: the person, or somebody close to them."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base
from bot.db.models.content_version import Curated


class ServiceAudience(Curated, Base):
    """One of `self` and `relative`."""

    __tablename__ = "service_audience"
    __table_args__ = (CheckConstraint("audience IN ('self', 'relative')", name="audience"),)

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    audience: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int]
