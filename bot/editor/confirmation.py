"""The yearly link by which a service itself says that its listing is true, or what has changed.

The link's secret is random, and signed with a key that is not in the database; of the secret only a
keyed hash is kept. It works once, for one listing, until it expires. Opening it uses nothing up: mail
programs follow links on their own.
"""

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from babel.dates import format_date
from sqlalchemy import CursorResult, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import STOCKHOLM, Clock
from bot.content.schema import Publication, Service
from bot.db.models.editor import Confirmation
from bot.db.models.service import Service as ServiceRow
from bot.directory.records import read_service
from bot.editor.listings import OPERATOR, Listings
from bot.editor.people import EDITORS, person
from bot.editor.refusals import NotFound, Refusal
from bot.editor.views import Draft
from bot.escalation.unit import Transactions, Unit
from bot.gateway.store import Sessions
from bot.sms.outbox import Outbox, OutgoingSms
from bot.vault import Fingerprints

VALID_FOR: Final = timedelta(days=45)
PATH: Final = "/bekrafta/"
# What a service may say about itself; name, area and topics are the editors'.
OPEN_FIELDS: Final = frozenset(
    {
        "summary",
        "minimum_age",
        "maximum_age",
        "not_for",
        "phones",
        "sms",
        "chat",
        "email",
        "url",
        "address",
        "opening_hours",
        "opening_hours_note",
        "languages",
        "interpretation_services",
        "cost",
        "status",
    }
)
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{22}[0-9a-f]{32}")
_SECRET_LENGTH: Final = 22


class LinkRefused(Refusal):
    """The link does not open anything.

    Attributes:
        reason: "unknown", "used" or "expired".
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link, and words to send it with.

    Attributes:
        url: The link.
        subject: Of the e-mail.
        email: Text of the e-mail.
        sms: The same in an SMS.
        expires_at: When it stops working.
    """

    url: str = field(repr=False)
    subject: str
    email: str = field(repr=False)
    sms: str = field(repr=False)
    expires_at: datetime


