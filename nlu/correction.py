"""A correction of what Vart understood: "nej jag menade skolan" is about school, not a no."""

import re

from nlu.words import alternatives, terms

_NO = alternatives(terms("correction", "denial"))
_MEANT = alternatives(terms("correction", "meant"))
_CORRECTION = re.compile(
    rf"^\W*(?:(?:{_NO})\b\W*)?(?:(?:jag|ja|i)\s+)?(?:{_MEANT})\b\W*(?:att\b\W*|that\b\W*)?(?=\w)", re.I
)


def corrected(text: str) -> str:
    """What is left of a text when the words that only announce a correction are taken off."""
    return _CORRECTION.sub("", text, count=1)
