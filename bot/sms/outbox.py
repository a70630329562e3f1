"""SMS to be sent, written in the same transaction as what they tell of."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db.models.sms import SmsOutbox
from bot.sms.gsm7 import split
from bot.sms.status import CREATED
from bot.vault import Fingerprints, Vault

Purpose = Literal["offer", "notice", "relay", "code", "seeker"]


@dataclass(frozen=True, slots=True)
class OutgoingSms:
    """An SMS to send; a long text becomes several.

    Attributes:
        to: E.164.
        text: What it says.
        purpose: What it is for.
        reference: Names it for good: the same reference twice is one SMS. At most 110 characters.
        case_id: The case it belongs to.
        staff_id: The member of staff it goes to.
        valid_until: It is of no use after this.
    """

    to: str = field(repr=False)
    text: str = field(repr=False)
    purpose: Purpose
    reference: str
    case_id: int | None = None
    staff_id: int | None = None
    valid_until: datetime | None = None


class Outbox:
    """Adds SMS to the caller's transaction; the sender (bot/sms/sender.py) sends them after the commit.

    Args:
        vault_phones: Seals numbers and texts.
        fingerprints: Keyed hashes of numbers, by which the order for one phone is kept.
        clock: The time now.

    Attributes:
        wake: Set when there is something to send.
    """

    def __init__(self, vault_phones: Vault, fingerprints: Fingerprints, clock: Clock) -> None:
        self._vault = vault_phones
        self._fingerprints = fingerprints
        self._clock = clock
        self.wake = asyncio.Event()

    def add(self, session: AsyncSession, sms: OutgoingSms) -> None:
        """Add `sms` to the transaction of `session`; nothing when its reference is there already.

        Should two transactions add the same reference at once, the later one fails with an
        IntegrityError when it is flushed, and can be tried again.
        """
        if not event.contains(session.sync_session, "before_flush", _drop_known):
            event.listen(session.sync_session, "before_flush", _drop_known)
        now = self._clock()
        for number, text in enumerate(split(sms.text), 1):
            row = SmsOutbox(
                reference=sms.reference if number == 1 else f"{sms.reference}#{number}",
                purpose=sms.purpose,
                sealed_to=self._vault.seal(sms.to.encode()),
                to_hash=self._fingerprints.of(sms.to),
                sealed_body=self._vault.seal(text.encode()),
                case_id=sms.case_id,
                staff_id=sms.staff_id,
                state=CREATED,
                next_at=now,
                valid_until=sms.valid_until,
                created_at=now,
                updated_at=now,
            )
            session.add(row)

    def poke(self) -> None:
        """Wake the sender; called after the commit."""
        self.wake.set()


def _drop_known(session: Session, *_: Any) -> None:
    """Take those out of the flush whose reference is stored, or stands in it before."""
    new = [row for row in session.new if isinstance(row, SmsOutbox)]
    if not new:
        return
    with session.no_autoflush:
        known = set(
            session.scalars(
                select(SmsOutbox.reference).where(SmsOutbox.reference.in_([row.reference for row in new]))
            )
        )
    for row in new:
        if row.reference in known:
            session.expunge(row)
        known.add(row.reference)
