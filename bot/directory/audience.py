"""Whom a listing takes: the age and the ties of the one who asks, and lines for some persons only."""

from typing import Final

from bot.directory.listing import YOUTH_ENDS, Listing, OnlyFor
from bot.directory.query import Query
from nlu.traits import GROWN, MAN, OF_ADULT, OF_CHILD, SUICIDE_LOSS, VIOLENT, YOUNG

# Who worries for somebody is at most this old to be met as one of the young.
_YOUNG_WRITER: Final = 20
_GROWN_UP: Final = 18
# A listing that takes nobody older is for the young: the grown of unknown age are met elsewhere.
_YOUTH_ONLY: Final = 21
_SCHOOL_ENDS: Final = 25
_ARRIVED: Final = "newly_arrived"
_PARENTING: Final = "parenting"


class Audience:
    """Whom a question is for, ready to be put to many listings.

    Attributes:
        young_writer: Somebody young asks for another: lines for the young are theirs, those for parents not.
    """

    def __init__(self, query: Query) -> None:
        self._query = query
        self._relative = query.for_whom == "relative"
        age = query.writer_age if self._relative else query.age
        said_young = YOUNG in query.traits and GROWN not in query.traits
        self.young_writer = self._relative and (age <= _YOUNG_WRITER if age is not None else said_young)
        self._grown = age >= _GROWN_UP if age is not None else GROWN in query.traits
        # "min man", "min mormor": whoever it is about is no child.
        adult = OF_ADULT in query.traits and OF_CHILD not in query.traits
        self._of_adult = self._relative and adult and query.age is None
        self._speaks = bool(frozenset(query.languages) - {"sv"})

    @property
    def sure(self) -> bool:
        """Whether those for some ages only can be told from the others."""
        return self.young_writer or self._query.age is not None

    def age_for(self, listing: Listing) -> int | None:
        """The age by which a listing takes somebody: the young writer's own, or that of whom it is about."""
        for_writer = self.young_writer and self._is_for_writer(listing)
        return self._writer_age() if for_writer else self._query.age

    def takes(self, listing: Listing) -> bool:
        """Whether a listing is for the one who asks, or the one they ask for."""
        for_writer = self.young_writer and self._is_for_writer(listing)
        return self._is_meant(listing) and (for_writer or self._takes_them(listing))

    def _is_for_writer(self, listing: Listing) -> bool:
        """Whether a young one who worries for another can turn there for themselves."""
        age = self._writer_age()
        youth = listing.for_self and not listing.all_ages and listing.maximum_age <= YOUTH_ENDS
        return youth and (age is None or listing.minimum_age <= age <= listing.maximum_age)

    def _writer_age(self) -> int | None:
        """Their age; where only a friend's is told, that: friends are about as old."""
        query = self._query
        friends = query.age if query.age is not None and query.age <= YOUTH_ENDS else None
        return query.writer_age if query.writer_age or OF_ADULT in query.traits else friends

    def _takes_them(self, listing: Listing) -> bool:
        query = self._query
        if query.age is not None and not listing.minimum_age <= query.age <= listing.maximum_age:
            return False
        if not self._relative:
            too_old = query.age is None and self._grown and listing.maximum_age <= _YOUTH_ONLY
            return not too_old and (query.for_whom is None or listing.for_self)
        return listing.for_relative and self._may_ask(listing)

    def _may_ask(self, listing: Listing) -> bool:
        """Whether what takes those close to somebody is for this tie."""
        if self.young_writer and _is_for_parents(listing):
            return False
        return not self._of_adult or _PARENTING in self._query.topics or listing.maximum_age > _SCHOOL_ENDS

    def _is_meant(self, listing: Listing) -> bool:
        """Whether a line for some persons only is for this one."""
        match listing.only_for:
            case OnlyFor.ARRIVED:
                return self._speaks or _ARRIVED in self._query.topics
            case OnlyFor.VIOLENT:
                return VIOLENT in self._query.traits
            case OnlyFor.SUICIDE_LOSS:
                return SUICIDE_LOSS in self._query.traits
            case OnlyFor.WOMEN:
                return self._relative or MAN not in self._query.traits
        return True

    def prefers(self, listing: Listing) -> bool:
        """Whether a listing is just for such as the one who asks."""
        man = MAN in self._query.traits and not self._relative
        return man and listing.only_for is OnlyFor.MEN


def _is_for_parents(listing: Listing) -> bool:
    """Whether it is for those close to somebody of some ages only: parents, or others who raise a child."""
    return not listing.for_self and not listing.all_ages
