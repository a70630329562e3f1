"""Figures for monitoring, in the text format of Prometheus: counts and times, never who or what."""

import asyncio
from collections.abc import Mapping
from typing import Final, cast, get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.db.models.case import Case, CaseState
from bot.db.models.sms import SmsOutbox
from bot.gateway.store import Sessions
from bot.gateway.turn import Mode
from bot.gateway.watch import BrainState
from bot.logs import get_logger
from bot.sms.status import WAITING

# When the first crisis came is nobody's business.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library's own

_SEVERITIES: Final = ("0", "1", "2", "3")
# Seconds; a turn that waits in vain for Rasa takes somewhat over 1.5.
_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0)
# Seconds the database may take.
_PATIENCE: Final = 2.0


class Metrics:
    """What this process has counted, and what the database says when it is asked.

    Args:
        sessions: Sessions of the database.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._registry = CollectorRegistry()
        self._turns = Counter("vart_turns", "Turns by who answered.", ["mode"], registry=self._registry)
        self._severities = Counter(
            "vart_turns_by_severity",
            "Turns by what the safety net saw, 0 to 3.",
            ["severity"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "vart_turn_seconds", "How long turns took.", buckets=_BUCKETS, registry=self._registry
        )
        self._brain = self._gauge("vart_brain_state", "How Rasa is: 1 for the state it is in.", "state")
        self._streams = self._gauge("vart_event_streams_open", "Event streams that are open.")
        self._database = self._gauge("vart_database_up", "Whether the database answered just now.")
        self._waiting = self._gauge("vart_outbox_waiting", "SMS not yet given to the provider.")
        self._cases = self._gauge("vart_cases", "Cases by state.", "state")
        # From the start, so that the first of a kind is seen as a rise.
        for mode in get_args(Mode):
            self._turns.labels(mode)
        for severity in _SEVERITIES:
            self._severities.labels(severity)

    def observe(self, mode: Mode, severity: int, seconds: float) -> None:
        """Count a turn."""
        self._turns.labels(mode).inc()
        self._severities.labels(str(severity)).inc()
        self._seconds.observe(seconds)

    async def text(self, brain: BrainState, streams: int) -> bytes:
        """Everything as it stands now.

        Args:
            brain: How Rasa is.
            streams: How many event streams are open.
        """
        for state in get_args(BrainState):
            self._brain.labels(state).set(state == brain)
        self._streams.set(streams)
        try:
            async with asyncio.timeout(_PATIENCE):
                waiting, cases = await self._counted()
        except (SQLAlchemyError, OSError) as error:  # TimeoutError is one of the latter
            get_logger().error("metrics_without_database", exc_info=error)
            self._database.set(0)
            # Neither old figures nor zeros: there are none.
            waiting, cases = float("nan"), dict.fromkeys(CaseState, float("nan"))
        else:
            self._database.set(1)
        self._waiting.set(waiting)
        for each in CaseState:
            self._cases.labels(each.value).set(cases.get(each, 0))
        return generate_latest(self._registry)

    async def _counted(self) -> tuple[float, Mapping[CaseState, float]]:
        waiting = select(func.count()).where(SmsOutbox.state.in_(WAITING))
        cases = select(Case.state, func.count()).group_by(Case.state)
        async with self._sessions() as session:
            number = cast(int, await session.scalar(waiting))
            rows = (await session.execute(cases)).all()
        return number, {row[0]: row[1] for row in rows}

    def _gauge(self, name: str, words: str, *labels: str) -> Gauge:
        return Gauge(name, words, labels, registry=self._registry)
