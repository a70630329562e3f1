"""Service areas (HSDS `service_area`)."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base
from bot.db.models.content_version import Curated


class ServiceArea(Curated, Base):
    """Where a service takes people from: a municipality (0000), a county (00) or the country (SE)."""

    __tablename__ = "service_area"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    area_code: Mapped[str] = mapped_column(String(4), primary_key=True, index=True)
    position: Mapped[int]
