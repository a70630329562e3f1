"""The files of content/ in a zip, as they were taken out: a listing a file."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

import yaml

from bot.content import layout
from bot.content.documents import UnreadableError as BadDocument
from bot.content.documents import parse_document
from bot.editor.importing.sheet import LARGEST, MOST_ROWS, Row, Sheet, UnreadableError

BEGINS: Final = b"PK\x03\x04"
_UNIT: Final = "fil"
_BROKEN: Final = (
    "Filen går inte att öppna. Är det en Excel-fil väljer du Spara som och CSV UTF-8. "
    "Är det en zip tar du ut den en gång till."
)
_NONE: Final = (
    "I filen finns inga verksamheter. Är det en Excel-fil väljer du Spara som och CSV UTF-8, "
    "och läser in den filen."
)
_NO_LISTING: Final = "Filen är inte en verksamhet som den togs ut."


def read(data: bytes) -> Sheet:
    """Read the listings in a zip; organizations and whatever else lies there are left alone.

    Raises:
        UnreadableError: It is none, holds no listings, or holds far too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listings = [one for one in archive.infolist() if _is_listing(one.filename)]
            # Told by the zip itself, and no more than that is ever unpacked.
            if len(listings) > MOST_ROWS or sum(one.file_size for one in listings) > LARGEST:
                raise UnreadableError("Zip-filen innehåller mer än 10 MB eller 5000 verksamheter.")
            rows = tuple(_row(one.filename, archive.read(one)) for one in listings)
    # A zip from elsewhere may be cut, encrypted, or packed in a way that nobody here unpacks.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        raise UnreadableError(_BROKEN) from None
    if not rows:
        raise UnreadableError(_NONE)
    return Sheet(_UNIT, tuple(dict.fromkeys(name for row in rows for name in row.values)), rows)


def _is_listing(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix == ".yml" and layout.SERVICES in path.parts[:-1]


def _row(name: str, data: bytes) -> Row:
    shown = name[:100]
    try:
        text = data.decode()
        # What refers to itself could unfold without end.
        if any(isinstance(event, yaml.AliasEvent) for event in _events(text)):
            return Row(shown, {}, _NO_LISTING)
        found = parse_document(text, Path(shown)).data
    except (UnicodeDecodeError, yaml.YAMLError, BadDocument, RecursionError):
        return Row(shown, {}, _NO_LISTING)
    return Row(shown, found) if isinstance(found, dict) else Row(shown, {}, _NO_LISTING)


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=yaml.CSafeLoader)
