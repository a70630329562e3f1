"""Content: everything curated, read from content/ and known to be free of faults."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from bot.content.check import inspect
from bot.content.faults import Fault
from bot.content.layout import CONTENT
from bot.content.reading import Located, Reading, read_content
from bot.content.schema import Municipality, Organization, Right, Service, ShortNumber, Topic


class ContentError(Exception):
    """content/ has faults and is not used.

    Attributes:
        faults: All of them, in the order of the files.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Content:
    """The curated truth: topics, listings and what they refer to."""

    topics: Mapping[str, Topic]
    organizations: Mapping[str, Organization]
    municipalities: Mapping[str, Municipality]
    services: Mapping[str, Service]
    short_numbers: Mapping[str, ShortNumber]
    rights: Mapping[str, Right]


def load_content(root: Path = CONTENT) -> Content:
    """Read content/ whole.

    Args:
        root: The content folder.

    Raises:
        ContentError: Something in it is wrong; warnings alone do not stop it.
    """
    reading = read_content(root)
    if faults := [fault for fault in inspect(reading) if not fault.warning]:
        raise ContentError(faults)
    return as_content(reading)


def as_content(reading: Reading) -> Content:
    """What was read, by id, code and number."""
    return Content(
        topics=_keyed(reading.topics, lambda topic: topic.id),
        organizations=_keyed(reading.organizations, lambda organization: organization.id),
        municipalities=_keyed(reading.municipalities, lambda municipality: municipality.code),
        services=_keyed(reading.services, lambda service: service.id),
        short_numbers=_keyed(reading.short_numbers, lambda short: short.number),
        rights=_keyed(reading.rights, lambda right: right.id),
    )


def _keyed[Model: BaseModel](found: list[Located[Model]], key: Callable[[Model], str]) -> dict[str, Model]:
    return {key(located.model): located.model for located in found}
