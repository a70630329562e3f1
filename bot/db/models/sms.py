"""SMS on their way out and in. Bodies and numbers are sealed (bot/vault.py)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, UtcDateTime


class SmsOutbox(Base):
    """One SMS to send; written in the same transaction as what it tells of."""

    __tablename__ = "sms_outbox"
    __table_args__ = (
        Index(None, "reference", unique=True),
        Index(None, "sid", unique=True),
        Index(None, "state", "next_at"),
        Index(None, "to_hash", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Ours, made by what asked for it: the same thing twice is one SMS.
    reference: Mapped[str] = mapped_column(String(120))
    # offer, notice, relay, code, seeker.
    purpose: Mapped[str] = mapped_column(String(10))
    sealed_to: Mapped[bytes] = mapped_column(LargeBinary)
    # By which the order for one phone is kept; emptied with the number.
    to_hash: Mapped[str] = mapped_column(String(64))
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("escalation_case.id", ondelete="SET NULL"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    # created, leased, accepted, sent, delivered, undelivered, failed, unknown (bot/sms/status.py).
    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int] = mapped_column(default=0)
    # When it is to be tried; a lease that runs out is tried by somebody else.
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    leased_by: Mapped[str | None] = mapped_column(String(40))
    # It is of no use after this; also given to the provider as its validity period.
    valid_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Of the provider.
    sid: Mapped[str | None] = mapped_column(String(64))
    error_code: Mapped[int | None]
    # A failure was reported after the delivery: an alarm, not a step back.
    late_failure: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When the provider took it.
    handed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SmsInbound(Base):
    """An SMS that came in; its row stays half a year, so that it is not worked on twice."""

    __tablename__ = "sms_inbound"
    __table_args__ = (Index(None, "handled_at"), Index(None, "from_hash", "received_at"))

    # The provider's MessageSid.
    sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    # By which the order of one sender is kept. Like the next two emptied when it has been worked on.
    from_hash: Mapped[str] = mapped_column(String(64))
    sealed_from: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_body: Mapped[bytes | None] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    # When it is to be worked on; while somebody does, when somebody else may. None: handled, or given up.
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
