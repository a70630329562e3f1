"""Languages by ISO 639 code: their names, and what Vart says in those it cannot converse in."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from babel import Locale
from pydantic import BaseModel, ConfigDict, StringConstraints

from bot.content import layout
from bot.content.documents import read_document

FILE = "languages.yml"
# Dari is Persian as it is spoken in Afghanistan; Kurdish is written in two ways. Listings may name either.
_SPOKEN_AS = {"fa": ("fa", "prs"), "ku": ("ku", "ckb"), "ckb": ("ckb", "ku")}
# The names that Babel keeps under another code.
_NAMED_AS = {"prs": "fa_AF"}
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)]


class Phrases(BaseModel):
    """What Vart can say in a language.

    Attributes:
        first: Which languages it answers in, the right to an interpreter, and 112.
        places: Before listings.
        call: What to say in Swedish when calling, in `{say}`.
        thanks: To a thank you.
        free: Before listings that cost nothing.
        danger: After a crisis, before the lines to call.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: Line
    places: Line
    call: Annotated[Line, StringConstraints(pattern=r"\{say\}")]
    thanks: Line
    free: Line
    danger: Annotated[Line, StringConstraints(pattern="112")]


@cache
def phrasebook(root: Path = layout.CONTENT) -> Mapping[str, Phrases]:
    """Language code to what is said in it.

    Args:
        root: The content folder.

    Raises:
        ValueError: A language does not hold what it must.
    """
    read = read_document(root, root / FILE).data
    return {str(code): Phrases.model_validate(said) for code, said in read.items()}


def spoken_as(code: str) -> tuple[str, ...]:
    """The codes by which listings may call a language."""
    return _SPOKEN_AS.get(code, (code,))


def language_name(code: str, lang: str = "sv") -> str:
    """The name of a language, in Swedish or English; the code when it has none."""
    names = Locale("en" if lang == "en" else "sv").languages
    return str(names.get(_NAMED_AS.get(code, code), code))
