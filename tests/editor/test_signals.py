"""What people say without saying who they are: reports, and questions without an answer."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.db.models.editor import ListingReport, UnansweredQuestion
from bot.editor.questions import Counted, Questions
from bot.editor.refusals import Denied
from bot.gateway.reply import Understood
from tests.editor.world import ANNA, BERTIL, DAVID, World


async def test_reports_of_the_same_are_counted(world: World) -> None:
    reports = world.editor.reports
    for _ in range(3):
        assert await reports.add("halsan", "phone")
    world.clock.move(days=2)
    assert await reports.add("halsan", "hours")
    hours, phone = await reports.open()
    assert (phone.kind, phone.count, hours.kind, hours.count) == ("phone", 3, "hours", 1)
    assert (phone.first_on, hours.last_on) == (date(2026, 11, 23), date(2026, 11, 25))
    assert (await world.listings.get("halsan")).reports == (hours, phone)


def test_a_report_holds_nothing_that_anybody_wrote() -> None:
    columns = set(ListingReport.__table__.columns.keys())
    kept = {"id", "service_id", "kind", "count", "first_on", "last_on", "closed_at", "closed_by"}
    assert columns == kept


async def test_reports_of_nothing_are_not_kept(world: World) -> None:
    assert not await world.editor.reports.add("finns-inte", "phone")
    assert not await world.editor.reports.add("halsan", "spam")
    await world.listings.unpublish("halsan", ANNA, "Fel")
    assert not await world.editor.reports.add("halsan", "phone")
    assert await world.editor.reports.open() == ()


async def test_a_report_is_closed_by_who_may_edit_the_listing(world: World) -> None:
    await world.editor.reports.add("halsan", "closed")
    [report] = await world.editor.reports.open()
    with pytest.raises(Denied, match="area"):
        await world.editor.reports.close(report.id, DAVID)
    await world.editor.reports.close(report.id, ANNA)
    await world.editor.reports.close(report.id, BERTIL)
    assert await world.editor.reports.open() == ()
    async with world.sessions() as session:
        row = (await session.scalars(select(ListingReport))).one()
    assert (row.closed_by, row.closed_at) == (ANNA, world.clock())
    # The next one begins anew.
    await world.editor.reports.add("halsan", "closed")
    assert len(await world.editor.reports.open()) == 1


NOT_UNDERSTOOD = Understood("nonsense", None, 0.1, (("sleep", 0.2), ("stress", 0.1)))


async def test_questions_without_an_answer_are_counted(world: World) -> None:
    questions = world.editor.questions
    for _ in range(3):
        questions.count(NOT_UNDERSTOOD, "2460")
    questions.count(Understood("out_of_scope"), None)
    questions.count(Understood("topic", "sleep", 0.9), "2460")
    await questions.flush()
    questions.count(NOT_UNDERSTOOD, "2460")
    await questions.flush()
    assert await questions.counted(date(2026, 11, 1)) == (
        Counted("nonsense", "sleep", "2460", 4),
        Counted("out_of_scope", None, None, 1),
    )
    assert await questions.counted(date(2026, 11, 24)) == ()


async def test_what_a_person_wrote_cannot_get_into_a_counter(world: World) -> None:
    said = "jag heter Kalle, ring 070-1234567"
    questions = world.editor.questions
    questions.count(Understood(said, said, 0.1, ((said, 0.1),)), said)
    questions.count(Understood("nonsense", said, 0.1, ((said, 0.1),)), said)
    await questions.flush()
    assert await questions.counted(date(2026, 1, 1)) == (Counted("nonsense", None, None, 1),)
    columns = set(UnansweredQuestion.__table__.columns.keys())
    assert columns == {"day", "intent", "topic", "municipality", "count"}


async def test_counters_survive_a_database_that_is_away(world: World) -> None:
    questions = world.editor.questions
    questions.count(NOT_UNDERSTOOD, None)
    async with world.sessions.begin() as session:
        await session.execute(text("ALTER TABLE unanswered_question RENAME TO away"))
    with pytest.raises(SQLAlchemyError):
        await questions.flush()
    async with world.sessions.begin() as session:
        await session.execute(text("ALTER TABLE away RENAME TO unanswered_question"))
    await questions.flush()
    assert [one.count for one in await questions.counted(date(2026, 1, 1))] == [1]


async def test_counters_are_written_by_themselves_and_at_the_end(world: World) -> None:
    questions = Questions(world.sessions, world.clock, every=0.01)
    await questions.start()
    questions.count(NOT_UNDERSTOOD, None)
    async with asyncio.timeout(5):
        while not await questions.counted(date(2026, 1, 1)):  # noqa: ASYNC110 (the database makes it true)
            await asyncio.sleep(0.01)
    questions.count(NOT_UNDERSTOOD, None)
    await questions.stop()
    assert [one.count for one in await questions.counted(date(2026, 1, 1))] == [2]


async def test_old_counters_are_forgotten(world: World) -> None:
    world.editor.questions.count(NOT_UNDERSTOOD, None)
    await world.editor.questions.flush()
    world.clock.move(days=401)
    await world.editor.questions.flush()
    assert await world.editor.questions.counted(date(2020, 1, 1)) == ()
