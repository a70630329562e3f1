"""How often somebody may try to log in: slow enough for no guesser, and never locked for good."""

import time
from collections.abc import Callable

from bot.gateway.limits import Buckets, Rate


class Attempts:
    """Limits by account, by address, and by both.

    One address that guesses slows itself down before it slows down the account's owner.

    Args:
        clock: Seconds that only go forwards.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._both = Buckets(Rate(burst=6, per_minute=2), clock)
        self._account = Buckets(Rate(burst=30, per_minute=10), clock)
        # A whole office has one address.
        self._address = Buckets(Rate(burst=60, per_minute=20), clock)
        # Each costs an SMS, and five guesses.
        self._codes = Buckets(Rate(burst=4, per_minute=0.5), clock)

    def password(self, login: str, address: str) -> float | None:
        """None when a password may be tried, else the seconds to wait."""
        waits = (
            self._both.take(f"{address} {login}"),
            self._address.take(address),
        )
        # What is refused already is no reason to slow the account down for others.
        wait = max((each for each in waits if each is not None), default=None)
        return wait if wait is not None else self._account.take(login)

    def code(self, account: int) -> float | None:
        """None when a code may be sent, else the seconds to wait."""
        return self._codes.take(str(account))
