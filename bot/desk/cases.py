"""Cases as the desk reads them: the open ones by urgency, and one with what was said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models.account import Account
from bot.db.models.case import ALIVE, Case, CaseAudit, CaseMessage, CaseOffer, CaseState, Severity
from bot.db.models.staff import Staff
from bot.desk.viewer import Viewer
from bot.gateway.store import Sessions
from bot.logs import get_logger
from bot.vault import Vault, VaultError

_SEVERITIES = list(Severity)
TAKEN = (CaseState.ACKED, CaseState.IN_CONTACT)
# Offers that make somebody one who was asked.
_ASKED = ("open", "accepted")


@dataclass(frozen=True, slots=True)
class SmsNumber:
    """What a case is called in the SMS of one member of staff.

    Attributes:
        name: Theirs; None for the one who looks.
        code: The number.
    """

    name: str | None
    code: int


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    case: Case
    taken_by: str | None
    mine: bool
    asked: bool
    numbers: tuple[SmsNumber, ...]

    @property
    def unanswered(self) -> bool:
        """Nobody has taken it, and it is not waiting for an opening."""
        return self.case.state in {CaseState.NOTIFYING, CaseState.EXHAUSTED}

    @property
    def urgency(self) -> tuple[int, int, datetime]:
        """Sorts the most urgent first: by severity, then those nobody has, then by waiting."""
        order = 0 if self.unanswered else 1 if self.case.state in TAKEN else 2
        return _SEVERITIES.index(self.case.severity), order, self.case.created_at


@dataclass(frozen=True, slots=True)
class Said:
    """Something said in a case."""

    author: str
    name: str | None
    text: str = field(repr=False)
    at: datetime


class DeskCases:
    """Reads cases; what a viewer may not see is as if it were not there.

    Args:
        sessions: Sessions of the database.
        vault_cases: Opens texts and codes.
        vault_phones: Opens numbers.
    """

    def __init__(self, sessions: Sessions, vault_cases: Vault, vault_phones: Vault) -> None:
        self._sessions = sessions
        self._cases = vault_cases
        self._phones = vault_phones

    async def open_cases(self, viewer: Viewer) -> list[CaseLine]:
        """The cases that are alive, the most urgent first."""
        async with self._sessions() as session:
            cases = (await session.scalars(select(Case).where(Case.state.in_(ALIVE)))).all()
            asked = await _asked_of(session, viewer.staff_id)
            names = await _names(session)
            numbers = await _numbers(session, viewer, [case.id for case in cases])
        lines = [_line(case, viewer, asked, names, numbers) for case in cases]
        return sorted(
            (line for line in lines if viewer.may_see(line.case, line.asked)), key=lambda line: line.urgency
        )

    async def find(self, viewer: Viewer, case_id: int) -> CaseLine | None:
        """A case, also one that has ended; None when there is none that the viewer may see."""
        async with self._sessions() as session:
            case = await session.get(Case, case_id)
            asked = await _asked_of(session, viewer.staff_id)
            names = await _names(session)
            numbers = await _numbers(session, viewer, [case_id])
        if case is None or not viewer.may_see(case, case.id in asked):
            return None
        return _line(case, viewer, asked, names, numbers)

    async def said(self, case_id: int) -> list[Said]:
        """What was said since the consent, oldest first."""
        query = (
            select(CaseMessage, Staff.name)
            .outerjoin(Staff, Staff.id == CaseMessage.staff_id)
            .where(CaseMessage.case_id == case_id)
            .order_by(CaseMessage.id)
        )
        async with self._sessions() as session:
            rows = (await session.execute(query)).all()
        return [
            Said(row.author, name, opened(self._cases, row.sealed) or "", row.created_at)
            for row, name in rows
        ]

    async def history(self, case_id: int) -> Sequence[CaseAudit]:
        """What happened to a case, oldest first."""
        query = select(CaseAudit).where(CaseAudit.case_id == case_id).order_by(CaseAudit.id)
        async with self._sessions() as session:
            return (await session.scalars(query)).all()

    async def actors(self) -> dict[str, str]:
        """Who did things, as the audit names them, and what they are called; also who has left."""
        async with self._sessions() as session:
            staff = await _names(session)
            accounts = await session.execute(select(Account.id, Account.name))
        return {f"staff:{id}": name for id, name in staff.items()} | {
            f"account:{id}": name for id, name in accounts
        }

    def code(self, case: Case) -> str | None:
        """What the person comes back with."""
        return opened(self._cases, case.sealed_code)

    def number(self, case: Case) -> str | None:
        """The number of the person, if they gave one that is not deleted."""
        return None if case.sealed_phone is None else opened(self._phones, case.sealed_phone)


def opened(vault: Vault, sealed: bytes) -> str | None:
    """What was sealed; None when the key is gone."""
    try:
        return vault.open(sealed).decode()
    except VaultError:
        get_logger().error("desk_text_not_readable", reason="key")
        return None


async def _asked_of(session: AsyncSession, staff_id: int | None) -> frozenset[int]:
    query = select(CaseOffer.case_id).where(CaseOffer.staff_id == staff_id, CaseOffer.state.in_(_ASKED))
    return frozenset(await session.scalars(query)) if staff_id is not None else frozenset()


async def _names(session: AsyncSession) -> dict[int, str]:
    rows = await session.execute(select(Staff.id, Staff.name))
    return dict(rows.all())


async def _numbers(
    session: AsyncSession, viewer: Viewer, case_ids: Sequence[int]
) -> dict[int, tuple[SmsNumber, ...]]:
    """What open cases are called by SMS: the viewer's own number first, then the others'."""
    query = (
        select(CaseOffer.case_id, CaseOffer.code, Staff.id, Staff.name)
        .join(Staff, Staff.id == CaseOffer.staff_id)
        .where(CaseOffer.case_id.in_(case_ids), CaseOffer.freed_at.is_(None))
        .order_by(Staff.id != (viewer.staff_id or 0), Staff.name, Staff.id)
    )
    found: dict[int, tuple[SmsNumber, ...]] = {}
    for case_id, code, staff_id, name in await session.execute(query):
        number = SmsNumber(None if staff_id == viewer.staff_id else name, code)
        found[case_id] = (*found.get(case_id, ()), number)
    return found


def _line(
    case: Case,
    viewer: Viewer,
    asked: frozenset[int],
    names: dict[int, str],
    numbers: dict[int, tuple[SmsNumber, ...]],
) -> CaseLine:
    return CaseLine(
        case=case,
        taken_by=None if case.taken_by is None else names.get(case.taken_by),
        mine=case.taken_by is not None and case.taken_by == viewer.staff_id,
        asked=case.id in asked,
        numbers=numbers.get(case.id, ()),
    )
