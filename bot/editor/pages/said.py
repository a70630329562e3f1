"""Who has said what today, so that one person counts once; nothing of it is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from bot.clock import STOCKHOLM, Clock
from bot.vault import Fingerprints


class SaidToday:
    """Keyed hashes of what was said from which address, forgotten when the day is over.

    Bounded: the eldest is forgotten first, which only ever errs towards counting somebody twice.

    Args:
        fingerprints: Hashes the addresses.
        clock: The time now.
        most: How many are kept.
    """

    def __init__(self, fingerprints: Fingerprints, clock: Clock, most: int = 50_000) -> None:
        self._fingerprints = fingerprints
        self._clock = clock
        self._most = most
        self._day: date | None = None
        self._said: dict[str, None] = {}

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._said)

    @contextmanager
    def first(self, address: str, what: str) -> Iterator[bool]:
        """Whether an address says something for the first time today; unsaid if the block fails.

        Args:
            address: Where it comes from.
            what: What is said.
        """
        today = self._clock().astimezone(STOCKHOLM).date()
        if today != self._day:
            self._day = today
            self._said.clear()
        key = self._fingerprints.of(f"{address} {what}")
        first = key not in self._said
        self._said[key] = None
        if len(self._said) > self._most:
            del self._said[next(iter(self._said))]
        try:
            yield first
        except BaseException:
            if first:
                self._said.pop(key, None)
            raise
