"""Logging in: password, one-time code, and the session that comes of them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.accounts.accounts import Accounts, Known, normal_login
from bot.accounts.attempts import Attempts
from bot.accounts.otp import Codes
from bot.accounts.passwords import Passwords
from bot.accounts.roles import needs_code
from bot.accounts.sessions import Login, Logins
from bot.clock import Clock
from bot.gateway.store import Sessions
from bot.sms.outbox import Outbox
from bot.vault import Fingerprints, Vault


class SignInError(Exception):
    """Somebody could not log in.

    Args:
        why: Key of `bot.accounts.words.WHY`.
        wait: Seconds until it may be tried again.
    """

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Begun:
    """A password was right: the token for the cookie, and whether a code comes next."""

    token: str = field(repr=False)
    code_next: bool


@dataclass(frozen=True, slots=True)
class SignIn:
    """The way in.

    Attributes:
        accounts: The accounts.
        logins: The sessions of browsers.
        codes: The second factor.
        passwords: The first.
        attempts: How often.
    """

    accounts: Accounts
    logins: Logins
    codes: Codes
    passwords: Passwords
    attempts: Attempts = field(default_factory=Attempts)

    async def with_password(self, login: str, password: str, address: str) -> Begun:
        """Take the first step.

        Args:
            login: As it was written.
            password: As it was written.
            address: The key that stands for the client's address.

        Raises:
            SignInError: Too many attempts; or the account is unknown, disabled or has another
                password, which nobody is told apart; or it lacks the phone its roles ask for.
        """
        # Cut off: what is too long for a login must not fill the memory of the limits.
        login = normal_login(login)[:120]
        wait = self.attempts.password(login, address)
        if wait is not None:
            raise SignInError("many", wait)
        account = await self.accounts.find(login)
        usable = account if account is not None and account.disabled_at is None else None
        stored = None if usable is None else usable.password_hash
        if not await self.passwords.check(stored, password) or usable is None:
            raise SignInError("wrong")
        if self.passwords.outdated(usable.password_hash):
            await self.accounts.rehash(usable.id, await asyncio.to_thread(self.passwords.hash, password))
        return await self._begin(usable)

    async def send_code(self, login: Login) -> None:
        """Send a code for a session that has none yet, or another one.

        Raises:
            SignInError: Too many were sent.
        """
        wait = self.attempts.code(login.account.id)
        if wait is not None:
            raise SignInError("many_codes", wait)
        await self.codes.send(login)

    async def with_code(self, login: Login, code: str) -> str:
        """Take the second step; gives the token of a new session, as an earlier cookie may be known.

        Raises:
            SignInError: The code is another or too old, or was guessed too often, which ends the session.
        """
        if self.codes.old(login):
            raise SignInError("code_old")
        if await self.codes.right(login, code):
            # The code is good once, also when it is sent twice at the same time.
            if await self.logins.end(login.key):
                return await self.logins.begin(login.account, verified=True)
            raise SignInError("code_old")
        if self.codes.spent(replace(login, code_tries=login.code_tries + 1)):
            await self.logins.end(login.key)
            raise SignInError("code_many")
        raise SignInError("code_wrong")

    async def _begin(self, account: Known) -> Begun:
        if account.phone is None:
            if needs_code(account.roles):
                raise SignInError("no_phone")
            return Begun(await self.logins.begin(account, verified=True), code_next=False)
        token = await self.logins.begin(account, verified=False)
        login = await self.logins.open(token)
        if login is not None:
            await self.send_code(login)
        return Begun(token, code_next=True)


def sign_in_over(
    sessions: Sessions,
    keys: tuple[str, ...],
    outbox: Outbox,
    clock: Clock,
    console: Callable[[str], None] | None = None,
) -> SignIn:
    """The way in over a database.

    Args:
        sessions: Sessions of the database.
        keys: The secret keys.
        outbox: Sends the one-time codes.
        clock: The time now.
        console: Shows the codes where no SMS are really sent.
    """
    accounts = Accounts(sessions, Vault(keys, "phones"), clock)
    logins = Logins(sessions, accounts, clock)
    codes = Codes(sessions, logins, outbox, Fingerprints(keys, "login code"), clock, console)
    return SignIn(accounts, logins, codes, Passwords())
