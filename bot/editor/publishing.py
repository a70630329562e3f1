"""Steps that change what people see."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.content.schema import Publication, Service
from bot.db.models.origin import Origin
from bot.editor.checks import minimum
from bot.editor.fields import fields_of
from bot.editor.refusals import Denied, Faulty, Moved
from bot.editor.views import Problem, RevisionKind
from bot.editor.work import Work


async def approve(work: Work, account_id: int, revision: int, found: Service | tuple[Problem, ...]) -> None:
    """Put the draft live; whoever approves had no hand in it.

    Args:
        work: The listing.
        account_id: Who approves.
        revision: Of the draft they have read.
        found: The listing in the draft, or its errors.

    Raises:
        Moved: The draft is not what they have read, or is not in review.
        Denied: They had a hand in it.
        Faulty: It has errors by now.
    """
    draft = work.must_have_draft(revision, "review")
    if account_id in draft.authors:
        raise Denied("same_person")
    if not isinstance(found, Service):
        raise Faulty(found)
    await work.session.delete(draft)
    work.draft = None
    work.put_live(found)
    work.record("published", account_id, fields_of(found))


async def take_down(
    work: Work, account_id: int, kind: RevisionKind, publication: Publication, reason: str | None
) -> None:
    """Let nobody see the listing any more, at once; an open draft stays.

    Raises:
        Moved: Nobody sees it as it is.
        Faulty: The crisis minimum would be gone.
    """
    service, row = work.live, work.row
    if service is None or row is None or service.publication is publication:
        raise Moved(work.number)
    if lost := await minimum.missing_without(work.session, service, None):
        raise Faulty(lost)
    await work.note_original()
    row.publication = publication
    row.origin = Origin.EDITOR
    work.record(kind, account_id, fields_of(service), note=reason)


async def confirm(work: Work, account_id: int | None, today: date) -> None:
    """Somebody has checked that what people see is true.

    Raises:
        Moved: Nobody sees it.
    """
    service, row = work.live, work.row
    if service is None or row is None or service.publication is not Publication.PUBLISHED:
        raise Moved(work.number)
    await work.note_original()
    before = fields_of(service)
    row.assured_date = today
    row.origin = Origin.EDITOR
    after: Mapping[str, Any] = {**before, "assured_date": today.isoformat()}
    draft = work.draft
    if draft is not None and draft.data.get("assured_date") == before.get("assured_date"):
        # A draft that does not speak of it must not take the confirmation back.
        draft.data = {**draft.data, "assured_date": after["assured_date"]}
    work.record("confirmed", account_id, after)
