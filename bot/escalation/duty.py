"""Who is there and who is not: pauses, STOP, numbers that cannot be reached, and back again."""

from sqlalchemy import select

from bot.alarms import add_alarm
from bot.db.models.case import Case, CaseState
from bot.db.models.staff import Staff
from bot.escalation.moves import Moves
from bot.escalation.offers import Known, known_to
from bot.escalation.timers import Timer, set_timer
from bot.escalation.unit import Unit


class Duty:
    """Changes who may be asked.

    Args:
        moves: Moves the cases of those who are not there any more.
    """

    def __init__(self, moves: Moves) -> None:
        self._moves = moves

    async def pause(self, unit: Unit, staff: Staff) -> None:
        """They take no new cases; those that wait for their answer go to others."""
        known = await self._locked(unit, staff)
        staff.paused_at = staff.paused_at or unit.now
        await unit.session.flush()
        await self._decline_all(unit, staff, known)

    async def stop(self, unit: Unit, staff: Staff) -> None:
        """Their phone takes no SMS any more: what waits for them, or is theirs, goes to others."""
        known = await self._locked(unit, staff)
        staff.stopped_at = unit.now
        await add_alarm(
            unit.session,
            "staff_stopped",
            f"{staff.id}:{int(unit.now.timestamp())}",
            unit.now,
            staff_id=staff.id,
        )
        await unit.session.flush()
        await self._decline_all(unit, staff, known)
        for one in known:
            if one.is_mine:
                await self._moves.give_back(unit, one.case, f"staff:{staff.id}", staff=staff)

    async def resume(self, unit: Unit, staff: Staff, *, after_stop: bool) -> None:
        """They are back.

        Args:
            unit: The transaction.
            staff: Who.
            after_stop: Their phone takes SMS again as well; only they themselves can say so.
        """
        staff.paused_at = None
        if after_stop:
            staff.stopped_at = None
        await unit.session.flush()
        await look_again(unit)

    async def _locked(self, unit: Unit, staff: Staff) -> list[Known]:
        """Their cases, locked in the order of their numbers, so that nobody waits in a circle."""
        known = sorted(await known_to(unit.session, staff), key=lambda one: one.case.id)
        for one in known:
            await self._moves.cases.lock(unit, one.case.id)
            await unit.session.refresh(one.offer)
        return known

    async def _decline_all(self, unit: Unit, staff: Staff, known: list[Known]) -> None:
        for one in known:
            if one.can_be_taken:
                await self._moves.decline(unit, one.case, staff)


async def look_again(unit: Unit) -> None:
    """Somebody is there who was not: cases that are held may begin."""
    for case in await unit.session.scalars(select(Case).where(Case.state == CaseState.HELD)):
        set_timer(unit.session, case, Timer.START, unit.now)
