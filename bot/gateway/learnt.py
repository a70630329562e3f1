"""The sentences that people let Vart keep to learn from: put away, read out, deleted after 180 days."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import delete, select

from bot.clock import STOCKHOLM, Clock
from bot.db.models.learning import LearntSentence
from bot.gateway.store import Sessions

KEPT: Final = timedelta(days=180)
# Seconds between deletions.
EVERY: Final = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without names and numbers.

    Attributes:
        text: The sentence.
        language: ISO 639-1 code of the language it was answered in.
        guess: The topic it may have been about.
    """

    text: str
    language: str
    guess: str | None


class Learnt:
    """The kept sentences.

    Args:
        sessions: Sessions of the database.
        clock: The time now.
    """

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    async def keep(self, sentence: Sentence) -> None:
        """Put a sentence away under the day, and nothing else.

        Raises:
            SQLAlchemyError: The database does not answer.
        """
        async with self._sessions.begin() as session:
            session.add(
                LearntSentence(
                    id=secrets.token_hex(16),
                    day=self._today(),
                    text=sentence.text,
                    language=sentence.language,
                    guess=sentence.guess,
                )
            )

    async def all(self) -> Sequence[LearntSentence]:
        """Every kept sentence, by day."""
        statement = select(LearntSentence).order_by(LearntSentence.day, LearntSentence.id)
        async with self._sessions() as session:
            return (await session.scalars(statement)).all()

    async def purge(self) -> int:
        """Delete what is older than 180 days; how many those were.

        Raises:
            SQLAlchemyError: The database does not answer.
        """
        old = LearntSentence.day < self._today() - KEPT
        async with self._sessions.begin() as session:
            gone = await session.execute(delete(LearntSentence).where(old).returning(LearntSentence.id))
            return len(gone.all())

    def _today(self) -> date:
        return self._clock().astimezone(STOCKHOLM).date()
