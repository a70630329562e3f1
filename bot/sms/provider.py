"""What carries SMS: what is asked of it, how it can fail, and the one for use without an account."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.sms.status import DELIVERED


@dataclass(frozen=True, slots=True)
class Letter:
    """One SMS as the provider gets it.

    Attributes:
        row: Our number of it, which comes back with its status.
        to: E.164.
        text: At most two segments.
        created_at: When it was written; no trace of it is older.
        valid_for: Seconds after which it is of no use.
    """

    row: int
    to: str = field(repr=False)
    text: str = field(repr=False)
    created_at: datetime
    valid_for: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What the provider says of an SMS.

    Attributes:
        sid: The provider's name for it.
        state: One of bot/sms/status.py.
        error_code: Of a failure.
    """

    sid: str
    state: str
    error_code: int | None = None


class Rejected(Exception):  # noqa: N818 (a state, not an error)
    """The provider did not take the SMS.

    Args:
        code: The provider's error code.
    """

    def __init__(self, code: int | None) -> None:
        super().__init__("rejected")
        self.code = code


class Busy(Exception):  # noqa: N818 (a state, not an error)
    """The provider could not be reached, or has too much to do; the SMS was not sent.

    Args:
        after: Seconds that the provider asks us to wait, if it does.
    """

    def __init__(self, after: float | None = None) -> None:
        super().__init__("busy")
        self.after = after


class Unsure(Exception):  # noqa: N818 (a state, not an error)
    """No answer that can be used: the SMS may have been sent, or not."""


class Provider(Protocol):
    """Carries SMS. Every method may raise `Rejected`, `Busy` or `Unsure`."""

    async def send(self, letter: Letter) -> Report:
        """Give it an SMS to send."""

    async def find(self, letter: Letter) -> list[Report]:
        """Messages that may be this SMS, oldest first, where it is not known whether it was sent."""

    async def ask(self, sid: str) -> Report:
        """How it goes for an SMS that it has."""

    async def close(self) -> None:
        """End."""


class LocalProvider:
    """Without an account: the outbox itself is where the SMS are read, so that each has arrived at once."""

    async def send(self, letter: Letter) -> Report:  # noqa: ARG002
        """Delivered."""
        return Report(f"LO{secrets.token_hex(16)}", DELIVERED)

    async def find(self, letter: Letter) -> list[Report]:  # noqa: ARG002
        """Nothing was ever sent anywhere."""
        return []

    async def ask(self, sid: str) -> Report:
        """Delivered."""
        return Report(sid, DELIVERED)

    async def close(self) -> None:
        """Nothing to end."""
