"""SMS as they would be seen, on a Vart that has no provider: everything can be tried on one laptop.

Only there: with a provider the pages that use this do not exist.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from bot.db.models.case import Case
from bot.db.models.sms import SmsOutbox
from bot.db.models.staff import Staff
from bot.desk.cases import opened
from bot.desk.reveals import Reveals, What
from bot.desk.viewer import Viewer
from bot.gateway.store import Sessions
from bot.vault import Vault

MOST = 60
Row = tuple[SmsOutbox, Staff | None, Case | None]
# Shown on the console of whoever runs Vart, and to nobody else.
_CODE = "En engångskod för inloggning. Den visas bara i fönstret där Vart körs."


@dataclass(frozen=True, slots=True)
class LocalSms:
    """An SMS that would have been sent.

    Attributes:
        name: Of the member of staff it goes to, or of what kind of receiver it has.
        text: What it says.
        at: When it was written.
        state: Of bot/sms/status.py.
    """

    name: str
    text: str = field(repr=False)
    at: datetime
    state: str


class LocalOutbox:
    """Reads the outbox.

    Args:
        sessions: Sessions of the database.
        vault_phones: Opens texts and numbers.
        reveals: Writes that the words of a person were opened.
    """

    def __init__(self, sessions: Sessions, vault_phones: Vault, reveals: Reveals) -> None:
        self._sessions = sessions
        self._vault = vault_phones
        self._reveals = reveals

    async def newest(self, viewer: Viewer) -> list[LocalSms]:
        """The newest SMS in the viewer's areas, newest first."""
        shown = []
        for sms, staff, case in await self._visible(viewer):
            if case is not None and (what := _opens(sms, case)):
                await self._open(viewer, case, what)
            text = _CODE if sms.purpose == "code" else opened(self._vault, sms.sealed_body) or ""
            shown.append(LocalSms(_receiver(sms, staff), text, sms.created_at, sms.state))
        return shown

    async def receivers(self, viewer: Viewer) -> list[Staff]:
        """The staff that can be answered for."""
        query = select(Staff).where(Staff.removed_at.is_(None)).order_by(Staff.name)
        async with self._sessions() as session:
            return [row for row in await session.scalars(query) if viewer.may_see_staff(row)]

    def answer_form(self, staff: Staff, text: str) -> dict[str, str] | None:
        """What a provider would post if that phone sent `text`."""
        number = opened(self._vault, staff.sealed_phone)
        if number is None:
            return None
        return {"MessageSid": f"SM{secrets.token_hex(16)}", "From": number, "Body": text}

    async def _visible(self, viewer: Viewer) -> list[Row]:
        """The newest rows that the viewer may see: those of other areas take nobody's place."""
        query = (
            select(SmsOutbox, Staff, Case)
            .outerjoin(Staff, Staff.id == SmsOutbox.staff_id)
            .outerjoin(Case, Case.id == SmsOutbox.case_id)
            .order_by(SmsOutbox.id.desc())
            .limit(MOST)
        )
        rows: list[Row] = []
        async with self._sessions() as session:
            page = (await session.execute(query)).all()
            while page and len(rows) < MOST:
                rows += [(sms, staff, case) for sms, staff, case in page if _may_see(viewer, staff, case)]
                page = (await session.execute(query.where(SmsOutbox.id < page[-1][0].id))).all()
        return rows[:MOST]

    async def _open(self, viewer: Viewer, case: Case, what: What) -> None:
        if not await self._reveals.opened(viewer, case, what):
            await self._reveals.open(viewer, case, what)


def _may_see(viewer: Viewer, staff: Staff | None, case: Case | None) -> bool:
    if staff is not None:
        return viewer.may_see_staff(staff)
    # To a phone that is on no roster: of a person with a case, or the code of an account.
    return case is None or viewer.may_see(case, asked=False)


def _opens(sms: SmsOutbox, case: Case) -> What | None:
    """What of the person an SMS shows: their words, or the number that the one who takes the case gets."""
    if sms.purpose == "relay":
        return "texts"
    return "phone" if sms.purpose == "notice" and case.contact == "phone" else None


def _receiver(sms: SmsOutbox, staff: Staff | None) -> str:
    if staff is not None:
        return staff.name
    return "Inloggning" if sms.purpose == "code" else "Hjälpsökande"
