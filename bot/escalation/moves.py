"""What happens to a case, whole: its state, the offers, the timers, and who is told what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from bot.alarms import add_alarm
from bot.answers.turn import Library
from bot.db.models.case import Case, CaseState, Severity
from bot.db.models.staff import Staff
from bot.escalation import notices as say
from bot.escalation.cases import CaseMoved, Cases, name_of_owner
from bot.escalation.machine import (
    TAKEN,
    Ask,
    Cancel,
    Close,
    GiveBack,
    HandOver,
    Hold,
    Speak,
    Take,
)
from bot.escalation.notices import Notices
from bot.escalation.offers import (
    Offered,
    OfferState,
    free_numbers,
    make_offers,
    offer_to,
    offers_of,
)
from bot.escalation.policy import Pace, Policy
from bot.escalation.roster import Roster, read_roster
from bot.escalation.tellings import Tellings
from bot.escalation.timers import Timer, set_timer
from bot.escalation.unit import Unit
from bot.logs import get_logger
from bot.vault import VaultError

# A case in which nothing has happened for so long ends by itself.
QUIET: Final = timedelta(hours=24)
# The actor of what nobody did.
TIMER: Final = "timer"
_UNKNOWN_PLACE: Final = "okänd kommun"
_NOT_AGAIN: Final = {OfferState.PASSED, OfferState.UNREACHABLE}


class Moves:
    """Moves cases, always within the caller's transaction and with the case locked.

    Args:
        cases: The rows.
        notices: SMS to members of staff.
        tellings: What the person is told.
        policy: How long things wait.
        library: For names of municipalities.
        danger: How dangerous a text reads, 0 to 3.
    """

    def __init__(
        self,
        cases: Cases,
        notices: Notices,
        tellings: Tellings,
        policy: Policy,
        library: Callable[[], Library],
        danger: Callable[[str], int],
    ) -> None:
        self.cases = cases
        self.notices = notices
        self.tellings = tellings
        self.policy = policy
        self._library = library
        self._danger = danger

    def danger(self, text: str) -> int:
        """How dangerous a text reads, 0 to 3; 0 also when nothing can tell, for it is passed on anyway."""
        try:
            return self._danger(text)
        except Exception as error:
            get_logger().error("safety_failed", component="escalation", exc_info=error)
            return 0

    def pace(self, case: Case) -> Pace:
        """How fast a case goes."""
        return self.policy.pace(case.severity, case.municipality)

    def place(self, case: Case) -> str:
        """The municipality of a case, for staff."""
        return self._library().municipality_name(case.municipality) or _UNKNOWN_PLACE

    async def roster(self, unit: Unit, case: Case) -> Roster:
        """Those who may be asked to take a case."""
        steps = len(self.pace(case).steps)
        return await read_roster(unit.session, case.municipality, case.topic, unit.now, steps)

    async def can_begin(self, unit: Unit, case: Case) -> bool:
        """Whether anybody can be asked now or, unless it is acute, later."""
        roster = await self.roster(unit, case)
        waits = case.severity is not Severity.ACUTE and roster.opens_at() is not None
        return waits or roster.step_after(0) is not None

    async def begin(self, unit: Unit, case: Case, actor: str, *, again: bool = False) -> bool:
        """Ask the first who are on duty; hold the case until somebody is; or say that nobody can be asked.

        Args:
            unit: The transaction.
            case: A case that has not been taken.
            actor: Who makes it happen.
            again: It has been asked before, and starts anew.

        Returns:
            Whether anything changed.
        """
        roster = await self.roster(unit, case)
        step = roster.step_after(0)
        opens_at = roster.opens_at() if step is None and case.severity is not Severity.ACUTE else None
        if opens_at is not None:
            if not await self.cases.change(unit, case, Hold(again=again), actor):
                return False
            set_timer(unit.session, case, Timer.START, opens_at)
            return True
        if not await self.cases.change(unit, case, Ask(step, again=again), actor):
            return False
        for one in await offers_of(unit.session, case) if again else ():
            # Who could not take it then may be able to now.
            one.offer.state = OfferState.WITHDRAWN.value
        await self._asked(unit, case, roster)
        if case.state is CaseState.NOTIFYING:
            due = unit.now + self.pace(case).first_sms
            set_timer(unit.session, case, Timer.SENT, due)
        return True

    async def go_on(self, unit: Unit, case: Case, actor: str, *, waited: bool) -> None:
        """Ask the next step.

        Args:
            unit: The transaction.
            case: A case that is being asked about.
            actor: Who makes it happen.
            waited: The step has had its time; else nobody is given up who may still answer.
        """
        offers = await offers_of(unit.session, case)
        passed = [one.staff.id for one in offers if one.offer.state in _NOT_AGAIN]
        roster = (await self.roster(unit, case)).without(passed)
        step = roster.step_after(case.step)
        if step is None and not waited and is_being_asked(case, offers):
            return
        if not await self.cases.change(unit, case, Ask(step), actor):
            return
        if case.state is CaseState.NOTIFYING:
            self.tellings.asking_more(unit, case)
        else:
            self.tellings.exhausted(unit, case)
        await self._asked(unit, case, roster)

    async def take(self, unit: Unit, case: Case, staff: Staff) -> Offered:
        """A member of staff takes the case, unless somebody else has.

        Raises:
            CaseMoved: Somebody else was first, or it has ended.
        """
        if not await self.cases.change(unit, case, Take(staff.id), _actor(staff), taken_at=unit.now):
            raise CaseMoved(await name_of_owner(unit.session, case))
        mine = await self._hand_to(unit, case, staff)
        self.tellings.taken(unit, case, staff.name)
        for other in await offers_of(unit.session, case):
            if other.staff.id != staff.id and other.offer.state == OfferState.OPEN:
                other.offer.state = OfferState.WITHDRAWN.value
                words = say.theirs(other.offer.code, staff.name, case.taken_at)
                self._tell(unit, case, other, "taken", words)
        return mine

    async def hand_over(self, unit: Unit, case: Case, staff: Staff, to: Staff, version: int | None) -> None:
        """The one who has the case hands it to a colleague.

        Raises:
            CaseMoved: It is not theirs, or not any more.
        """
        event = HandOver(staff.id, to.id, version)
        if not await self.cases.change(unit, case, event, _actor(staff), taken_at=unit.now):
            raise CaseMoved(await name_of_owner(unit.session, case))
        for other in await offers_of(unit.session, case):
            if other.staff.id == staff.id:
                other.offer.state = OfferState.WITHDRAWN.value
        await self._hand_to(unit, case, to)
        self.tellings.handed_over(unit, case, to.name)

    async def give_back(
        self, unit: Unit, case: Case, actor: str, *, staff: Staff | None = None, version: int | None = None
    ) -> bool:
        """The case is let go, or taken from somebody who is silent, and others are asked at once.

        Returns:
            False when it is somewhere else by now.
        """
        offers = await offers_of(unit.session, case)
        owner = case.taken_by
        passed = [one.staff.id for one in offers if one.offer.state in _NOT_AGAIN or one.staff.id == owner]
        roster = (await self.roster(unit, case)).without(passed)
        step = roster.step_after(0)
        event = GiveBack(step, staff.id if staff else None, version)
        if not await self.cases.change(unit, case, event, actor, taken_at=None):
            return False
        for one in offers:
            if one.staff.id == owner:
                one.offer.state = OfferState.PASSED.value
                if staff is None:
                    self._tell(unit, case, one, "moved", say.moved_on(one))
        if case.state is CaseState.NOTIFYING:
            self.tellings.returned(unit, case)
        else:
            self.tellings.exhausted(unit, case)
        await self._asked(unit, case, roster)
        return True

    async def decline(self, unit: Unit, case: Case, staff: Staff) -> None:
        """Somebody cannot take the case: the next are asked at once, where there are any."""
        mine = [one for one in await offers_of(unit.session, case) if one.staff.id == staff.id]
        for one in mine:
            if one.offer.state != OfferState.OPEN:
                continue
            one.offer.state = OfferState.PASSED.value
            self.cases.note(unit, case, _actor(staff), "declined")
            if case.state is CaseState.NOTIFYING and one.offer.step == case.step:
                await self.go_on(unit, case, _actor(staff), waited=False)

    async def speak(self, unit: Unit, case: Case, staff: Staff, text: str | None, origin: str) -> None:
        """The one who has the case writes to the person, or says that they call (None).

        Raises:
            CaseMoved: It is somebody else's.
        """
        if case.state not in TAKEN or case.taken_by != staff.id:
            raise CaseMoved(await name_of_owner(unit.session, case))
        if text is not None:
            said = await self.cases.add_message(unit, case, "human", text, origin, staff.id)
            if said is None:
                return
        first = case.first_contact_at or unit.now
        event = Speak(staff.id)
        if await self.cases.change(unit, case, event, _actor(staff), first_contact_at=first):
            set_timer(unit.session, case, Timer.EXPIRE, unit.now + QUIET)
        if text is not None:
            self.tellings.human(unit, case, text, staff.name)

    async def close(
        self,
        unit: Unit,
        case: Case,
        actor: str,
        outcome: str | None,
        *,
        staff_id: int | None = None,
        version: int | None = None,
    ) -> bool:
        """The case is done; False when it is somewhere else by now."""
        owner = case.taken_by
        event = Close(staff_id, version)
        if not await self.cases.change(unit, case, event, actor, closed_at=unit.now, outcome=outcome):
            return False
        if actor == TIMER:
            self.tellings.expired(unit, case)
        else:
            self.tellings.closed(unit, case)
        await self._ended(unit, case, actor, owner)
        return True

    async def cancel(self, unit: Unit, case: Case) -> bool:
        """The person does not want it any more; False when it has ended already."""
        owner = case.taken_by
        values = {"closed_at": unit.now, "outcome": "cancelled"}
        if not await self.cases.change(unit, case, Cancel(), "person", **values):
            return False
        await self._ended(unit, case, "person", owner)
        return True

    async def relay(self, unit: Unit, case: Case, text: str, reference: str) -> None:
        """Pass on what the person wrote to the one who has the case."""
        for one in await offers_of(unit.session, case):
            if one.staff.id == case.taken_by:
                self.notices.relay(unit, case, one, text, reference, self.danger(text))

    async def remind(self, unit: Unit, case: Case) -> None:
        """Remind the one who has the case that the person waits."""
        for one in await offers_of(unit.session, case):
            if one.staff.id == case.taken_by:
                what = f"reminder{int(unit.now.timestamp())}"
                self._tell(unit, case, one, what, say.waiting_for_you(one.offer.code))

    async def tell_silenced(self, unit: Unit, case: Case) -> None:
        """Tell the one who has the case that the person gets no SMS any more."""
        for one in await offers_of(unit.session, case):
            if one.staff.id == case.taken_by:
                words = say.silenced(one.offer.code, by_phone=case.contact == "phone")
                self._tell(unit, case, one, "silenced", words)

    async def _asked(self, unit: Unit, case: Case, roster: Roster) -> None:
        """After a case has moved to a step: offer it, and set what comes next."""
        if case.state is CaseState.EXHAUSTED:
            set_timer(unit.session, case, Timer.EXPIRE, unit.now + QUIET)
            await add_alarm(unit.session, "no_staff", f"{case.id}:{case.version}", unit.now, case_id=case.id)
            return
        pace = self.pace(case)
        until = unit.now + pace.steps[case.step - 1]
        set_timer(unit.session, case, Timer.STEP, until)
        self._tell_again(unit, case)
        for one in await make_offers(unit, case, roster.in_step(case.step), case.step):
            try:
                self.notices.offer(unit, case, self.place(case), one, until)
            except VaultError:
                one.offer.state = OfferState.UNREACHABLE.value
                set_timer(unit.session, case, Timer.CHECK, unit.now)
                await add_alarm(
                    unit.session, "unreachable", str(one.staff.id), unit.now, staff_id=one.staff.id
                )

    async def _hand_to(self, unit: Unit, case: Case, staff: Staff) -> Offered:
        """Somebody has the case now: what they need to know, and until when they should have written."""
        mine = Offered(await offer_to(unit, case, staff), staff)
        number = self.cases.phone_of(case) if case.contact == "phone" else None
        if number is not None:
            self.cases.note(unit, case, _actor(staff), "reveal", what="phone", by="sms")
        topic = self._library().content.topics.get(case.topic or "")
        words = say.yours(case, mine.offer.code, topic.label.sv if topic else None, number)
        self._tell(unit, case, mine, "yours", words)
        said = await self.cases.messages(unit.session, case, "person")
        self.notices.history(unit, case, mine, (text for _, text in said))
        set_timer(unit.session, case, Timer.CONTACT, unit.now + self.pace(case).contact)
        self._tell_again(unit, case)
        return mine

    async def _ended(self, unit: Unit, case: Case, actor: str, owner: int | None) -> None:
        for one in await offers_of(unit.session, case):
            waits = one.offer.state == OfferState.OPEN or one.staff.id == owner
            if waits and actor != _actor(one.staff):
                self._tell(unit, case, one, "over", say.over(one.offer.code))
        await free_numbers(unit, case)

    def _tell_again(self, unit: Unit, case: Case) -> None:
        tell = self.pace(case).tell
        if tell is not None:
            set_timer(unit.session, case, Timer.TELL, unit.now + tell)

    def _tell(self, unit: Unit, case: Case, to: Offered, what: str, text: str) -> None:
        self.notices.tell(unit, case, to.staff, what, text)


def _actor(staff: Staff) -> str:
    return f"staff:{staff.id}"


def is_being_asked(case: Case, offers: list[Offered]) -> bool:
    """Whether somebody in the step that is being asked may still answer."""
    return any(one.offer.state == OfferState.OPEN and one.offer.step == case.step for one in offers)
