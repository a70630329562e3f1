"""Search: the best listings for a question, and a first screen that serves more than one need.

Candidates come from the index best first, so that only as many are weighed as could still be shown.
Of the first three, the best one always stays; the others make room for what a person in trouble
needs most: a line that is open now, somebody to reach without writing an e-mail, a door nearby.
"""

from bisect import insort
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Final, NamedTuple

from bot.directory.hours import opening_at
from bot.directory.index import Group, Index, Posting
from bot.directory.listing import Band, Listing
from bot.directory.query import Hit, Query, Result
from bot.directory.ranking import Asked, Names
from bot.directory.weights import TOPIC_STEP

__all__ = ["Hit", "Query", "Result", "find", "hit_of"]

# Points with the sign turned, place by id, listing: sorts best first, and never compares listings.
Ranked = tuple[int, int, Listing]
# The most points the best of a group can have, the most that each can gain, and the group.
Promising = tuple[int, int, tuple[Posting, ...]]
Accept = Callable[[Ranked], bool]
FIRST_SCREEN: Final = 3


class Need(NamedTuple):
    """Something the first screen should hold, when it exists."""

    bands: tuple[Band, ...]
    why: str
    met_by: Callable[[Asked, Listing], bool]


NEEDS: Final = (
    Need(
        (Band.FAR,),
        "Lyft fram: öppen nu",
        lambda asked, listing: (
            listing.band is Band.FAR
            and listing.reachable
            and asked.state(listing.manner) == "open"
            and asked.sure(listing)
        ),
    ),
    Need(
        (Band.NEAR, Band.FAR, Band.GENERAL),
        "Lyft fram: går att nå direkt",
        lambda _, listing: listing.reachable,
    ),
    Need(
        (Band.NEAR,),
        "Lyft fram: nära dig",
        lambda asked, listing: listing.band is Band.NEAR and asked.sure(listing),
    ),
)
VARIED: Final = "Lyft fram: en annan verksamhet"


def find(index: Index, names: Names, query: Query, at: datetime) -> Result:
    """Answer a query as of `at`.

    Raises:
        ValueError: `at` has no zone.
    """
    search = _Search(index, Asked(query, at))
    chosen, more = search.run()
    hits = tuple(
        hit_of(listing, at, (*search.asked.reasons(listing, names), *search.lifted.get(order, ())))
        for _, order, listing in chosen
    )
    return Result(hits=hits, more=more)


def hit_of(listing: Listing, at: datetime, why: tuple[str, ...] = ()) -> Hit:
    """A listing as a hit."""
    service = listing.service
    note = service.opening_hours_note
    opening = opening_at(service.opening_hours, at, "sv", note=note, can_call=bool(listing.phones))
    return Hit(service, listing.organization, opening, why, listing.phones, at)


