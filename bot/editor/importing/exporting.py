"""Listings as a table or as JSON: lossless, and in the same order every time."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.content.schema import Service
from bot.editor.fields import fields_of
from bot.editor.importing import as_csv, as_json
from bot.editor.importing.columns import ID, PARTS, REVISION, all_columns, column_of, numbered
from bot.editor.importing.values import Values

type Numbered = tuple[Service, int]


def csv_of(listings: Iterable[Numbered], values: Values) -> bytes:
    """Listings as a table that a spreadsheet opens rightly, by id.

    Args:
        listings: Each with the revision it stands at.
        values: Writes the cells.
    """
    rows = [(fields_of(service), revision) for service, revision in _in_order(listings)]
    most = {field: max((len(fields.get(field, ())) for fields, _ in rows), default=0) for field in PARTS}
    columns = all_columns(most["phones"], most["sources"])
    return as_csv.write(columns, (_cells(fields, revision, values) for fields, revision in rows))


def json_of(listings: Iterable[Numbered]) -> bytes:
    """Listings as JSON, by id, with the fields of content/.

    Args:
        listings: Each with the revision it stands at.
    """
    return as_json.write(
        [
            {ID: service.id, REVISION: revision} | fields_of(service)
            for service, revision in _in_order(listings)
        ]
    )


def _in_order(listings: Iterable[Numbered]) -> list[Numbered]:
    return sorted(listings, key=lambda listing: listing[0].id)


def _cells(fields: Mapping[str, Any], revision: int, values: Values) -> dict[str, str]:
    cells = {REVISION: str(revision)}
    for field, value in fields.items():
        if field not in PARTS:
            cells[column_of(field)] = values.write(field, value)
            continue
        for index, item in enumerate(value):
            for part, word in PARTS[field].items():
                cells[numbered(field, index, word)] = values.write(part, item.get(part))
    return cells
