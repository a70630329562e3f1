"""What a timer does when it is due; on a case that has moved on it does nothing."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import func, select

from bot.alarms import add_alarm
from bot.db.models.case import Case, CaseMessage, CaseState, CaseTimer
from bot.db.models.sms import SmsOutbox
from bot.db.models.staff import Staff
from bot.escalation.cases import CaseGone, name_of_owner
from bot.escalation.machine import TAKEN
from bot.escalation.moves import QUIET, TIMER, Moves, is_being_asked
from bot.escalation.offers import offers_of
from bot.escalation.timers import Timer, pending, set_timer
from bot.escalation.unit import Unit


class Firing:
    """Works off timers.

    Args:
        moves: Moves cases.
    """

    def __init__(self, moves: Moves) -> None:
        self._moves = moves
        self._does: dict[str, Callable[[Unit, Case], Awaitable[None]]] = {
            Timer.START: self._start,
            Timer.STEP: self._step,
            Timer.SENT: self._sent,
            Timer.TELL: self._tell,
            Timer.CONTACT: self._contact,
            Timer.REPLY: self._reply,
            Timer.LATE: self._late,
            Timer.CHECK: self._check,
            Timer.EXPIRE: self._expire,
        }

    async def fire(self, unit: Unit, timer: CaseTimer) -> None:
        """Do what a timer is for, if its case still stands where it stood."""
        try:
            case = await self._moves.cases.lock(unit, timer.case_id)
        except CaseGone:
            return
        if case.version == timer.version:
            await self._does[timer.kind](unit, case)

    async def _start(self, unit: Unit, case: Case) -> None:
        if case.state is not CaseState.HELD or await self._is_early(unit, case):
            return
        await self._moves.begin(unit, case, TIMER)
        await self._tell_opening(unit, case)

    async def _tell_opening(self, unit: Unit, case: Case) -> None:
        tellings = self._moves.tellings
        if case.state is CaseState.NOTIFYING:
            tellings.opened(unit, case)
        elif case.state is CaseState.EXHAUSTED:
            tellings.exhausted(unit, case)
        elif opens_at := await pending(unit.session, case, Timer.START):
            tellings.held(unit, case, opens_at)

    async def _is_early(self, unit: Unit, case: Case) -> bool:
        """Whether the opening is still to come: somebody is back, but not for this case, or not yet."""
        planned = await pending(unit.session, case, Timer.START)
        roster = await self._moves.roster(unit, case)
        if planned is None or roster.step_after(0) is not None:
            return False
        opens_at = roster.opens_at()
        if opens_at is not None and opens_at < planned:
            set_timer(unit.session, case, Timer.START, opens_at)
        return True

    async def _step(self, unit: Unit, case: Case) -> None:
        if case.state is CaseState.NOTIFYING:
            await self._moves.go_on(unit, case, TIMER, waited=True)

    async def _sent(self, unit: Unit, case: Case) -> None:
        handed = select(func.count()).where(SmsOutbox.case_id == case.id, SmsOutbox.handed_at.is_not(None))
        if case.state is CaseState.NOTIFYING and not await unit.session.scalar(handed):
            await add_alarm(unit.session, "not_handed", str(case.id), unit.now, case_id=case.id)

    async def _tell(self, unit: Unit, case: Case) -> None:
        tell = self._moves.pace(case).tell
        if tell is None or case.state not in {CaseState.NOTIFYING, CaseState.ACKED}:
            return
        self._moves.tellings.waiting(unit, case, await name_of_owner(unit.session, case))
        set_timer(unit.session, case, Timer.TELL, unit.now + tell)

    async def _contact(self, unit: Unit, case: Case) -> None:
        if case.state is CaseState.ACKED:
            await self._moves.give_back(unit, case, TIMER)

    async def _reply(self, unit: Unit, case: Case) -> None:
        """Remind whoever has the case, once, when the person has waited for an answer."""
        waited, reply = await self._waited(unit, case), self._moves.pace(case).reply
        if waited is None:
            return
        if waited < reply:
            set_timer(unit.session, case, Timer.REPLY, unit.now + reply - waited)
            return
        await self._moves.remind(unit, case)
        # Somebody who is on the phone with the person may leave the chat alone.
        if case.contact == "chat":
            set_timer(unit.session, case, Timer.LATE, unit.now + reply)

    async def _late(self, unit: Unit, case: Case) -> None:
        waited, reply = await self._waited(unit, case), self._moves.pace(case).reply
        if waited is None:
            return
        if waited >= reply:
            await self._moves.give_back(unit, case, TIMER)
        else:
            # Answered since the reminder, and written to again: that waits anew.
            set_timer(unit.session, case, Timer.REPLY, unit.now + reply - waited)

    async def _check(self, unit: Unit, case: Case) -> None:
        if case.state is CaseState.NOTIFYING:
            if not is_being_asked(case, await offers_of(unit.session, case)):
                await self._moves.go_on(unit, case, TIMER, waited=False)
        elif case.state in TAKEN:
            owner = await unit.session.get(Staff, case.taken_by)
            if owner is None or owner.stopped_at is not None or owner.removed_at is not None:
                await self._moves.give_back(unit, case, TIMER)

    async def _expire(self, unit: Unit, case: Case) -> None:
        newest = await unit.session.scalar(
            select(CaseMessage.created_at)
            .where(CaseMessage.case_id == case.id)
            .order_by(CaseMessage.id.desc())
            .limit(1)
        )
        ends = newest + QUIET if newest is not None and case.state is CaseState.IN_CONTACT else unit.now
        if ends > unit.now:
            set_timer(unit.session, case, Timer.EXPIRE, ends)
            return
        outcome = "no_answer" if case.state is CaseState.EXHAUSTED else None
        await self._moves.close(unit, case, TIMER, outcome)

    async def _waited(self, unit: Unit, case: Case) -> timedelta | None:
        """How long the person in contact has waited for an answer; None when they have one."""
        if case.state is not CaseState.IN_CONTACT:
            return None
        answered = (
            select(func.coalesce(func.max(CaseMessage.id), 0))
            .where(CaseMessage.case_id == case.id, CaseMessage.author == "human")
            .scalar_subquery()
        )
        oldest = await unit.session.scalar(
            select(CaseMessage.created_at)
            .where(CaseMessage.case_id == case.id, CaseMessage.author == "person", CaseMessage.id > answered)
            .order_by(CaseMessage.id)
            .limit(1)
        )
        return None if oldest is None else unit.now - oldest
