"""Accounts of editors and desk staff, and their sessions."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, UtcDateTime


class Account(Base):
    """Somebody who may log in; what they may do stands in `roles`."""

    __tablename__ = "account"
    __table_args__ = (Index(None, "login", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Lower case; an e-mail address or a short name.
    login: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(60))
    password_hash: Mapped[str] = mapped_column(String(255))
    # Of desk, editor, reviewer, administrator, coordinator (bot/accounts/roles.py).
    roles: Mapped[list[str]] = mapped_column(JSON)
    # Municipality codes; "24" is a county, "SE" the country. Empty means none: deny by default.
    areas: Mapped[list[str]] = mapped_column(JSON)
    # Where the one-time code goes, whatever the roles; without one there is no second factor and no desk.
    sealed_phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AccountSession(Base):
    """A browser that has logged in."""

    __tablename__ = "account_session"
    __table_args__ = (Index(None, "account_id"),)

    # SHA-256 of the cookie's value.
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    csrf: Mapped[str] = mapped_column(String(64))
    # Hash of the one-time code that was sent, until it is given back.
    code_hash: Mapped[str | None] = mapped_column(String(64))
    code_sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    code_tries: Mapped[int] = mapped_column(default=0)
    # When the second factor was passed; nothing is shown before.
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
