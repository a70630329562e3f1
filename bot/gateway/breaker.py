"""A circuit breaker: after failures in a row the brain is left alone for a while."""

import time
from collections.abc import Callable


class Breaker:
    """Says whether a call is worth trying.

    After `failures` in a row it opens: nothing is tried for `seconds`, then one call at a time,
    until one succeeds.

    Args:
        failures: How many failures in a row open it.
        seconds: How long it stays open.
        clock: Seconds that only go forwards.
    """

    def __init__(
        self, failures: int = 2, seconds: float = 5.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._allowed = failures
        self._seconds = seconds
        self._clock = clock
        self._failures = 0
        self._next_trial: float | None = None
        self._held = False

    @property
    def open(self) -> bool:
        """Whether calls are being refused now, or only tried one at a time."""
        return self._held or self._failures >= self._allowed

    def hold(self) -> None:
        """Refuse every call until the next success: the brain is known not to be there."""
        self._held = True

    def allows(self) -> bool:
        """Whether to try a call now; a yes while open is the one trial of this period."""
        if self._held:
            return False
        if self._failures < self._allowed:
            return True
        if self._next_trial is not None and self._clock() < self._next_trial:
            return False
        self._next_trial = self._clock() + self._seconds
        return True

    def succeeded(self) -> None:
        """A call was answered."""
        self._held = False
        self._failures = 0
        self._next_trial = None

    def failed(self) -> None:
        """A call was not answered, or not with anything usable."""
        self._failures += 1
        if self._failures >= self._allowed:
            self._next_trial = self._clock() + self._seconds
