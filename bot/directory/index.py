"""The index of search: for every topic and area the listings that could be shown, best first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.content.schema import Level
from bot.directory.listing import Band, Listing, Manner
from bot.directory.query import Query
from bot.directory.weights import ASSURED, LATER_TOPIC, MAIN_TOPIC, TOPIC

# Points before topic, moment, person and languages; place by id; listing.
Posting = tuple[int, int, Listing]
# Those of one manner, best first: the moment and the person are weighed once for all of them.
Group = tuple[Manner, tuple[Posting, ...]]
Key = tuple[str | None, bool, str, Band]
# The area of those who have not said where they live.
ANYWHERE = "anywhere"


class Index:
    """Groups by topic (None: any), whether it is a main one, area and band; never changed once made."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        postings: defaultdict[Key, defaultdict[Manner, list[Posting]]]
        postings = defaultdict(lambda: defaultdict(list))
        for listing in listings:
            if listing.service.self_referral:
                points = listing.standing + (ASSURED if listing.fresh_until else 0)
                for key in _keys(listing):
                    postings[key][listing.manner].append((points, listing.order, listing))
        self._groups: dict[Key, tuple[Group, ...]] = {
            key: tuple((manner, tuple(sorted(found, key=_best_first))) for manner, found in groups.items())
            for key, groups in postings.items()
        }

    def tiers(self, query: Query, band: Band) -> Iterator[tuple[int, list[Group]]]:
        """Groups that hold every candidate in `band`, by falling points of topic.

        Whatever stands in one tier comes before all that stands only in later ones.
        """
        if not query.topics:
            yield 0, self._groups_of((None,), False, query, band)
            return
        first, later = query.topics[:1], query.topics[1:]
        for main, points in ((True, MAIN_TOPIC), (False, TOPIC)):
            yield points, self._groups_of(first, main, query, band)
            yield points + LATER_TOPIC, self._groups_of(later, main, query, band)

    def _groups_of(self, topics: tuple[str | None, ...], main: bool, query: Query, band: Band) -> list[Group]:
        code = query.municipality
        areas = (code, code[:2], "SE") if code else (ANYWHERE,)
        keys = ((topic, main, area, band) for topic in topics for area in areas)
        return [group for key in keys for group in self._groups.get(key, ())]


def _best_first(posting: Posting) -> tuple[int, int]:
    points, order, _ = posting
    return -points, order


def _keys(listing: Listing) -> Iterator[Key]:
    """Everywhere a listing stands."""
    for area in _areas(listing):
        yield None, False, area, listing.band
        for topic, points in listing.topics.items():
            yield topic, points == MAIN_TOPIC, area, listing.band


def _areas(listing: Listing) -> set[str]:
    areas = set(listing.service.service_areas)
    wide = any(len(area) == 2 for area in areas)  # a county, or SE
    if wide and listing.level in {Level.REGIONAL, Level.NATIONAL}:
        areas.add(ANYWHERE)
    return areas
