"""Cases: somebody asked for a human. Texts and numbers are sealed (bot/vault.py)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, UtcDateTime, one_of


class CaseState(StrEnum):
    """Where a case stands (docs/escalation.md draws it)."""

    HELD = "held"
    NOTIFYING = "notifying"
    ACKED = "acked"
    IN_CONTACT = "in_contact"
    EXHAUSTED = "exhausted"
    CANCELLED = "cancelled"
    CLOSED = "closed"


class Severity(StrEnum):
    """How fast a case goes."""

    ACUTE = "acute"
    HIGH = "high"
    NORMAL = "normal"

    def graver_than(self, other: "Severity") -> bool:
        """Whether a case of this severity goes faster than one of the other."""
        return _BY_GRAVITY.index(self) > _BY_GRAVITY.index(other)


_BY_GRAVITY = (Severity.NORMAL, Severity.HIGH, Severity.ACUTE)
# Not ended: at most one of them per conversation. An exhausted case can be taken late.
ALIVE = (CaseState.HELD, CaseState.NOTIFYING, CaseState.ACKED, CaseState.IN_CONTACT, CaseState.EXHAUSTED)
_ALIVE = text(f"state IN ({', '.join(repr(state.value) for state in ALIVE)})")


class Case(Base):
    """One request for a human, with the consent it rests on."""

    __tablename__ = "escalation_case"
    __table_args__ = (
        Index(
            "uq_escalation_case_alive",
            "conversation_id",
            unique=True,
            sqlite_where=_ALIVE,
            postgresql_where=_ALIVE,
        ),
        Index(None, "state"),
        # Also those that have ended; SQLite cannot use the index above for a value that is bound.
        Index(None, "conversation_id"),
        Index(None, "code_hash", unique=True),
        {"sqlite_autoincrement": True},
    )

    # Never used again: it stands in the audit after the case's texts are gone.
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id", ondelete="SET NULL"))
    # What the person comes back with; hashed to be found, sealed to be shown again.
    code_hash: Mapped[str] = mapped_column(String(64))
    sealed_code: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[CaseState] = mapped_column(one_of(CaseState, "case_state"))
    severity: Mapped[Severity] = mapped_column(one_of(Severity, "case_severity"))
    # Raised by every change; a change made on an older version does nothing.
    version: Mapped[int] = mapped_column(default=1)
    # The step of the roster that is being asked, from 1; 0 before the first.
    step: Mapped[int] = mapped_column(default=0)
    policy_version: Mapped[str] = mapped_column(String(40))
    municipality: Mapped[str | None] = mapped_column(String(4))
    topic: Mapped[str | None] = mapped_column(String(80))
    for_whom: Mapped[str | None] = mapped_column(String(10))
    age: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(3))
    # "chat" or "phone".
    contact: Mapped[str] = mapped_column(String(10))
    sealed_phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_contact_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # got_help, referred, no_answer, wrong, cancelled, or None.
    outcome: Mapped[str | None] = mapped_column(String(20))
    # What the person answered to "hjälpte det?": good, bad, or None.
    feedback: Mapped[str | None] = mapped_column(String(10))
    # When texts and numbers were deleted by the retention job.
    texts_deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    phone_deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CaseMessage(Base):
    """Something said in a case, by the person, the human or Vart, since the consent."""

    __tablename__ = "case_message"
    __table_args__ = (
        Index(None, "case_id", "id"),
        Index(None, "origin", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("escalation_case.id", ondelete="CASCADE"))
    # "person", "human" or "bot".
    author: Mapped[str] = mapped_column(String(10))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # What made it, such as "sms:SM…" or "web:…": the same thing twice is one message.
    origin: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CaseOffer(Base):
    """A case offered to one member of staff, under the code that their phone knows it by."""

    __tablename__ = "case_offer"
    __table_args__ = (
        Index(None, "case_id"),
        Index(
            "uq_case_offer_staff_code",
            "staff_id",
            "code",
            unique=True,
            sqlite_where=text("freed_at IS NULL"),
            postgresql_where=text("freed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("escalation_case.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    # The smallest number that is free on that phone; free again when `freed_at` is set.
    code: Mapped[int]
    step: Mapped[int]
    # open, accepted, passed, unreachable, withdrawn.
    state: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    freed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CaseTimer(Base):
    """Something that is to happen to a case at a time; void when the case has moved on."""

    __tablename__ = "case_timer"
    __table_args__ = (Index(None, "due_at"), Index(None, "case_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("escalation_case.id", ondelete="CASCADE"))
    # start, step, sent, tell, contact, reply, late, check, expire (bot/escalation/timers.py).
    kind: Mapped[str] = mapped_column(String(10))
    # Of the case when it was set: a timer with an older version does nothing.
    version: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CaseAudit(Base):
    """What happened to a case, who did it and when; never a text, a name or a number."""

    __tablename__ = "case_audit"
    __table_args__ = (Index(None, "case_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    # No foreign key: the audit stays.
    case_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # "person", "timer", "staff:3", "account:2", "provider".
    actor: Mapped[str] = mapped_column(String(30))
    event: Mapped[str] = mapped_column(String(30))
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class Alarm(Base):
    """Something an administrator has to look at; shown at the desk until somebody has."""

    __tablename__ = "alarm"
    __table_args__ = (Index(None, "seen_at"), Index(None, "key", unique=True))

    id: Mapped[int] = mapped_column(primary_key=True)
    # Such as roster_gap, staff_stopped, late_failure, no_staff.
    kind: Mapped[str] = mapped_column(String(30))
    # The same thing twice is one alarm, such as "roster_gap:2460:1:2026-11-23".
    key: Mapped[str] = mapped_column(String(120))
    case_id: Mapped[int | None]
    staff_id: Mapped[int | None]
    # Facts for the sentence that is shown; never a text of a person.
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
