"""Telephone numbers (HSDS `phone`)."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.content.schema import Publication
from bot.db.base import Base, one_of
from bot.db.models.content_version import Curated


class Phone(Curated, Base):
    """A number as it is written for people, in the order it is shown."""

    __tablename__ = "phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(160))
    label: Mapped[str | None] = mapped_column(String(160))
    publication: Mapped[Publication] = mapped_column(one_of(Publication, "publication"))
    unconfirmed: Mapped[bool]
