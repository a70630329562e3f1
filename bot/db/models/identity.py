"""Who is which conversation on a channel where nobody carries a secret: Telegram and SMS."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, UtcDateTime


class Identity(Base):
    """An address on a channel, as a keyed hash, and the conversation it stands for."""

    __tablename__ = "identity"
    __table_args__ = (Index(None, "channel", "address_hash", unique=True), Index(None, "conversation_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    # "telegram" or "sms".
    channel: Mapped[str] = mapped_column(String(10))
    # Keyed hash (bot/vault.py) of the chat id or the number.
    address_hash: Mapped[str] = mapped_column(String(64))
    # None: forgotten; such a row stays only while it says that nothing may be sent.
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id", ondelete="SET NULL"))
    # Only while a case needs it, so that what a human says later arrives.
    sealed_address: Mapped[bytes | None] = mapped_column(LargeBinary)
    # The last conversation_event that was sent on.
    delivered_event_id: Mapped[int] = mapped_column(default=0)
    # While somebody is sending; a lease that runs out is taken over.
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # What a number in the next SMS stands for: payloads, in the order they were offered.
    offered: Mapped[list[str]] = mapped_column(JSON, default=list)
    # Lines that did not fit into the last SMS, for MER.
    rest: Mapped[list[str]] = mapped_column(JSON, default=list)
    # STOPP: nothing is sent until START.
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
