"""Seeding: as often as one likes, and never over an editor's work."""

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.content.load import Content
from bot.content.schema import Organization, Publication, Service
from bot.db.models.content_version import ContentVersion
from bot.db.models.organization import Organization as OrganizationRow
from bot.db.models.origin import Origin
from bot.db.models.service import Service as ServiceRow
from bot.directory.records import all_services, read_service, storable
from bot.directory.seed import SeedReport, seed
from tests.directory.conftest import Sessions
from tests.factories import make_parts, make_service

FIRST, SECOND = make_service(id="first"), make_service(id="second")


def content(*services: Service) -> Content:
    """Content with these services."""
    parts = make_parts(services)
    return Content(
        topics=parts.topics,
        organizations=parts.organizations,
        municipalities=parts.municipalities,
        services=parts.services,
        short_numbers=parts.short_numbers,
        rights={},
    )


async def seeded(sessions: Sessions, *services: Service) -> SeedReport:
    """Seed with these services."""
    async with sessions() as session:
        return await seed(session, content(*services))


async def stored(sessions: Sessions) -> list[Service]:
    """What the database holds."""
    async with sessions() as session:
        return [read_service(row) async for row in all_services(session)]


async def version(sessions: Sessions) -> int:
    """The content version."""
    async with sessions() as session:
        return cast(int, await session.scalar(select(ContentVersion.number)))


def drafts(services: Iterable[Service]) -> list[Service]:
    """The same, archived."""
    return [service.model_copy(update={"publication": Publication.ARCHIVED}) for service in services]


async def test_new_files_become_rows(sessions: Sessions) -> None:
    assert await seeded(sessions, FIRST, SECOND) == SeedReport(created=2)
    assert await stored(sessions) == [storable(FIRST), storable(SECOND)]


async def test_seeding_twice_changes_nothing(sessions: Sessions) -> None:
    secret = make_service(id="third", address={"text": "Hemliga gatan 1", "confidential": True})
    await seeded(sessions, FIRST, SECOND, secret)
    before = await version(sessions)
    assert await seeded(sessions, FIRST, SECOND, secret) == SeedReport(unchanged=3)
    assert await version(sessions) == before


async def test_a_changed_file_changes_its_row_alone(sessions: Sessions) -> None:
    await seeded(sessions, FIRST, SECOND)
    async with sessions() as session:
        before = (await session.get_one(ServiceRow, "first")).last_modified
    changed = make_service(id="second", summary="En helt ny sammanfattning.", languages=("so",))
    assert await seeded(sessions, FIRST, changed) == SeedReport(updated=1, unchanged=1)
    assert await stored(sessions) == [storable(FIRST), storable(changed)]
    async with sessions() as session:
        assert (await session.get_one(ServiceRow, "first")).last_modified == before
        assert (await session.get_one(ServiceRow, "second")).last_modified > before


async def test_a_deleted_file_archives_its_row_once(sessions: Sessions) -> None:
    await seeded(sessions, FIRST, SECOND)
    assert await seeded(sessions, FIRST) == SeedReport(unchanged=1, archived=1)
    assert await stored(sessions) == [storable(FIRST), *drafts([storable(SECOND)])]
    assert await seeded(sessions, FIRST) == SeedReport(unchanged=1)


async def test_a_file_that_comes_back_is_published_again(sessions: Sessions) -> None:
    await seeded(sessions, FIRST)
    await seeded(sessions)
    assert await seeded(sessions, FIRST) == SeedReport(updated=1)
    assert await stored(sessions) == [storable(FIRST)]


async def test_rows_of_an_editor_are_never_touched(sessions: Sessions) -> None:
    await seeded(sessions, FIRST, SECOND)
    async with sessions() as session, session.begin():
        for name in ("first", "second"):
            row = await session.get_one(ServiceRow, name)
            row.origin = Origin.EDITOR
            row.summary = "Redaktören skrev detta."
    changed = make_service(id="first", summary="Filen säger något annat.")
    assert await seeded(sessions, changed) == SeedReport(kept=1)
    assert [service.summary for service in await stored(sessions)] == ["Redaktören skrev detta."] * 2
    assert all(service.publication is Publication.PUBLISHED for service in await stored(sessions))


async def test_organizations_follow_their_file_unless_an_editor_has_them(sessions: Sessions) -> None:
    first, second = FIRST.organization, SECOND.organization
    await seeded(sessions, FIRST, SECOND)
    async with sessions() as session, session.begin():
        (await session.get_one(OrganizationRow, second)).origin = Origin.EDITOR
    renamed = content(FIRST, SECOND)
    names = {name: Organization(id=name, name="Nytt namn") for name in (first, second)}
    async with sessions() as session:
        await seed(session, replace(renamed, organizations=names))
    async with sessions() as session:
        rows = {row.id: row.name for row in await session.scalars(select(OrganizationRow))}
    assert rows == {first: "Nytt namn", second: "Second-huset"}


async def test_a_row_that_cannot_be_read_is_written_anew(sessions: Sessions) -> None:
    await seeded(sessions, FIRST)
    async with sessions() as session, session.begin():
        (await session.get_one(ServiceRow, "first")).summary = "kort"
    assert await seeded(sessions, FIRST) == SeedReport(updated=1)


async def test_either_everything_is_seeded_or_nothing(sessions: Sessions) -> None:
    faulty = replace(content(FIRST, SECOND), organizations={})
    async with sessions() as session:
        with pytest.raises(IntegrityError):
            await seed(session, faulty)
    assert await stored(sessions) == []
    assert await version(sessions) == 0
