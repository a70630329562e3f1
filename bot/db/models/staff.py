"""First-line staff on the duty roster: who may be asked to take a case, where and when."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, UtcDateTime


class Staff(Base):
    """One person with a phone who answers by SMS, and at the desk if they have an account."""

    __tablename__ = "staff"
    __table_args__ = (Index(None, "phone_hash", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # A first name is enough; the person who asks for help sees it.
    name: Mapped[str] = mapped_column(String(60))
    sealed_phone: Mapped[bytes] = mapped_column(LargeBinary)
    # Keyed hash (bot/vault.py), so that an SMS finds its sender without a number in the clear.
    phone_hash: Mapped[str] = mapped_column(String(64))
    # Municipality codes; empty means all.
    municipalities: Mapped[list[str]] = mapped_column(JSON)
    # Topic ids; empty means all.
    topics: Mapped[list[str]] = mapped_column(JSON)
    # OSM opening_hours, Europe/Stockholm.
    hours: Mapped[str] = mapped_column(String(255))
    # 1 is asked first.
    step: Mapped[int]
    # PAUS sets it, AKTIV clears it.
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # STOP, or a number that cannot be reached; START clears it.
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # No longer in the roster file; kept for the audit.
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
