"""What a text asks, by the patterns of `nlu/words/asked.yml`."""

import re
from functools import cache

from nlu.text import folded_words
from nlu.words import pattern, terms

# "var" alone is as often what was.
_WHERE_TO = re.compile(r"var (?:ringer|vander|pratar|svarar|soker)\b")
_OF_ANOTHER = re.compile(
    r"(?:(?:och|men|ok|okej|fast|sa) )*(?:"
    r"(?:kan|far|ska|maste|har|ar|kommer|behover|blir|gar|hamnar|aker|skulle|borde|raknas)"
    r" (?:\w+ )?(?:han|hon|hen|man|vi|de|dom|det|mamma|pappa)\b"
    r"|(?:varfor|nar|var|vart|hur|vad)\b(?! (?:pa|med)\b)"
    r"|(?:will|can|is|does|has) (?:he|she|they|my|it)\b|why\b)"
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
