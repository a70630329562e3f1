"""CSV as spreadsheets write it, and written so that a spreadsheet reads it rightly and runs nothing."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from bot.editor.importing.sheet import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Row, Sheet, UnreadableError

_DELIMITERS: Final = ";\t,"
# Excel's own way to name the delimiter, in a first line that it does not show.
_NAMED: Final = "sep="
# What a spreadsheet takes for a formula, and the mark itself.
_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r", "'")
_MARK: Final = "'"
_LONGEST_LINE: Final = 200_000
_UNCLOSED: Final = 'Ett citattecken (") öppnas men stängs inte, eller så är texten för lång.'


def read(text: str) -> Sheet:
    """Read a table.

    Raises:
        UnreadableError: It is none, or too long or too wide.
    """
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith(_NAMED) and len(first.strip()) == len(_NAMED) + 1:
        delimiter, text = first.strip()[-1], rest
    else:
        delimiter = _delimiter(text)
    records = _records(text, delimiter)
    columns = _header(next(records, None))
    rows: list[Row] = []
    for number, record in enumerate(records, start=2):
        if any(_plain(cell).strip() for cell in record):
            rows.append(_row(number, columns, record))
        if len(rows) > MOST_ROWS:
            raise UnreadableError(f"Filen har fler än {MOST_ROWS} rader. Dela den i flera.")
    return Sheet("rad", tuple(column for column in columns if column), tuple(rows))


def write(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Write a table for a spreadsheet: semicolons, UTF-8 with its mark, formulas made harmless.

    Args:
        columns: The header.
        rows: Texts by column; a column that is missing is an empty cell.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_harmless(row.get(column, "")) for column in columns])
    return file.getvalue().encode("utf-8-sig")


def _delimiter(text: str) -> str:
    """The delimiter that the header uses most, outside quotes."""
    header = text[:_LONGEST_LINE].lstrip("\r\n").split("\n", 1)[0]
    bare = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(_lines(text), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error:
        raise UnreadableError(f"Rad {reader.line_num} går inte att läsa. {_UNCLOSED}") from None


def _lines(text: str) -> Iterator[str]:
    """The lines, none of them so long that it would be split into millions of cells."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > _LONGEST_LINE:
            raise UnreadableError(f"Rad {number} är för lång för att vara en rad i en lista.")
        yield line


def _header(record: list[str] | None) -> list[str]:
    columns = [" ".join(cell.split()) for cell in record or ()]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise UnreadableError("Första raden ska vara rubriker, men den är tom.")
    if len(columns) > MOST_COLUMNS:
        raise UnreadableError(f"Filen har fler än {MOST_COLUMNS} kolumner.")
    return columns


def _row(number: int, columns: list[str], record: list[str]) -> Row:
    if any(cell.strip() for cell in record[len(columns) :]):
        return Row(number, {}, "Raden har fler celler än det finns rubriker.")
    if any(len(cell) > LONGEST_CELL for cell in record):
        return Row(number, {}, _UNCLOSED)
    # Excel leaves out the delimiters of empty cells at the end of some rows.
    cells = [*record, *[""] * (len(columns) - len(record))]
    if any(cell.strip() for column, cell in zip(columns, cells, strict=False) if not column):
        return Row(number, {}, "En cell står i en kolumn utan rubrik.")
    named = zip(columns, map(_plain, cells), strict=False)
    return Row(number, {column: cell for column, cell in named if column})


def _harmless(cell: str) -> str:
    return _MARK + cell if cell.startswith(_ACTIVE) else cell


def _plain(cell: str) -> str:
    """A cell without the mark that made it harmless."""
    return cell[1:] if cell.startswith(_MARK) and cell[1:].startswith(_ACTIVE) else cell
