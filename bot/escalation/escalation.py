"""Brings in a human: what the gateway, the desk, SMS and timers ask of the cases."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Final, Literal

from bot.alarms import add_alarm
from bot.answers.turn import Library
from bot.clock import Clock
from bot.db.models.case import ALIVE, Case, Severity
from bot.db.models.staff import Staff
from bot.escalation.cases import CaseGone, CaseMoved, Cases, name_of_owner
from bot.escalation.delivery import DeliveryNews
from bot.escalation.duty import Duty
from bot.escalation.firing import Firing
from bot.escalation.gaps import alarm_gaps
from bot.escalation.moves import Moves
from bot.escalation.notices import Notices
from bot.escalation.person_talk import PersonTalk
from bot.escalation.policy import Policy
from bot.escalation.retention import delete_old
from bot.escalation.roster import covered_somewhere, read_roster
from bot.escalation.staff_talk import StaffTalk
from bot.escalation.tellings import Tellings
from bot.escalation.timers import claim_due, postpone
from bot.escalation.unit import Transactions, Unit
from bot.gateway.cases import Availability, CaseView, Request
from bot.gateway.events import Events
from bot.gateway.store import Sessions
from bot.logs import get_logger
from bot.sms.outbox import Outbox
from bot.vault import Fingerprints, Vault

__all__ = ["Availability", "CaseGone", "CaseMoved", "CaseView", "Escalation", "Request"]

# Timers worked off at most in one go, so that stopping never waits long.
_MOST_TIMERS: Final = 500
_AGAIN: Final = timedelta(seconds=30)


class Escalation(DeliveryNews):
    """The human service; also reads what became of its SMS.

    Args:
        sessions: Sessions of the database.
        vault_cases: Seals codes and texts.
        vault_phones: Seals numbers.
        fingerprints_phone: Keyed hashes of numbers.
        fingerprints_code: Keyed hashes of case codes.
        outbox: Takes SMS to staff.
        events: Takes messages to the person.
        policy: How long things wait.
        clock: The time now.
        library: Content and directory as they are now.
        base_url: Where the desk is.
        danger: How dangerous a text reads, 0 to 3.
    """

    def __init__(
        self,
        *,
        sessions: Sessions,
        vault_cases: Vault,
        vault_phones: Vault,
        fingerprints_phone: Fingerprints,
        fingerprints_code: Fingerprints,
        outbox: Outbox,
        events: Events,
        policy: Policy,
        clock: Clock,
        library: Callable[[], Library],
        base_url: str,
        danger: Callable[[str], int],
    ) -> None:
        super().__init__(clock)
        self._sessions = sessions
        self._events = events
        self._outbox = outbox
        self._policy = policy
        self._library = library
        self._cases = Cases(vault_cases, fingerprints_code, vault_phones)
        told = Notices(outbox, vault_phones, base_url), Tellings(events, self._cases, library)
        self._moves = Moves(self._cases, *told, policy, library, danger)
        self._duty = Duty(self._moves)
        self._person = PersonTalk(self._moves)
        self._staff = StaffTalk(self._moves, self._duty, fingerprints_phone)
        self._firing = Firing(self._moves)
        self._transactions = Transactions(sessions, clock, self._committed)

    async def availability(
        self, municipality: str | None, topic: str | None, severity: Severity
    ) -> Availability:
        """Whether a human can be asked now, or later; what is acute never waits, so that is no promise."""
        steps = len(self._policy.pace(severity, municipality).steps)
        async with self._sessions() as session:
            roster = await read_roster(session, municipality, topic, self._clock(), steps)
            anywhere = municipality is None and await covered_somewhere(session, topic)
        if roster.step_after(0) is not None:
            return Availability(staffed=True, opens_at=None, possible=True)
        opens_at = None if severity is Severity.ACUTE else roster.opens_at()
        return Availability(False, opens_at, possible=opens_at is not None, place_decides=anywhere)

    async def request(self, conversation_id: str, request: Request) -> CaseView:
        """Ask for a human; asked again it is the same case."""
        await self._events.stored()
        return await self._transactions.run(lambda unit: self._person.request(unit, conversation_id, request))

    async def case_of(self, conversation_id: str) -> CaseView | None:
        """The case that is open, or closed and not yet rated: two look-ups by index, never stale."""
        async with self._sessions() as session:
            case = await self._cases.latest_in(session, conversation_id, self._clock())
            return None if case is None else await self._cases.view(session, case)

    async def person_says(self, conversation_id: str, text: str, origin: str) -> CaseView:
        """Keep what the person writes, and pass it on to whoever has taken the case.

        Raises:
            CaseGone: There is no open case.
        """
        return await self._transactions.run(
            lambda unit: self._person.says(unit, conversation_id, text, origin)
        )

    async def cancel(self, conversation_id: str) -> CaseView | None:
        """The person does not want it any more; None when there is no open case."""
        return await self._transactions.run(lambda unit: self._person.cancel(unit, conversation_id))

    async def forget(self, conversation_id: str) -> None:
        """End the case, and delete what was written and the number."""
        await self._transactions.run(lambda unit: self._person.forget(unit, conversation_id))

    async def silenced(self, conversation_id: str) -> None:
        """The person gets no SMS any more: whoever has taken their case is told."""
        await self._transactions.run(lambda unit: self._person.silenced(unit, conversation_id))

    async def rate(self, conversation_id: str, feedback: Literal["good", "bad"]) -> None:
        """Note whether it helped."""
        await self._transactions.run(lambda unit: self._person.rate(unit, conversation_id, feedback))

    async def resume(self, code: str, conversation_id: str) -> CaseView | None:
        """Go on with an open case from another conversation; the caller limits how often one may guess."""
        await self._events.stored()
        return await self._transactions.run(lambda unit: self._person.resume(unit, code, conversation_id))

    async def staff_says(self, phone: str, text: str, sid: str) -> bool:
        """Do what an SMS says, once; False when the sender (E.164) is not on the roster."""
        return await self._transactions.run(lambda unit: self._staff.hear(unit, phone, text, sid))

    async def take(self, case_id: int, staff_id: int) -> CaseView:
        """A member of staff takes a case at the desk.

        Being asked about in another step than when they looked does not stop them.

        Raises:
            CaseMoved: Somebody else was first.
            CaseGone: There is no such case.
        """

        async def take(unit: Unit, case: Case, staff: Staff) -> bool:
            await self._moves.take(unit, case, staff)
            return True

        return await self._by_staff(case_id, staff_id, take)

    async def release(self, case_id: int, staff_id: int, version: int) -> CaseView:
        """The one who has a case lets it go; others are asked.

        Raises:
            CaseMoved: It is not theirs, or not as they saw it.
            CaseGone: There is no such case.
        """

        async def release(unit: Unit, case: Case, staff: Staff) -> bool:
            return await self._moves.give_back(unit, case, f"staff:{staff_id}", staff=staff, version=version)

        return await self._by_staff(case_id, staff_id, release)

    async def hand_over(self, case_id: int, staff_id: int, to_staff_id: int, version: int) -> CaseView:
        """The one who has a case hands it to a colleague.

        Raises:
            CaseMoved: It is not theirs, or not as they saw it.
            CaseGone: There is no such case, or no such colleague.
        """

        async def hand_over(unit: Unit, case: Case, staff: Staff) -> bool:
            to = await _member(unit, to_staff_id)
            await self._moves.hand_over(unit, case, staff, to, version)
            return True

        return await self._by_staff(case_id, staff_id, hand_over)

    async def close(self, case_id: int, staff_id: int, outcome: str | None, version: int) -> CaseView:
        """The one who has a case is done with it.

        Args:
            case_id: The case.
            staff_id: Who has it.
            outcome: got_help, referred, no_answer, wrong, or None.
            version: Of the case as it was seen.

        Raises:
            CaseMoved: It is not theirs, or not as they saw it.
            CaseGone: There is no such case.
        """

        async def close(unit: Unit, case: Case, staff: Staff) -> bool:
            actor = f"staff:{staff.id}"
            return await self._moves.close(unit, case, actor, outcome, staff_id=staff.id, version=version)

        return await self._by_staff(case_id, staff_id, close)

    async def human_says(self, case_id: int, staff_id: int, text: str | None, origin: str) -> CaseView:
        """The one who has a case writes to the person at the desk, or says that they call (None).

        The same origin twice is one message.

        Raises:
            CaseMoved: It is not theirs.
            CaseGone: There is no such case.
        """

        async def speak(unit: Unit, case: Case, staff: Staff) -> bool:
            await self._moves.speak(unit, case, staff, text, origin)
            return True

        return await self._by_staff(case_id, staff_id, speak)

    async def pause(self, staff_id: int, paused: bool) -> None:
        """A member of staff takes a pause at the desk, or ends it.

        Raises:
            CaseGone: There is no such member of staff.
        """

        async def pause(unit: Unit) -> None:
            staff = await _member(unit, staff_id)
            if paused:
                await self._duty.pause(unit, staff)
            else:
                await self._duty.resume(unit, staff, after_stop=False)

        await self._transactions.run(pause)

    async def tick(self) -> int:
        """Work off the timers that are due; how many there were."""
        done = 0
        for _ in range(_MOST_TIMERS):
            claimed: list[int] = []
            try:
                if not await self._transactions.run(partial(self._fire_next, claimed)):
                    break
                done += 1
            except Exception as error:
                # One that cannot be worked off must not stand in the way of the others.
                get_logger().error("timer_failed", component="escalation", exc_info=error)
                if not claimed:
                    break
                await self._transactions.run(partial(self._put_off, claimed[0]))
        return done

    async def keep_house(self) -> None:
        """Delete what has been kept long enough, and look for gaps in tomorrow's roster."""
        await self._transactions.run(lambda unit: delete_old(unit, self._policy.retention))
        await self._transactions.run(lambda unit: alarm_gaps(unit, self._library().content.municipalities))

    async def _fire_next(self, claimed: list[int], unit: Unit) -> bool:
        timer = await claim_due(unit.session, unit.now)
        if timer is None:
            return False
        claimed[:] = [timer.id]
        await self._firing.fire(unit, timer)
        return True

    async def _put_off(self, timer_id: int, unit: Unit) -> None:
        await postpone(unit.session, timer_id, unit.now + _AGAIN)
        await add_alarm(unit.session, "timer_failed", str(timer_id), unit.now)

    async def _by_staff(
        self, case_id: int, staff_id: int, act: Callable[[Unit, Case, Staff], Awaitable[bool]]
    ) -> CaseView:
        async def work(unit: Unit) -> CaseView:
            case = await self._open(unit, case_id)
            return await self._view_or_moved(unit, case, await act(unit, case, await _member(unit, staff_id)))

        return await self._transactions.run(work)

    async def _open(self, unit: Unit, case_id: int) -> Case:
        case = await self._cases.lock(unit, case_id)
        if case.state not in ALIVE:
            raise CaseGone
        return case

    async def _view_or_moved(self, unit: Unit, case: Case, done: bool) -> CaseView:
        if not done:
            raise CaseMoved(await name_of_owner(unit.session, case))
        return await self._cases.view(unit.session, case)

    def _committed(self, unit: Unit) -> None:
        self._outbox.poke()
        for conversation_id in unit.told:
            self._events.poke(conversation_id)


async def _member(unit: Unit, staff_id: int) -> Staff:
    staff = await unit.session.get(Staff, staff_id)
    if staff is None or staff.removed_at is not None:
        raise CaseGone
    return staff
