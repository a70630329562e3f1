"""How fresh listings are: when each is due, what is on the work list, and what the bot makes of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.content.schema import Publication
from bot.db.models.case import Alarm
from bot.db.models.service import Service
from bot.directory.freshness import Review, next_review
from bot.directory.query import Query
from bot.directory.snapshot import Snapshot
from bot.editor.freshness import ReasonKind
from bot.editor.views import Filter
from tests.editor.world import ANNA, World, content_of, form
from tests.factories import make_service

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("assured", "phones", "hours", "due"),
    [
        (None, True, "24/7", Review(date.min, "never")),
        (date(2026, 1, 10), True, None, Review(date(2026, 7, 12), "phones")),
        (date(2026, 1, 10), False, None, Review(date(2027, 1, 10), "yearly")),
        (date(2026, 11, 1), True, "Mo-Fr 08:00-16:00", Review(date(2026, 12, 23), "hours")),
        (date(2026, 12, 23), True, "Mo-Fr 08:00-16:00", Review(date(2027, 3, 25), "hours")),
        (date(2026, 4, 20), False, "Mo-Fr 08:00-16:00", Review(date(2026, 6, 18), "hours")),
        (date(2026, 11, 1), True, "24/7", Review(date(2027, 5, 3), "phones")),
    ],
)
def test_the_next_review_follows_from_what_a_listing_has(
    assured: date | None, phones: bool, hours: str | None, due: Review
) -> None:
    assert next_review(assured, phones=phones, opening_hours=hours) == due


@given(DAYS, st.booleans(), st.sampled_from((None, "24/7", "Mo-Fr 08:00-16:00")))
def test_a_review_comes_after_the_check_and_within_a_year(
    assured: date, phones: bool, hours: str | None
) -> None:
    review = next_review(assured, phones=phones, opening_hours=hours)
    assert assured < review.by <= assured + timedelta(days=365)
    assert not review.overdue(review.by)
    assert review.overdue(review.by + timedelta(days=1))


async def kinds(world: World, areas: tuple[str, ...] = ("SE",)) -> dict[str, list[ReasonKind]]:
    """Reasons by listing, in the order of the list."""
    items = await world.editor.freshness.work_list(areas)
    return {item.listing.id: [reason.kind for reason in item.reasons] for item in items}


async def test_the_work_list_holds_what_is_due_this_week_and_no_more(world: World) -> None:
    await world.assure("sos-112", date(2026, 11, 1))
    # Monday the 23rd: due on the Sunday, on the Monday after, and the day before.
    for checked, listed in (
        (date(2026, 5, 30), ["due"]),
        (date(2026, 5, 31), []),
        (date(2026, 5, 23), ["overdue"]),
    ):
        await world.assure("halsan", checked)
        assert (await kinds(world)).get("halsan", []) == listed
    next_week = await world.editor.freshness.work_list(("SE",), date(2026, 12, 2))
    assert "halsan" in {item.listing.id for item in next_week}


async def test_hours_are_on_the_list_two_weeks_before_a_holiday(world: World) -> None:
    await world.publish("halsan", opening_hours="Mo-Fr 08:00-16:00", assured_date="2026-11-23")
    world.clock.move(days=14)  # the week ends on the 13th
    assert (await kinds(world)).get("halsan") == ["due"]
    world.clock.move(days=-7)
    assert "halsan" not in await kinds(world)


async def test_the_most_urgent_comes_first_and_others_areas_not_at_all(world: World) -> None:
    await world.assure("sos-112", date(2025, 1, 1))
    await world.editor.reports.add("halsan", "hours")
    draft = await world.listings.save_draft("halsan", form(cost="Gratis"), ANNA, 0)
    await world.listings.submit("halsan", draft.revision, ANNA, None)
    assert await kinds(world) == {"sos-112": ["crisis"], "halsan": ["report", "review", "never"]}
    assert await kinds(world, ("2460",)) == {"halsan": ["report", "review", "never"]}
    assert await kinds(world, ("2480",)) == await kinds(world, ()) == {}
    item = (await world.editor.freshness.work_list(("2460",)))[0]
    assert item.reasons[0].sentence == "Öppettiderna stämmer inte"


async def test_confirming_takes_a_listing_off_the_list(world: World) -> None:
    assert "halsan" in await kinds(world)
    await world.listings.confirm("halsan", ANNA)
    assert "halsan" not in await kinds(world)
    assert (await world.listings.get("halsan")).next_review == Review(date(2027, 5, 25), "phones")


async def test_an_overdue_crisis_contact_raises_one_alarm(world: World) -> None:
    async def alarms() -> list[tuple[str, dict[str, object]]]:
        async with world.sessions() as session:
            rows = await session.scalars(select(Alarm).order_by(Alarm.id))
            return [(row.key, row.details) for row in rows]

    await world.assure("sos-112", date(2026, 10, 1))
    await world.editor.freshness.look()
    assert await alarms() == []
    await world.assure("sos-112", date(2026, 1, 1))
    for _ in range(2):
        await world.editor.freshness.look()
        world.clock.move(days=1)
    assert await alarms() == [("crisis_contact_overdue:sos-112:2026-07-03", {"listing": "sos-112"})]


async def test_crisis_contacts_nobody_ever_checked_are_one_alarm_together(world: World) -> None:
    async with world.sessions.begin() as session:
        (await session.get_one(Service, "sos-112")).assured_date = None
    await world.editor.freshness.look()
    await world.editor.freshness.look()
    async with world.sessions() as session:
        [alarm] = await session.scalars(select(Alarm))
    assert alarm.details == {"count": 1}


async def test_what_is_overdue_sinks_in_the_bot_and_says_so(world: World) -> None:
    old = make_service(id="a-old", assured_date=date(2025, 1, 1))
    fresh = make_service(id="b-fresh", assured_date=date(2026, 10, 1))
    snapshot = Snapshot.build(content_of([old, fresh]))
    hits = snapshot.search(Query(("sleep",), "2460", 16, "self"), world.clock()).hits
    assert [hit.service.id for hit in hits] == ["b-fresh", "a-old"]
    assert "Kontrollerad 2026-10-01" in hits[0].why
    assert "Inte kontrollerad sedan 2025-01-01" in hits[1].why


async def test_overdue_listings_can_be_found(world: World) -> None:
    await world.assure("halsan", date(2026, 11, 1))
    await world.assure("sos-112", date(2025, 1, 1))
    found = await world.listings.find(Filter(overdue=True, publication=Publication.PUBLISHED))
    assert [row.id for row in found.rows] == ["sos-112"]
