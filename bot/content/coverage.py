"""Coverage: for every topic, municipality, age and asker, is there somebody to turn to?

A dead end is a question nobody takes: no listing with a published phone or a
chat in the municipality, in the region or in the country.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, get_args

from bot.content.layout import WHOLE_COUNTRY
from bot.content.load import Content
from bot.content.schema import Audience, Level, Municipality, Publication, Service
from bot.content.topics import TOPIC_IDS

AGES: Final = (10, 13, 16, 19, 24)
AUDIENCES: Final[tuple[Audience, ...]] = get_args(Audience)
_NEAREST_FIRST: Final = {level: place for place, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Cell:
    """One question and the listings that take it, nearest first.

    Attributes:
        topic: Topic id.
        municipality: SCB code.
        age: Age of the one the help is for.
        audience: Who asks.
        doors: The listings.
    """

    topic: str
    municipality: str
    age: int
    audience: Audience
    doors: tuple[Service, ...]

    @property
    def nearest(self) -> Level | None:
        """How near the nearest door is; None is a dead end."""
        return self.doors[0].level if self.doors else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every question that was asked of the listings."""

    cells: tuple[Cell, ...]

    @property
    def dead_ends(self) -> tuple[Cell, ...]:
        """The questions nobody takes."""
        return tuple(cell for cell in self.cells if not cell.doors)

    def of(self, topic: str, municipality: str) -> tuple[Cell, ...]:
        """The questions about a topic in a municipality."""
        return tuple(cell for cell in self.cells if cell.topic == topic and cell.municipality == municipality)


def coverage(content: Content) -> Matrix:
    """Ask every question of the listings.

    Args:
        content: The curated truth.
    """
    reachable = [one for one in content.services.values() if is_door(one) and is_reachable(one)]
    return Matrix(
        tuple(
            cell
            for municipality in content.municipalities.values()
            for topic in TOPIC_IDS
            for cell in _cells(topic, municipality, reachable)
        )
    )


def is_door(service: Service) -> bool:
    """Whether one may knock: published, active, no referral needed, and no other language either."""
    published = service.publication == Publication.PUBLISHED
    open_to_all = service.self_referral and not only_other_languages(service)
    return published and service.status == "active" and open_to_all


def only_other_languages(service: Service) -> bool:
    """Whether it answers in other languages than Swedish only: for those who speak one of them."""
    return bool(service.languages) and "sv" not in service.languages


def is_reachable(service: Service) -> bool:
    """Whether a person answers: a published phone or a chat."""
    return bool(service.chat) or any(phone.publication == Publication.PUBLISHED for phone in service.phones)


def takes(service: Service, age: int, audience: Audience) -> bool:
    """Whether a listing is for somebody of this age, asked about by this person."""
    low, high = service.minimum_age, service.maximum_age
    return audience in service.for_ and (low is None or low <= age) and (high is None or age <= high)


def _cells(topic: str, municipality: Municipality, services: list[Service]) -> Iterator[Cell]:
    here = {municipality.code, municipality.county, WHOLE_COUNTRY}
    about = [one for one in services if topic in one.topics and here.intersection(one.service_areas)]
    about.sort(key=lambda one: (_NEAREST_FIRST[one.level], topic not in one.main_topics, one.id))
    for age in AGES:
        for audience in AUDIENCES:
            doors = tuple(one for one in about if takes(one, age, audience))
            yield Cell(topic, municipality.code, age, audience, doors)
