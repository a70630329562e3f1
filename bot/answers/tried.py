"""Places that somebody names, and those of them that were tried already, or said no."""

import re
from functools import lru_cache

from bot.answers.phrases import holds
from bot.answers.readers import gazetteer
from bot.answers.turn import Library
from bot.directory.snapshot import Snapshot
from nlu.text import fold, folded_words, words
from nlu.words import alternatives, codes, terms

# Two words that begin alike and differ in their endings are one: "fritidsgården", "fritidsgårdar".
_ENDING, _STEM, _SHORTEST = 3, 5, 3
# A longer clause tells of more than what was tried.
_A_CLAUSE = 12
_CALLED = codes("named", "also_called")
# Names of more than one word: "första linjen".
_CALLED_LONG = {name: own for name, own in _CALLED.items() if " " in name}
# Words in names that name no place by themselves.
EVERYDAY = terms("named", "everyday")
_ASKS = terms("named", "asks")
_WAITS, _UNLISTED = terms("tried", "waits"), terms("tried", "unlisted")
_NO_HELP, _SHOWN, _ABOUT_IT = (
    terms("tried", "no_help", "waits"),
    terms("tried", "shown"),
    terms("tried", "about_it"),
)
_NOT_TOLD = terms("tried", "asks")
# Not within "killar.se".
_BREAK = re.compile(r"(?:[!;,\n()]|\.(?!\w))+|\s[-–]\s|\b(?:men|fast|but)\b", re.IGNORECASE)


def _any(*keys: str) -> str:
    return f"(?:{alternatives(terms('tried', *keys))})"


_BETWEEN = rf"(?:(?!{_any('never')}\b)\S+ )"
_HAS_TRIED = re.compile(
    rf"(?:^|\b{_any('self')} )(?:{_any('opens')} )*{_any('has', 'already')} "
    rf"{_BETWEEN}{{0,3}}?{_any('done')}\b"
    rf"|\b{_any('has')} {_any('self')} {_BETWEEN}{{0,3}}?{_any('done')}\b"
    rf"|\b{_any('others')} {_BETWEEN}{{0,2}}?{_any('already')} {_BETWEEN}{{0,2}}?{_any('done')}\b"
    rf"|\b{_any('has')} {_any('others')} {_any('already')} {_BETWEEN}{{0,2}}?{_any('done')}\b"
)
# What one did may have gone well: it was no help where that, or "redan", is said too.
_DID = re.compile(
    rf"\b{_any('self')} {_BETWEEN}{{0,1}}?{_any('did')}\b|\b{_any('did')} {_any('self')}\b|^{_any('did')}\b"
)
_ALREADY = re.compile(rf"\b{_any('already')}\b")


def tried_by(text: str, library: Library, shown: tuple[str, ...] = ()) -> frozenset[str] | None:
    """What somebody has tried already, or was refused by: the places named, or those just shown.

    None where that is not what is said.
    """
    if "?" in text:
        return None
    told = folded_words(text)
    unhelped = holds(told, _NO_HELP) or _ALREADY.search(told) is not None
    found: set[str] = set()
    before: frozenset[str] = frozenset()
    for clause in (folded_words(part) for part in _BREAK.split(text)):
        named = names_in(clause, library) if clause else frozenset()
        if _tells(clause, unhelped):
            found |= named or (before if _goes_on(clause) else frozenset())
            if not named and _SHOWN.intersection(clause.split()[-2:]) and _HAS_TRIED.search(clause):
                found |= {*shown}
        before = named or before
    return frozenset(found) or None


def unlisted_tried(text: str) -> str | None:
    """Whom somebody has talked to in vain that no listing is for: "vi har redan pratat med rektorn"."""
    if "?" in text:
        return None
    unhelped = holds(folded_words(text), _NO_HELP) or _ALREADY.search(folded_words(text)) is not None
    for part in _BREAK.split(text):
        if unhelped and _tells(folded_words(part), unhelped) and (named := unlisted_in(part)):
            return named
    return None


def unlisted_in(text: str) -> str | None:
    """Whom a text names that no listing is for, as it was written."""
    return next((word.text.casefold() for word in words(text) if word.folded in _UNLISTED), None)


def waits(text: str) -> bool:
    """Whether a place keeps somebody waiting, rather than was no help."""
    return holds(folded_words(text), _WAITS)


def _tells(clause: str, unhelped: bool) -> bool:
    """Whether a clause says that something was tried, or was no help."""
    spoken = clause.split()
    if not spoken or len(spoken) > _A_CLAUSE or spoken[0] in _NOT_TOLD:
        return False
    tried = _HAS_TRIED.search(clause) or (unhelped and _DID.search(clause))
    return bool(tried) or holds(clause, _NO_HELP)


def _goes_on(clause: str) -> bool:
    """Whether a clause that names no place is about the one named before it: "de svarade inte"."""
    return clause.split()[0] in _ABOUT_IT or _HAS_TRIED.search(clause) is not None


def names_in(text: str, library: Library) -> frozenset[str]:
    """The listings that a text names; a municipality names none of its own."""
    skipped = (EVERYDAY | _ASKS) - _CALLED.keys()
    place = gazetteer().read(text).words
    told = [w.folded for at, w in enumerate(words(text)) if at not in place and w.folded not in skipped]
    called = [own for name, own in _CALLED_LONG.items() if holds(folded_words(text), (name,))]
    return frozenset(id for word in (*told, *called) for id in places_named(word, library.snapshot))


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
