"""The index of search: for every topic and area the listings that could be shown, best first."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from enum import Enum

from bot.content.schema import Level
from bot.directory.listing import Band, Listing, Manner
from bot.directory.query import Query
from bot.directory.weights import (
    ASSURED,
    FOCUSED,
    LATER_TOPIC,
    MAIN_TOPIC,
    TOPIC,
    UNSURE_MAIN_TOPIC,
    UNSURE_TOPIC,
)


class Aim(Enum):
    """How a listing is about a topic: exists for it or helps with it, and for everybody or some ages."""

    MAIN = "main"
    SOME_MAIN = "some_main"
    HELPS = "helps"
    SOME_HELPS = "some_helps"


# What each kind is worth for the first topic asked about; a later one is worth LATER_TOPIC less.
Worths = dict[int, tuple[Aim, ...]]
SURE: Worths = {
    MAIN_TOPIC: (Aim.MAIN, Aim.SOME_MAIN),
    TOPIC: (Aim.HELPS, Aim.SOME_HELPS),
}
# Nobody has said an age: those for some ages only come after those for everybody.
UNSURE: Worths = {
    MAIN_TOPIC: (Aim.MAIN,),
    UNSURE_MAIN_TOPIC: (Aim.SOME_MAIN, Aim.HELPS),
    UNSURE_TOPIC: (Aim.SOME_HELPS,),
}


def _falling(worths: Worths) -> tuple[int, ...]:
    return tuple(sorted({*worths, *(points + LATER_TOPIC for points in worths)}, reverse=True))


FALLING = {True: _falling(SURE), False: _falling(UNSURE)}

# Points before topic, moment, person and languages; place by id; listing.
Posting = tuple[int, int, Listing]
# Those of one manner, best first: the moment and the person are weighed once for all of them.
Group = tuple[Manner, tuple[Posting, ...]]
Key = tuple[str | None, Aim, str, Band]
# The area of those who have not said where they live.
ANYWHERE = "anywhere"


class Index:
    """Groups by topic (None: any), how they are about it, area and band; never changed once made.

    Args:
        listings: What can be shown.
        young: Topics that are about the young whoever asks, so that no age need be said.
    """

    def __init__(self, listings: Iterable[Listing], young: Container[str] = ()) -> None:
        postings: defaultdict[Key, defaultdict[Manner, list[Posting]]]
        postings = defaultdict(lambda: defaultdict(list))
        for listing in listings:
            if listing.service.self_referral:
                points = listing.standing + (ASSURED if listing.fresh_until else 0)
                points += FOCUSED if listing.focus else 0
                for key in _keys(listing, young):
                    postings[key][listing.manner].append((points, listing.order, listing))
        self._groups: dict[Key, tuple[Group, ...]] = {
            key: tuple((manner, tuple(sorted(found, key=_best_first))) for manner, found in groups.items())
            for key, groups in postings.items()
        }

    def tiers(self, query: Query, band: Band, *, sure: bool) -> Iterator[tuple[int, list[Group]]]:
        """Groups that hold every candidate in `band`, by falling points of topic.

        Whatever stands in one tier comes before all that stands only in later ones; `sure`: those for some
        ages only are known to take the person, or not to.
        """
        if not query.topics:
            yield 0, self._groups_of((None,), (Aim.MAIN,), query, band)
            return
        first, later = query.topics[:1], query.topics[1:]
        worths = SURE if sure else UNSURE
        for points in FALLING[sure]:
            groups = self._groups_of(first, worths.get(points, ()), query, band)
            yield points, groups + self._groups_of(later, worths.get(points - LATER_TOPIC, ()), query, band)

    def _groups_of(
        self, topics: tuple[str | None, ...], aims: tuple[Aim, ...], query: Query, band: Band
    ) -> list[Group]:
        code = query.municipality
        areas = (code, code[:2], "SE") if code else (ANYWHERE,)
        keys = ((topic, aim, area, band) for topic in topics for aim in aims for area in areas)
        return [group for key in keys for group in self._groups.get(key, ())]


def _best_first(posting: Posting) -> tuple[int, int]:
    points, order, _ = posting
    return -points, order


def _keys(listing: Listing, young: Container[str]) -> Iterator[Key]:
    """Everywhere a listing stands."""
    for area in _areas(listing):
        yield None, Aim.MAIN, area, listing.band
        for topic, points in listing.topics.items():
            everybody = listing.all_ages or topic in young
            yield topic, _aim(points == MAIN_TOPIC, everybody), area, listing.band


def _aim(main: bool, everybody: bool) -> Aim:
    if main:
        return Aim.MAIN if everybody else Aim.SOME_MAIN
    return Aim.HELPS if everybody else Aim.SOME_HELPS


def _areas(listing: Listing) -> set[str]:
    areas = set(listing.service.service_areas)
    wide = any(len(area) == 2 for area in areas)  # a county, or SE
    if wide and listing.level in {Level.REGIONAL, Level.NATIONAL}:
        areas.add(ANYWHERE)
    return areas
