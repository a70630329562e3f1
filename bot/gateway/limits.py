"""Rate limits: token buckets in memory, wide enough for a whole school behind one address."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """How much is let through: `burst` at once, then `per_minute` evenly."""

    burst: float
    per_minute: float


class Buckets:
    """A token bucket per key.

    Bounded: the bucket least recently used is forgotten first, which only ever errs towards
    letting somebody through.

    Args:
        rate: What each key may do.
        clock: Seconds that only go forwards.
        most: How many keys are kept.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic, most: int = 50_000) -> None:
        self._rate = rate
        self._clock = clock
        self._most = most
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        """How many keys are kept."""
        return len(self._buckets)

    def take(self, key: str) -> float | None:
        """Take a token for `key`: None when there was one, else the seconds to wait for the next."""
        now = self._clock()
        per_second = self._rate.per_minute / 60
        tokens, since = self._buckets.pop(key, (self._rate.burst, now))
        tokens = min(self._rate.burst, tokens + (now - since) * per_second)
        wait = None if tokens >= 1 else (1 - tokens) / per_second
        self._buckets[key] = (tokens if wait else tokens - 1, now)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return wait


class Guesses:
    """The limits against guessing case codes: for a conversation, and for everybody together.

    The second does not know addresses, so that many machines guess no faster than one: with a
    thousand cases open it takes them about seventy years to find one (docs/api.md).
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._of_conversation = Buckets(Rate(burst=5, per_minute=0.5), clock)
        self._of_all = Buckets(Rate(burst=100, per_minute=30), clock)

    def take(self, conversation: str) -> bool:
        """Whether a conversation may try a code now."""
        return self._of_conversation.take(conversation) is None and self._of_all.take("") is None


class Limits:
    """The limits of the chat API."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.messages = Buckets(Rate(burst=60, per_minute=60), clock)
        # A school of 1,500 whose pupils all try it in the same lesson.
        self.messages_of_address = Buckets(Rate(burst=6_000, per_minute=6_000), clock)
        self.conversations_of_address = Buckets(Rate(burst=2_000, per_minute=300), clock)
        # Texts over a limit that are read all the same, since they may be a cry for help.
        self.cries_of_address = Buckets(Rate(burst=600, per_minute=600), clock)


def address_key(host: str | None) -> str:
    """The key of a client's address: an IPv6 subscriber has a whole /64, so that is the key."""
    try:
        address = ipaddress.ip_address((host or "").split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
