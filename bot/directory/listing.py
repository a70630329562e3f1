"""The read model of search: one published service, with everything worked out that does not change."""

from collections.abc import Iterable, Mapping
from enum import Enum
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

from bot.content.coverage import only_other_languages
from bot.content.phones import dial
from bot.content.schema import Level, Organization, Phone, Publication, Service, ShortNumber
from bot.directory.freshness import next_review
from bot.directory.hours import Hours, read_hours
from bot.directory.query import Dialled
from bot.directory.weights import GENERAL, LEVELS, MAIN_TOPIC, REACHABLE, TOPIC
from bot.logs import get_logger

# A service that takes nobody older is for the young.
YOUTH_ENDS = 30
# A municipal listing that answers this many topics and exists for none of them is a switchboard.
BROAD = 8
# A listing that exists for one topic, and answers no more than this, is about just that.
NARROW = 4
EMERGENCY_NUMBER = "112"


class Band(Enum):
    """Where a listing is looked for: a door nearby, a line further off, or a switchboard as a last resort."""

    NEAR = "near"
    FAR = "far"
    GENERAL = "general"


class OnlyFor(Enum):
    """Whom alone a listing is for, or for whom it comes first (bot/directory/audience.py)."""

    ARRIVED = "arrived"
    VIOLENT = "violent"
    WOMEN = "women"
    MEN = "men"
    SUICIDE_LOSS = "suicide_loss"


# By id, where * stands for anything. Those new in Sweden are told by the topic.
_ONLY_FOR: Final = {
    "valj-att-sluta": OnlyFor.VIOLENT,
    "man-mottagning-unga-vald": OnlyFor.VIOLENT,
    "*kvinnojour*": OnlyFor.WOMEN,
    "*tjejjour*": OnlyFor.WOMEN,
    "tjejzonen": OnlyFor.WOMEN,
    "stodlinjen-for-man": OnlyFor.MEN,
    "killar-se": OnlyFor.MEN,
    "spes": OnlyFor.SUICIDE_LOSS,
}
_ARRIVED: Final = ("newly_arrived",)


class Manner(NamedTuple):
    """What decides how the moment and the person weigh: the same for many listings.

    Attributes:
        hours: When they are open; None when nobody knows.
        youth: They only take the young.
        only_relatives: They only take those close to somebody.
        emergency: They are reached through 112, from the whole county or country. What the municipality
            has on duty when all else is closed is not among them.
    """

    hours: Hours | None
    youth: bool
    only_relatives: bool
    emergency: bool


class Listing:
    """One published service.

    Args:
        service: As it stands in content/ or in the database.
        organization: Name of who runs it.
        phones: Its published numbers, with the digits to dial.
        order: Its place among all listings by id, which settles ties.
    """

    __slots__ = (
        "all_ages",
        "band",
        "focus",
        "for_relative",
        "for_self",
        "foreign",
        "fresh_until",
        "id",
        "languages",
        "level",
        "manner",
        "maximum_age",
        "minimum_age",
        "only_for",
        "order",
        "organization",
        "phones",
        "reachable",
        "service",
        "standing",
        "topics",
    )

    def __init__(self, service: Service, organization: str, phones: tuple[Dialled, ...], order: int) -> None:
        hours = _hours(service)
        self.service = _without_secrets(service, hours)
        self.id = service.id
        self.order = order
        self.organization = organization
        self.phones = phones
        emergency = bool(phones) and phones[0].tel == EMERGENCY_NUMBER
        # 112 is kept free for those in danger: what leads there cannot be reached just like that.
        self.reachable = bool((phones and not emergency) or service.chat or service.sms)
        self.level = service.level
        self.topics = {
            topic: MAIN_TOPIC if topic in service.main_topics else TOPIC for topic in service.topics
        }
        self.focus = _focus(service)
        self.minimum_age = service.minimum_age or 0
        self.maximum_age = 200 if service.maximum_age is None else service.maximum_age
        self.all_ages = not self.minimum_age and service.maximum_age is None
        self.for_self = "self" in service.for_
        self.for_relative = "relative" in service.for_
        self.only_for = _only_for(service)
        youth = self.for_self and self.maximum_age <= YOUTH_ENDS
        self.band = self._band()
        self.manner = Manner(hours, youth, not self.for_self, emergency and self.band is Band.FAR)
        self.languages = frozenset(service.languages)
        self.foreign = only_other_languages(service)
        self.fresh_until = self._fresh_until()
        self.standing = self._standing()

    def _fresh_until(self) -> int:
        """The last day on which the listing counts as checked; 0: it never was."""
        service = self.service
        hours = service.opening_hours
        review = next_review(service.assured_date, phones=bool(self.phones), opening_hours=hours)
        return review.by.toordinal() if service.assured_date else 0

    def _band(self) -> Band:
        if self.level in {Level.REGIONAL, Level.NATIONAL}:
            return Band.FAR
        broad = len(self.topics) >= BROAD and not self.service.main_topics
        return Band.GENERAL if broad and self.level == Level.MUNICIPAL else Band.NEAR

    def _standing(self) -> int:
        """The points that hold whoever asks, about whatever, whenever."""
        points = LEVELS[self.level] + (REACHABLE if self.reachable else 0)
        return points + (GENERAL if self.band is Band.GENERAL else 0)


def read_listings(
    services: Iterable[Service],
    organizations: Mapping[str, Organization],
    short_numbers: Mapping[str, ShortNumber],
) -> list[Listing]:
    """The listings of all services that are published and active, by id."""
    shown = (
        service
        for service in services
        if service.publication == Publication.PUBLISHED and service.status == "active"
    )
    listings = []
    for order, service in enumerate(sorted(shown, key=lambda service: service.id)):
        organization = organizations.get(service.organization)
        name = organization.name if organization else service.organization
        phones = tuple(_published(service.phones, short_numbers))
        listings.append(Listing(service, name, phones, order))
    return listings


def _published(phones: Iterable[Phone], short_numbers: Mapping[str, ShortNumber]) -> Iterable[Dialled]:
    for phone in phones:
        tel = _dialled(phone.number, short_numbers)
        if phone.publication == Publication.PUBLISHED and tel:
            yield Dialled(phone, tel)


def _dialled(number: str, short_numbers: Mapping[str, ShortNumber]) -> str | None:
    """The digits, or None for a number that nobody can be reached at: such a number is not shown."""
    try:
        return dial(number, short_numbers)
    except ValueError:
        return None


def _focus(service: Service) -> str | None:
    """The topic that the service is about and little else."""
    focused = len(service.main_topics) == 1 and len(service.topics) <= NARROW
    return service.main_topics[0] if focused else None


def _only_for(service: Service) -> OnlyFor | None:
    if service.main_topics == _ARRIVED:
        return OnlyFor.ARRIVED
    return next((who for id, who in _ONLY_FOR.items() if fnmatchcase(service.id, id)), None)


def _hours(service: Service) -> Hours | None:
    """The hours; strings that cannot be understood count as not known."""
    if service.opening_hours is None:
        return None
    try:
        return read_hours(service.opening_hours)
    except ValueError:
        get_logger().warning("opening_hours_not_understood", where=service.id)
        return None


def _without_secrets(service: Service, hours: Hours | None) -> Service:
    """The service without what must never be shown, and without hours that cannot be understood."""
    address = service.address
    return service.model_copy(
        update={
            "address": None if address is None or address.confidential else address,
            "phones": tuple(phone for phone in service.phones if phone.publication == Publication.PUBLISHED),
            "opening_hours": service.opening_hours if hours else None,
            "internal_note": None,
        }
    )
