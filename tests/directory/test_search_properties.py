"""Search, whatever is asked of whatever directory: held against a plain search that weighs everything."""

import random
from dataclasses import replace
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.schema import Service
from bot.directory import weights
from bot.directory.hours import ZONE
from bot.directory.listing import Band, Listing, read_listings
from bot.directory.query import Query, Result
from bot.directory.ranking import Asked
from bot.directory.snapshot import Snapshot
from tests.factories import ASELE, UMEA, VANNAS, VASTERBOTTEN, WEEKDAYS, make_parts, make_service

TOPICS = ("sleep", "anxiety", "npf")
MANY = (*TOPICS, *(f"topic-{number}" for number in range(7)))
LEVELS = ("municipal", "local", "regional", "national")
AREAS = (VANNAS, UMEA, ASELE, VASTERBOTTEN, "03", "SE")
HOURS = (None, "24/7", "off", WEEKDAYS, "Mo-Fr 09:00-15:00", "Mo-Su 18:00-02:00")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(ZONE))  # noqa: DTZ001


def any_service(name: str, dice: random.Random) -> Service:
    """A listing of any kind."""
    topics = dice.choice((*[dice.sample(TOPICS, dice.randint(1, 3)) for _ in range(4)], MANY))
    low, high = dice.choice(((None, None), (None, 17), (13, 25), (16, 16), (18, None)))
    return make_service(
        id=name,
        organization=dice.choice(("kommunen", "regionen", "bris")),
        level=dice.choice(LEVELS),
        publication=dice.choice(("published",) * 7 + ("draft",)),
        status=dice.choice(("active",) * 7 + ("defunct",)),
        topics=topics,
        main_topics=dice.choice(((), topics[:1])),
        minimum_age=low,
        maximum_age=high,
        self_referral=dice.random() < 0.9,
        service_areas=dice.sample(AREAS, dice.randint(1, 3)),
        phones=dice.choice(((), ({"number": "090-16 10 00"},))),
        opening_hours=dice.choice(HOURS),
        languages=dice.choice(((), (), ("so",), ("so", "sv"))),
        interpretation_services=dice.choice((None, True)),
        assured_date=dice.choice((None, date(2026, 6, 1), date(2020, 1, 1))),
        **{"for": dice.choice((("self",), ("relative",), ("self", "relative")))},
    )


def every_kind() -> list[Service]:
    """Enough listings that every kind is among them, the same every time."""
    dice = random.Random(2026)  # noqa: S311 (made-up data)
    return [any_service(f"listing-{number:03}", dice) for number in range(400)]


DIRECTORIES = st.lists(st.sampled_from(every_kind()), max_size=40, unique_by=lambda service: service.id)
QUERIES = st.builds(
    Query,
    topics=st.lists(st.sampled_from(TOPICS), max_size=2, unique=True).map(tuple),
    municipality=st.sampled_from((None, VANNAS, UMEA, "0180")),
    age=st.sampled_from((None, 10, 16, 19, 40)),
    for_whom=st.sampled_from((None, "self", "relative")),
    open_now=st.sampled_from((False, False, True)),
    languages=st.sampled_from(((), ("so",), ("uk",))),
    limit=st.integers(1, 6),
)


def fits(service: Service, query: Query, at: datetime) -> bool:
    """The hard filters, written once more and plainly."""
    code = query.municipality
    reach = {code, code[:2], "SE"} if code else {area for area in service.service_areas if len(area) == 2}
    low, high = service.minimum_age or 0, service.maximum_age or 999
    listing = read_listings([service], {}, {})[:1]
    return (
        bool(listing)
        and service.self_referral
        and (not query.topics or not set(query.topics).isdisjoint(service.topics))
        and not reach.isdisjoint(service.service_areas)
        and (code is not None or service.level in {"regional", "national"})
        and (query.age is None or low <= query.age <= high)
        and (not service.languages or not {"sv", *query.languages}.isdisjoint(service.languages))
        and (query.for_whom is None or query.for_whom in service.for_)
        and (not query.open_now or Asked(query, at).state(listing[0].manner) == "open")
    )


