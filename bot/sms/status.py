"""The states of an SMS on its way out, which only move forward, whatever order reports come in."""

from dataclasses import dataclass

CREATED = "created"
LEASED = "leased"
# Sent, perhaps: the answer never came.
UNKNOWN = "unknown"
ACCEPTED = "accepted"
SENT = "sent"
DELIVERED = "delivered"
UNDELIVERED = "undelivered"
FAILED = "failed"

# Still to be given to the provider.
WAITING = (CREATED, LEASED, UNKNOWN)
# The provider has it, and has more to tell.
UNDER_WAY = (ACCEPTED, SENT)
FAILURES = (UNDELIVERED, FAILED)

_RANK = {state: rank for rank, state in enumerate((*WAITING, *UNDER_WAY, *FAILURES, DELIVERED))}

# Twilio's words -> ours.
_TWILIO = {
    "accepted": ACCEPTED,
    "scheduled": ACCEPTED,
    "queued": ACCEPTED,
    "sending": ACCEPTED,
    "sent": SENT,
    "delivered": DELIVERED,
    "read": DELIVERED,
    "undelivered": UNDELIVERED,
    "failed": FAILED,
    "canceled": FAILED,
}

# Twilio's errors that will be the same next time: the number is wrong or closed to us.
PERMANENT = frozenset({21211, 21214, 21217, 21610, 21614, 30005, 30006})


def from_twilio(word: str) -> str | None:
    """Our state for a `MessageStatus`; None for one we do not know."""
    return _TWILIO.get(word.lower())


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an SMS.

    Attributes:
        state: One of the states above.
        error_code: The provider's, of a failure.
        late_failure: Both a delivery and a failure were reported.
    """

    state: str
    error_code: int | None = None
    late_failure: bool = False

    def after(self, state: str, error_code: int | None) -> "Standing":
        """What is known after a report; reports in any order and number end in the same."""
        failed = state in FAILURES
        code = max(self.error_code or 0, (error_code or 0) if failed else 0) or None
        contradicted = (failed and self.state == DELIVERED) or (state == DELIVERED and self.state in FAILURES)
        furthest = max(self.state, state, key=_RANK.__getitem__)
        return Standing(furthest, code, self.late_failure or contradicted)
