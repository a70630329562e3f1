"""What puts one listing before another: hard filters, points, and the reasons in words.

A listing's points are the sum of what holds of it, by the table in weights.py. Ties are settled by
id, so the same question at the same moment always gets the same answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from babel import Locale

from bot.content.schema import Municipality, Topic
from bot.directory.audience import Audience
from bot.directory.closed_days import closed_day
from bot.directory.hours import ZONE
from bot.directory.listing import Band, Listing, Manner
from bot.directory.opening_text import OpeningState
from bot.directory.query import Query
from bot.directory.weights import (
    ASSURED,
    FOCUSED,
    INTERPRETER,
    JUST_FOR,
    LANGUAGE,
    MAIN_TOPIC,
    OFFICE_HOURS,
    OVERDUE,
    RELATIVES,
    STATES,
    UNKNOWN_IN_OFFICE_HOURS,
    YOUTH,
)

YOUNG: Final = 26
_STATE_WORDS: Final[dict[OpeningState, str]] = {
    "open": "Öppet nu",
    "closed": "Stängt nu",
    "unknown": "Öppettider saknas",
}
_SWEDISH: Final = Locale("sv")


@dataclass(frozen=True, slots=True)
class Names:
    """What topics and municipalities are called in reasons."""

    topics: Mapping[str, Topic]
    municipalities: Mapping[str, Municipality]

    def topic(self, topic_id: str) -> str:
        """A topic's Swedish name, in quotes: not all of them are nouns."""
        topic = self.topics.get(topic_id)
        return f"”{topic.label.sv if topic else topic_id}”"

    def municipality(self, code: str) -> str:
        """A municipality's name, or "din kommun" when the code is not one of ours."""
        municipality = self.municipalities.get(code)
        return municipality.name if municipality else "din kommun"


class Asked:
    """A query at a moment, ready to be put to many listings.

    Attributes:
        ceiling: The most points that languages and being just for the person can add.
    """

    def __init__(self, query: Query, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("the time must have a zone")
        self.query = query
        self.audience = Audience(query)
        self.young = self.audience.young_writer or (query.age is not None and query.age < YOUNG)
        self.relative = query.for_whom == "relative" and not self.audience.young_writer
        self.languages = frozenset(query.languages) - {"sv"}
        self.ceiling = (LANGUAGE if self.languages else 0) + JUST_FOR
        self._stamp = at.timestamp()
        local = at.astimezone(ZONE)
        self._today = local.toordinal()
        self._states = STATES | ({"unknown": UNKNOWN_IN_OFFICE_HOURS} if _in_office_hours(local) else {})
        self._manners: dict[Manner, int] = {}

    def fits(self, listing: Listing) -> bool:
        """The hard filters that the index has not already applied."""
        if listing.id in self.query.exclude:
            return False
        if listing.foreign and self.languages.isdisjoint(listing.languages):
            return False
        return self.audience.takes(listing)

    def sure(self, listing: Listing) -> bool:
        """Whether the listing takes the person for certain, as far as age goes."""
        return self.audience.sure or listing.all_ages

    def state(self, manner: Manner) -> OpeningState:
        """Whether listings of this manner are open at the moment."""
        return manner.hours.state(self._stamp) if manner.hours else "unknown"

    def state_points(self, manner: Manner) -> int:
        """The points of being open, or perhaps open, at the moment."""
        # 112 always answers: that makes no line behind it better than others.
        return 0 if manner.emergency else self._states[self.state(manner)]

    def manner_points(self, manner: Manner) -> int:
        """The points of the moment and the person; worked out once for a manner."""
        points = self._manners.get(manner)
        if points is None:
            points = self.state_points(manner)
            points += YOUTH if self.young and manner.youth else 0
            points += RELATIVES if self.relative and manner.only_relatives else 0
            self._manners[manner] = points
        return points

    def points(self, listing: Listing) -> int:
        """All points of the listing but those of topic."""
        points = listing.standing + self.manner_points(listing.manner)
        if listing.focus in self.query.topics:
            points += FOCUSED
        if self.audience.prefers(listing):
            points += JUST_FOR
        if listing.fresh_until:
            points += OVERDUE if self._overdue(listing) else ASSURED
        return points + self._language_points(listing) if self.languages else points

    def _language_points(self, listing: Listing) -> int:
        if not self.languages.isdisjoint(listing.languages):
            return LANGUAGE
        return INTERPRETER if listing.service.interpretation_services else 0

    def reasons(self, listing: Listing, names: Names) -> tuple[str, ...]:
        """Why the listing stands where it stands, in Swedish."""
        return (
            *self._topic_reasons(listing, names),
            self._area_reason(listing, names),
            *self._person_reasons(listing),
            _STATE_WORDS[self.state(listing.manner)],
            *self._service_reasons(listing),
        )

    def _topic_reasons(self, listing: Listing, names: Names) -> Iterator[str]:
        asked = [topic for topic in self.query.topics if topic in listing.topics]
        if not asked:
            return
        best = next((topic for topic in asked if listing.topics[topic] == MAIN_TOPIC), asked[0])
        words = "Är till för" if listing.topics[best] == MAIN_TOPIC else "Hjälper också med"
        yield f"{words} {names.topic(best)}"
        if listing.band is Band.GENERAL:
            yield "Växel, visas efter dem som kan ämnet"

    def _area_reason(self, listing: Listing, names: Names) -> str:
        code = self.query.municipality
        areas = listing.service.service_areas
        if code in areas and code is not None:
            return f"Hör till {names.municipality(code)}"
        return "Gäller hela landet" if "SE" in areas else "Gäller hela länet"

    def _person_reasons(self, listing: Listing) -> Iterator[str]:
        if self.young and listing.manner.youth:
            yield "Är till för unga"
        service = listing.service
        limited = service.minimum_age is not None or service.maximum_age is not None
        age = self.audience.age_for(listing)
        if age is not None and limited:
            yield f"Tar emot {age} år"
        if self.relative:
            yield "Är till för närstående" if listing.manner.only_relatives else "Tar emot närstående"
        if spoken := sorted(self.languages & listing.languages):
            yield f"Talar {_SWEDISH.languages.get(spoken[0], spoken[0])}"
        elif self.languages and service.interpretation_services:
            yield "Kan ordna tolk"

    def _service_reasons(self, listing: Listing) -> Iterator[str]:
        service = listing.service
        if listing.phones:
            yield "Går att ringa"
        elif service.chat or service.sms:
            yield "Går att chatta med" if service.chat else "Går att sms:a"
        if service.assured_date:
            words = "Inte kontrollerad sedan" if self._overdue(listing) else "Kontrollerad"
            yield f"{words} {service.assured_date.isoformat()}"

    def _overdue(self, listing: Listing) -> bool:
        return listing.fresh_until < self._today


def _in_office_hours(local: datetime) -> bool:
    return local.weekday() < 5 and local.hour in OFFICE_HOURS and closed_day(local.date()) is None
