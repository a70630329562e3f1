"""The code that a person comes back with: easy to read aloud, hard to guess."""

import re
import secrets
from typing import Final

# No 0, 1, I or O: read aloud or written by hand they are taken for one another.
ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH: Final = 8
_SHAPE: Final = re.compile(rf"[{ALPHABET}]{{{_LENGTH}}}")
_BETWEEN: Final = re.compile(r"[\s\u2010-\u2015-]")


def new_code() -> str:
    """A new code, as it is shown: "7KMP-3WXA" (40 bits, a little less for what is left out)."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
        if _is_mixed(code):
            return f"{code[:4]}-{code[4:]}"


def read_code(text: str) -> str | None:
    """The code that a text is, as it is shown, or None: "7kmp 3wxa" is 7KMP-3WXA.

    The whole text has to be a code. Every code holds a letter and a digit, so that no word of eight
    letters and no phone number is taken for one.
    """
    # Also before the text is looked at letter by letter: it may be long.
    if len(text) > 4 * _LENGTH:
        return None
    code = _BETWEEN.sub("", text).upper()
    if not _SHAPE.fullmatch(code) or not _is_mixed(code):
        return None
    return f"{code[:4]}-{code[4:]}"


def _is_mixed(code: str) -> bool:
    return not code.isdigit() and not code.isalpha()
