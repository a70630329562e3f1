"""A conversation: who may continue it and what it remembers, never what was said."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, UtcDateTime


class Conversation(Base):
    """One conversation, forgotten after 24 idle hours."""

    __tablename__ = "conversation"
    __table_args__ = (Index(None, "seen_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    # SHA-256 of the secret that the client holds.
    secret_hash: Mapped[str] = mapped_column(String(64))
    memory: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ConversationEvent(Base):
    """A message that came later than the reply: from a human, or from a timer."""

    __tablename__ = "conversation_event"
    # Numbers are never used again, so that Last-Event-ID keeps its meaning.
    __table_args__ = (Index(None, "conversation_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    # The Message as JSON, sealed (bot/vault.py): it may hold what a person wrote.
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
