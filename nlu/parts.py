"""The parts of a message that may each hold a need of their own."""

import re

_MOST_PARTS = 6
_BLANKS = re.compile(r"[^\S\n]+")
# A single word that may be a need of its own.
_LONG_WORD = 6
# Where one need ends and the next may begin.
_BREAK = re.compile(
    r"[.!?;\n]+|,|\b(?:och dessutom|dessutom|och sen|samt|plus|fast också|och|o|men|and|also|but)\b", re.I
)

# "nej det är inte skolan", "inte det", "det handlar inte om pengar".
_NOT_MEANT = re.compile(
    r"(?:nej|nä|näe|nää|no|fast|alltså)?\s*(?:(?:det|de|d|dä|he|hä|it)\s*)"
    r"(?:är|e|ä|va|var|handlar|gäller|rör|is|'s)?\s*(?:ju|väl|faktiskt)?\s*(?:inte|int|ej|not)\b"
    r"|(?:nej|nä|näe|no)\s+(?:inte|int|not)\b",
    re.I,
)
# "nej jag är ensam": what stands behind a no without a pause.
_LEADING_NO = re.compile(r"(?:nej|nejj+|neej|nä+|nae|näe|naj|no|nah)\s+(?=\w)", re.I)
_LEAST_BEHIND_A_NO = 2


def split(text: str) -> list[str]:
    """The parts of a message that may each hold a need of their own; none where it is one piece.

    Greetings and what is said not to be meant ("nej det är inte skolan") are no needs.
    """
    # Runs of blanks cost the expressions below time that grows with their cube.
    text = _BLANKS.sub(" ", text)
    pieces = [piece.strip() for piece in _BREAK.split(text) if piece.strip()]
    parts = [piece for piece in pieces if len(piece.split()) >= 2 or len(piece) >= _LONG_WORD]
    meant = [part for part in parts if not _NOT_MEANT.match(part)] or parts
    return meant[:_MOST_PARTS] if len(pieces) > 1 else _behind_a_no(text.strip())


def _behind_a_no(text: str) -> list[str]:
    """What a message of one piece says after its no, unless that too is what it is not."""
    rest = _LEADING_NO.sub("", text, count=1) if _LEADING_NO.match(text) else ""
    behind = len(rest.split()) >= _LEAST_BEHIND_A_NO and not _NOT_MEANT.match(text)
    return [rest] if behind and not _NOT_MEANT.match(rest) else []
