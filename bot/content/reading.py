"""Reads all of content/ into models, and collects every fault on the way instead of stopping at the first."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.content import layout
from bot.content.documents import Document, UnreadableError, Where, read_document
from bot.content.faults import Fault
from bot.content.schema import Municipality, Organization, Right, Service, ShortNumber, Topic
from bot.content.wording import in_swedish


@dataclass(frozen=True, slots=True)
class Located[Model: BaseModel]:
    """A model and where it was read."""

    model: Model
    document: Document
    at: Where = ()

    def fault(self, message: str, *where: str | int, warning: bool = False) -> Fault:
        """A fault at a field of this model."""
        return self.document.fault(message, (*self.at, *where), warning=warning)


@dataclass(frozen=True, slots=True)
class Postcode:
    """One row of postcodes.csv."""

    postcode: str
    locality: str
    municipality: str
    municipality_code: str
    line: int


_POSTCODE_COLUMNS = {"postcode", "locality", "municipality", "municipality_code"}


@dataclass(slots=True)
class Reading:
    """Everything in content/ as far as it could be read."""

    root: Path
    topics: list[Located[Topic]] = field(default_factory=list)
    organizations: list[Located[Organization]] = field(default_factory=list)
    municipalities: list[Located[Municipality]] = field(default_factory=list)
    services: list[Located[Service]] = field(default_factory=list)
    short_numbers: list[Located[ShortNumber]] = field(default_factory=list)
    rights: list[Located[Right]] = field(default_factory=list)
    ambiguous_places: Document | None = None
    postcodes: list[Postcode] = field(default_factory=list)
    texts: dict[str, Document] = field(default_factory=dict)
    crisis: dict[str, Document] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def shown(self, *parts: str) -> Path:
        """A path inside content/ as faults show it."""
        return Path(self.root.name, *parts)


def read_content(root: Path) -> Reading:
    """Read content/.

    Args:
        root: The content folder.
    """
    reading = Reading(root)
    reading.topics = list(_files(reading, layout.TOPICS, Topic))
    reading.services = list(_files(reading, layout.SERVICES, Service))
    reading.rights = list(_files(reading, layout.RIGHTS, Right))
    reading.organizations = list(_list(reading, layout.ORGANIZATIONS, Organization))
    reading.municipalities = list(_list(reading, layout.MUNICIPALITIES, Municipality))
    reading.short_numbers = list(_list(reading, layout.SHORT_NUMBERS, ShortNumber))
    reading.ambiguous_places = _document(reading, root / layout.AMBIGUOUS_PLACES)
    reading.postcodes = _postcodes(reading)
    reading.texts = _by_language(reading, layout.TEXTS)
    reading.crisis = _by_language(reading, layout.CRISIS)
    return reading


def _document(reading: Reading, path: Path) -> Document | None:
    if not path.is_file():
        shown = reading.shown(*path.relative_to(reading.root).parts)
        reading.faults.append(Fault(shown, 1, "filen saknas"))
        return None
    try:
        return read_document(reading.root, path)
    except UnreadableError as error:
        reading.faults.append(error.fault)
        return None


def _validated[Model: BaseModel](
    reading: Reading, document: Document, at: Where, data: Any, kind: type[Model]
) -> Iterator[Located[Model]]:
    try:
        yield Located(kind.model_validate(data), document, at)
    except ValidationError as invalid:
        for message, place in in_swedish(invalid):
            reading.faults.append(document.fault(message, (*at, *place)))


def _files[Model: BaseModel](reading: Reading, folder: str, kind: type[Model]) -> Iterator[Located[Model]]:
    """The models of a folder with one file each."""
    for path in sorted((reading.root / folder).rglob("*.yml")):
        if document := _document(reading, path):
            yield from _validated(reading, document, (), document.data, kind)


def _list[Model: BaseModel](reading: Reading, name: str, kind: type[Model]) -> Iterator[Located[Model]]:
    """The models of a file that holds a list."""
    document = _document(reading, reading.root / name)
    if document is None:
        return
    if not isinstance(document.data, list):
        reading.faults.append(document.fault("filen ska vara en lista"))
        return
    for index, item in enumerate(document.data):
        yield from _validated(reading, document, (index,), item, kind)


def _by_language(reading: Reading, folder: str) -> dict[str, Document]:
    found = {}
    for path in sorted((reading.root / folder).glob("*.yml")):
        if document := _document(reading, path):
            found[path.stem] = document
    return found


def _postcodes(reading: Reading) -> list[Postcode]:
    path = reading.root / layout.POSTCODES
    if not path.is_file():
        reading.faults.append(Fault(reading.shown(layout.POSTCODES), 1, "filen saknas"))
        return []
    found = []
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.DictReader(file, restval="")
        if set(rows.fieldnames or ()) != _POSTCODE_COLUMNS:
            message = f"kolumnerna ska vara {', '.join(sorted(_POSTCODE_COLUMNS))}"
            reading.faults.append(Fault(reading.shown(layout.POSTCODES), 1, message))
            return []
        for row in rows:
            columns = {name: row[name] for name in _POSTCODE_COLUMNS}
            found.append(Postcode(**columns, line=rows.line_num))
    return found
