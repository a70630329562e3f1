"""The columns of a table: which fields they hold, and what they are called in Swedish.

A phone and a source have several columns each, numbered: "telefon 1", "telefon 1 text", "källa 1 webb".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from bot.editor.fields import LABELS

ID: Final = "id"
REVISION: Final = "revision"
# The workflow decides on publishing; a table that says something about it is not refused for that.
_IGNORED: Final = frozenset({"publicering", "publication"})
# Part of a numbered field -> what its column is called after the number.
PARTS: Final[dict[str, dict[str, str]]] = {
    "phones": {"number": "", "label": "text", "publication": "publicering", "unconfirmed": "ej kontrollerad"},
    "sources": {"url": "webb", "title": "rubrik", "date": "datum"},
}
_STEMS: Final = {"phones": "telefon", "sources": "källa"}
_OTHER_STEMS: Final = {"telefonnummer": "phones", "tel": "phones", "phone": "phones", "source": "sources"}
_NUMBERED: Final = re.compile(r"(?P<stem>[a-zåäö]+)(?: (?P<number>\d{1,2}))?(?: (?P<part>[a-zåäö ]+))?")
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column's values go.

    Attributes:
        field: Name of the field in the schema.
        index: Of the phone or source, from 0; None for a field of its own.
        part: Of the phone or source.
    """

    field: str
    index: int | None = None
    part: str | None = None


def place_of(column: str) -> Place | None:
    """Where a column belongs; None when nobody knows it.

    Args:
        column: Its name as it was written: in Swedish, or as the schema says it.
    """
    name = " ".join(column.casefold().replace("_", " ").split())
    if found := _SINGLE.get(name):
        return Place(found)
    written = _NUMBERED.fullmatch(name)
    field = written and (_FIELDS.get(written["stem"]) or _OTHER_STEMS.get(written["stem"]))
    if not written or not field:
        return None
    number = int(written["number"] or 1)
    parts = {word: part for part, word in PARTS[field].items()}
    part = parts.get(written["part"] or "")
    return Place(field, number - 1, part) if part and 0 < number <= _MOST else None


def is_ignored(column: str) -> bool:
    """Whether a column is let through without being read."""
    return column.casefold().strip() in _IGNORED


def column_of(field: str) -> str:
    """The column of a field, as a fault names it: "phones.0.number" is telefon 1.

    Args:
        field: The field, with its path inside.
    """
    name, *inside = field.split(".")
    if name in PARTS and inside and inside[0].isdecimal():
        part = PARTS[name].get(inside[1], "") if len(inside) > 1 else ""
        return numbered(name, int(inside[0]), part)
    return _STEMS.get(name) or LABELS.get(name, name).lower() if name != ID else ID


def numbered(field: str, index: int, part: str) -> str:
    """The column of a part of a phone or a source.

    Args:
        field: `phones` or `sources`.
        index: From 0.
        part: The part as it is called in the column's name.
    """
    return f"{_STEMS[field]} {index + 1} {part}".rstrip()


def suggestion(column: str) -> str | None:
    """The known column that is most like one nobody knows."""
    near = get_close_matches(column.casefold(), _KNOWN, n=1, cutoff=0.6)
    return near[0] if near else None


def all_columns(phones: int, sources: int) -> list[str]:
    """The columns of a whole table, in the order of the form.

    Args:
        phones: How many phones the listing with most of them has.
        sources: The same for sources.
    """
    counts = {"phones": max(phones, 1), "sources": max(sources, 1)}
    columns = [ID, REVISION]
    for field in LABELS:
        if field in PARTS:
            columns += (
                numbered(field, index, part)
                for index in range(counts[field])
                for part in PARTS[field].values()
            )
        elif field != ID:
            columns.append(column_of(field))
    return columns


def _names(fields: Iterable[str]) -> dict[str, str]:
    found = {label.casefold(): field for field, label in LABELS.items() if field not in PARTS}
    found |= {field.replace("_", " "): field for field in fields}
    return found | {ID: ID, REVISION: REVISION, "address text": "address"}


_FIELDS: Final = {stem: field for field, stem in _STEMS.items()}
_SINGLE: Final = _names(LABELS)
_KNOWN: Final = [*all_columns(2, 2), "telefon"]
