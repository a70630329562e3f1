"""Where in a message something is told, without place, age, greeting and the question where to turn.

Mostly who is in no danger says where they live and how old they are, so that the classifier takes it
for a sign that nothing is wrong. It is none: "han slår mig" is the same with ", 17, Umeå" behind it.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path

import yaml

from bot.safety.normalise import BREAK, key

FILE = Path(__file__).parent / "details.yml"
# Ages of those who write for themselves; that of a small child is part of what is told.
_AGES = range(10, 100)
_BEHIND_AN_AGE = ("", "ar", "arig", "aring", "yo")
# With how many words a question begins.
_ROWS = (2, 3)
# A longer clause tells more than a question.
_CLAUSE = 7


Span = tuple[int, int]


def told(words: Sequence[str], classes: Sequence[Sequence[str]]) -> Span | None:
    """Where what is told begins and ends, half-open; None when it is all of the message, or nothing.

    Args:
        words: The folded words, with BREAK between sentences.
        classes: The thesaurus' classes of each.
    """
    return _without(words, classes, ())


def core(words: Sequence[str], classes: Sequence[Sequence[str]], clauses: Sequence[int]) -> Span | None:
    """The same without clauses that only lead in or ask ("en fråga bara: ...", "..., vart åker man").

    Args:
        words: The folded words, with BREAK between sentences.
        classes: The thesaurus' classes of each.
        clauses: Where each clause begins.
    """
    return _without(words, classes, clauses)


def _without(words: Sequence[str], classes: Sequence[Sequence[str]], clauses: Sequence[int]) -> Span | None:
    details = [_is_detail(word, each) for word, each in zip(words, classes, strict=True)]
    end, before = len(words), -1
    while end != before:
        before = end
        end -= _details_long(reversed(details[:end]))
        end = _asking_clause_begins(words, clauses, _question_begins(words, end))
    start = _leading_in_ends(words, clauses, _details_long(details[:end]), end)
    tells = any(word not in _listed("nothing", "beside") for word in words[start:end])
    return (start, end) if tells and (start, end) != (0, len(words)) else None


def _is_detail(word: str, classes: Sequence[str]) -> bool | None:
    """True for a place, an age, a greeting; False for what is a detail beside one; None for all else."""
    if _is_age(word) or word in _listed("greetings") or not _places().isdisjoint(classes):
        return True
    return False if word == BREAK or word in _listed("beside") else None


def _details_long(details: Iterable[bool | None]) -> int:
    """How many words from the first on are details."""
    run = list(takewhile(lambda detail: detail is not None, details))
    return len(run) if any(run) else 0


def _question_begins(words: Sequence[str], end: int) -> int:
    """Where the question begins that the words end with; the end when they end with none."""
    asks = len(list(takewhile(_listed("asks", "greetings").__contains__, reversed(words[:end]))))
    begins = [at for at in range(end - asks, end) if _is_question(words, at)]
    return min(begins, default=end)


def _asking_clause_begins(words: Sequence[str], clauses: Sequence[int], end: int) -> int:
    """Where the last clause begins if it asks where to turn: ", vart åker man"; the end if not."""
    begin = max((at for at in clauses if at < end), default=0)
    asks = 0 < end - begin <= _CLAUSE and words[begin] in _listed("begins")
    return begin if asks and begin > 0 else end


def _leading_in_ends(words: Sequence[str], clauses: Sequence[int], start: int, end: int) -> int:
    """Where a first clause ends that only leads in, as "hej, en fråga bara:"; the start if there is none."""
    following = min((at for at in clauses if start < at < end), default=start)
    led = following - start <= _CLAUSE and not _listed("leads_in").isdisjoint(words[start:following])
    return following if led else start


@cache
def _places() -> frozenset[str]:
    return frozenset(_file()["place_classes"])


@cache
def _listed(*lists: str) -> frozenset[str]:
    return frozenset(" ".join(map(key, row.split())) for name in lists for row in _file()[name])


@cache
def _file() -> Mapping[str, list[str]]:
    read: Mapping[str, list[str]] = yaml.safe_load(FILE.read_text("utf-8"))
    return read


def _is_question(words: Sequence[str], at: int) -> bool:
    rows = (" ".join(words[at : at + long]) for long in _ROWS)
    return not _listed("questions").isdisjoint(rows)


def _is_age(word: str) -> bool:
    number = word[:2]
    return number.isdecimal() and int(number) in _AGES and word[2:] in _BEHIND_AN_AGE
