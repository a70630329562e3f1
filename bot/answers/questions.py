"""What a text asks, by the patterns of `nlu/words/asked.yml`."""

import re
from functools import cache

from nlu.text import folded_words
from nlu.words import pattern, terms

# "var" alone is as often what was.
_WHERE_TO = re.compile(r"var (?:ringer|vander|pratar|svarar|soker)\b")
_SOMEBODY = r"(?:jag|ja|han|hon|hen|man|vi|du|ni|de|dom|det|den|mamma|pappa)"
# "när kommer han" asks, "när han kommer får jag panik" tells: what asks has its verb before who does it.
_ASKED_VERBS = "ar|e|kan|ska|kommer|blir|hander|hande|gor|maste|borde|skulle|galler|betyder|sager"
_STRONG = "vill|ville|gick|kom|blev|var|dog|fick|sa|tog"
_HOW = r"hur(?: (?:lange|mycket|manga|ofta|snart|langt|\w+t))?"
_WHAT = r"vad(?: for \w+)?"
_OF_ANOTHER = re.compile(
    r"(?:(?:och|men|ok|okej|fast|sa) )*(?:"
    r"(?:kan|far|ska|maste|har|ar|kommer|behover|blir|gar|hamnar|aker|skulle|borde|raknas)"
    rf" (?:\w+ )?{_SOMEBODY}\b"
    rf"|varfor\b|(?:nar|var|vart|{_HOW}|{_WHAT}) (?:{_ASKED_VERBS}|(?:{_STRONG}|\w+r|\w+de) {_SOMEBODY})\b"
    r"|(?:will|can|is|does|has) (?:he|she|they|my|it)\b|why\b)"
)
# "har man gjort fel så får man stryk" is a condition, and "hur jag än gör" no way that is asked for.
_TOLD = re.compile(
    rf".* sa (?:kan|ska|maste|(?!har)\w+r) {_SOMEBODY}\b|(?:nar|var|vart|hur|vad) (?:\w+ )?{_SOMEBODY} an\b"
)


def plain(text: str) -> str:
    """A text as the patterns read it."""
    return folded_words(text).replace("'", "")


def matches(question: str, text: str) -> bool:
    """Whether a plain text holds a pattern of a question."""
    return _compiled(question).search(text) is not None


def is_asked(original: str, text: str) -> bool:
    """Whether a text is put as a question.

    Args:
        original: As it was written.
        text: The same, plain.
    """
    first = text.split()[0] if text else ""
    known = first in terms("asked", "begins") or first in ("nej", "hej", "no")
    return "?" in original or known or _WHERE_TO.match(text) is not None


@cache
def _compiled(question: str) -> re.Pattern[str]:
    either = "|".join(sorted(terms("asked", question)))
    for people in ("who", "home", "them"):
        either = either.replace(f"{{{people}}}", pattern("asked", people))
    return re.compile(either)


def asks_of_another(text: str) -> bool:
    """Whether a text asks what happens to somebody, or why: "kommer han bli polisanmäld"."""
    return _OF_ANOTHER.match(plain(text)) is not None


def is_told(text: str) -> bool:
    """Whether what begins like a question only tells something, and has no question mark."""
    return "?" not in text and _TOLD.match(plain(text)) is not None
