"""The states of a case and what moves it from one to another: pure, and fenced by version.

What arrives twice, too late or in another order than it happened finds the case in another state,
or with another version, and changes nothing.
"""

from dataclasses import dataclass, replace
from typing import Final

from bot.db.models.case import ALIVE, CaseState

TAKEN: Final = (CaseState.ACKED, CaseState.IN_CONTACT)
_WAITING: Final = (CaseState.HELD, CaseState.NOTIFYING, CaseState.EXHAUSTED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands.

    Attributes:
        state: Its state.
        version: Raised by every change.
        step: The step of the roster that is being asked, from 1; 0 before the first.
        taken_by: Id of the member of staff who has it.
    """

    state: CaseState
    version: int = 1
    step: int = 0
    taken_by: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A step of the roster is asked; with `step` None nobody is left to ask.

    `again` starts from the beginning: nobody had answered, or it has become more urgent.
    """

    step: int | None
    version: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """Nobody is on duty: it waits for the opening. `again` when nobody had answered before."""

    version: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Take:
    """A member of staff takes the case."""

    staff: int


@dataclass(frozen=True, slots=True)
class Speak:
    """The one who has taken it has written to the person, or called."""

    staff: int


@dataclass(frozen=True, slots=True)
class GiveBack:
    """It is let go by `staff`, or taken from whoever has it (None); then `step` is asked, if any."""

    step: int | None
    staff: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """The one who has it hands it to somebody else."""

    staff: int
    to: int
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Close:
    """It is done: said by the one who has taken it, or by a timer (None)."""

    staff: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """The person does not want it any more."""


Event = Ask | Hold | Take | Speak | GiveBack | HandOver | Close | Cancel


def after(standing: Standing, event: Event) -> Standing | None:
    """Where a case stands after `event`, one version on; None when the event changes nothing."""
    version = getattr(event, "version", None)
    if standing.state not in ALIVE or version not in {None, standing.version}:
        return None
    moved = _moved(standing, event)
    return None if moved is None else replace(moved, version=standing.version + 1)


def _moved(at: Standing, event: Event) -> Standing | None:
    match event:
        case Ask():
            return _asked(at, event)
        case Hold():
            waits = at.state is CaseState.HELD or (event.again and at.state is CaseState.EXHAUSTED)
            return replace(at, state=CaseState.HELD, step=0) if waits else None
        case Take(staff):
            return replace(at, state=CaseState.ACKED, taken_by=staff) if at.state in _WAITING else None
        case Speak(staff):
            first = at.state is CaseState.ACKED and at.taken_by == staff
            return replace(at, state=CaseState.IN_CONTACT) if first else None
        case GiveBack(step, staff):
            if at.state not in TAKEN or staff not in {None, at.taken_by}:
                return None
            return _asking(replace(at, taken_by=None), step)
        case HandOver(staff, to):
            theirs = at.state in TAKEN and at.taken_by == staff != to
            return replace(at, state=CaseState.ACKED, taken_by=to) if theirs else None
        case Close(staff):
            done = staff is None or (at.state in TAKEN and at.taken_by == staff)
            return replace(at, state=CaseState.CLOSED) if done else None
        case Cancel():
            return replace(at, state=CaseState.CANCELLED)


def _asked(at: Standing, event: Ask) -> Standing | None:
    if event.again:
        return _asking(at, event.step) if at.state in _WAITING else None
    if at.state not in {CaseState.HELD, CaseState.NOTIFYING}:
        return None
    # A step is asked once in a round.
    return _asking(at, event.step) if event.step is None or event.step > at.step else None


def _asking(at: Standing, step: int | None) -> Standing:
    if step is None:
        return replace(at, state=CaseState.EXHAUSTED)
    return replace(at, state=CaseState.NOTIFYING, step=step)
