"""One listing in one transaction: what it is, and the writes that every step is made of.

A step reads the newest revision's number first and adds the next one. Two steps at once collide on
that number; the later one is rolled back and done again on what the first one left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.schema import Service
from bot.db.models.editor import ListingDraft, ListingRevision
from bot.db.models.origin import Origin
from bot.db.models.service import Service as ServiceRow
from bot.directory.records import read_service, write_service
from bot.editor.fields import areas_of, fields_of
from bot.editor.refusals import Moved, NotFound
from bot.editor.views import Draft, DraftState, RevisionKind

# Steps after which the newest revision of these kinds tells what the directory shows.
LIVE: Final = ("original", "published", "confirmed", "unpublished", "archived")


@dataclass(slots=True)
class Work:
    """A listing under work.

    Attributes:
        session: The transaction.
        now: The time.
        id: Of the listing.
        number: Of its newest revision; 0 when it has none.
        row: Its row in the directory.
        draft: Its open draft.
    """

    session: AsyncSession
    now: datetime
    id: str
    number: int
    row: ServiceRow | None
    draft: ListingDraft | None

    @property
    def exists(self) -> bool:
        """Whether there is such a listing."""
        return self.row is not None or self.draft is not None

    @property
    def live(self) -> Service | None:
        """What the directory holds."""
        return None if self.row is None else read_service(self.row)

    def areas(self) -> set[str]:
        """Every area that the listing or its draft is about."""
        areas = set(areas_of(self.draft.data)) if self.draft else set()
        return areas | ({area.area_code for area in self.row.service_areas} if self.row else set())

    def current(self) -> dict[str, Any]:
        """The fields that an editor goes on from: the draft's, else the directory's."""
        if self.draft is not None:
            return self.draft.data
        live = self.live
        return {} if live is None else fields_of(live)

    async def revision(self, number: int) -> ListingRevision:
        """A former revision.

        Raises:
            NotFound: There is none with this number.
        """
        found = await self.session.get(ListingRevision, (self.id, number))
        if found is None:
            raise NotFound(self.id)
        return found

    def record(
        self,
        kind: RevisionKind,
        account_id: int | None,
        data: Mapping[str, Any],
        *,
        note: str | None = None,
    ) -> int:
        """Add a step to the history, after the writes it stands for; its number."""
        self.number += 1
        revision = ListingRevision(
            service_id=self.id,
            number=self.number,
            kind=kind,
            account_id=account_id,
            at=self.now,
            note=note,
            data=dict(data),
            publication=None if self.row is None else self.row.publication,
        )
        self.session.add(revision)
        return self.number

    async def note_original(self) -> None:
        """Put what the directory holds into the history, unless the history says it already."""
        live = self.live
        if live is None:
            return
        data = fields_of(live)
        newest = await self.session.scalar(
            select(ListingRevision)
            .where(ListingRevision.service_id == self.id, ListingRevision.kind.in_(LIVE))
            .order_by(ListingRevision.number.desc())
            .limit(1)
        )
        if newest is None or newest.data != data or newest.publication != live.publication:
            self.record("original", None, data)

    def put_draft(
        self,
        kind: RevisionKind,
        data: Mapping[str, Any],
        state: DraftState,
        authors: Iterable[int | None],
        account_id: int | None,
        note: str | None = None,
    ) -> Draft:
        """Make these fields the draft; the listing is the editors' from now on.

        Args:
            kind: What was done.
            data: The fields.
            state: Where the draft stands.
            authors: Who had a hand in it; they come on top of those it has.
            account_id: Who did it; None: the service itself.
            note: What they said to it.
        """
        if self.draft is None:
            self.draft = ListingDraft(service_id=self.id, authors=[])
            self.session.add(self.draft)
        draft = self.draft
        draft.data = dict(data)
        draft.state = state
        draft.authors = sorted({*draft.authors, *(one for one in authors if one is not None)})
        draft.updated_at = self.now
        if self.row is not None:
            self.row.origin = Origin.EDITOR
        draft.revision = self.record(kind, account_id, data, note=note)
        return draft_of(draft)

    def put_live(self, service: Service) -> None:
        """Write the listing into the directory, where running bots find it within seconds."""
        if self.row is None:
            self.row = ServiceRow(origin=Origin.EDITOR)
            write_service(self.row, service)
            self.session.add(self.row)
        else:
            write_service(self.row, service)
            self.row.origin = Origin.EDITOR

    def must_be_at(self, revision: int) -> None:
        """Go on only when nothing has happened since `revision`.

        Raises:
            Moved: Something has.
        """
        if self.number != revision:
            raise Moved(self.number)

    def must_have_draft(self, revision: int, state: DraftState | None = None) -> ListingDraft:
        """The draft as of `revision`.

        Raises:
            Moved: It has been changed, is gone, or stands elsewhere.
        """
        draft = self.draft
        if draft is None or draft.revision != revision or (state is not None and draft.state != state):
            raise Moved(self.number)
        return draft


async def take_up(session: AsyncSession, now: datetime, id: str) -> Work:
    """Read a listing to work on it; it may turn out not to exist."""
    # The number first: whoever commits after this makes the step collide instead of slipping in.
    number = await session.scalar(
        select(func.max(ListingRevision.number)).where(ListingRevision.service_id == id)
    )
    row = await session.get(ServiceRow, id)
    return Work(session, now, id, number or 0, row, await session.get(ListingDraft, id))


def draft_of(row: ListingDraft, merged: tuple[str, ...] = ()) -> Draft:
    """A draft as the pages read it."""
    state = cast(DraftState, row.state)
    authors = tuple(row.authors)
    return Draft(row.service_id, row.revision, state, row.data, authors, row.updated_at, merged)
