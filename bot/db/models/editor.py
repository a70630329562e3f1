"""What editors work with: history, drafts, comments, reports, counted questions, links, confirmations."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.content.schema import Publication
from bot.db.base import Base, UtcDateTime, one_of


class ListingRevision(Base):
    """One step in the history of a listing; its number is what two editors at once collide on."""

    __tablename__ = "listing_revision"

    # No foreign keys: a listing may only have a draft, and the history outlives accounts.
    service_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # One of bot/editor/views.py RevisionKind.
    kind: Mapped[str] = mapped_column(String(20))
    # None: the service itself, or Vart.
    account_id: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    note: Mapped[str | None] = mapped_column(Text)
    # The fields after the step, as bot/editor/fields.py writes them.
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    # What the directory shows after the step; None: it has never been in the directory.
    publication: Mapped[Publication | None] = mapped_column(one_of(Publication, "publication"))


class ListingDraft(Base):
    """Changes to a listing that are not live; at most one open draft per listing."""

    __tablename__ = "listing_draft"

    service_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    # The revision that its data was written in.
    revision: Mapped[int]
    # "draft" or "review".
    state: Mapped[str] = mapped_column(String(10))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    # Account ids of everybody who had a hand in it.
    authors: Mapped[list[int]] = mapped_column(JSON)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class ListingComment(Base):
    """Something an editor said to the others about a listing."""

    __tablename__ = "listing_comment"
    __table_args__ = (Index(None, "service_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(String(80))
    account_id: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class ListingReport(Base):
    """Somebody in the chat said that a listing is wrong: days and counts, never who or exactly when."""

    __tablename__ = "listing_report"
    __table_args__ = (Index(None, "service_id"), Index(None, "closed_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    # phone, hours, closed or other.
    kind: Mapped[str] = mapped_column(String(10))
    count: Mapped[int] = mapped_column(default=1)
    first_on: Mapped[dt.date] = mapped_column(Date)
    last_on: Mapped[dt.date] = mapped_column(Date)
    closed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None]


class UnansweredQuestion(Base):
    """How many questions the bot could not answer on a day; never what they said."""

    __tablename__ = "unanswered_question"

    day: Mapped[dt.date] = mapped_column(Date, primary_key=True)
    # The keys hold only words of ours, and "" where nothing was understood or told.
    intent: Mapped[str] = mapped_column(String(80), primary_key=True)
    topic: Mapped[str] = mapped_column(String(80), primary_key=True)
    municipality: Mapped[str] = mapped_column(String(4), primary_key=True)
    count: Mapped[int]


class LinkCheck(Base):
    """What became of the last check of a web address."""

    __tablename__ = "link_check"

    url: Mapped[str] = mapped_column(String(500), primary_key=True)
    checked_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    # One of bot/editor/links.py Finding.
    finding: Mapped[str] = mapped_column(String(20))
    # Since when it has been found so.
    since: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class Confirmation(Base):
    """A link by which the service itself says that its listing is true; works once."""

    __tablename__ = "confirmation"
    __table_args__ = (Index(None, "service_id"),)

    # Keyed hash of the link's secret.
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    # Who asked for it.
    account_id: Mapped[int]
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    # "confirmed" or "proposed".
    answer: Mapped[str | None] = mapped_column(String(10))
