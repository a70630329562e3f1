"""Updates from Telegram: their numbers for good, what they say only until it has been answered."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, UtcDateTime


class TelegramUpdate(Base):
    """One update; its row stays, so that it is never worked on twice."""

    __tablename__ = "telegram_update"
    __table_args__ = (Index(None, "next_at"),)

    # Telegram's number for it.
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    # What we need of it, sealed (bot/vault.py); emptied when it has been worked on.
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int]
    # When somebody else may work on it. None: done, or given up.
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
