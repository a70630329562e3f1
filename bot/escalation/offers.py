"""Offers: which case is offered to whom, under the number that each phone knows it by."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models.case import ALIVE, Case, CaseOffer
from bot.db.models.staff import Staff
from bot.escalation.machine import TAKEN
from bot.escalation.timers import Timer, set_timer
from bot.escalation.unit import Unit


class OfferState(StrEnum):
    """What became of an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PASSED = "passed"
    UNREACHABLE = "unreachable"
    WITHDRAWN = "withdrawn"


class Offered(NamedTuple):
    """An offer and the one it was made to."""

    offer: CaseOffer
    staff: Staff


class Known(NamedTuple):
    """A case that a phone has a number for."""

    offer: CaseOffer
    case: Case

    @property
    def is_mine(self) -> bool:
        """Whether the owner of the phone has taken it."""
        return self.case.state in TAKEN and self.case.taken_by == self.offer.staff_id

    @property
    def can_be_taken(self) -> bool:
        """Whether it was offered and still waits for an answer."""
        return self.offer.state == OfferState.OPEN and self.case.state not in TAKEN


async def make_offers(unit: Unit, case: Case, staff: Sequence[Staff], step: int) -> list[Offered]:
    """Offer a case to `staff`; whoever knows it already keeps its number.

    Raises:
        IntegrityError: Another case got the same number on one of the phones at this moment.
    """
    if not staff:
        return []
    ids = [one.id for one in staff]
    # In the order of their ids, so that two cases never wait for each other.
    locked = select(Staff).where(Staff.id.in_(ids)).order_by(Staff.id).with_for_update()
    people = (await unit.session.scalars(locked)).all()
    known = {offered.staff.id: offered.offer for offered in await offers_of(unit.session, case)}
    taken = await _numbers_in_use(unit.session, ids)
    made = []
    for one in people:
        offer = known.get(one.id)
        if offer is None:
            offer = CaseOffer(
                case_id=case.id,
                staff_id=one.id,
                code=_smallest_free(taken.get(one.id, set())),
                created_at=unit.now,
            )
            unit.session.add(offer)
        offer.step, offer.state = step, OfferState.OPEN.value
        made.append(Offered(offer, one))
    await unit.session.flush()
    return made


async def offer_to(unit: Unit, case: Case, staff: Staff) -> CaseOffer:
    """The number that a member of staff knows the case by, made if need be: the case is theirs now."""
    known = {offered.staff.id: offered.offer for offered in await offers_of(unit.session, case)}
    if staff.id not in known:
        known[staff.id] = (await make_offers(unit, case, [staff], case.step))[0].offer
    known[staff.id].state = OfferState.ACCEPTED.value
    return known[staff.id]


async def offers_of(session: AsyncSession, case: Case) -> list[Offered]:
    """Everybody who has been offered a case."""
    query = (
        select(CaseOffer, Staff)
        .join(Staff, Staff.id == CaseOffer.staff_id)
        .where(CaseOffer.case_id == case.id, CaseOffer.freed_at.is_(None))
        .order_by(CaseOffer.id)
        # Another transaction may have changed what this one has read before it had the case's lock.
        .execution_options(populate_existing=True)
    )
    return [Offered(offer, staff) for offer, staff in await session.execute(query)]


async def known_to(session: AsyncSession, staff: Staff) -> list[Known]:
    """The open cases that a phone has a number for, the smallest number first."""
    query = (
        select(CaseOffer, Case)
        .join(Case, Case.id == CaseOffer.case_id)
        .where(CaseOffer.staff_id == staff.id, CaseOffer.freed_at.is_(None), Case.state.in_(ALIVE))
        .order_by(CaseOffer.code)
    )
    return [Known(offer, case) for offer, case in await session.execute(query)]


async def is_some_case(session: AsyncSession, number: int) -> bool:
    """Whether an open case has this number, on anybody's phone or at the desk."""
    query = (
        select(Case.id)
        .outerjoin(CaseOffer, and_(CaseOffer.case_id == Case.id, CaseOffer.freed_at.is_(None)))
        .where(Case.state.in_(ALIVE), or_(Case.id == number, CaseOffer.code == number))
    )
    return await session.scalar(query.limit(1)) is not None


async def free_numbers(unit: Unit, case: Case) -> None:
    """The case has ended: its numbers can be used for another one."""
    await unit.session.flush()
    statement = (
        update(CaseOffer)
        .where(CaseOffer.case_id == case.id, CaseOffer.freed_at.is_(None))
        .values(freed_at=unit.now)
    )
    await unit.session.execute(statement.execution_options(synchronize_session=False))


async def stand_down(session: AsyncSession, staff_id: int, now: datetime) -> None:
    """Somebody cannot be reached any more: have every case of theirs looked at at once."""
    query = (
        select(CaseOffer, Case)
        .join(Case, Case.id == CaseOffer.case_id)
        .where(CaseOffer.staff_id == staff_id, CaseOffer.freed_at.is_(None), Case.state.in_(ALIVE))
    )
    for offer, case in (await session.execute(query)).all():
        if offer.state == OfferState.OPEN:
            offer.state = OfferState.UNREACHABLE.value
        set_timer(session, case, Timer.CHECK, now)


async def _numbers_in_use(session: AsyncSession, staff_ids: Sequence[int]) -> dict[int, set[int]]:
    query = select(CaseOffer.staff_id, CaseOffer.code).where(
        CaseOffer.staff_id.in_(staff_ids), CaseOffer.freed_at.is_(None)
    )
    found: dict[int, set[int]] = {}
    for staff_id, code in await session.execute(query):
        found.setdefault(staff_id, set()).add(code)
    return found


def _smallest_free(used: set[int]) -> int:
    code = 1
    while code in used:
        code += 1
    return code
