"""How listings stand in the database, for many at once: what an import is compared with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.schema import Publication, Service
from bot.db.models.editor import ListingDraft, ListingRevision
from bot.db.models.service import Service as ServiceRow
from bot.directory.records import all_services, read_service
from bot.editor.areas import may_edit
from bot.editor.fields import fields_of
from bot.editor.work import LIVE

# Databases bound how many values a statement may name.
_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Standing:
    """A listing that exists.

    Attributes:
        fields: What an editor goes on from: the draft's fields, else the directory's.
        base: The fields an import was written from; None when nobody knows.
        revision: What a draft of it is saved on.
    """

    fields: Mapping[str, Any]
    base: Mapping[str, Any] | None
    revision: int


async def standing(session: AsyncSession, wanted: Mapping[str, int | None]) -> dict[str, Standing]:
    """The listings that exist among those wanted.

    Args:
        session: A session of the database.
        wanted: Id, and the revision it was exported at; None when that is not known.
    """
    found: dict[str, Standing] = {}
    for some in batched(wanted.items(), _AT_ONCE):
        found |= await _some(session, dict(some))
    return found


async def published(session: AsyncSession, areas: Sequence[str]) -> list[tuple[Service, int]]:
    """The published listings by id, with the revision that put them there; 0 when content/ did.

    Args:
        session: A session of the database.
        areas: Only listings that lie in these.
    """
    live = (
        select(ListingRevision.service_id, func.max(ListingRevision.number))
        .where(ListingRevision.kind.in_(LIVE))
        .group_by(ListingRevision.service_id)
    )
    revisions = {row[0]: row[1] for row in await session.execute(live)}
    return [
        (read_service(row), revisions.get(row.id, 0))
        async for row in all_services(session)
        if row.publication is Publication.PUBLISHED
        and may_edit(areas, (area.area_code for area in row.service_areas))
    ]


async def _some(session: AsyncSession, wanted: Mapping[str, int | None]) -> dict[str, Standing]:
    rows = {row.id: row for row in await session.scalars(select(ServiceRow).where(ServiceRow.id.in_(wanted)))}
    drafts = {
        row.service_id: row
        for row in await session.scalars(select(ListingDraft).where(ListingDraft.service_id.in_(wanted)))
    }
    newest = await _newest(session, wanted)
    former = await _former(session, wanted)
    found = {}
    for id in rows.keys() | drafts.keys():
        draft = drafts.get(id)
        fields = draft.data if draft else fields_of(read_service(rows[id]))
        revision = draft.revision if draft else newest.get(id, 0)
        base = fields if wanted[id] == revision == 0 else _base(former.get((id, wanted[id] or 1)), wanted[id])
        found[id] = Standing(fields, base, revision)
    return found


def _base(row: ListingRevision | None, revision: int | None) -> Mapping[str, Any] | None:
    """What a row was written from; one exported before there were revisions, from the original."""
    if row is None or revision is None or (revision == 0 and row.kind != "original"):
        return None
    return row.data


async def _newest(session: AsyncSession, ids: Iterable[str]) -> dict[str, int]:
    statement = (
        select(ListingRevision.service_id, func.max(ListingRevision.number))
        .where(ListingRevision.service_id.in_(ids))
        .group_by(ListingRevision.service_id)
    )
    return {row[0]: row[1] for row in await session.execute(statement)}


async def _former(
    session: AsyncSession, wanted: Mapping[str, int | None]
) -> dict[tuple[str, int], ListingRevision]:
    """The revisions that were exported; what was exported before there were any is the first."""
    numbers = {number or 1 for number in wanted.values() if number is not None}
    statement = select(ListingRevision).where(
        ListingRevision.service_id.in_(wanted), ListingRevision.number.in_(numbers)
    )
    return {(row.service_id, row.number): row for row in await session.scalars(statement)}
