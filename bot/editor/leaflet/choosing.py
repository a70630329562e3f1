"""Chooses what stands in the leaflet: crisis lines, then the nearest doors under each heading."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, zip_longest
from typing import Final

from bot.content.layout import WHOLE_COUNTRY
from bot.content.schema import Level, Municipality, Service, ShortNumber
from bot.directory.listing import BROAD
from bot.directory.query import Hit
from bot.directory.snapshot import Snapshot
from bot.editor.leaflet.groups import GROUPS

# In this order: danger to life, thoughts of suicide, children, and care.
_CRISIS: Final = ("112", "90101", "116111", "1177")
_LEVELS: Final = list(Level)


@dataclass(frozen=True, slots=True)
class Choice:
    """What may stand in the leaflet.

    Attributes:
        crisis: The crisis lines, in order.
        groups: Doors by heading, the best first; each stands under one heading.
        switchboards: Where one can ask when nothing else fits.
    """

    crisis: tuple[Hit, ...]
    groups: Mapping[str, tuple[Hit, ...]]
    switchboards: tuple[Hit, ...]

    @property
    def most(self) -> int:
        """How many doors there are under all headings."""
        return sum(map(len, self.groups.values()))

    def fewer(self, count: int) -> "Choice":
        """The same with only `count` doors, shared out evenly: first the best of each heading."""
        rounds = zip_longest(*([(heading, hit) for hit in hits] for heading, hits in self.groups.items()))
        kept = [one for one in chain.from_iterable(rounds) if one is not None][:count]
        groups = {heading: tuple(hit for under, hit in kept if under == heading) for heading in self.groups}
        return Choice(self.crisis, groups, self.switchboards)


def choose(
    snapshot: Snapshot, municipality: Municipality, short_numbers: Iterable[ShortNumber], at: datetime
) -> Choice:
    """What may stand in the leaflet of a municipality.

    Args:
        snapshot: The published listings.
        municipality: Where the leaflet will lie.
        short_numbers: The short numbers, which name the crisis minimum.
        at: When it is made.
    """
    shorts = {short.tel: short.name for short in short_numbers if short.crisis_minimum}
    areas = {municipality.code, municipality.county, WHOLE_COUNTRY}
    here = [
        hit
        for id, service in sorted(snapshot.by_id.items())
        if service.self_referral
        and areas.intersection(service.service_areas)
        and (hit := snapshot.hit(id, at))
    ]
    crisis = tuple(_crisis(here, {tel: shorts[tel] for tel in _CRISIS if tel in shorts}))
    rest = [hit for hit in here if hit not in crisis and (hit.phones or hit.service.url or hit.service.chat)]
    switchboards = tuple(hit for hit in rest if _is_switchboard(hit.service))
    doors = [hit for hit in rest if hit not in switchboards]
    groups: dict[str, list[Hit]] = {heading: [] for heading in GROUPS}
    for hit in doors:
        groups[_heading(hit.service)].append(hit)
    ordered = {heading: tuple(sorted(hits, key=_distance)) for heading, hits in groups.items()}
    return Choice(crisis, ordered, switchboards[:1])


def _crisis(hits: list[Hit], names: Mapping[str, str]) -> Iterator[Hit]:
    """The listing of each crisis number: not one that is merely put through by it."""
    for tel, name in names.items():
        having = [hit for hit in hits if any(phone.tel == tel for phone in hit.phones)]
        if having:
            yield min(having, key=lambda hit: (not _is_called(hit.service, tel, name), hit.service.id))


def _is_called(service: Service, tel: str, name: str) -> bool:
    """Whether a listing is that of the number itself, by its name."""
    return name in service.name or tel in service.name.replace(" ", "")


def _is_switchboard(service: Service) -> bool:
    broad = len(service.topics) >= BROAD and not service.main_topics
    return broad and service.level == Level.MUNICIPAL


def _heading(service: Service) -> str:
    """The heading that most of what it exists for stands under; the first of several."""
    about = service.main_topics or service.topics
    return max(GROUPS, key=lambda heading: len(set(GROUPS[heading]).intersection(about)))


def _distance(hit: Hit) -> tuple[bool, int, int, str]:
    """Who can be called first, then the nearer, then who is open to most."""
    service = hit.service
    narrow = (service.minimum_age or 0) + (
        120 - (120 if service.maximum_age is None else service.maximum_age)
    )
    return not hit.phones, _LEVELS.index(service.level), narrow, service.id
