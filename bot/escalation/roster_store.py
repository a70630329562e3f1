"""Puts a roster file into the database: who is new, who has changed, who is gone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.accounts.accounts import normal_login
from bot.db.models.account import Account
from bot.db.models.case import Case, CaseState
from bot.db.models.staff import Staff
from bot.escalation.offers import stand_down
from bot.escalation.roster_file import Member
from bot.escalation.timers import Timer, set_timer
from bot.vault import Fingerprints, Vault


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did."""

    created: int
    updated: int
    removed: int


class UnknownAccount(Exception):  # noqa: N818 (the file's fault)
    """The file names an account that is not there.

    Attributes:
        login: The account.
    """

    def __init__(self, login: str) -> None:
        super().__init__("no such account")
        self.login = login


async def put_roster(
    session: AsyncSession, members: list[Member], phones: Vault, fingerprints: Fingerprints, now: datetime
) -> Taken:
    """Make the roster what the file says; pauses and STOP stay as they are.

    Raises:
        UnknownAccount: An account is not there.
    """
    known = {one.phone_hash: one for one in await session.scalars(select(Staff))}
    created, kept = 0, set()
    for member in members:
        row = next((known[one] for one in fingerprints.every(member.phone) if one in known), None)
        if row is None:
            row = Staff()
            session.add(row)
            created += 1
        row.name, row.hours, row.step = member.name, member.hours, member.step
        row.municipalities, row.topics = list(member.municipalities), list(member.topics)
        row.sealed_phone = phones.seal(member.phone.encode())
        row.phone_hash = fingerprints.of(member.phone)
        row.removed_at = None
        row.account_id = await _account(session, member.account)
        await session.flush()
        kept.add(row.id)
    gone = [one for one in known.values() if one.id not in kept and one.removed_at is None]
    for one in gone:
        one.removed_at = now
        await stand_down(session, one.id, now)
    for case in await session.scalars(select(Case).where(Case.state == CaseState.HELD)):
        set_timer(session, case, Timer.START, now)
    return Taken(created, len(members) - created, len(gone))


async def _account(session: AsyncSession, login: str | None) -> int | None:
    if login is None:
        return None
    found = await session.scalar(select(Account.id).where(Account.login == normal_login(login)))
    if found is None:
        raise UnknownAccount(login)
    return found
