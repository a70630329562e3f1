"""What becomes of the SMS to staff, as far as it concerns the cases (bot/sms/delivery.py tells)."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.alarms import add_alarm, add_sms_alarm
from bot.clock import Clock
from bot.db.models.case import ALIVE, Case, CaseAudit, CaseOffer
from bot.db.models.sms import SmsOutbox
from bot.db.models.staff import Staff
from bot.escalation.offers import OfferState, stand_down
from bot.escalation.timers import Timer, set_timer


class DeliveryNews:
    """Takes the news within the transaction that stores them; the cases move at the next tick.

    Args:
        clock: The time now.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def handed(self, session: AsyncSession, sms: SmsOutbox) -> None:
        """The provider has taken an SMS: the audit shows how long it took."""
        case = await session.get(Case, sms.case_id) if sms.case_id is not None else None
        if case is None or sms.purpose != "offer":
            return
        row = CaseAudit(
            case_id=case.id,
            at=self._clock(),
            actor="provider",
            event="handed",
            state=case.state.value,
            version=case.version,
            details={} if sms.staff_id is None else {"staff": sms.staff_id},
        )
        session.add(row)

    async def undeliverable(self, session: AsyncSession, sms: SmsOutbox, permanent: bool) -> None:
        """An SMS has not come through; with `permanent` none will, and the phone is off."""
        staff = await session.get(Staff, sms.staff_id) if sms.staff_id is not None else None
        if staff is None:
            return
        now = self._clock()
        if permanent:
            if staff.stopped_at is None:
                staff.stopped_at = now
            key = f"{staff.id}:{int(staff.stopped_at.timestamp())}"
            await add_alarm(session, "unreachable", key, now, staff_id=staff.id)
            await stand_down(session, staff.id, now)
        elif sms.purpose == "offer":
            await self._not_offered(session, sms)
        if sms.purpose == "relay":
            await add_sms_alarm(session, "relay_failed", sms, now)

    async def late_failure(self, session: AsyncSession, sms: SmsOutbox) -> None:
        """Both a delivery and a failure were reported: nobody knows what arrived."""
        await add_sms_alarm(session, "late_failure", sms, self._clock())

    async def _not_offered(self, session: AsyncSession, sms: SmsOutbox) -> None:
        query = (
            select(CaseOffer, Case)
            .join(Case, Case.id == CaseOffer.case_id)
            .where(
                CaseOffer.case_id == sms.case_id,
                CaseOffer.staff_id == sms.staff_id,
                CaseOffer.state == OfferState.OPEN,
                Case.state.in_(ALIVE),
            )
        )
        for offer, case in (await session.execute(query)).all():
            offer.state = OfferState.UNREACHABLE.value
            set_timer(session, case, Timer.CHECK, self._clock())
