"""Notices when the same text comes again and again, as between two machines that answer each other."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable

MOST = 5
_WITHIN = 3600.0


class Repeats:
    """Counts how often the last text of each address has come in a row.

    Args:
        clock: Seconds that only go forwards.
        most: How many addresses are remembered.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = 20_000) -> None:
        self._clock = clock
        self._most = most
        self._last: OrderedDict[str, tuple[bytes, int, float]] = OrderedDict()

    def too_often(self, address: str, text: str) -> bool:
        """Whether a text has come more than five times in a row within an hour."""
        digest, now = hashlib.sha256(text.encode(errors="surrogatepass")).digest(), self._clock()
        known, count, since = self._last.pop(address, (b"", 0, now))
        if known != digest or now - since > _WITHIN:
            count, since = 0, now
        self._last[address] = (digest, count + 1, since)
        if len(self._last) > self._most:
            self._last.popitem(last=False)
        return count + 1 > MOST
