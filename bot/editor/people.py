"""Who takes a step: their account, checked in the same transaction as the step."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.accounts.roles import Role, roles_of
from bot.db.models.account import Account
from bot.editor.areas import may_edit
from bot.editor.refusals import Denied

EDITORS: Final = frozenset({Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR})
REVIEWERS: Final = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account that works.

    Attributes:
        id: Of the account.
        areas: Where they may edit.
    """

    id: int
    areas: tuple[str, ...]

    def must_hold(self, service_areas: Iterable[str]) -> None:
        """Let through who may edit a listing with these areas.

        Raises:
            Denied: They may not.
        """
        if not may_edit(self.areas, service_areas):
            raise Denied("area")


async def person(session: AsyncSession, account_id: int, roles: frozenset[Role]) -> Person:
    """Who has this account.

    Args:
        session: The transaction.
        account_id: Their account.
        roles: Any of them is enough.

    Raises:
        Denied: The account is gone or disabled, or has none of the roles.
    """
    account = await session.get(Account, account_id)
    if account is None or account.disabled_at is not None:
        raise Denied("account")
    if roles_of(account.roles).isdisjoint(roles):
        raise Denied("role")
    return Person(account.id, tuple(account.areas))
