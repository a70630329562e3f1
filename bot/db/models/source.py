"""Sources: where the facts of a listing were read."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base
from bot.db.models.content_version import Curated


class Source(Curated, Base):
    """A page or a document, and the date of what was read."""

    __tablename__ = "source"
    __table_args__ = (CheckConstraint("url IS NOT NULL OR title IS NOT NULL", name="names_something"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    url: Mapped[str | None] = mapped_column(String(500))
    title: Mapped[str | None] = mapped_column(String(160))
    date: Mapped[str | None] = mapped_column(String(160))
