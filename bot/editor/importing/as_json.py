"""JSON: a list of listings with the fields of content/, or an object that holds one under `services`."""

import json
from typing import Any, Final

from bot.editor.importing.sheet import MOST_ROWS, Row, Sheet, UnreadableError

# A listing, its phones, a phone.
_DEEPEST: Final = 3


def read(text: str) -> Sheet:
    """Read a list of listings.

    Raises:
        UnreadableError: It is none, or too long.
    """
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        # Half a character, escaped, is a text that nobody can store.
        json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise UnreadableError(f"Filen är inte JSON: det tar stopp på rad {error.lineno}.") from None
    except (RecursionError, ValueError):
        raise UnreadableError("Filen är inte en lista av verksamheter.") from None
    if isinstance(data, dict):
        data = data.get("services")
    if not isinstance(data, list):
        raise UnreadableError("Filen ska vara en lista av verksamheter, eller ha en sådan under services.")
    if len(data) > MOST_ROWS:
        raise UnreadableError(f"Filen har fler än {MOST_ROWS} verksamheter. Dela den i flera.")
    rows = tuple(_row(number, item) for number, item in enumerate(data, start=1))
    return Sheet("post", tuple(dict.fromkeys(name for row in rows for name in row.values)), rows)


def write(listings: list[dict[str, Any]]) -> bytes:
    """Write listings, a field a line, so that two files can be compared.

    Args:
        listings: Fields by name.
    """
    return (json.dumps(listings, ensure_ascii=False, indent=2) + "\n").encode()


def _row(number: int, item: object) -> Row:
    if not isinstance(item, dict) or not _shallow(item, _DEEPEST):
        return Row(number, {}, "Det är inte en verksamhet med fält.")
    return Row(number, item)


def _shallow(value: object, left: int) -> bool:
    """Whether nothing lies deeper than a listing's parts do."""
    if not isinstance(value, dict | list):
        return True
    inside = value.values() if isinstance(value, dict) else value
    return left > 0 and all(_shallow(item, left - 1) for item in inside)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(name)
