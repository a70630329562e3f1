"""Ways to break what Vart stores in."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

_WRITES = ("INSERT", "UPDATE", "DELETE")


def lose(database: Path) -> None:
    """Put a folder where the database was."""
    for file in database.parent.glob("vart.db*"):
        file.unlink()
    database.mkdir()


@dataclass
class Failing:
    """Writes that fail, until `mend`.

    Attributes:
        count: How many have failed.
        mend: Ends it.
    """

    count: int = 0
    mend: Callable[[], None] = field(default=lambda: None)


def fail_writes(engine: AsyncEngine, fault: str) -> Failing:
    """Every write to the database fails from now on as SQLite fails it, with these words."""
    failing = Failing()

    def breaks(_cursor: object, statement: str, _parameters: Any, _context: object) -> None:
        if statement.lstrip().startswith(_WRITES):
            failing.count += 1
            raise sqlite3.OperationalError(fault)

    event.listen(engine.sync_engine, "do_execute", breaks)
    failing.mend = lambda: event.remove(engine.sync_engine, "do_execute", breaks)
    return failing
