"""What an import would do: nothing is written until somebody has seen this and said yes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.content.load import Content
from bot.content.schema import Organization, Service
from bot.editor.checks import form, lint
from bot.editor.drafting import id_from
from bot.editor.fields import LABELS, Unusable, changes, cleaned, merge, names_of
from bot.editor.importing.columns import column_of
from bot.editor.importing.rows import Entry, header_faults, read_row
from bot.editor.importing.sheet import Sheet
from bot.editor.importing.standing import Standing
from bot.editor.importing.values import Values
from bot.editor.views import FieldChange


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend in the file.

    Attributes:
        place: "rad 7", or "rubrikerna".
        sentence: In Swedish, with the column where there is one.
    """

    place: str
    sentence: str

    def __str__(self) -> str:
        """The fault as an editor reads it."""
        return f"{self.place}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A listing that the file would make or change.

    Attributes:
        row: Number of its row, or its file.
        id: Of the listing.
        name: Of the listing.
        fields: All its fields as they would be saved; where both sides changed a field, the file's.
        changes: What would differ from what stands.
        revision: What the draft is saved on; 0 for a new one.
        theirs: The fields that an editor has changed since the export, otherwise than the file, with
            the editor's values; all that differ, when nobody knows what the file was written from.
            Empty when nothing is in conflict.
        new: Whether there is no such listing yet.
    """

    row: int | str
    id: str
    name: str
    fields: Mapping[str, Any]
    changes: tuple[FieldChange, ...]
    revision: int
    theirs: Mapping[str, Any]
    new: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do.

    Attributes:
        new: Listings that do not exist yet.
        changed: Listings that would change.
        conflicts: Listings that an editor has changed in the same fields since the export, or may have.
        unchanged: Ids of listings that stand as in the file.
        faults: What is wrong; the rows named here are left out.
    """

    new: tuple[Offer, ...] = ()
    changed: tuple[Offer, ...] = ()
    conflicts: tuple[Offer, ...] = ()
    unchanged: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """What rows may refer to.

    Attributes:
        content: Topics, municipalities and short numbers.
        organizations: Who runs listings, by id.
        today: The day.
    """

    content: Content
    organizations: Mapping[str, Organization]
    today: date


class Reader:
    """Reads the rows of a sheet, in two steps with a look into the database between.

    Args:
        sheet: The table.
        reference: What rows may refer to.
    """

    def __init__(self, sheet: Sheet, reference: Reference) -> None:
        self._unit = sheet.unit
        self._reference = reference
        self._names = names_of(reference.content, reference.organizations.values())
        self._values = Values(reference.content, reference.organizations)
        self._faults = [Fault("rubrikerna", sentence) for sentence in header_faults(sheet)]
        self._entries = [] if self._faults else list(self._read(sheet))

    @property
    def wanted(self) -> dict[str, int | None]:
        """The listings that the rows are about, with the revision each was written from."""
        return {entry.id: entry.revision for entry in self._entries if entry.id}

    def plan(self, standing: Mapping[str, Standing]) -> Plan:
        """Compare the rows with what stands.

        Args:
            standing: The listings that exist among those wanted.
        """
        new, changed, conflicts, unchanged = [], [], [], []
        for entry in self._entries:
            known = standing.get(entry.id or "")
            offer = self._offer(entry, known)
            if offer is None:
                continue
            if known is None:
                new.append(offer)
            elif offer.theirs:
                conflicts.append(offer)
            elif offer.changes:
                changed.append(offer)
            else:
                unchanged.append(offer.id)
        faults = tuple(self._faults)
        return Plan(tuple(new), tuple(changed), tuple(conflicts), tuple(unchanged), faults)

    def _read(self, sheet: Sheet) -> Iterator[Entry]:
        first: dict[str, int | str] = {}
        for row in sheet.rows:
            entry = row.fault or read_row(row, self._values)
            if isinstance(entry, str):
                self._fault(row.number, entry)
                continue
            if entry.id is None:
                entry = replace(entry, id=id_from(entry.fields), derived=True)
            id = entry.id or ""
            if id in first:
                self._fault(row.number, f"verksamheten {id[:80]} står också på {self._unit} {first[id]}.")
                continue
            first[id] = row.number
            yield entry

    def _offer(self, entry: Entry, known: Standing | None) -> Offer | None:
        """What a row offers; None when it has faults."""
        if known and entry.derived:
            self._fault(
                entry.number,
                f"det finns redan en verksamhet som heter så. Menar du den är dess id {entry.id}.",
            )
            return None
        try:
            before = (known.fields if known.base is None else known.base) if known else {}
            mine = cleaned({**before, **entry.fields, "id": entry.id})
        except Unusable as unusable:
            self._fault(entry.number, "för mycket text eller för många värden.", unusable.field)
            return None
        merged, conflicts = _merged(known, mine) if known else (mine, ())
        if known and merged == known.fields:
            return Offer(entry.number, str(entry.id), str(merged.get("name")), merged, (), known.revision, {})
        if not self._sound(entry.number, merged):
            return None
        now = known.fields if known else {}
        return Offer(
            row=entry.number,
            id=str(entry.id),
            name=str(merged["name"]),
            fields=merged,
            changes=changes(now, merged, self._names),
            revision=known.revision if known else 0,
            theirs={field: now.get(field) for field in conflicts},
            new=known is None,
        )

    def _sound(self, row: int | str, fields: Mapping[str, Any]) -> bool:
        service = form.read(fields)
        if isinstance(service, Service):
            organizations = set(self._reference.organizations)
            found: Iterable[Any] = lint.check(
                service, self._reference.content, organizations, self._reference.today
            )
        else:
            found = service
        errors = [problem for problem in found if problem.level == "error"]
        for problem in errors:
            name = problem.field.split(".")[0]
            sentence = self._values.stranger(name, fields.get(name)) or problem.sentence
            self._fault(row, sentence, name if sentence != problem.sentence else problem.field)
        return not errors

    def _fault(self, row: int | str, sentence: str, field: str = "") -> None:
        column = f"{column_of(field)}: " if field else ""
        self._faults.append(Fault(f"{self._unit} {row}", f"{column}{sentence}"))


def _merged(known: Standing, mine: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """The fields to save, and those that somebody has to choose in."""
    if known.base is None:
        return mine, tuple(field for field in LABELS if mine.get(field) != known.fields.get(field))
    merged, _, conflicts = merge(known.base, mine, known.fields)
    return merged, conflicts