class _Search:
    """One search under way."""

    def __init__(self, index: Index, asked: Asked) -> None:
        self.asked = asked
        self.lifted: dict[int, tuple[str, ...]] = {}
        self._index = index
        # One more than is shown tells whether there are more.
        self._room = asked.query.limit + 1
        self._best: dict[Band, list[Ranked]] = {}
        self._promising: dict[tuple[Band, int], list[Promising]] = {}

    def run(self) -> tuple[list[Ranked], bool]:
        """The listings to show, in order, and whether there are more."""
        limit = self.asked.query.limit
        ranked = sorted(self._top(Band.NEAR) + self._top(Band.FAR))
        if len(ranked) < self._room:
            ranked += self._top(Band.GENERAL)
        head = self._first_screen(ranked[: min(FIRST_SCREEN, limit)])
        rest = [entry for entry in ranked if entry not in head]
        return head + rest[: limit - len(head)], len(ranked) > limit

    def _first_screen(self, plain: list[Ranked]) -> list[Ranked]:
        if not plain:
            return plain
        head = plain[:1]
        for need in NEEDS:
            if len(head) < len(plain) and not self._meets(head, need):
                found = self._search_out(need.bands, partial(self._meeting, need))
                if found:
                    head.append(found)
                    if found not in plain:
                        self.lifted[found[1]] = (need.why,)
        head += [entry for entry in plain if entry not in head][: len(plain) - len(head)]
        return self._varied(sorted(head))

    def _meeting(self, need: Need, entry: Ranked) -> bool:
        return need.met_by(self.asked, entry[2])

    def _meets(self, entries: list[Ranked], need: Need) -> bool:
        return any(self._meeting(need, entry) for entry in entries)

    def _varied(self, head: list[Ranked]) -> list[Ranked]:
        """Let another organization in for the last of three of the same, when it is as good."""
        owner = head[0][2].service.organization
        if len(head) < FIRST_SCREEN or any(entry[2].service.organization != owner for entry in head):
            return head
        needs = [need for need in NEEDS if self._meets(head, need)]
        for leaving in head[:0:-1]:
            found = self._search_out((Band.NEAR, Band.FAR), self._as_good_as(leaving))
            changed = sorted([entry for entry in head if entry is not leaving] + ([found] if found else []))
            if found and all(self._meets(changed, need) for need in needs):
                self.lifted[found[1]] = (VARIED,)
                return changed
        return head

    def _as_good_as(self, leaving: Ranked) -> Accept:
        """Of another organization, as close to the topic, and no less open."""
        owner = leaving[2].service.organization
        state = self.asked.state_points(leaving[2].manner)
        topic = -leaving[0] // TOPIC_STEP

        def accept(entry: Ranked) -> bool:
            return (
                entry[2].service.organization != owner
                and -entry[0] // TOPIC_STEP >= topic
                and self.asked.state_points(entry[2].manner) >= state
            )

        return accept

    def _search_out(self, bands: tuple[Band, ...], accept: Accept) -> Ranked | None:
        """The best candidate of `bands` that is accepted."""
        return min((entry for band in bands for entry in self._first_of(band, accept)), default=None)

    def _first_of(self, band: Band, accept: Accept) -> list[Ranked]:
        known = self._top(band)
        found = [entry for entry in known if accept(entry)][:1]
        if found or len(known) < self._room:
            return found
        return self._scan(band, 1, accept)

    def _top(self, band: Band) -> list[Ranked]:
        if band not in self._best:
            self._best[band] = self._scan(band, self._room)
        return self._best[band]

    def _scan(self, band: Band, room: int, accept: Accept | None = None) -> list[Ranked]:
        """The best `room` candidates, best first; stops when nothing better can come."""
        best: list[Ranked] = []
        seen: set[int] = set()
        for topic, groups in self._tiers(band):
            best += self._scan_tier(topic, groups, room - len(best), seen, accept)
            if len(best) == room:
                break
        return best

    def _scan_tier(
        self, topic: int, groups: list[Promising], room: int, seen: set[int], accept: Accept | None
    ) -> list[Ranked]:
        asked = self.asked
        best: list[Ranked] = []
        for promise, gain, postings in groups:
            if len(best) == room and -promise - topic > best[-1][0]:
                break
            for points, order, listing in postings:
                if len(best) == room and (-points - gain - topic, order) > best[-1]:
                    break
                if order in seen:
                    continue
                seen.add(order)
                if not asked.fits(listing):
                    continue
                entry = (-asked.points(listing) - topic, order, listing)
                if accept is None or accept(entry):
                    insort(best, entry)
                    del best[room:]
        return best

    def _tiers(self, band: Band) -> Iterator[tuple[int, list[Promising]]]:
        """Tiers of topic, each with its groups, the most promising first."""
        for topic, groups in self._index.tiers(self.asked.query, band, sure=self.asked.audience.sure):
            key = (band, topic)
            if key not in self._promising:
                self._promising[key] = sorted(self._promises(groups), key=itemgetter(0), reverse=True)
            yield topic, self._promising[key]

    def _promises(self, groups: list[Group]) -> Iterator[Promising]:
        asked = self.asked
        for manner, postings in groups:
            if not asked.query.open_now or asked.state(manner) == "open":
                gain = asked.manner_points(manner) + asked.ceiling
                yield postings[0][0] + gain, gain, postings
