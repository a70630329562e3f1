"""INSERT with "on conflict", which SQLite and PostgreSQL both know, each by a function of its own."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.base import Base

_INSERTS: Final[dict[str, Callable[[type[Base]], Any]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def insert_into(session: AsyncSession, model: type[Base]) -> Any:
    """An INSERT for the database of `session`, with `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return _INSERTS[session.get_bind().dialect.name](model)
