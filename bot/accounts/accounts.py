"""The accounts in the database: made, found, listed, changed and disabled."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from bot.accounts.roles import Role, needs_code, roles_of
from bot.clock import Clock
from bot.db.models.account import Account, AccountSession
from bot.gateway.store import Sessions
from bot.vault import Vault, VaultError


class LoginTakenError(Exception):
    """There is an account with that login already."""


class NoAccountError(Exception):
    """There is no account with that login."""


class PhoneMissingError(Exception):
    """The roles ask for a one-time code, and there is no number to send it to."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made.

    Attributes:
        login: What they log in with.
        name: What they are called.
        password_hash: Of bot/accounts/passwords.py.
        roles: What they may do.
        areas: Where.
        phone: E.164; where the one-time code goes.
    """

    login: str
    name: str
    password_hash: str = field(repr=False)
    roles: Sequence[Role]
    areas: Sequence[str]
    phone: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be otherwise in an account; None stays as it is.

    Attributes:
        password_hash: Of bot/accounts/passwords.py.
        roles: What they may do.
        areas: Where.
        phone: E.164; where the one-time code goes.
        enable: Whether a disabled account is opened again.
    """

    password_hash: str | None = field(default=None, repr=False)
    roles: Sequence[Role] | None = None
    areas: Sequence[str] | None = None
    phone: str | None = field(default=None, repr=False)
    enable: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """An account as it stands in the database, with its number readable."""

    id: int
    login: str
    name: str
    roles: frozenset[Role]
    areas: tuple[str, ...]
    disabled_at: datetime | None
    password_hash: str = field(repr=False)
    phone: str | None = field(repr=False)


def normal_login(login: str) -> str:
    """A login as it is stored: lower case, without spaces around it."""
    return login.strip().casefold()


class Accounts:
    """The accounts.

    Args:
        sessions: Sessions of the database.
        vault_phones: Seals numbers.
        clock: The time now.
    """

    def __init__(self, sessions: Sessions, vault_phones: Vault, clock: Clock) -> None:
        self._sessions = sessions
        self._vault = vault_phones
        self._clock = clock

    async def add(self, new: NewAccount) -> int:
        """Make an account.

        Returns:
            Its id.

        Raises:
            LoginTakenError: The login is another account's.
        """
        row = Account(
            login=normal_login(new.login),
            name=new.name.strip(),
            password_hash=new.password_hash,
            roles=sorted(new.roles),
            areas=list(new.areas),
            sealed_phone=None if new.phone is None else self._sealed(new.phone),
            created_at=self._clock(),
        )
        try:
            async with self._sessions.begin() as session:
                session.add(row)
        except IntegrityError:
            raise LoginTakenError from None
        return row.id

    async def every(self) -> list[Known]:
        """All accounts, by login."""
        async with self._sessions() as session:
            rows = await session.scalars(select(Account).order_by(Account.login))
            return [self.known(row) for row in rows]

    async def find(self, login: str) -> Known | None:
        """The account with this login, also when it is disabled."""
        async with self._sessions() as session:
            row = await session.scalar(select(Account).where(Account.login == normal_login(login)))
        return None if row is None else self.known(row)

    async def disable(self, login: str) -> bool:
        """Disable an account and end its sessions; False when there is none or it was disabled before."""
        async with self._sessions.begin() as session:
            id = await session.scalar(
                update(Account)
                .where(Account.login == normal_login(login), Account.disabled_at.is_(None))
                .values(disabled_at=self._clock())
                .returning(Account.id)
            )
            if id is None:
                return False
            await session.execute(delete(AccountSession).where(AccountSession.account_id == id))
        return True

    async def change(self, login: str, changes: Changes) -> None:
        """Change an account and end its sessions: nobody goes on with what they had before.

        Args:
            login: Of the account, which may be disabled.
            changes: What is to be otherwise.

        Raises:
            NoAccountError: There is none.
            PhoneMissingError: Its roles would ask for a code that could not be sent.
        """
        async with self._sessions.begin() as session:
            wanted = select(Account).where(Account.login == normal_login(login)).with_for_update()
            row = await session.scalar(wanted)
            if row is None:
                raise NoAccountError
            self._put(row, changes)
            known = self.known(row)
            if known.phone is None and needs_code(known.roles):
                raise PhoneMissingError
            await session.execute(delete(AccountSession).where(AccountSession.account_id == row.id))

    async def rehash(self, id: int, password_hash: str) -> None:
        """Store a newer hash of the same password."""
        async with self._sessions.begin() as session:
            await session.execute(update(Account).where(Account.id == id).values(password_hash=password_hash))

    def known(self, row: Account) -> Known:
        """A row as it is used; a number that cannot be opened counts as none."""
        return Known(
            id=row.id,
            login=row.login,
            name=row.name,
            roles=roles_of(row.roles),
            areas=tuple(row.areas),
            disabled_at=row.disabled_at,
            password_hash=row.password_hash,
            phone=self._number(row.sealed_phone),
        )

    def _put(self, row: Account, changes: Changes) -> None:
        if changes.password_hash is not None:
            row.password_hash = changes.password_hash
        if changes.roles is not None:
            row.roles = sorted(changes.roles)
        if changes.areas is not None:
            row.areas = list(changes.areas)
        if changes.phone is not None:
            row.sealed_phone = self._sealed(changes.phone)
        if changes.enable:
            row.disabled_at = None

    def _sealed(self, phone: str) -> bytes:
        return self._vault.seal(phone.encode())

    def _number(self, sealed: bytes | None) -> str | None:
        try:
            return None if sealed is None else self._vault.open(sealed).decode()
        except VaultError:
            return None
