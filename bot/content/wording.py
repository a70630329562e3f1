"""What pydantic finds, said in plain Swedish to an editor."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.content.documents import Where

_WORDS: Final[dict[str, Callable[[dict[str, Any]], str]]] = {
    "missing": lambda _: "fältet saknas",
    "extra_forbidden": lambda _: "okänt fält",
    "string_type": lambda _: "ska vara text",
    "string_too_short": lambda c: f"för kort text (minst {c['min_length']} tecken)",
    "string_too_long": lambda c: f"för lång text (högst {c['max_length']} tecken)",
    "string_pattern_mismatch": lambda c: f"har fel form (mönster {c['pattern']})",
    "enum": lambda c: f"ska vara ett av: {c['expected']}".replace(" or ", " eller "),
    "literal_error": lambda c: f"ska vara ett av: {c['expected']}".replace(" or ", " eller "),
    "int_parsing": lambda _: "ska vara ett heltal",
    "int_type": lambda _: "ska vara ett heltal",
    "bool_parsing": lambda _: "ska vara true eller false",
    "bool_type": lambda _: "ska vara true eller false",
    "greater_than_equal": lambda c: f"ska vara minst {c['ge']}",
    "less_than_equal": lambda c: f"ska vara högst {c['le']}",
    "too_short": lambda c: f"behöver minst {c['min_length']} värde",
    "too_long": lambda c: f"får ha högst {c['max_length']} värden",
    "tuple_type": lambda _: "ska vara en lista",
    "model_type": lambda _: "ska vara fält med värden",
    "dict_type": lambda _: "ska vara fält med värden",
    "date_from_datetime_parsing": lambda _: "ska vara ett datum, ÅÅÅÅ-MM-DD",
    "date_parsing": lambda _: "ska vara ett datum, ÅÅÅÅ-MM-DD",
}

# The schema's own rules (bot/content/schema.py): its words, ours, and the field they are about.
_RULES: Final[tuple[tuple[re.Pattern[str], str, str], ...]] = (
    (
        re.compile(r"minimum_age (\d+) is above maximum_age (\d+)"),
        r"åldrarna står i fel ordning: från \1 till \2",
        "minimum_age",
    ),
    (
        re.compile(r"main_topics not among topics: (.+)"),
        r"huvudämnen som inte finns bland ämnena: \1",
        "main_topics",
    ),
    (re.compile(r"a source needs a url or a title"), "källan behöver en adress eller en rubrik", "url"),
)


def in_swedish(invalid: ValidationError) -> Iterator[tuple[str, Where]]:
    """What is invalid, as (message, place in the document).

    Args:
        invalid: What pydantic raised.
    """
    errors = invalid.errors(include_url=False, include_input=False)
    for error in errors:
        # A list whose only item is invalid also counts as too short: the item says it better.
        inside = (*error["loc"], 0)
        if not (
            error["type"] == "too_short" and any(other["loc"][: len(inside)] == inside for other in errors)
        ):
            yield _said(error)


def _said(error: ErrorDetails) -> tuple[str, Where]:
    place = error["loc"]
    for pattern, words, field in _RULES:
        if found := pattern.search(error["msg"]):
            return found.expand(words), (*place, field)
    words_for = _WORDS.get(error["type"])
    message = words_for(error.get("ctx", {})) if words_for else error["msg"]
    name = next((part for part in reversed(place) if isinstance(part, str)), None)
    return (f"{name}: {message}" if name else message), place
