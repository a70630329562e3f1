"""Says which field of a request cannot be used and what is allowed there; never what was sent."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:  # the command line reads the rules too, and need not wait for the web
    from fastapi.exceptions import RequestValidationError

_ALLOWED: Final = {
    "missing": "saknas",
    "string_type": "ska vara text",
    "string_too_long": "får ha högst {max_length} tecken",
    "string_too_short": "ska ha minst {min_length} tecken",
    "too_long": "får ha högst {max_length} tecken",
    "too_short": "ska ha minst {min_length} tecken",
    "int_type": "ska vara ett heltal",
    "int_parsing": "ska vara ett heltal",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than_equal": "får vara högst {le}",
    "bool_parsing": "ska vara 1 eller 0",
}
_OTHERWISE: Final = "har ett värde som inte går att använda"
_KINDS: Final = {"query": "Parametern", "path": "Delen av adressen", "header": "Huvudet"}


def named(place: str, field: str) -> str:
    """What a program calls a field: "Fältet text", "Parametern explain"."""
    return f"{_KINDS.get(place, 'Fältet')} {field}"


def rule_of(fault: Mapping[str, Any]) -> str:
    """What is allowed where a fault was found: "ska vara ett heltal".

    Args:
        fault: As Pydantic tells it.
    """
    return _ALLOWED.get(fault.get("type", ""), _OTHERWISE).format(**fault.get("ctx", {}))


def sentence_of(error: "RequestValidationError", name: Callable[[str, str], str] = named) -> str | None:
    """One sentence about the first field that cannot be used; None when nothing could be read.

    Args:
        error: What was found.
        name: Calls a field something, by its place (body, query, path) and its name in the code.
    """
    first: dict[str, Any] = error.errors()[0]
    place, *fields = first["loc"]
    if not fields:
        # A list where an object belongs is read well enough; bytes are what was no JSON at all.
        whole = first["type"] == "model_attributes_type" and not isinstance(first["input"], bytes)
        return "Meddelandet ska vara ett JSON-objekt." if whole else None
    if not isinstance(fields[0], str):  # where the JSON breaks off
        return None
    return f"{name(place, fields[0])} {rule_of(first)}."
