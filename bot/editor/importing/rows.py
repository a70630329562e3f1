"""From rows to fields: which columns there are, and what each row says about its listing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.editor.fields import LABELS
from bot.editor.importing.columns import (
    ID,
    PARTS,
    REVISION,
    Place,
    is_ignored,
    numbered,
    place_of,
    suggestion,
)
from bot.editor.importing.sheet import Row, Sheet
from bot.editor.importing.values import Values

_SHOWN: Final = 60
# Far more revisions than a listing can have.
_MOST_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says.

    Attributes:
        number: Of the row.
        id: Of the listing; None when the cell is empty, and the listing new.
        revision: What the row was written from; None when nobody knows.
        fields: The fields there are columns for, by name; None where the cell is empty.
        derived: The id was made of the name, because the cell was empty.
    """

    number: int | str
    id: str | None
    revision: int | None
    fields: Mapping[str, Any]
    derived: bool = False


def header_faults(sheet: Sheet) -> Iterator[str]:
    """What is wrong with the columns, a sentence each.

    Args:
        sheet: The table.
    """
    seen: dict[Place, str] = {}
    for column in sheet.columns:
        place = place_of(column)
        shown = f"”{column[:_SHOWN]}”"
        if place in seen and place is not None:
            yield f"Kolumnerna ”{seen[place]}” och {shown} är samma."
        elif place is not None:
            seen[place] = column
        elif not is_ignored(column):
            near = suggestion(column)
            yield f"Kolumnen {shown} är okänd." + (f" Menar du ”{near}”?" if near else "")
    fields = {place.field for place in seen}
    if sheet.rows and ID not in fields and "name" not in fields:
        yield "Kolumnen ”id” saknas: utan den går det inte att veta vilken verksamhet en rad handlar om."


def read_row(row: Row, values: Values) -> Entry | str:
    """What a row says, or what keeps it from being read.

    Args:
        row: The row, of a table whose columns are all known.
        values: Reads the cells.
    """
    fields: dict[str, Any] = {}
    parts: dict[str, dict[int, dict[str, Any]]] = {}
    for column, cell in row.values.items():
        place = place_of(column)
        if place is None:
            continue
        if place.field in PARTS and place.index is None and isinstance(cell, str) and cell.strip():
            first, second = (numbered(place.field, index, "") for index in range(2))
            return f"”{column[:_SHOWN]}” ryms inte i en kolumn. Använd ”{first}”, ”{second}” och så vidare."
        value = values.read(place.part or place.field, cell) if isinstance(cell, str) else cell
        if place.index is None or place.part is None:
            fields[place.field] = value
            continue
        items = parts.setdefault(place.field, {})
        if value is not None:
            items.setdefault(place.index, {})[place.part] = value
    for field, items in parts.items():
        fields.setdefault(field, [items[index] for index in sorted(items)] or None)
    return _entry(row.number, fields)


def _entry(number: int | str, fields: dict[str, Any]) -> Entry | str:
    id, revision = fields.pop(ID, None), fields.pop(REVISION, None)
    if id is not None and not isinstance(id, str):
        return "id ska vara text."
    text = "" if revision is None else str(revision)
    if text and not (text.isdecimal() and text.isascii() and len(text) <= _MOST_DIGITS):
        return "revision ska vara ett heltal. Låt kolumnen stå som den exporterades."
    known = {field: value for field, value in fields.items() if field in LABELS}
    return Entry(number, id, int(text) if text else None, known)
