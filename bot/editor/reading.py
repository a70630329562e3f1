"""The list of listings and one of them whole, read without changing anything."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content import schema
from bot.content.layout import alphabetical
from bot.content.schema import Level, Publication
from bot.db.models.editor import ListingComment, ListingDraft, ListingReport, ListingRevision
from bot.db.models.organization import Organization
from bot.db.models.phone import Phone
from bot.db.models.service import Service as ServiceRow
from bot.db.models.service_area import ServiceArea
from bot.db.models.service_topic import ServiceTopic
from bot.directory.freshness import next_review
from bot.directory.records import organizations
from bot.editor.areas import may_edit
from bot.editor.fields import areas_of
from bot.editor.links import faults_of
from bot.editor.refusals import NotFound
from bot.editor.reports import report_of
from bot.editor.views import (
    PAGE_SIZE,
    Comment,
    DraftState,
    Filter,
    ListingRow,
    ListingView,
    Page,
    Report,
    Revision,
    RevisionKind,
)
from bot.editor.work import LIVE, Work, draft_of

# Searched as it is typed in a hurry: without dots and accents.
_IN_A_HURRY: Final = str.maketrans("åäöéèü", "aaoeeu")
_BETWEEN_DIGITS: Final = str.maketrans("", "", " -()/\u00a0\u2011")


@dataclass(frozen=True, slots=True)
class _Found:
    """A line of the list, and what filters look at besides."""

    row: ListingRow
    words: tuple[str, ...]
    topics: frozenset[str]


async def find(session: AsyncSession, wanted: Filter, today: date) -> Page:
    """The listings that fit, by name."""
    found = [one for one in await _all(session) if _fits(one, wanted, today)]
    found.sort(key=lambda one: (alphabetical(one.row.name), one.row.id))
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(1, wanted.page), pages)
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Page(tuple(one.row for one in shown), len(found), page, pages)


async def every_row(session: AsyncSession) -> list[ListingRow]:
    """All listings, in no order."""
    return [one.row for one in await _all(session)]


async def view(work: Work) -> ListingView:
    """One listing whole.

    Raises:
        NotFound: There is none with this id, and never was.
    """
    history = await _history(work.session, work.id)
    if not work.exists and not history:
        raise NotFound(work.id)
    service, review = work.live, None
    if service is not None and service.publication is Publication.PUBLISHED:
        numbers = any(phone.publication is Publication.PUBLISHED for phone in service.phones)
        review = next_review(service.assured_date, phones=numbers, opening_hours=service.opening_hours)
    return ListingView(
        id=work.id,
        service=service,
        draft=None if work.draft is None else draft_of(work.draft),
        revision=work.number,
        live_revision=max((one.number for one in history if one.kind in LIVE), default=0),
        history=history,
        comments=await _comments(work.session, work.id),
        reports=await _reports(work.session, work.id),
        next_review=review,
        links=await faults_of(work.session, service) if service else {},
    )


async def _history(session: AsyncSession, id: str) -> tuple[Revision, ...]:
    rows = await session.scalars(
        select(ListingRevision).where(ListingRevision.service_id == id).order_by(ListingRevision.number)
    )
    return tuple(
        Revision(
            row.number,
            cast(RevisionKind, row.kind),
            row.account_id,
            row.at,
            row.note,
            row.data,
            row.publication,
        )
        for row in rows
    )


async def _comments(session: AsyncSession, id: str) -> tuple[Comment, ...]:
    rows = await session.scalars(
        select(ListingComment).where(ListingComment.service_id == id).order_by(ListingComment.id)
    )
    return tuple(Comment(one.id, one.account_id, one.text, one.at) for one in rows)


async def _reports(session: AsyncSession, id: str) -> tuple[Report, ...]:
    rows = await session.scalars(
        select(ListingReport)
        .where(ListingReport.service_id == id, ListingReport.closed_at.is_(None))
        .order_by(ListingReport.last_on.desc(), ListingReport.id.desc())
    )
    return tuple(map(report_of, rows))


def _fits(found: _Found, wanted: Filter, today: date) -> bool:
    row, review = found.row, found.row.next_review
    overdue = review is not None and review.overdue(today)
    return (
        (wanted.municipality is None or wanted.municipality in row.areas)
        and (wanted.topic is None or wanted.topic in found.topics)
        and (wanted.level is None or wanted.level == row.level)
        and (wanted.publication is None or wanted.publication == row.publication)
        and (wanted.overdue is None or (review is not None and wanted.overdue == overdue))
        and (wanted.areas is None or may_edit(wanted.areas, row.areas))
        and (not wanted.text or _says(found.words, wanted.text))
    )


async def _all(session: AsyncSession) -> list[_Found]:
    """Every listing: those in the directory, and those that only have a draft."""
    columns = (ServiceRow.id, ServiceRow.name, ServiceRow.summary, ServiceRow.level, ServiceRow.publication)
    more = (ServiceRow.assured_date, ServiceRow.opening_hours, Organization.name)
    rows = (await session.execute(select(*columns, *more).join(ServiceRow.organization))).all()
    areas = await _grouped(session, ServiceArea.service_id, ServiceArea.area_code)
    topics = await _grouped(session, ServiceTopic.service_id, ServiceTopic.topic_id)
    numbers = await _grouped(session, Phone.service_id, Phone.number)
    shown = set(
        await session.scalars(select(Phone.service_id).where(Phone.publication == Publication.PUBLISHED))
    )
    drafts = {row.service_id: row for row in await session.scalars(select(ListingDraft))}
    reports = await _open_reports(session)
    found = []
    for id, name, summary, level, publication, assured, hours, organization in rows:
        review = None
        if publication is Publication.PUBLISHED:
            review = next_review(assured, phones=id in shown, opening_hours=hours)
        draft = drafts.pop(id, None)
        state = None if draft is None else cast(DraftState, draft.state)
        codes = tuple(areas.get(id, ()))
        row = ListingRow(
            id, name, organization, level, publication, codes, assured, review, state, reports.get(id, 0)
        )
        words = (id, name, summary, organization, *numbers.get(id, ()))
        found.append(_Found(row, words, frozenset(topics.get(id, ()))))
    owners = await organizations(session)
    return found + [_only_draft(draft, owners) for draft in drafts.values()]


async def _grouped(session: AsyncSession, key: Any, value: Any) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id, each in (await session.execute(select(key, value).order_by(key))).all():
        found[id].append(each)
    return found


async def _open_reports(session: AsyncSession) -> dict[str, int]:
    statement = (
        select(ListingReport.service_id, func.count())
        .where(ListingReport.closed_at.is_(None))
        .group_by(ListingReport.service_id)
    )
    return {row[0]: row[1] for row in await session.execute(statement)}


def _only_draft(draft: ListingDraft, owners: Mapping[str, schema.Organization]) -> _Found:
    data = draft.data
    name, summary, organization = (str(data.get(field, "")) for field in ("name", "summary", "organization"))
    if organization in owners:
        organization = owners[organization].name
    level = next((level for level in Level if level == data.get("level")), None)
    row = ListingRow(
        id=draft.service_id,
        name=name or draft.service_id,
        organization=organization,
        level=level,
        publication=Publication.DRAFT,
        areas=areas_of(data),
        assured_date=None,
        next_review=None,
        draft=cast(DraftState, draft.state),
        open_reports=0,
    )
    topics = data.get("topics")
    return _Found(
        row,
        (draft.service_id, name, summary, organization),
        frozenset(topic for topic in topics if isinstance(topic, str))
        if isinstance(topics, list)
        else frozenset(),
    )


def _says(words: tuple[str, ...], text: str) -> bool:
    digits = (word.translate(_BETWEEN_DIGITS) for word in words)
    said = _hurried(" ".join((*words, *digits)))
    return all(word in said for word in _hurried(text).split())


def _hurried(words: str) -> str:
    return words.casefold().translate(_IN_A_HURRY)
