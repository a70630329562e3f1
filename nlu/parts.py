"""The parts of a message that may each hold a need of their own."""

import re

from nlu.refusal import is_refusal

_MOST_PARTS = 6
_BLANKS = re.compile(r"[^\S\n]+")
# A single word that may be a need of its own.
_LEAST_WORDS, _LONG_WORD = 2, 6
# Where one need ends and the next may begin.
_BREAK = re.compile(
    r"[.!?;\n]+|,|\b(?:och dessutom|dessutom|och sen|samt|plus|fast också|och|o|men|and|also|but)\b"
    # "jag mår dåligt bor i Umeå 16 år": where somebody lives is told behind the need, without a pause.
    r"|(?<=\w)\s+(?=(?:jag\s+|vi\s+|ja\s+|i\s+)?(?:bor|live)\s+(?:i|på|in|uppe|nere|utanför)\s)",
    re.I,
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
# "hejsan vill prata med en psykolog": what stands behind a greeting without a pause. "hej då" greets nobody.
_GREETS = (
    r"hej(?:san|hej|hejsan|j+)?|hall[åo]j?|hello|hi+|hey+|heya|tja+|tjaba|tjabba|tjo|tjena(?:re|mors)?|tjenis"
    r"|tjenare|mors|morsning|goddag|god\s?(?:dag|morgon|kväll|afton)|yo+|ey|salam|good (?:morning|evening)"
)
_LEADING_GREETING = re.compile(
    rf"\W*(?:{_GREETS})\b(?!\s?d[åo]\b)(?:\s(?:på\s(?:dig|er|sig)|igen|där|there|vart|alla|bre|len|bror|hej)\b){{0,2}}"
    r"\W{1,6}(?=\w)",
    re.I,
)


def split(text: str) -> list[str]:
    """The parts of a message that may each hold a need of their own; none where it is one piece.

    Greetings, what is said not to be meant ("nej det är inte skolan") and places not wanted are no needs.
    """
    # Runs of blanks cost the expressions below time that grows with their cube.
    text = _BLANKS.sub(" ", text)
    pieces = [_greeted(piece.strip()) for piece in _BREAK.split(text) if piece.strip()]
    parts = [piece for piece in pieces if _may_be_a_need(piece)]
    meant = [part for part in parts if not _NOT_MEANT.match(part) and not is_refusal(part)] or parts
    if len(pieces) > 1:
        return meant[:_MOST_PARTS]
    rest = behind_a_greeting(text.strip())
    return [rest] if _may_be_a_need(rest) else _behind_a_no(text.strip())


def behind_a_greeting(text: str) -> str:
    """What a message goes on with after its greeting; nothing where it begins with none."""
    found = _LEADING_GREETING.match(text)
    return text[found.end() :] if found else ""


def _greeted(piece: str) -> str:
    """A piece without the greeting it begins with: "hej jag mår skit"; a greeting alone as it is."""
    rest = behind_a_greeting(piece)
    return rest if _may_be_a_need(rest) else piece


def _may_be_a_need(piece: str) -> bool:
    return len(piece.split()) >= _LEAST_WORDS or len(piece) >= _LONG_WORD


def _behind_a_no(text: str) -> list[str]:
    """What a message of one piece says after its no, unless that too is what it is not."""
    rest = _LEADING_NO.sub("", text, count=1) if _LEADING_NO.match(text) else ""
    behind = len(rest.split()) >= _LEAST_BEHIND_A_NO and not _NOT_MEANT.match(text)
    return [rest] if behind and not _NOT_MEANT.match(rest) else []
