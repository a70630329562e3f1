"""Sentences that were not understood, kept with the person's yes for editors to label."""

import datetime as dt

from sqlalchemy import Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class LearntSentence(Base):
    """One sentence without names and numbers; nothing leads back to its conversation."""

    __tablename__ = "learnt_sentence"
    __table_args__ = (Index(None, "day"),)

    # At random: a number in order would tell when in the day it came.
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[dt.date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(3))
    # The topic it may have been about.
    guess: Mapped[str | None] = mapped_column(String(80))