class Confirmations:
    """Makes the links, and takes the answers.

    Args:
        sessions: Sessions of the database.
        clock: The time now.
        fingerprints: Keyed hashes for the purpose "confirmation".
        listings: The listings.
        public_url: Where the links lead.
        outbox: Sends SMS.
    """

    def __init__(
        self,
        sessions: Sessions,
        clock: Clock,
        fingerprints: Fingerprints,
        listings: Listings,
        public_url: str,
        outbox: Outbox,
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._fingerprints = fingerprints
        self._listings = listings
        self._public_url = public_url.rstrip("/")
        self._outbox = outbox
        self._transactions = Transactions(sessions, clock, lambda _: outbox.poke())

    async def invite(self, id: str, account_id: int, sms_to: str | None = None) -> Invitation:
        """Make a link for a published listing; the links it had stop working.

        Args:
            id: The listing.
            account_id: Who asks.
            sms_to: E.164; sends the SMS there as well.

        Raises:
            Denied: They may not edit the listing.
            NotFound: It is not published.
        """

        async def work(unit: Unit) -> Invitation:
            who = await person(unit.session, account_id, EDITORS)
            service = await _published(unit.session, id)
            who.must_hold(service.service_areas)
            secret = secrets.token_urlsafe(16)
            expires = unit.now + VALID_FOR
            invitation = self._invitation(service, secret + self._signature(secret), expires)
            hashed = self._fingerprints.of(secret)
            row = Confirmation(token_hash=hashed, service_id=id, account_id=account_id, expires_at=expires)
            await _put(unit, row)
            if sms_to is not None:
                reference = f"confirmation:{hashed}"
                sms = OutgoingSms(to=sms_to, text=invitation.sms, purpose="notice", reference=reference)
                self._outbox.add(unit.session, sms)
            return invitation

        return await self._transactions.run(work)

    async def open(self, token: str) -> Service:
        """The listing that a link is about, as people see it.

        Raises:
            LinkRefused: The link opens nothing.
        """
        async with self._sessions() as session:
            row = await self._row(session, token)
            try:
                return await _published(session, row.service_id)
            except NotFound:
                raise LinkRefused("unknown") from None

    async def confirm(self, token: str) -> None:
        """The service says that all of it is true; the link is used up.

        Raises:
            LinkRefused: The link opens nothing, or somebody was faster.
            Moved: The listing is no longer published.
        """
        id = (await self.open(token)).id

        async def claim(session: AsyncSession) -> None:
            await self._use(session, token, "confirmed")

        await self._listings.confirm(id, OPERATOR, claim=claim)

    async def propose(self, token: str, data: Mapping[str, Any]) -> Draft:
        """The service wants something changed: a draft that waits for an editor; the link is used up.

        Args:
            token: Of the link.
            data: The fields to change; others than `OPEN_FIELDS` are left out.

        Raises:
            LinkRefused: The link opens nothing, or somebody was faster.
            Unusable: A field is far too long.
        """
        id = (await self.open(token)).id

        async def claim(session: AsyncSession) -> None:
            await self._use(session, token, "proposed")

        allowed = {name: value for name, value in data.items() if name in OPEN_FIELDS}
        return await self._listings.propose(id, allowed, claim=claim)

    async def _row(self, session: AsyncSession, token: str) -> Confirmation:
        secret, signature = token[:_SECRET_LENGTH], token[_SECRET_LENGTH:]
        if not _TOKEN.fullmatch(token) or not self._signed(secret, signature):
            raise LinkRefused("unknown")
        for hashed in self._fingerprints.every(secret):
            row = await session.get(Confirmation, hashed)
            if row is not None:
                if row.used_at is not None:
                    raise LinkRefused("used")
                if row.expires_at <= self._clock():
                    raise LinkRefused("expired")
                return row
        raise LinkRefused("unknown")

    async def _use(self, session: AsyncSession, token: str, answer: str) -> None:
        row = await self._row(session, token)
        statement = (
            update(Confirmation)
            .where(Confirmation.token_hash == row.token_hash, Confirmation.used_at.is_(None))
            .values(used_at=self._clock(), answer=answer)
        )
        result = await session.execute(statement)
        if not isinstance(result, CursorResult) or result.rowcount != 1:
            raise LinkRefused("used")

    def _signature(self, secret: str) -> str:
        return self._fingerprints.of(f"link:{secret}")[:32]

    def _signed(self, secret: str, signature: str) -> bool:
        every = self._fingerprints.every(f"link:{secret}")
        return any(hmac.compare_digest(one[:32], signature) for one in every)

    def _invitation(self, service: Service, token: str, expires: datetime) -> Invitation:
        url = f"{self._public_url}{PATH}{token}"
        until = format_date(expires.astimezone(STOCKHOLM), "d MMMM y", locale="sv")
        email = (
            "Hej\n\n"
            f"Ni finns med i Vart, som visar människor vart de kan vända sig: ”{service.name}”.\n"
            "Stämmer uppgifterna om er fortfarande? Titta här, och svara ja eller skriv vad som är nytt:\n\n"
            f"{url}\n\n"
            f"Det tar någon minut. Länken gäller till och med {until} och kan användas en gång.\n\n"
            "Tack för hjälpen"
        )
        sms = f"Vart: stämmer uppgifterna om {service.name} fortfarande? Svara här senast {until}: {url}"
        return Invitation(url, f"Stämmer uppgifterna om {service.name}?", email, sms, expires)


async def _put(unit: Unit, row: Confirmation) -> None:
    """Add a link; those that its listing had stop working."""
    await unit.session.execute(
        update(Confirmation)
        .where(Confirmation.service_id == row.service_id, Confirmation.used_at.is_(None))
        .values(expires_at=unit.now)
    )
    row.created_at = unit.now
    unit.session.add(row)


async def _published(session: AsyncSession, id: str) -> Service:
    row = await session.get(ServiceRow, id)
    if row is None or row.publication is not Publication.PUBLISHED:
        raise NotFound(id)
    return read_service(row)
