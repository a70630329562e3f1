"""HSDS wants UUIDs: each is worked out from our own id, and so is the same for ever and everywhere."""

from typing import Final
from uuid import UUID, uuid5

# Drawn once; another value would give every object of every installation a new identity.
_OURS: Final = UUID("6f0d2c4e-5a1b-4f6e-9d57-0b5e8a3c7f21")


def uuid_of(kind: str, *names: str) -> str:
    """The UUID of one of our objects.

    Args:
        kind: What it is: "service", "phone".
        names: What tells it from others of its kind.
    """
    # A unit separator can stand in no name, so that ("a", "b c") is not ("a b", "c").
    return str(uuid5(_OURS, "\x1f".join((kind, *names))))
