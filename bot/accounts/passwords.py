"""Passwords: hashed with argon2id, and checked in the same time whether the account exists or not."""

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200
# Each check takes 64 MB; many at once must not take the machine.
_AT_ONCE = 2


def fault_of(password: str) -> str | None:
    """Why a new password cannot be used, as a sentence; None when it can."""
    if len(password) < SHORTEST:
        return f"Lösenordet måste ha minst {SHORTEST} tecken."
    if len(password) > LONGEST:
        return f"Lösenordet får ha högst {LONGEST} tecken."
    if len(set(password)) < SHORTEST // 3:
        return "Lösenordet är för enkelt. Ta till exempel fyra ord som inte hör ihop."
    return None


def generated() -> str:
    """A password nobody can guess, in five groups that can be read aloud."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(5))


class Passwords:
    """Hashes and checks passwords, beside the event loop.

    Args:
        hasher: argon2id with its parameters; by default those of RFC 9106 for less memory.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        # What an account that does not exist is checked against: nobody knows its password.
        self._nobody = self._hasher.hash(secrets.token_urlsafe())
        self._room = asyncio.Semaphore(_AT_ONCE)

    def hash(self, password: str) -> str:
        """The hash to store."""
        return self._hasher.hash(password)

    async def check(self, stored: str | None, password: str) -> bool:
        """Whether `password` is the one that was hashed; with None it never is, in the same time."""
        async with self._room:
            right = await asyncio.to_thread(self._right, stored or self._nobody, password[: LONGEST + 1])
        return right and stored is not None

    def outdated(self, stored: str) -> bool:
        """Whether a hash was made with parameters other than today's."""
        return self._hasher.check_needs_rehash(stored)

    def _right(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False
