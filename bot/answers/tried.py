"""Places that somebody names, and those of them that were tried already, or said no."""

from functools import lru_cache

from bot.answers.phrases import holds
from bot.answers.turn import Library
from bot.directory.snapshot import Snapshot
from nlu.text import fold, folded_words, words
from nlu.words import codes, terms

# Two words that begin alike and differ in their endings are one: "fritidsgården", "fritidsgårdar".
_ENDING, _STEM, _SHORTEST = 3, 5, 3
# A longer message tells of more than what was tried.
_A_SENTENCE = 12
_CALLED = codes("named", "also_called")
# Words in names that name no place by themselves.
EVERYDAY = terms("named", "everyday")
_ASKS = terms("named", "asks")
_TRIED, _ALREADY, _THOSE = terms("named", "tried"), terms("named", "already"), terms("named", "those_shown")
_NO_HELP = terms("named", "no_help")


def tried_by(text: str, library: Library, shown: tuple[str, ...] = ()) -> frozenset[str] | None:
    """What somebody has tried already, or was refused by: the places named, or those just shown.

    None where that is not what is said.
    """
    told = folded_words(text)
    if len(told.split()) > _A_SENTENCE:
        return None
    if holds(told, _NO_HELP) and (names := names_in(text, library)):
        return names
    rest = _behind_tried(told)
    if rest is None:
        return None
    names = frozenset(
        id
        for word in rest
        if word in _CALLED or word not in EVERYDAY
        for id in places_named(word, library.snapshot)
    )
    if names or (rest and rest[0] in _THOSE):
        return names or frozenset(shown)
    return None


def _behind_tried(told: str) -> list[str] | None:
    """The words behind "har redan testat"."""
    if _ALREADY.isdisjoint(told.split()):
        return None
    return next((told.split(verb, 1)[1].split() for verb in _TRIED if f" {verb} " in f" {told} "), None)


def names_in(text: str, library: Library) -> frozenset[str]:
    """The listings that a text names."""
    skipped = (EVERYDAY | _ASKS) - _CALLED.keys()
    told = [word.folded for word in words(text) if word.folded not in skipped]
    return frozenset(id for word in told for id in places_named(word, library.snapshot))


def places_named(word: str, snapshot: Snapshot) -> tuple[str, ...]:
    """The listings that have a word, or what it also is called, in their name."""
    own = _CALLED.get(word, word)
    if len(own) < _SHORTEST:
        return ()
    return tuple(id for id, name in _names(snapshot) if any(_same(own, part) for part in name))


def _same(said: str, name: str) -> bool:
    if said == name:
        return True
    stem = max(_STEM, len(said) - _ENDING, len(name) - _ENDING)
    return name not in EVERYDAY and len(min(said, name, key=len)) >= stem and said[:stem] == name[:stem]


@lru_cache(maxsize=2)
def _names(snapshot: Snapshot) -> tuple[tuple[str, frozenset[str]], ...]:
    """The words of every listing's name."""
    return tuple(
        (id, frozenset(fold(word.text) for word in words(service.name)))
        for id, service in snapshot.by_id.items()
    )