def best_first(found: list[Service], query: Query, at: datetime) -> list[str]:
    """Ids of everything that fits, weighed one by one."""
    asked = Asked(query, at)
    candidates = read_listings([service for service in found if fits(service, query, at)], {}, {})

    def key(listing: Listing) -> tuple[int, str]:
        worth = {}
        if not asked.sure(listing):
            worth = {weights.MAIN_TOPIC: weights.UNSURE_MAIN_TOPIC, weights.TOPIC: weights.UNSURE_TOPIC}
        steps = [
            worth.get(listing.topics[topic], listing.topics[topic]) + (weights.LATER_TOPIC if place else 0)
            for place, topic in enumerate(query.topics)
            if topic in listing.topics
        ]
        return -asked.points(listing) - max(steps, default=0), listing.id

    return [listing.id for listing in sorted(candidates, key=key)]


def search(found: list[Service], query: Query, at: datetime) -> Result:
    """What search answers."""
    return Snapshot.build(make_parts(found)).search(query, at)


def ids(result: Result) -> list[str]:
    """Ids of the hits, in order."""
    return [hit.service.id for hit in result.hits]


@settings(deadline=None)
@given(DIRECTORIES, QUERIES, MOMENTS, st.randoms(use_true_random=False))
def test_the_order_of_the_listings_that_come_in_does_not_matter(
    found: list[Service], query: Query, at: datetime, dice: random.Random
) -> None:
    shuffled = list(found)
    dice.shuffle(shuffled)
    assert search(found, query, at) == search(shuffled, query, at)


@settings(deadline=None)
@given(DIRECTORIES, QUERIES, MOMENTS)
def test_hard_filters_are_never_violated(found: list[Service], query: Query, at: datetime) -> None:
    by_id = {service.id: service for service in found}
    shown = ids(search(found, query, at))
    assert all(fits(by_id[name], query, at) for name in shown)
    assert len(shown) == len(set(shown)) <= query.limit


@settings(deadline=None)
@given(DIRECTORIES, QUERIES, MOMENTS)
def test_pages_show_every_candidate_exactly_once(found: list[Service], query: Query, at: datetime) -> None:
    snapshot = Snapshot.build(make_parts(found))
    pages: list[str] = []
    more = True
    while more:
        result = snapshot.search(replace(query, exclude=frozenset(pages)), at)
        assert len(result.hits) == query.limit or not result.more
        pages += ids(result)
        more = result.more
    assert sorted(pages) == sorted(best_first(found, query, at))


@settings(deadline=None, max_examples=200)
@given(DIRECTORIES, QUERIES, MOMENTS)
def test_stopping_early_changes_nothing(found: list[Service], query: Query, at: datetime) -> None:
    plain = best_first(found, query, at)
    shown = ids(search(found, query, at))
    assert shown[:1] == plain[:1]
    assert len(shown) == min(query.limit, len(plain))
    # Somebody may have been lifted into the first three; below them nothing has moved.
    assert shown[:3] == sorted(shown[:3], key=plain.index)
    rest = [name for name in plain if name not in shown[:3]]
    assert shown[3:] == rest[: max(0, query.limit - 3)]


@settings(deadline=None, max_examples=200)
@given(DIRECTORIES, QUERIES, MOMENTS)
def test_the_first_three_hold_what_they_must(found: list[Service], query: Query, at: datetime) -> None:
    query = replace(query, limit=3)
    asked = Asked(query, at)
    candidates = {
        listing.id: listing
        for listing in read_listings([service for service in found if fits(service, query, at)], {}, {})
    }
    first = [candidates[name] for name in ids(search(found, query, at))]
    everything = list(candidates.values())

    def both(meets: set[str]) -> bool:
        return not meets or not meets.isdisjoint(listing.id for listing in first)

    sure = [item for item in everything if asked.sure(item)]
    lines = {item.id for item in sure if item.band is Band.FAR and asked.state(item.manner) == "open"}
    assert both({name for name in lines if candidates[name].reachable})
    assert both({item.id for item in everything if item.reachable})
    assert both({item.id for item in sure if item.band is Band.NEAR})
