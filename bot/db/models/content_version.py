"""The content version: one row, one number, bumped by every write to the directory.

Readers keep the directory in memory and ask for the number every few seconds; that is cheaper than
asking what changed, and works the same with one process or several, on SQLite or PostgreSQL.
"""

from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Connection, Table, Update, event, update
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column

from bot.db.base import Base, UtcDateTime, utcnow

ROW = 1


class Curated:
    """Mixin of the models the directory is built from: writing one bumps the content version."""


class ContentVersion(Base):
    """The single row that says how many times the directory has been written."""

    __tablename__ = "content_version"
    __table_args__ = (CheckConstraint(f"id = {ROW}", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=ROW)
    number: Mapped[int] = mapped_column(BigInteger, default=0)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


def _bump() -> Update:
    values: dict[str, Any] = {"number": ContentVersion.number + 1, "changed_at": utcnow()}
    return update(ContentVersion).where(ContentVersion.id == ROW).values(values)


@event.listens_for(ContentVersion.__table__, "after_create")
def _first_row(table: Table, connection: Connection, **_: Any) -> None:
    connection.execute(table.insert().values(id=ROW, number=0, changed_at=utcnow()))


@event.listens_for(Session, "before_flush")
def _bump_on_flush(session: Session, *_: Any) -> None:
    changed = (row for row in session.dirty if session.is_modified(row))
    if any(isinstance(row, Curated) for row in chain(session.new, session.deleted, changed)):
        session.execute(_bump())


@event.listens_for(Session, "do_orm_execute")
def _bump_on_statement(state: ORMExecuteState) -> None:
    """Statements such as `update(Service)` pass by the unit of work, so they are watched here."""
    writes = state.is_insert or state.is_update or state.is_delete
    if writes and state.bind_mapper is not None and issubclass(state.bind_mapper.class_, Curated):
        state.session.execute(_bump())
