"""Seeding: puts content/ into the database, as often as one likes.

Files are the truth for the rows they created: a changed file changes its row, a deleted file archives
it. Rows that an editor has made or taken over are never touched.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.load import Content
from bot.content.schema import Organization, Publication, Service
from bot.db.models.organization import Organization as OrganizationRow
from bot.db.models.origin import Origin
from bot.db.models.service import Service as ServiceRow
from bot.directory.records import (
    all_services,
    read_organization,
    read_service,
    storable,
    write_service,
)


@dataclass(slots=True)
class SeedReport:
    """What seeding did to the services.

    Attributes:
        created: New files.
        updated: Changed files.
        archived: Files that are gone.
        unchanged: Rows that already said what their file says.
        kept: Files whose row belongs to an editor by now.
    """

    created: int = 0
    updated: int = 0
    archived: int = 0
    unchanged: int = 0
    kept: int = 0


async def seed(session: AsyncSession, content: Content) -> SeedReport:
    """Make the database agree with `content`, in one transaction.

    Args:
        session: A session without a transaction under way.
        content: What was read from content/.
    """
    report = SeedReport()
    async with session.begin():
        await _seed_organizations(session, content)
        rows = {row.id: row async for row in all_services(session)}
        for service in content.services.values():
            _seed_service(session, rows.pop(service.id, None), service, report)
        for row in rows.values():
            if row.origin is Origin.CONTENT and row.publication is not Publication.ARCHIVED:
                row.publication = Publication.ARCHIVED
                report.archived += 1
    return report


async def _seed_organizations(session: AsyncSession, content: Content) -> None:
    rows = {row.id: row for row in await session.scalars(select(OrganizationRow))}
    for organization in content.organizations.values():
        row = rows.get(organization.id)
        if row is None:
            row = OrganizationRow(id=organization.id, origin=Origin.CONTENT)
            session.add(row)
        elif row.origin is Origin.EDITOR or read_organization(row) == organization:
            continue
        _write_organization(row, organization)
    await session.flush()


def _write_organization(row: OrganizationRow, organization: Organization) -> None:
    row.name = organization.name
    row.url = organization.url


def _seed_service(
    session: AsyncSession, row: ServiceRow | None, service: Service, report: SeedReport
) -> None:
    if row is None:
        row = ServiceRow(origin=Origin.CONTENT)
        write_service(row, service)
        session.add(row)
        report.created += 1
    elif row.origin is Origin.EDITOR:
        report.kept += 1
    elif _says(row, service):
        report.unchanged += 1
    else:
        write_service(row, service)
        report.updated += 1


def _says(row: ServiceRow, service: Service) -> bool:
    """Whether the row says what the file says; a row that cannot be read is written anew."""
    try:
        return read_service(row) == storable(service)
    except ValueError:
        return False
