"""Languages spoken by a service (HSDS `language`)."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base
from bot.db.models.content_version import Curated


class ServiceLanguage(Curated, Base):
    """A language one is met in, without an interpreter."""

    __tablename__ = "service_language"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    language_code: Mapped[str] = mapped_column(String(3), primary_key=True, index=True)
    position: Mapped[int]
