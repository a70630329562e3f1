"""SMS that come in: stored first, answered, then worked on; none is lost, none worked on twice."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.alarms import add_alarm
from bot.clock import Clock
from bot.db.models.sms import SmsInbound
from bot.gateway.store import Sessions
from bot.logs import get_logger
from bot.sms.arrivals import TRIES, Arrival, finish, put_off, take
from bot.sms.loop import Loop
from bot.sms.spool import Spool
from bot.vault import Fingerprints, Vault

_AT_ONCE = 8
# A database that answers no sooner counts as away; Twilio itself waits 15 seconds for our answer.
_PATIENCE = 5.0
_HANDLING = 30.0


@dataclass(frozen=True, slots=True)
class InboundSms:
    """An SMS that came in.

    Attributes:
        sid: The provider's name for it; the same SMS may be handed over again after a crash.
        sender: E.164.
        text: What it says; empty when it only carries a picture.
        received_at: When it came.
        media: How many pictures or other files came with it; they are not fetched.
    """

    sid: str
    sender: str = field(repr=False)
    text: str = field(repr=False)
    received_at: datetime
    media: int = 0


Handler = Callable[[InboundSms], Awaitable[None]]


class MalformedSms(ValueError):  # noqa: N818 (the sender's fault, not ours)
    """A form that names no message or no sender."""


class Inbox(Loop):
    """Stores what comes in, and works it off, one after the other for each sender.

    Args:
        sessions: Sessions of the database.
        vault: Seals numbers and texts.
        fingerprints: Keyed hashes of numbers.
        spool: Where SMS wait while the database is away.
        handler: Works on one; what raises is tried again, with the same `sid`.
        clock: The time now.
    """

    def __init__(
        self,
        sessions: Sessions,
        vault: Vault,
        fingerprints: Fingerprints,
        spool: Spool,
        handler: Handler,
        clock: Clock,
    ) -> None:
        self._wake = asyncio.Event()
        super().__init__(self._wake, _AT_ONCE, "sms_inbox")
        self._sessions = sessions
        self._vault = vault
        self._fingerprints = fingerprints
        self._spool = spool
        self._handler = handler
        self._clock = clock

    async def store(self, form: Mapping[str, str]) -> None:
        """Store an SMS by the form that the provider posts; the same one again changes nothing.

        Raises:
            MalformedSms: The form names no message or no sender.
            OSError: Neither the database nor the spool takes it.
        """
        sms = _read(form, self._clock())
        try:
            # Not cut off: a database that was only slow may still store it, once.
            await asyncio.wait_for(asyncio.shield(self._insert(sms)), _PATIENCE)
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            get_logger().error("sms_spooled", component="sms_inbox", exc_info=error)
            await asyncio.to_thread(self._spool.keep, sms.sid, _packed(sms))
        self._wake.set()

    async def due(self, limit: int) -> list[Coroutine[Any, Any, None]]:
        """Bring in what was spooled, and take what is due."""
        if self._spool.waiting:
            await self._unspool()
        async with self._sessions.begin() as session:
            arrivals = await take(session, self._clock(), limit)
        return [self._handle(arrival) for arrival in arrivals]

    async def _insert(self, sms: InboundSms) -> None:
        row = SmsInbound(
            sid=sms.sid,
            from_hash=self._fingerprints.of(sms.sender),
            sealed_from=self._vault.seal(sms.sender.encode()),
            sealed_body=self._vault.seal(_packed(sms)),
            received_at=sms.received_at,
            next_at=sms.received_at,
        )
        try:
            async with self._sessions.begin() as session:
                if await session.get(SmsInbound, sms.sid) is None:
                    session.add(row)
        except IntegrityError:
            pass  # the same one came twice at once; the other is stored

    async def _unspool(self) -> None:
        for path, data in await asyncio.to_thread(lambda: list(self._spool.kept())):
            if data is None:
                get_logger().error("sms_not_readable", component="sms_inbox", reason="key")
                self._spool.unreadable(path)
                continue
            await self._insert(_unpacked(data))
            self._spool.done(path)

    async def _handle(self, arrival: Arrival) -> None:
        try:
            if arrival.attempt > TRIES:
                # It was taken often enough, and whoever had it never came back.
                raise TimeoutError
            sms = _unpacked(self._vault.open(arrival.sealed_body))
            async with asyncio.timeout(_HANDLING):
                await self._handler(sms)
        except Exception as error:  # whatever it is: the SMS must not be lost with it
            get_logger().error("sms_not_handled", attempt=arrival.attempt, exc_info=error)
            await self._put_off(arrival)
            return
        async with self._sessions.begin() as session:
            await finish(session, arrival, self._clock())
        self._wake.set()

    async def _put_off(self, arrival: Arrival) -> None:
        now = self._clock()
        async with self._sessions.begin() as session:
            if await put_off(session, arrival, now):
                await add_alarm(session, "sms_not_handled", arrival.sid, now)


def _read(form: Mapping[str, str], now: datetime) -> InboundSms:
    sid = form.get("MessageSid") or form.get("SmsMessageSid") or form.get("SmsSid") or ""
    sender = form.get("From", "").strip()
    if not 0 < len(sid) <= 64 or not 0 < len(sender) <= 64:
        raise MalformedSms
    media = form.get("NumMedia", "")
    return InboundSms(
        sid, sender, form.get("Body", ""), now, int(media) if media.isascii() and media.isdecimal() else 0
    )


def _packed(sms: InboundSms) -> bytes:
    return json.dumps(asdict(sms) | {"received_at": sms.received_at.isoformat()}).encode()


def _unpacked(data: bytes) -> InboundSms:
    values = json.loads(data)
    return InboundSms(**values | {"received_at": datetime.fromisoformat(values["received_at"])})
