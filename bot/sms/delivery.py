"""What becomes of an SMS: its reports, its failures, and who is told of them in the same transaction."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.alarms import add_sms_alarm
from bot.clock import Clock
from bot.db.models.sms import SmsOutbox
from bot.gateway.store import Sessions
from bot.logs import get_logger
from bot.sms.claims import ASK_AFTER, Claim
from bot.sms.outbox import Outbox
from bot.sms.provider import Report
from bot.sms.status import CREATED, FAILED, FAILURES, LEASED, PERMANENT, UNKNOWN, Standing

_TRIES = 3


class DeliveryReader(Protocol):
    """Who is told what became of an SMS, within the transaction that stores it.

    What raises is tried again, and in the end stored without, with an alarm.
    """

    async def handed(self, session: AsyncSession, sms: SmsOutbox) -> None:
        """The provider has taken it."""

    async def undeliverable(self, session: AsyncSession, sms: SmsOutbox, permanent: bool) -> None:
        """It failed; `permanent` when the number is wrong or closed to us."""

    async def late_failure(self, session: AsyncSession, sms: SmsOutbox) -> None:
        """Both a delivery and a failure were reported."""


Change = Callable[[AsyncSession, SmsOutbox, DeliveryReader], Awaitable[bool]]


class Deliveries:
    """Stores what becomes of each SMS.

    Args:
        sessions: Sessions of the database.
        reader: Is told.
        outbox: Woken afterwards: who was told may have something to send.
        clock: The time now.
    """

    def __init__(self, sessions: Sessions, reader: DeliveryReader, outbox: Outbox, clock: Clock) -> None:
        self._sessions = sessions
        self._reader = reader
        self._outbox = outbox
        self._clock = clock

    async def report(self, report: Report, row: int | None = None) -> bool:
        """Store what the provider says; in any order and number it ends in the same.

        Args:
            report: What it says.
            row: Our number of the SMS, where it is known; without it the SID has to be stored.

        Returns:
            Whether the SMS is known.
        """

        async def change(session: AsyncSession, sms: SmsOutbox, reader: DeliveryReader) -> bool:
            if sms.sid not in {None, report.sid}:
                # Sent a second time after an answer that never came; the stored one counts.
                get_logger().warning("sms_sent_twice", component="sms")
                return False
            sms.sid = report.sid
            await self._advance(session, sms, reader, Standing(report.state, report.error_code))
            return True

        number = row if row is not None else await self._number_of(report.sid)
        return number is not None and await self._change(number, change)

    async def _number_of(self, sid: str) -> int | None:
        async with self._sessions() as session:
            number: int | None = await session.scalar(select(SmsOutbox.id).where(SmsOutbox.sid == sid))
        return number

    async def unknown_sids(self, reports: list[Report]) -> list[Report]:
        """Those of `reports` that belong to no other SMS."""
        sids = [report.sid for report in reports]
        async with self._sessions() as session:
            known = set(await session.scalars(select(SmsOutbox.sid).where(SmsOutbox.sid.in_(sids))))
        return [report for report in reports if report.sid not in known]

    async def give_up(self, claim: Claim, error_code: int | None) -> None:
        """It failed for good."""

        async def change(session: AsyncSession, sms: SmsOutbox, reader: DeliveryReader) -> bool:
            await self._advance(session, sms, reader, Standing(FAILED, error_code))
            return True

        await self._change(claim.sms.id, change, claim)

    async def postpone(self, claim: Claim, after: float, sent: bool, counts: bool) -> None:
        """Have it tried again.

        Args:
            claim: The lease; nothing happens if somebody else has it by now.
            after: Seconds until then.
            sent: It may have been sent, and is looked up first.
            counts: Whether this was one of its attempts.
        """

        async def change(_: AsyncSession, sms: SmsOutbox, __: DeliveryReader) -> bool:
            sms.state = UNKNOWN if sent else CREATED
            sms.next_at = self._clock() + timedelta(seconds=after)
            sms.leased_by = None
            if not counts:
                sms.attempts -= 1
            return True

        await self._change(claim.sms.id, change, claim)

    async def _advance(
        self, session: AsyncSession, sms: SmsOutbox, reader: DeliveryReader, to: Standing
    ) -> None:
        now = self._clock()
        before = Standing(sms.state, sms.error_code, sms.late_failure)
        after = before.after(to.state, to.error_code)
        sms.state, sms.error_code, sms.late_failure = after.state, after.error_code, after.late_failure
        if after.state != before.state:
            sms.next_at = now + ASK_AFTER
            sms.leased_by = None
        if sms.handed_at is None and after.state not in FAILURES:
            sms.handed_at = now
            await reader.handed(session, sms)
        if after.state in FAILURES and before.state not in FAILURES:
            get_logger().warning("sms_failed", component="sms", status=after.error_code)
            await reader.undeliverable(session, sms, after.error_code in PERMANENT)
        if after.late_failure and not before.late_failure:
            await reader.late_failure(session, sms)

    async def _change(self, number: int, change: Change, claim: Claim | None = None) -> bool:
        """Change one SMS, alone."""
        reader: DeliveryReader = _Guarded(self._reader)
        changed = False
        for left in reversed(range(_TRIES)):
            try:
                async with self._sessions.begin() as session:
                    sms = await self._locked(session, number)
                    changed = sms is not None and _ours(sms, claim) and await change(session, sms, reader)
                break
            except _ReaderError as error:
                get_logger().error("sms_reader_failed", component="sms", exc_info=error.__cause__)
                # What the provider said must not be lost with it.
                reader = reader if left > 1 else _Alarming(self._clock)
            except SQLAlchemyError:
                if not left:
                    raise
        self._outbox.poke()
        return changed

    async def _locked(self, session: AsyncSession, number: int) -> SmsOutbox | None:
        # Writing first takes the lock on both kinds of database; what is read with it stays true.
        touch = update(SmsOutbox).where(SmsOutbox.id == number).values(updated_at=self._clock())
        sms: SmsOutbox | None = await session.scalar(touch.returning(SmsOutbox))
        return sms


def _ours(sms: SmsOutbox, claim: Claim | None) -> bool:
    if claim is None:
        return True
    return (sms.state, sms.leased_by, sms.next_at) == (LEASED, claim.worker, claim.until)


class _ReaderError(Exception):
    """The reader raised; its own exception is the cause."""


class _Guarded:
    """A reader whose failures can be told from those of the database."""

    def __init__(self, reader: DeliveryReader) -> None:
        self._reader = reader

    async def handed(self, session: AsyncSession, sms: SmsOutbox) -> None:
        """Pass on that the provider has taken it."""
        await _told(self._reader.handed(session, sms))

    async def undeliverable(self, session: AsyncSession, sms: SmsOutbox, permanent: bool) -> None:
        """Pass on that it failed."""
        await _told(self._reader.undeliverable(session, sms, permanent))

    async def late_failure(self, session: AsyncSession, sms: SmsOutbox) -> None:
        """Pass on that both a delivery and a failure were reported."""
        await _told(self._reader.late_failure(session, sms))


async def _told(telling: Awaitable[None]) -> None:
    try:
        await telling
    except Exception as error:
        raise _ReaderError from error


class _Alarming:
    """In the place of a reader that cannot be told."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def handed(self, session: AsyncSession, sms: SmsOutbox) -> None:
        """Nobody has to act on it."""

    async def undeliverable(self, session: AsyncSession, sms: SmsOutbox, permanent: bool) -> None:  # noqa: ARG002
        """Have an administrator look: whoever should have done something does not know."""
        await add_sms_alarm(session, "sms_failed", sms, self._clock())

    async def late_failure(self, session: AsyncSession, sms: SmsOutbox) -> None:
        """Have an administrator look at what was both delivered and not."""
        await add_sms_alarm(session, "late_failure", sms, self._clock())
