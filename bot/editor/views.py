"""What the editor's pages read: plain values, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from bot.content.schema import Level, Publication, Service
from bot.directory.freshness import Review

PAGE_SIZE: Final = 50

DraftState = Literal["draft", "review"]
# original: as it stood before an editor touched it. saved, copied, proposed (by the service itself),
# restored: the draft has new content. submitted, rejected, discarded: the draft changed hands.
# published, confirmed, unpublished, archived: what people see changed.
RevisionKind = Literal[
    "original",
    "saved",
    "copied",
    "proposed",
    "restored",
    "submitted",
    "rejected",
    "discarded",
    "published",
    "confirmed",
    "unpublished",
    "archived",
]
ReportKind = Literal["phone", "hours", "closed", "other"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What listings to find; what is left out does not narrow.

    Attributes:
        text: Words that all stand in the name, the summary, the id, a number or the organization's name.
        municipality: An area code that the listing itself names: "2460", "24" or "SE".
        topic: Topic id.
        level: How near.
        publication: As it stands in the directory; `draft` also finds those that only have a draft.
        overdue: Only those whose next review has passed (or, False, only those where it has not).
        page: From 1.
        areas: Only those that somebody with these areas may edit.
    """

    text: str = ""
    municipality: str | None = None
    topic: str | None = None
    level: Level | None = None
    publication: Publication | None = None
    overdue: bool | None = None
    page: int = 1
    areas: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One line of the list.

    Attributes:
        organization: The name of who runs it.
        publication: As it stands in the directory; `draft` when it only has a draft.
        next_review: When it has to be checked next, and why; None for what is not published.
        draft: State of the open draft; None when there is none.
        open_reports: How many reports from people are open.
    """

    id: str
    name: str
    organization: str
    level: Level | None
    publication: Publication
    areas: tuple[str, ...]
    assured_date: date | None
    next_review: Review | None
    draft: DraftState | None
    open_reports: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list.

    Attributes:
        total: How many there are on all pages.
        page: Which one this is, from 1.
        pages: How many pages there are, at least 1.
    """

    rows: tuple[ListingRow, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Draft:
    """Changes that are not live.

    Attributes:
        id: Of the listing.
        revision: Its number in the history; hand it back with the next step.
        state: `draft`: being written. `review`: waiting for a second person.
        data: Fields of the schema by their names in content/ ("for", not "for_"), without the usual
            values and without `publication`. May be faulty.
        authors: Account ids of everybody who had a hand in it; none of them may approve it.
        merged: Fields that somebody else had changed and that this save took over.
    """

    id: str
    revision: int
    state: DraftState
    data: Mapping[str, Any]
    authors: tuple[int, ...]
    updated_at: datetime
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """One step in the history of a listing.

    Attributes:
        number: From 1; every listing counts for itself.
        account_id: Who; None: the service itself (proposed, confirmed) or Vart.
        data: The fields after the step.
        publication: What the directory showed after the step; None: it has never been in it.
    """

    number: int
    kind: RevisionKind
    account_id: int | None
    at: datetime
    note: str | None
    data: Mapping[str, Any]
    publication: Publication | None


@dataclass(frozen=True, slots=True)
class Comment:
    """Something an editor said to the others about a listing."""

    id: int
    account_id: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody in the chat said that a listing is wrong; nobody knows who.

    Attributes:
        count: How many said the same.
        last_on: The day of the last one.
        closed_by: Account id.
    """

    id: int
    listing: str
    kind: ReportKind
    count: int
    first_on: date
    last_on: date
    closed_at: datetime | None
    closed_by: int | None


@dataclass(frozen=True, slots=True)
class ListingView:
    """Everything about one listing.

    Attributes:
        service: As it stands in the directory (`publication` tells whether people see it); None for
            a listing that only has a draft.
        draft: The open draft.
        revision: The newest revision; 0 for what no editor has touched. The `base_revision` of a first
            save, and the `revision` of archive.
        live_revision: The revision that the directory shows; 0 when there is none.
        history: Oldest first.
        comments: Oldest first.
        reports: Those that are open, newest first.
        next_review: When it has to be checked next; None for what is not published.
        links: What is wrong with its links, by address.
    """

    id: str
    service: Service | None
    draft: Draft | None
    revision: int
    live_revision: int
    history: tuple[Revision, ...]
    comments: tuple[Comment, ...]
    reports: tuple[Report, ...]
    next_review: Review | None
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend or to think of, at a field.

    Attributes:
        field: Name of the field, such as "phones.0.number"; "" is the listing as a whole.
        level: An error stops the draft from being submitted; advice does not.
        sentence: In Swedish.
    """

    field: str
    level: Literal["error", "advice"]
    sentence: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs between two revisions.

    Attributes:
        field: Its name.
        label: What it is called in Swedish.
        before: As text; "" when it was empty.
        after: As text.
    """

    field: str
    label: str
    before: str
    after: str
