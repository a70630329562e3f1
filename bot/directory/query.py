"""What is asked of the directory, and what it answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.content.schema import Phone, Service
from bot.gateway.messages import Opening


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the directory; what is left out does not narrow the answer.

    Attributes:
        topics: Any of these; the first weighs most.
        municipality: SCB code; unknown gives only what takes people from a county or the country.
        age: Age of the one the help is for.
        for_whom: Whether the person asks for themselves or for somebody else.
        open_now: Only what is open at the moment.
        languages: Languages the person would rather speak than Swedish.
        exclude: Ids of listings already shown.
        limit: How many hits to give.
        writer_age: Age of the one who writes, where they ask for somebody else.
        traits: What is known of the one who writes and of their tie (nlu/traits.py).
    """

    topics: tuple[str, ...] = ()
    municipality: str | None = None
    age: int | None = None
    for_whom: Literal["self", "relative"] | None = None
    open_now: bool = False
    languages: tuple[str, ...] = ()
    exclude: frozenset[str] = frozenset()
    limit: int = 3
    writer_age: int | None = None
    traits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Dialled:
    """A published number and the digits that reach it."""

    phone: Phone
    tel: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A listing found.

    Attributes:
        service: The listing, without anything that must stay secret.
        organization: Name of who runs it.
        opening: Whether it is open at `at`, in Swedish.
        why: Why it stands where it stands, in Swedish, the weightiest reason first.
        phones: Numbers to call.
        at: The moment that was asked about.
    """

    service: Service
    organization: str
    opening: Opening
    why: tuple[str, ...]
    phones: tuple[Dialled, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Result:
    """Hits in order, and whether there are more."""

    hits: tuple[Hit, ...]
    more: bool
