"""Which stretches of a message are judged: the whole, and parts in which one sentence is not drowned.

Of a short message each clause is judged as well, of a long one every few sentences, and each sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.safety.normalise import BREAK

# Messages of up to this many words are short.
WHOLE_WORDS = 40
PART_WORDS = 26
# A shorter sentence of a long message is not judged alone.
SENTENCE_WORDS = 4
CLAUSE_WORDS = 2
# Folded words that begin a clause; "så" is not among them, since folded it is "sa" ("said").
_JOINING = frozenset(["och", "o", "men", "and", "but"])

Kind = Literal["whole", "told", "core", "part", "sentence", "clause"]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a message, half-open in words."""

    start: int
    end: int
    kind: Kind


def windows(words: Sequence[str], clauses: Sequence[int]) -> list[Window]:
    """The stretches to judge, the whole message first.

    Args:
        words: The words of the message, with BREAK between sentences.
        clauses: Where each clause begins.
    """
    whole = Window(0, len(words), "whole")
    if len(words) <= WHOLE_WORDS:
        return [whole, *_clauses(words, clauses)]
    starts = [0, *(at + 1 for at, word in enumerate(words) if word == BREAK), len(words)]
    alone = (
        Window(start, end, "sentence")
        for start, end in pairwise(starts)
        if SENTENCE_WORDS <= end - start < PART_WORDS
    )
    found = dict.fromkeys([*_parts(starts), *alone])
    return [whole, *(each for each in found if (each.start, each.end) != (0, len(words)))]


def _clauses(words: Sequence[str], clauses: Sequence[int]) -> Iterator[Window]:
    """Each clause without the word that joins it to the one before, when there are several."""
    joints = {at: at + 1 for at, word in enumerate(words) if word == BREAK or word in _JOINING}
    joints |= {at: joints.get(at, at) for at in clauses}
    ends = [*sorted(joints), len(words)]
    for end, following in pairwise(ends):
        start = joints[end]
        if following - start >= CLAUSE_WORDS and (start, following) != (0, len(words)):
            yield Window(start, following, "clause")


def _parts(starts: Sequence[int]) -> Iterator[Window]:
    """From each sentence on as many as make a part; the last ones may be too few for that."""
    for first, start in enumerate(starts[:-1]):
        following = starts[first + 1 :]
        end = next((end for end in following if end - start >= PART_WORDS), following[-1])
        if end - start < PART_WORDS:
            yield Window(start, end, "sentence")
        else:
            yield from _cut(start, end)


def _cut(start: int, end: int) -> Iterator[Window]:
    """A stretch without full stops is cut into overlapping parts."""
    if end - start <= 2 * PART_WORDS:
        yield Window(start, end, "part")
        return
    step = PART_WORDS // 2
    for at in range(start, end - step, step):
        cut = min(at + PART_WORDS, end)
        yield Window(at, cut, "part" if cut - at == PART_WORDS else "sentence")
