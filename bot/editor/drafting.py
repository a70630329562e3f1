"""Steps that change a draft, and nothing that people see."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bot.content.layout import folded
from bot.db.models.origin import Origin
from bot.editor.fields import changes, merge
from bot.editor.refusals import Conflict, Faulty, Moved, NotFound
from bot.editor.views import Draft, DraftState, Problem
from bot.editor.work import LIVE, Work, draft_of

_LONGEST_ID: Final = 70
_ID: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# What a copy must not take over: it has to be confirmed for itself.
_NOT_COPIED: Final = {"id", "assured_date"}
# Revisions that hold nothing but what the listing was before or after: nothing to bring back.
_RESTORABLE: Final = frozenset({*LIVE, "saved", "copied", "proposed", "restored", "submitted", "rejected"})


def id_from(data: Mapping[str, Any]) -> str:
    """The id in the fields, or one made of the name: "Elevhälsan i Vännäs" is elevhalsan-i-vannas."""
    wanted, name = data.get("id"), data.get("name")
    if isinstance(wanted, str) and len(wanted) <= _LONGEST_ID and _ID.fullmatch(wanted):
        return wanted
    parts = folded(name).split("-") if isinstance(name, str) else []
    letters = "-".join(filter(None, parts)).encode("ascii", "ignore").decode()[:_LONGEST_ID].strip("-")
    return letters or "verksamhet"


async def save(work: Work, account_id: int, data: Mapping[str, Any], base_revision: int) -> Draft:
    """Save fields that were changed from what stood at `base_revision`.

    Raises:
        Conflict: Somebody else changed the same fields since.
        NotFound: There is no such revision.
    """
    theirs = work.current()
    base = await _base(work, base_revision)
    merged, taken, conflicts = merge(base, data, theirs)
    merged["id"] = work.id
    if conflicts:
        raise Conflict(
            mine=data,
            theirs=theirs,
            base=base,
            merged=merged,
            fields=conflicts,
            revision=work.draft.revision if work.draft else work.number,
            by=await _last_author(work),
        )
    if work.draft is not None and merged == work.draft.data:
        return draft_of(work.draft, taken)
    await work.note_original()
    draft = work.put_draft("saved", merged, "draft", (account_id,), account_id)
    return replace(draft, merged=taken)


def copy(work: Work, account_id: int, source: Mapping[str, Any]) -> Draft:
    """Begin a new listing from another one's fields."""
    data = {field: value for field, value in source.items() if field not in _NOT_COPIED}
    return work.put_draft("copied", {"id": work.id, **data}, "draft", (account_id,), account_id)


def submit(
    work: Work, account_id: int, revision: int, note: str | None, faults: tuple[Problem, ...]
) -> Draft:
    """Ask a second person to look at the draft.

    Raises:
        Moved: The draft is not what it was.
        Faulty: It has errors.
    """
    draft = work.must_have_draft(revision, "draft")
    if faults:
        raise Faulty(faults)
    return work.put_draft("submitted", draft.data, "review", (account_id,), account_id, note)


def reject(work: Work, account_id: int, revision: int, note: str) -> Draft:
    """Give the draft back to those who write.

    Raises:
        Moved: The draft is not what it was.
    """
    draft = work.must_have_draft(revision, "review")
    return work.put_draft("rejected", draft.data, "draft", (), account_id, note)


async def discard(work: Work, account_id: int, revision: int, only_original: bool) -> None:
    """Throw the draft away; the history keeps it.

    Args:
        work: The listing.
        account_id: Who.
        revision: Of the draft.
        only_original: Whether no editor has ever changed what people see: then content/ owns it again.

    Raises:
        Moved: The draft is not what it was.
    """
    draft = work.must_have_draft(revision)
    await work.session.delete(draft)
    work.draft = None
    if work.row is not None and only_original:
        work.row.origin = Origin.CONTENT
    work.record("discarded", account_id, work.current() or draft.data)


async def former(work: Work, revision: int) -> dict[str, Any]:
    """The fields of a revision that may be brought back.

    Raises:
        Moved: There is an open draft, which would be lost.
        NotFound: There is no such revision.
    """
    if work.draft is not None:
        raise Moved(work.number)
    found = await work.revision(revision)
    if found.kind not in _RESTORABLE:
        raise NotFound(work.id)
    return {**found.data, "id": work.id}


async def restore(work: Work, account_id: int, data: Mapping[str, Any], faulty: bool) -> Draft:
    """Make a former revision's fields the draft, ready for a second person when it has no errors."""
    await work.note_original()
    return work.put_draft("restored", data, "draft" if faulty else "review", (account_id,), account_id)


async def propose(
    work: Work, live: Mapping[str, Any], data: Mapping[str, Any], names: Mapping[str, str], faulty: bool
) -> Draft:
    """Take in what the service itself says about its listing.

    What an editor is changing at the same time keeps the editor's words; the service's are in the note.

    Args:
        work: The listing.
        live: Its fields as the service saw them.
        data: The same, as the service wants them.
        names: What topics, areas and the like are called.
        faulty: Whether they have errors, so that an editor has to go over them first.
    """
    theirs = work.current()
    merged, _, conflicts = merge(live, theirs, data)
    kept, proposed = ({field: side.get(field) for field in conflicts} for side in (theirs, data))
    note = "\n".join(f"{one.label}: {one.after}" for one in changes(kept, proposed, names)) or None
    writing = work.draft is not None and work.draft.state == "draft"
    await work.note_original()
    state: DraftState = "draft" if writing or faulty else "review"
    return work.put_draft("proposed", {**merged, "id": work.id}, state, (), None, note)


async def _base(work: Work, revision: int) -> Mapping[str, Any]:
    """The fields that somebody saw who began at `revision`."""
    if revision == work.number and work.draft is None:
        return work.current()
    if revision:
        return (await work.revision(revision)).data
    first = await work.revision(1)
    return first.data if first.kind == "original" else {}


async def _last_author(work: Work) -> int | None:
    number = work.draft.revision if work.draft else work.number
    return (await work.revision(number)).account_id if number else None
