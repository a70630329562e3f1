"""Languages by ISO 639 code: their names, and what Vart says in those it cannot converse in."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from babel import Locale
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.content import layout
from bot.content.documents import read_document

FILE = "languages.yml"
# Dari is Persian as it is spoken in Afghanistan; Kurdish is written in two ways. Listings may name either.
_SPOKEN_AS = {"fa": ("fa", "prs"), "ku": ("ku", "ckb"), "ckb": ("ckb", "ku")}
# The names that Babel keeps under another code.
_NAMED_AS = {"prs": "fa_AF"}
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)]
Saying = Annotated[Line, StringConstraints(pattern=r"\{say\}")]
Alarm = Annotated[Line, StringConstraints(pattern="112")]


Ways = Annotated[tuple[Line, ...], Field(min_length=2)]
# What is said to those whose language has no sentences.
_OTHERWISE = "en"


class Phrases(BaseModel):
    """What Vart can say in a language.

    Attributes:
        first: Which languages it answers in, the right to an interpreter, and 112.
        places: Before listings, in several ways.
        call: What to say in Swedish when calling, in `{say}`.
        thanks: To a thank you.
        free: Before listings that cost nothing.
        danger: After a crisis, before the lines to call, in several ways.
        interpreter: One need not speak Swedish; what to say when calling, in `{say}`.
        better: After a crisis to who says that it is better, before the lines to call.
        still: The same where feeling well proves nothing, as after tablets.
        throat: After strangling: to be examined today.
        means: To who has at hand what they may die by.
        roof: Who helps with somewhere to sleep, before the municipality is known.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: Line
    places: Ways
    call: Saying
    thanks: Line
    free: Line
    danger: Annotated[tuple[Alarm, ...], Field(min_length=2)]
    interpreter: Saying
    better: Alarm
    still: Alarm
    throat: Alarm
    means: Alarm
    roof: Alarm


@cache
def _phrases(root: Path) -> Mapping[str, Phrases]:
    read = read_document(root, root / FILE).data
    return {str(code): Phrases.model_validate(said) for code, said in read.items()}


def phrases_of(code: str, root: Path = layout.CONTENT) -> Phrases:
    """What is said to who writes a language: in English where Vart has no sentences of it."""
    book = _phrases(root)
    return book.get(code, book[_OTHERWISE])


@cache
def phrasebook(root: Path = layout.CONTENT) -> Mapping[str, Phrases]:
    """Language code to what is said in it, for the languages that Vart has only sentences of.

    Args:
        root: The content folder.

    Raises:
        ValueError: A language does not hold what it must.
    """
    return {code: said for code, said in _phrases(root).items() if code != _OTHERWISE}


def spoken_as(code: str) -> tuple[str, ...]:
    """The codes by which listings may call a language."""
    return _SPOKEN_AS.get(code, (code,))


def language_name(code: str, lang: str = "sv") -> str:
    """The name of a language, in Swedish or English; the code when it has none."""
    names = Locale("en" if lang == "en" else "sv").languages
    return str(names.get(_NAMED_AS.get(code, code), code))
