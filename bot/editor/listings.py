"""The listings as editors work with them: found, written, reviewed, published, taken down, brought back.

Each step is one transaction. Whoever takes it is known by account id, and checked here as well as by
the pages: role, area, and that whoever approves had no hand in the draft. Every step may raise
`Denied`; those for a listing that does not exist raise `NotFound`.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.accounts.roles import Role
from bot.clock import STOCKHOLM, Clock
from bot.content.load import Content
from bot.content.schema import Organization, Publication, Service
from bot.db.models.editor import ListingComment, ListingDraft, ListingRevision
from bot.db.models.organization import Organization as OrganizationRow
from bot.db.models.origin import Origin
from bot.db.models.service import Service as ServiceRow
from bot.directory.query import Query
from bot.directory.records import organizations, read_organization
from bot.editor import drafting, preview, publishing, reading
from bot.editor.checks import form
from bot.editor.fields import areas_of, changes, cleaned, fields_of, names_of
from bot.editor.people import EDITORS, REVIEWERS, Person, person
from bot.editor.problems import errors, problems_of
from bot.editor.refusals import Faulty, NotFound
from bot.editor.views import Draft, FieldChange, Filter, ListingView, Page, Problem
from bot.editor.work import LIVE, Work, take_up
from bot.escalation.unit import Transactions, Unit
from bot.gateway import messages
from bot.gateway.store import Sessions

OPERATOR: Final = "operator"
_LONGEST_TEXT: Final = 2000
_LONGEST_ID: Final = 64

Claim = Callable[[AsyncSession], Awaitable[None]]


class Listings:
    """The listings.

    Args:
        sessions: Sessions of the database.
        clock: The time now.
        content: Topics, municipalities and short numbers.
    """

    def __init__(self, sessions: Sessions, clock: Clock, content: Content) -> None:
        self._sessions = sessions
        self._clock = clock
        self._content = content
        self._transactions = Transactions(sessions, clock, lambda _: None)

    async def find(self, wanted: Filter) -> Page:
        """The listings that fit, by name, with those that only have a draft."""
        async with self._sessions() as session:
            return await reading.find(session, wanted, self._today())

    async def get(self, id: str) -> ListingView:
        """Everything about one listing."""
        async with self._sessions() as session:
            return await reading.view(await take_up(session, self._clock(), id))

    async def save_draft(
        self, id: str | None, data: Mapping[str, Any], account_id: int, base_revision: int
    ) -> Draft:
        """Save what an editor has written; nothing that people see changes.

        Fields that only somebody else has changed since are taken over, and named in `Draft.merged`. A
        draft in review goes back to being a draft.

        Args:
            id: The listing; None makes a new one, whose id is `data["id"]` or made of its name.
            data: All fields of the form, by the names of the schema; empty ones may be left out or empty.
            account_id: Who saves.
            base_revision: `ListingView.draft.revision` of the page they wrote on, or
                `ListingView.revision` when it had no draft.

        Raises:
            Conflict: Somebody else has changed the same fields; nothing is saved.
            Unusable: A field is unknown, or far too long.
        """
        fields = cleaned(data)

        async def work(unit: Unit) -> Draft:
            who = await person(unit.session, account_id, EDITORS)
            who.must_hold(areas_of(fields))
            if id is None:
                new = await self._new(unit, drafting.id_from(fields))
                return await drafting.save(new, who.id, fields, 0)
            known = await self._known(unit, id, who)
            return await drafting.save(known, who.id, fields, base_revision)

        return await self._transactions.run(work)

    async def copy(self, id: str, account_id: int) -> Draft:
        """Begin a new listing with the fields of another one."""

        async def work(unit: Unit) -> Draft:
            who = await person(unit.session, account_id, EDITORS)
            source = (await self._known(unit, id, who)).current()
            return drafting.copy(
                await self._new(unit, f"{id[:_LONGEST_ID].rstrip('-_')}-kopia"), who.id, source
            )

        return await self._transactions.run(work)

    async def submit(self, id: str, revision: int, account_id: int, note: str | None = None) -> Draft:
        """Ask a second person to look at the draft.

        Raises:
            Moved: The draft is not at `revision`, or is in review already.
            Faulty: It has errors.
        """

        async def step(work: Work, who: Person) -> Draft:
            faults = errors(await self._problems(work.session, work.current(), work.live))
            return drafting.submit(work, who.id, revision, _text(note), faults)

        return await self._step(id, account_id, EDITORS, step)

    async def approve(self, id: str, revision: int, account_id: int) -> None:
        """Put the draft live; running bots see it within seconds.

        Raises:
            Denied: `same_person`: they had a hand in the draft.
            Moved: The draft is not at `revision`, or is not in review.
            Faulty: It has errors by now.
        """

        async def step(work: Work, who: Person) -> None:
            data = {**work.current(), "id": work.id}
            faults = errors(await self._problems(work.session, data, work.live))
            await publishing.approve(work, who.id, revision, faults or form.read(data))

        await self._step(id, account_id, REVIEWERS, step)

    async def reject(self, id: str, revision: int, account_id: int, note: str) -> Draft:
        """Give the draft back to those who write, with a note.

        Raises:
            Moved: The draft is not at `revision`, or is not in review.
        """

        async def step(work: Work, who: Person) -> Draft:
            return drafting.reject(work, who.id, revision, _text(note) or "")

        return await self._step(id, account_id, REVIEWERS, step)

    async def discard(self, id: str, revision: int, account_id: int) -> None:
        """Throw the draft away; the history keeps it.

        Raises:
            Moved: The draft is not at `revision`.
        """

        async def step(work: Work, who: Person) -> None:
            edited = await work.session.scalar(
                select(ListingRevision.number)
                .where(
                    ListingRevision.service_id == id,
                    ListingRevision.kind.in_(set(LIVE) - {"original"}),
                )
                .limit(1)
            )
            await drafting.discard(work, who.id, revision, only_original=edited is None)

        await self._step(id, account_id, EDITORS, step)

    async def unpublish(self, id: str, account_id: int, reason: str) -> None:
        """Emergency: let nobody see the listing any more, at once, by one person; `restore` brings it back.

        Raises:
            Moved: Nobody sees it as it is.
            Faulty: The crisis minimum (112, 1177, 90101, 116 111) would be gone.
        """

        async def step(work: Work, who: Person) -> None:
            await publishing.take_down(work, who.id, "unpublished", Publication.DRAFT, _text(reason))

        await self._step(id, account_id, EDITORS, step)

    async def archive(self, id: str, revision: int, account_id: int) -> None:
        """Put a listing away for good; `restore` brings it back.

        Args:
            id: The listing.
            revision: `ListingView.revision` of the page they look at.
            account_id: Who.

        Raises:
            Moved: Something has happened since, or it is archived already.
            Faulty: The crisis minimum (112, 1177, 90101, 116 111) would be gone.
        """

        async def step(work: Work, who: Person) -> None:
            work.must_be_at(revision)
            await publishing.take_down(work, who.id, "archived", Publication.ARCHIVED, None)

        await self._step(id, account_id, EDITORS, step)

    async def restore(self, id: str, revision: int, account_id: int) -> Draft:
        """Make a former revision's fields the draft, in review at once when it has no errors.

        Args:
            id: The listing.
            revision: The number of the former revision.
            account_id: Who.

        Raises:
            Moved: There is an open draft, which would be lost.
        """

        async def step(work: Work, who: Person) -> Draft:
            data = await drafting.former(work, revision)
            who.must_hold(areas_of(data))
            faults = errors(await self._problems(work.session, data, work.live))
            return await drafting.restore(work, who.id, data, faulty=bool(faults))

        return await self._step(id, account_id, EDITORS, step)

    async def comment(self, id: str, account_id: int, text: str) -> None:
        """Say something to the other editors; empty words are dropped."""

        async def step(work: Work, who: Person) -> None:
            if said := _text(text):
                row = ListingComment(service_id=id, account_id=who.id, text=said, at=work.now)
                work.session.add(row)

        await self._step(id, account_id, EDITORS, step)

    async def confirm(
        self, id: str, account_id: int | Literal["operator"], *, claim: Claim | None = None
    ) -> None:
        """Say "stämmer fortfarande": what people see has been checked today.

        Args:
            id: The listing.
            account_id: Who; "operator" is the service itself, through its link.
            claim: Done first in the same transaction; what it raises stops the step.

        Raises:
            Moved: Nobody sees it.
        """
        if account_id == OPERATOR:

            async def by_operator(unit: Unit) -> None:
                if claim is not None:
                    await claim(unit.session)
                await publishing.confirm(await self._known(unit, id, None), None, self._today())

            await self._transactions.run(by_operator)
            return

        async def step(work: Work, who: Person) -> None:
            await publishing.confirm(work, who.id, self._today())

        await self._step(id, account_id, EDITORS, step)

    async def preview(
        self, data: Mapping[str, Any], municipality: str | None, age: int = 16, topic: str | None = None
    ) -> messages.Service:
        """The card as somebody in that municipality sees it now; `why` says so when they would not.

        Raises:
            Faulty: The fields are no listing yet.
            Unusable: A field is unknown, or far too long.
        """
        service = form.read(cleaned(data))
        if not isinstance(service, Service):
            raise Faulty(service)
        async with self._sessions() as session:
            row = await session.get(OrganizationRow, service.organization)
        organization = None if row is None else read_organization(row)
        query = Query((topic,) if topic else (), municipality, age, "self")
        return preview.card(service, organization, self._content, query, self._clock())

    async def problems(self, data: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Everything to mend or to think of in these fields, errors first; `data["id"]` is the listing.

        Raises:
            Unusable: A field is unknown, or far too long.
        """
        fields = cleaned(data)
        async with self._sessions() as session:
            work = await take_up(session, self._clock(), str(fields.get("id", "")))
            return await self._problems(session, fields, work.live)

    async def diff(self, id: str, a: int, b: int) -> tuple[FieldChange, ...]:
        """What differs between two revisions; 0 is an empty listing."""
        async with self._sessions() as session:
            work = await take_up(session, self._clock(), id)
            before, after = [(await work.revision(one)).data if one else {} for one in (a, b)]
        return changes(before, after, await self.names())

    async def names(self) -> dict[str, str]:
        """What the ids and codes in fields are called, with those who run listings by now."""
        return names_of(self._content, await self.organizations())

    async def organizations(self) -> tuple[Organization, ...]:
        """Who runs listings, by name."""
        async with self._sessions() as session:
            found = await organizations(session)
        return tuple(sorted(found.values(), key=lambda one: one.name.casefold()))

    async def add_organization(self, name: str, url: str | None, account_id: int) -> Organization:
        """Add who runs a listing; one of the same name is not added twice.

        Raises:
            Faulty: The name is empty or too long, or the address is none.
        """
        fields = {"id": drafting.id_from({"name": name}), "name": name, "url": url or None}

        async def work(unit: Unit) -> Organization:
            await person(unit.session, account_id, EDITORS)
            known = await unit.session.scalar(
                select(OrganizationRow).where(OrganizationRow.name == name.strip())
            )
            if known is not None:
                return read_organization(known)
            organization = form.read_organization(fields)
            taken = set(await unit.session.scalars(select(OrganizationRow.id)))
            id = _free(organization.id, taken)
            unit.session.add(
                OrganizationRow(id=id, name=organization.name, url=organization.url, origin=Origin.EDITOR)
            )
            return organization.model_copy(update={"id": id})

        return await self._transactions.run(work)

    async def propose(self, id: str, data: Mapping[str, Any], *, claim: Claim | None = None) -> Draft:
        """Take in what the service itself wants changed, as a draft that waits for an editor.

        Args:
            id: The listing, which is published.
            data: The fields to change.
            claim: Done first in the same transaction; what it raises stops the step.

        Raises:
            Unusable: A field is unknown, or far too long.
        """
        names = await self.names()

        async def work(unit: Unit) -> Draft:
            if claim is not None:
                await claim(unit.session)
            known = await self._known(unit, id, None)
            live = known.live
            if live is None:
                raise NotFound(id)
            before = fields_of(live)
            after = cleaned({**before, **data})
            faults = errors(await self._problems(unit.session, after, live))
            return await drafting.propose(known, before, after, names, faulty=bool(faults))

        return await self._transactions.run(work)

    async def _step[T](
        self,
        id: str,
        account_id: int,
        roles: frozenset[Role],
        step: Callable[[Work, Person], Awaitable[T]],
    ) -> T:
        """One step by somebody who may edit the listing."""

        async def work(unit: Unit) -> T:
            who = await person(unit.session, account_id, roles)
            return await step(await self._known(unit, id, who), who)

        return await self._transactions.run(work)

    async def _known(self, unit: Unit, id: str, who: Person | None) -> Work:
        work = await take_up(unit.session, unit.now, id)
        if not work.exists and not work.number:
            raise NotFound(id)
        if who is not None:
            who.must_hold(work.areas())
        return work

    async def _new(self, unit: Unit, wanted: str) -> Work:
        """A listing that does not exist yet, under the wanted id or one like it."""
        taken: set[str] = set()
        for column in (ServiceRow.id, ListingDraft.service_id, ListingRevision.service_id):
            taken |= set(await unit.session.scalars(select(column).where(column.startswith(wanted))))
        return await take_up(unit.session, unit.now, _free(wanted, taken))

    async def _problems(
        self, session: AsyncSession, data: Mapping[str, Any], live: Service | None
    ) -> tuple[Problem, ...]:
        return await problems_of(session, self._content, data, self._today(), live)

    def _today(self) -> date:
        return self._clock().astimezone(STOCKHOLM).date()


def _free(wanted: str, taken: set[str]) -> str:
    id, number = wanted, 1
    while id in taken:
        number += 1
        id = f"{wanted}-{number}"
    return id


def _text(text: str | None) -> str | None:
    return (text or "").strip()[:_LONGEST_TEXT] or None
