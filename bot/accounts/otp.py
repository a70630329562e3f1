"""The second factor: a one-time code by SMS, through the same outbox as all SMS."""

import hmac
import secrets
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import update

from bot.accounts.sessions import Login, Logins
from bot.clock import Clock
from bot.db.models.account import AccountSession
from bot.gateway.store import Sessions
from bot.sms.outbox import Outbox, OutgoingSms
from bot.vault import Fingerprints

VALID = timedelta(minutes=10)
TRIES = 5
DIGITS = 6


class Codes:
    """Sends one-time codes and takes them back.

    Args:
        sessions: Sessions of the database.
        logins: The sessions of browsers.
        outbox: Sends the SMS.
        fingerprints: Hashes codes: six digits are no secret to a plain hash.
        clock: The time now.
        console: Shows a line on the console of whoever runs Vart; None where SMS are really sent.
    """

    def __init__(
        self,
        sessions: Sessions,
        logins: Logins,
        outbox: Outbox,
        fingerprints: Fingerprints,
        clock: Clock,
        console: Callable[[str], None] | None = None,
    ) -> None:
        self._sessions = sessions
        self._logins = logins
        self._outbox = outbox
        self._fingerprints = fingerprints
        self._clock = clock
        self._console = console

    async def send(self, login: Login) -> None:
        """Send a new code; an earlier one is void."""
        if login.account.phone is None:
            raise ValueError("no phone")
        code, now = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}", self._clock()
        sms = OutgoingSms(
            to=login.account.phone,
            text=f"Vart: din kod är {code}. Den gäller i tio minuter. Lämna inte ut den till någon.",
            purpose="code",
            reference=f"code:{secrets.token_hex(12)}",
            valid_until=now + VALID,
        )
        async with self._sessions.begin() as session:
            await session.execute(
                update(AccountSession)
                .where(AccountSession.token_hash == login.key)
                .values(code_hash=self._hash(login, code), code_sent_at=now, code_tries=0)
            )
            self._outbox.add(session, sms)
        self._outbox.poke()
        if self._console is not None:
            self._console(f"Engångskod för {login.account.login}: {code}")

    async def right(self, login: Login, code: str) -> bool:
        """Whether `code` is the one that was sent; each question uses up a try."""
        if self.old(login) or login.code_hash is None or not await self._logins.try_code(login, TRIES):
            return False
        digits = "".join(character for character in code if character.isdecimal())
        given = self._fingerprints.every(f"{login.key}:{digits}")
        return any(hmac.compare_digest(each, login.code_hash) for each in given)

    def old(self, login: Login) -> bool:
        """Whether no code is valid any more."""
        return login.code_sent_at is None or self._clock() - login.code_sent_at >= VALID

    def spent(self, login: Login) -> bool:
        """Whether every try has been used."""
        return login.code_tries >= TRIES

    def _hash(self, login: Login, code: str) -> str:
        return self._fingerprints.of(f"{login.key}:{code}")
