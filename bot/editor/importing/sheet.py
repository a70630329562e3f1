"""A table of listings as it was handed in: rows of named values, before anything is understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

LARGEST: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 5000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 5000


class UnreadableError(Exception):
    """The file is no table of listings; the text is one sentence in Swedish."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        number: As a spreadsheet counts, the header is row 1; in JSON the first listing is 1; in a zip
            the file.
        values: What stands in it, by column; texts in CSV, anything JSON holds in JSON.
        fault: What keeps the row from being read, in Swedish.
    """

    number: int | str
    values: Mapping[str, Any]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole table.

    Attributes:
        unit: What a row is called: "rad" in a table, "post" in JSON, "fil" in a zip.
        columns: Names of columns as they were written, in order; those of all rows in JSON.
        rows: Rows that hold anything.
    """

    unit: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
