"""A human service for tests: cases in memory, and faults at will."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from bot.db.models.case import Severity
from bot.gateway.cases import ALIVE, Availability, CaseView, Request
from bot.gateway.messages import HandoffState
from tests.gateway.world import FakeClock

STAFFED = Availability(staffed=True, opens_at=None, possible=True)
NOBODY = Availability(staffed=False, opens_at=None, possible=False)


def later(opens_at: datetime) -> Availability:
    """Nobody now, somebody at a time."""
    return Availability(staffed=False, opens_at=opens_at, possible=True)


def case(clock: FakeClock, **changes: Any) -> CaseView:
    """A case that has just been sent."""
    values: dict[str, Any] = {
        "id": 1,
        "state": "queued",
        "code": "7KMP-3WXA",
        "version": 1,
        "step": 1,
        "taken_by_name": None,
        "taken_at": None,
        "created_at": clock(),
        "opens_at": None,
        "contact": "chat",
        "severity": Severity.NORMAL,
        "municipality": None,
        "topic": None,
    }
    return CaseView(**(values | changes))


@dataclass
class FakeCases:
    """What bot.escalation does, as far as the person's side sees it.

    Attributes:
        clock: The time now.
        available: What is answered about availability.
        cases: By conversation.
        requests: What was asked for.
        said: Conversation, text and origin of every text kept or passed on.
        rated: Conversation and feedback.
        forgotten: Conversations, in order.
        silent: Conversations whose person gets no SMS any more, in order.
        guessed: Every code that was looked up.
        broken: Names of methods that fail, with words that must not reach a log.
        hanging: Names of methods that never come back.
        asked_about: The urgency of every question about availability.
        hastened: The urgency of every request while a case was alive.
        phones: The numbers given while a case was alive.
        again: The state of a case that is asked for again, where that changes it.
    """

    clock: FakeClock
    available: Availability = STAFFED
    cases: dict[str, CaseView] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    said: list[tuple[str, str, str]] = field(default_factory=list)
    rated: list[tuple[str, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    hanging: set[str] = field(default_factory=set)
    asked_about: list[Severity] = field(default_factory=list)
    hastened: list[Severity] = field(default_factory=list)
    again: HandoffState | None = None
    phones: list[str] = field(default_factory=list)

    async def _faults(self, name: str) -> None:
        if name in self.hanging:
            await asyncio.Event().wait()
        if name in self.broken:
            raise OSError("zebrafinkar 070-174 06 05")

    def moves(self, conversation: str, **changes: Any) -> None:
        """Somebody, or time, changes a case."""
        self.cases[conversation] = replace(self.cases[conversation], **changes)

    def taken(self, conversation: str, **changes: Any) -> None:
        """Anna has taken a case."""
        given: dict[str, Any] = {"state": "claimed", "taken_by_name": "Anna", "taken_at": self.clock()}
        self.moves(conversation, **(given | changes))

    async def availability(
        self,
        municipality: str | None,  # noqa: ARG002
        topic: str | None,  # noqa: ARG002
        severity: Severity,
    ) -> Availability:
        await self._faults("availability")
        self.asked_about.append(severity)
        return self.available

    async def request(self, conversation_id: str, request: Request) -> CaseView:
        await self._faults("request")
        known = self.cases.get(conversation_id)
        if known is not None and known.state in ALIVE:
            if request.phone:
                self.phones.append(request.phone)
            else:
                self.hastened.append(request.severity)
            self.moves(conversation_id, state=self.again or known.state)
            return self.cases[conversation_id]
        self.requests.append(request)
        waits = {"state": "held", "opens_at": self.available.opens_at}
        changes = {} if self.available.staffed else waits
        self.cases[conversation_id] = case(
            self.clock, contact=request.contact, severity=request.severity, **changes
        )
        return self.cases[conversation_id]

    async def case_of(self, conversation_id: str) -> CaseView | None:
        await self._faults("case_of")
        return self.cases.get(conversation_id)

    async def person_says(self, conversation_id: str, text: str, origin: str) -> CaseView:
        await self._faults("person_says")
        self.said.append((conversation_id, text, origin))
        return self.cases[conversation_id]

    async def cancel(self, conversation_id: str) -> CaseView | None:
        await self._faults("cancel")
        found = self.cases.pop(conversation_id, None)
        return replace(found, state="cancelled") if found and found.state in ALIVE else None

    async def forget(self, conversation_id: str) -> None:
        await self._faults("forget")
        self.forgotten.append(conversation_id)
        self.cases.pop(conversation_id, None)

    async def silenced(self, conversation_id: str) -> None:
        await self._faults("silenced")
        self.silent.append(conversation_id)

    async def rate(self, conversation_id: str, feedback: Literal["good", "bad"]) -> None:
        await self._faults("rate")
        self.rated.append((conversation_id, feedback))
        self.cases.pop(conversation_id, None)

    async def resume(self, code: str, conversation_id: str) -> CaseView | None:
        await self._faults("resume")
        self.guessed.append(code)
        for other, found in list(self.cases.items()):
            if found.code == code and found.state in ALIVE:
                self.cases[conversation_id] = self.cases.pop(other)
                return found
        return None
