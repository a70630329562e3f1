"""A snapshot of the directory: immutable, in memory, indexed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from bot.content.schema import Municipality, Organization, Service, ShortNumber, Topic
from bot.directory.index import Index
from bot.directory.listing import Listing, read_listings
from bot.directory.query import Hit, Query, Result
from bot.directory.ranking import Asked, Names
from bot.directory.search import find, hit_of


class Parts(Protocol):
    """What a snapshot is built from: content/, or the same with services from the database."""

    @property
    def services(self) -> Mapping[str, Service]:
        """By id."""

    @property
    def organizations(self) -> Mapping[str, Organization]:
        """By id."""

    @property
    def topics(self) -> Mapping[str, Topic]:
        """By id."""

    @property
    def municipalities(self) -> Mapping[str, Municipality]:
        """By SCB code."""

    @property
    def short_numbers(self) -> Mapping[str, ShortNumber]:
        """By number as written."""


class Snapshot:
    """The published directory at one moment.

    Attributes:
        by_id: Every published and active service, without drafts and secrets.
        version: The content version it was built from; None for content/ itself.
    """

    def __init__(self, listings: list[Listing], names: Names, version: int | None) -> None:
        self._listings = {listing.id: listing for listing in listings}
        young = frozenset(topic.id for topic in names.topics.values() if topic.young)
        self._index = Index(listings, young)
        self._names = names
        self.version = version
        self.by_id: Mapping[str, Service] = MappingProxyType(
            {listing.id: listing.service for listing in listings}
        )

    @classmethod
    def build(cls, parts: Parts, version: int | None = None) -> "Snapshot":
        """Build a snapshot; the order of what comes in does not matter."""
        listings = read_listings(parts.services.values(), parts.organizations, parts.short_numbers)
        return cls(listings, Names(parts.topics, parts.municipalities), version)

    def search(self, query: Query, at: datetime) -> Result:
        """Answer a query as of `at`.

        Raises:
            ValueError: `at` has no zone.
        """
        return find(self._index, self._names, query, at)

    def hit(self, service_id: str, at: datetime) -> Hit | None:
        """One service by id, as it stands at `at`; None when there is none."""
        listing = self._listings.get(service_id)
        return hit_of(listing, at) if listing else None

    def among(self, ids: Iterable[str], query: Query, at: datetime) -> tuple[Hit, ...]:
        """Those of some listings that take the person where they live, in the order given.

        Raises:
            ValueError: `at` has no zone.
        """
        asked = Asked(query, at)
        listings = [self._listings[id] for id in dict.fromkeys(ids) if id in self._listings]
        fitting = (each for each in listings if asked.fits(each) and _reaches(each, query.municipality))
        return tuple(hit_of(each, at) for each in fitting)[: query.limit]

    def warm(self, at: datetime) -> None:
        """Work out ahead what the first questions around `at` would have to wait for."""
        for hours in {listing.manner.hours for listing in self._listings.values()}:
            if hours:
                hours.state(at.timestamp())
        for listing in self._listings.values():
            hit_of(listing, at)  # names of days and months are read on first use
            break


def _reaches(listing: Listing, municipality: str | None) -> bool:
    """Whether somebody who lives there is taken; unknown: whether the whole county or country is."""
    areas = listing.service.service_areas
    if municipality is None:
        return any(len(area) == len("SE") for area in areas)
    return not {"SE", municipality[:2], municipality}.isdisjoint(areas)
