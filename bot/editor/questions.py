"""Questions the bot could not answer: counted by day, guess and place; never a word of what was said."""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import delete, func, select

from bot.clock import STOCKHOLM, Clock
from bot.db.models.editor import UnansweredQuestion
from bot.db.upsert import insert_into
from bot.gateway.reply import Understood
from bot.gateway.store import Sessions
from bot.steady import Steady

EVERY: Final = 60.0
KEPT: Final = timedelta(days=400)
# What the bot says when it has no answer.
_UNANSWERED: Final = frozenset({"nonsense", "out_of_scope"})
_MUNICIPALITY: Final = re.compile(r"\d{4}")
Key = tuple[date, str, str, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """How often a kind of question could not be answered.

    Attributes:
        intent: How the bot read it: nonsense or out_of_scope.
        topic: The guess, None when there was none.
        municipality: Where the person lives; None when they had not said.
    """

    intent: str
    topic: str | None
    municipality: str | None
    count: int


class Questions:
    """The counters, in memory until the next minute; starts and stops with the app.

    Args:
        sessions: Sessions of the database.
        clock: The time now.
        every: Seconds between writes.
    """

    def __init__(self, sessions: Sessions, clock: Clock, every: float = EVERY) -> None:
        self._sessions = sessions
        self._clock = clock
        self._every = every
        self._writing = Steady("count_questions", "editor")
        self._waiting: Counter[Key] = Counter()
        self._task: asyncio.Task[None] | None = None

    def count(self, understood: Understood, municipality: str | None) -> None:
        """Count a turn if the bot had no answer to it.

        Args:
            understood: How the turn was read.
            municipality: SCB code, if known.
        """
        if understood.intent not in _UNANSWERED:
            return
        # Only words of ours can get into the table, whatever came in.
        topic = understood.guess or ""
        place = municipality if municipality and _MUNICIPALITY.fullmatch(municipality) else ""
        self._waiting[self._today(), understood.intent, topic, place] += 1

    async def start(self) -> None:
        """Begin to write every minute."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Write what is left, and end."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            await self._writing.run(self.flush)

    async def flush(self) -> None:
        """Write what has been counted; what cannot be written waits for the next time.

        Raises:
            SQLAlchemyError: The database does not answer.
        """
        waiting, self._waiting = self._waiting, Counter()
        try:
            async with self._sessions.begin() as session:
                for (day, intent, topic, place), count in sorted(waiting.items()):
                    statement = insert_into(session, UnansweredQuestion).values(
                        day=day, intent=intent, topic=topic, municipality=place, count=count
                    )
                    more = UnansweredQuestion.count + statement.excluded.count
                    await session.execute(
                        statement.on_conflict_do_update(
                            index_elements=["day", "intent", "topic", "municipality"], set_={"count": more}
                        )
                    )
                old = UnansweredQuestion.day < self._today() - KEPT
                await session.execute(delete(UnansweredQuestion).where(old))
        except Exception:  # whatever it is, they are counted the next time
            self._waiting.update(waiting)
            raise

    async def counted(self, since: date) -> tuple[Counted, ...]:
        """What could not be answered from `since` on, the most frequent first."""
        key = (UnansweredQuestion.intent, UnansweredQuestion.topic, UnansweredQuestion.municipality)
        number = func.sum(UnansweredQuestion.count)
        statement = (
            select(*key, number)
            .where(UnansweredQuestion.day >= since)
            .group_by(*key)
            .order_by(number.desc(), *key)
        )
        async with self._sessions() as session:
            rows = (await session.execute(statement)).all()
        return tuple(
            Counted(intent, topic or None, place or None, count) for intent, topic, place, count in rows
        )

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            await self._writing.run(self.flush)

    def _today(self) -> date:
        return self._clock().astimezone(STOCKHOLM).date()
