"""Browsers that have logged in: a token in a cookie, its hash in the database, and when it ends."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from bot.accounts.accounts import Accounts, Known
from bot.clock import Clock
from bot.db.models.account import Account, AccountSession
from bot.gateway.store import Sessions

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# Between the password and the one-time code.
HALFWAY = timedelta(minutes=15)
# Written no oftener than this while somebody works.
_TOUCH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Login:
    """A session that has not ended, and whose it is.

    Attributes:
        account: Whose.
        key: Hash of the token: names the session in the database.
        csrf: What each form of it holds.
        verified: Both factors were passed.
        code_hash: Of the one-time code that was sent, if one was.
        code_sent_at: When.
        code_tries: How many times it was guessed.
    """

    account: Known
    key: str = field(repr=False)
    csrf: str = field(repr=False)
    verified: bool
    code_hash: str | None = field(default=None, repr=False)
    code_sent_at: datetime | None = None
    code_tries: int = 0


class Logins:
    """The sessions.

    Args:
        sessions: Sessions of the database, which are something else.
        accounts: The accounts.
        clock: The time now.
    """

    def __init__(self, sessions: Sessions, accounts: Accounts, clock: Clock) -> None:
        self._sessions = sessions
        self._accounts = accounts
        self._clock = clock

    async def begin(self, account: Known, verified: bool) -> str:
        """Begin a session; gives the token for the cookie. Sessions that have ended are swept away."""
        token, now = secrets.token_urlsafe(32), self._clock()
        row = AccountSession(
            token_hash=key_of(token),
            account_id=account.id,
            csrf=secrets.token_urlsafe(32),
            verified_at=now if verified else None,
            created_at=now,
            seen_at=now,
        )
        over = or_(AccountSession.created_at <= now - LONGEST, AccountSession.seen_at <= now - IDLE)
        async with self._sessions.begin() as session:
            await session.execute(delete(AccountSession).where(over))
            session.add(row)
        return token

    async def open(self, token: str, touch: bool = True) -> Login | None:
        """The session of a token, unless it has ended.

        Args:
            token: The value of the cookie.
            touch: Whether somebody is at work; a page that renews itself is not.
        """
        async with self._sessions() as session:
            found = (
                await session.execute(
                    select(AccountSession, Account)
                    .join(Account, Account.id == AccountSession.account_id)
                    .where(AccountSession.token_hash == key_of(token), Account.disabled_at.is_(None))
                )
            ).one_or_none()
        if found is None or self._ended(found[0]):
            return None
        row = found[0]
        if touch and self._clock() - row.seen_at >= _TOUCH:
            statement = update(AccountSession).where(AccountSession.token_hash == row.token_hash)
            async with self._sessions.begin() as session:
                await session.execute(statement.values(seen_at=self._clock()))
        return Login(
            account=self._accounts.known(found[1]),
            key=row.token_hash,
            csrf=row.csrf,
            verified=row.verified_at is not None,
            code_hash=row.code_hash,
            code_sent_at=row.code_sent_at,
            code_tries=row.code_tries,
        )

    async def try_code(self, login: Login, most: int) -> bool:
        """Use up one try; False when there was none left, however many ask at once."""
        async with self._sessions.begin() as session:
            used = await session.scalar(
                update(AccountSession)
                .where(AccountSession.token_hash == login.key, AccountSession.code_tries < most)
                .values(code_tries=AccountSession.code_tries + 1)
                .returning(AccountSession.code_tries)
            )
        return used is not None

    async def end(self, key: str) -> bool:
        """End a session; whether it was there to end, which is true for one of several who ask at once."""
        statement = delete(AccountSession).where(AccountSession.token_hash == key)
        async with self._sessions.begin() as session:
            ended = await session.scalar(statement.returning(AccountSession.token_hash))
        return ended is not None

    def _ended(self, row: AccountSession) -> bool:
        now = self._clock()
        longest = LONGEST if row.verified_at is not None else HALFWAY
        return now - row.created_at >= longest or now - row.seen_at >= IDLE


def key_of(token: str) -> str:
    """What stands for a token in the database; a token holds enough chance to need no salt."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
