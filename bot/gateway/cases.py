"""What the gateway asks of the human service, so that it need not know how humans are reached."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from bot.db.models.case import Severity
from bot.gateway.messages import HandoffState

Contact = Literal["chat", "phone"]
# A case somebody may still answer; an exhausted one can be taken late.
ALIVE: frozenset[HandoffState] = frozenset(("held", "queued", "claimed", "active", "exhausted"))
# Nobody has taken it, and what the person writes is kept for whoever does.
WAITING: frozenset[HandoffState] = frozenset(("held", "queued"))
# Somebody has it: what the person writes goes to them.
TAKEN: frozenset[HandoffState] = frozenset(("claimed", "active"))


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a human can be asked.

    Attributes:
        staffed: Somebody is on duty now.
        opens_at: When somebody is next, if nobody is now.
        possible: Anybody covers the municipality and the topic at all.
        place_decides: The municipality is not known, and in some there is somebody.
    """

    staffed: bool
    opens_at: datetime | None
    possible: bool
    place_decides: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody who has consented asks for.

    Attributes:
        municipality: SCB code.
        topic: Id of what it is about.
        for_whom: "self" or "relative".
        age: Of the one the help is for.
        language: To be answered in.
        severity: How fast it goes.
        contact: Here in the chat, or by phone.
        phone: E.164, valid; None in the chat.
    """

    municipality: str | None
    topic: str | None
    for_whom: str | None
    age: int | None
    language: str
    severity: Severity
    contact: Contact
    phone: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as others may see it: no text, no number.

    Attributes:
        id: Its number.
        state: As the chat API names it.
        code: What the person comes back with.
        version: Raised by every change.
        step: Of the roster that is being asked.
        taken_by_name: First name of the one who has taken it.
        taken_at: When they did.
        created_at: When it began.
        opens_at: When somebody is next on duty, while it is held.
        contact: Here in the chat, or by phone.
        severity: How fast it goes.
        municipality: SCB code.
        topic: Id of what it is about.
    """

    id: int
    state: HandoffState
    code: str
    version: int
    step: int
    taken_by_name: str | None
    taken_at: datetime | None
    created_at: datetime
    opens_at: datetime | None
    contact: Contact
    severity: Severity
    municipality: str | None
    topic: str | None


class Cases(Protocol):
    """The human service as the person's side sees it; bot.escalation implements it."""

    async def availability(
        self, municipality: str | None, topic: str | None, severity: Severity, /
    ) -> Availability:
        """Whether a human can be asked, now or later."""

    async def request(self, conversation_id: str, request: Request, /) -> CaseView:
        """Ask for a human; asked again it is the same case."""

    async def case_of(self, conversation_id: str, /) -> CaseView | None:
        """The case that is alive, or closed and not yet rated."""

    async def person_says(self, conversation_id: str, text: str, origin: str, /) -> CaseView:
        """Keep a text, and pass it on to whoever has taken the case."""

    async def cancel(self, conversation_id: str, /) -> CaseView | None:
        """End the case on the person's word."""

    async def forget(self, conversation_id: str, /) -> None:
        """End the case and delete what was written and the number."""

    async def silenced(self, conversation_id: str, /) -> None:
        """The person gets no SMS any more: whoever has taken their case is told."""

    async def rate(self, conversation_id: str, feedback: Literal["good", "bad"], /) -> None:
        """Note whether it helped."""

    async def resume(self, code: str, conversation_id: str, /) -> CaseView | None:
        """Go on with an alive case from this conversation; None when no case has the code."""


class NoCases:
    """The human service where there is none: nobody can be asked."""

    async def availability(self, *_: object) -> Availability:
        """Nobody covers anything."""
        return Availability(staffed=False, opens_at=None, possible=False)

    async def request(self, *_: object) -> CaseView:
        """Raise LookupError."""
        raise LookupError("nobody can be asked")

    async def case_of(self, *_: object) -> CaseView | None:
        """There is none."""
        return None

    async def person_says(self, *_: object) -> CaseView:
        """Raise LookupError."""
        raise LookupError("no case")

    async def cancel(self, *_: object) -> CaseView | None:
        """There is none."""
        return None

    async def forget(self, *_: object) -> None:
        """Nothing to forget."""

    async def silenced(self, *_: object) -> None:
        """Nobody to tell."""

    async def rate(self, *_: object) -> None:
        """Nothing to rate."""

    async def resume(self, *_: object) -> CaseView | None:
        """There is none."""
        return None
