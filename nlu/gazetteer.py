"""Which municipality a message speaks of: names, villages, postcodes, typos, negation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import simplemma
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from nlu.mentions import (
    A_HOME,
    TAKEN_BACK,
    Mention,
    Whereabouts,
    behind_an_age,
    called_municipality,
    closes,
    comes_from,
    is_there,
    marked,
    near_home,
    opens,
    stands_apart,
    weigh,
    whereabouts,
)
from nlu.names import Name, everyday, read_names, read_postcodes, rule, same_letters
from nlu.text import Word, words
from nlu.words import terms

# Five digits that are no part of a longer number: "070 921 33 45" holds none.
_POSTCODE = re.compile(r"(?<!\d)(?<!\d[\s-])([1-9]\d{2})\s?(\d{2})(?![\s-]?\d)")
# Below this a misspelt name is taken for another word ("vännen" is not Vännäs).
_FUZZY_SCORE = 84
_FUZZY_LENGTH = 5
# In names this short two letters may have changed places ("uemå"), and no more.
_SWAPPED_LENGTH = 4
# "mitt ärendenummer är 90342"
_NUMBER_REACH = 2
_SHORTEST_STEM = 3
# How Turkish says in, from, to and of a place.
_CASE = re.compile(r"'(?:[dt][ae](?:n|y[iı]m|y[iı]z)?|y[ae]|n?[iı]n)$")
_LONGEST_NAME = 4
_LONG_NAME = 6
_NOT_ONES_OWN = frozenset((Whereabouts.THEIRS, Whereabouts.AWAY))
_GIVEN_NAMES = terms("private", "names")


@dataclass(frozen=True)
class Place:
    """What a message says of where the person is.

    Attributes:
        municipality: SCB code, when the message names one place in the county.
        locality: The name as the gazetteer spells it ("Tärnaby").
        outside: A place outside the county, when nothing inside it is named.
        ambiguous: SCB codes the named place may mean, when they are several.
        words: Indices of the words that made up the names.
        theirs: SCB code of where somebody else lives or is, when the message says that.
        own: The place read is where the writer says to live.
        away: The place read is somebody else's, or one that is only spoken of: no home of the writer's.
    """

    municipality: str | None = None
    locality: str | None = None
    outside: str | None = None
    ambiguous: tuple[str, ...] = ()
    words: frozenset[int] = frozenset()
    theirs: str | None = None
    own: bool = False
    away: bool = False


@dataclass(frozen=True)
class _Weighed:
    mention: Mention
    score: int
    whose: Whereabouts

    @property
    def name(self) -> Name:
        return self.mention.name

    @property
    def rank(self) -> tuple[int, int]:
        """The weightiest mention; between equals the last one said."""
        return self.score, self.mention.first


class Gazetteer:
    """All place names, ready for look-up.

    Built once from content/ (`municipalities.yml`, `ambiguous_places.yml`, `postcodes.csv`)
    and this package's lists of places outside the county.
    """

    def __init__(self, names: dict[str, Name], postcodes: dict[str, tuple[str, str]]) -> None:
        self._names = names
        self._postcodes = postcodes
        inside = [name for name, place in names.items() if place.kind == "inside"]
        self._long = [name for name in inside if len(name) >= _FUZZY_LENGTH]
        self._away = [
            name for name, place in names.items() if place.kind == "outside" and len(name) > _FUZZY_LENGTH
        ]
        certain = set(inside) - rule("needs_marker")
        self._short = sorted(name for name in certain if len(name) == _SWAPPED_LENGTH)

    @classmethod
    def load(cls, content: Path) -> "Gazetteer":
        """Read the gazetteer from a content folder.

        Raises:
            OSError: A file is missing.
        """
        return cls(read_names(content), read_postcodes(content))

    def read(self, text: str) -> Place:
        """The place a message is about; an empty `Place` when it names none."""
        tokens = words(text)
        mentions = list(self._mentions(tokens, text))
        used = frozenset(index for m in mentions for index in range(m.first, m.last + 1))
        weighed = [_Weighed(m, weigh(m, tokens, text), whereabouts(m, tokens, text)) for m in mentions]
        alive = [one for one in weighed if one.score > TAKEN_BACK]
        inside = [one for one in alive if one.name.kind == "inside"]
        code = self._postcode(text)
        if code is not None and not any(one.score >= A_HOME and len(one.name.codes) == 1 for one in inside):
            return Place(code[0], code[1], words=used | _digits(tokens))
        if inside:
            return _resolve(inside, alive, used)
        if alive:
            best = max(alive, key=lambda one: one.rank)
            elsewhere = best.whose not in (Whereabouts.OWN, Whereabouts.ALONE)
            return Place(outside=best.name.spelling, words=used, away=elsewhere)
        return Place(outside=self._postcode_elsewhere(text), words=used)

    def _mentions(self, tokens: list[Word], text: str) -> Iterator[Mention]:
        """Names in reading order, the longest at each point."""
        index = 0
        while index < len(tokens):
            found = self._longest(tokens, index, text)
            if found is not None:
                yield found
                index = found.last
            index += 1

    def _longest(self, tokens: list[Word], first: int, text: str) -> Mention | None:
        for size in range(min(_LONGEST_NAME, len(tokens) - first), 0, -1):
            part = tokens[first : first + size]
            name = self._spelt(part) or (self._inflected(part[0].folded) if size == 1 else None)
            if name is not None and _plausible(name, tokens, first, size, text):
                return Mention(name, first, first + size - 1)
        near = self._misspelt(tokens, first, text)
        return Mention(near, first, first) if near else None

    def _spelt(self, part: list[Word]) -> Name | None:
        name = self._names.get(" ".join(word.folded for word in part))
        if name is None or all(map(same_letters, part, name.spelling.split())):
            return name
        # A long name of ours is no other word, whatever dots it was given ("sörsele").
        certain = name.kind == "inside" and len(part[0].folded) >= _LONG_NAME
        return name if certain and part[0].folded not in rule("needs_marker") else None

    def _inflected(self, folded: str) -> Name | None:
        """The name inside "umeås", "skelleftebo", "vännästrakten", "Umeå'da"."""
        if (at := _CASE.search(folded)) and (name := self._names.get(folded[: at.start()])):
            return name if name.kind == "inside" else None
        for ending in ("s", *rule("endings")):
            stem = folded.removesuffix(ending)
            if stem == folded or len(stem) < _SHORTEST_STEM:
                continue
            for candidate in (stem, stem.removesuffix("s"), stem + "a"):
                name = self._names.get(candidate)
                if name is not None and name.kind != "abroad" and _bears(name, candidate, ending):
                    return name
        return None

    def _misspelt(self, tokens: list[Word], first: int, text: str) -> Name | None:
        """A near miss, only where a place is expected: behind a marker, or (almost) alone."""
        word = tokens[first].folded
        if word.isdigit() or word in everyday() or word in self._names:
            return None
        if marked(tokens, first) or len(tokens) <= 2:
            near = self._swapped(word) if len(word) == _SWAPPED_LENGTH else self._nearest(word)
            if near is None and (near_home(tokens, first) or len(tokens) == 1) and not _known(word):
                near = _one_slip(word, self._away)
        elif called_municipality(tokens, first) or (
            (first == 0 or stands_apart(tokens, first, text) or comes_from(tokens, first))
            and not _known(word)
            and word not in _GIVEN_NAMES
        ):
            near = self._swapped(word) if len(word) == _SWAPPED_LENGTH else _one_slip(word, self._long)
        else:
            return None
        return self._names[near] if near else None

    def _swapped(self, word: str) -> str | None:
        """The short name that two letters make of a word when they change places."""
        for name in self._short:
            if name[0] == word[0] and sorted(name) == sorted(word) and OSA.distance(name, word) == 1:
                return name
        return None

    def _nearest(self, word: str) -> str | None:
        if len(word) < _FUZZY_LENGTH:
            return None
        names = [name for name in self._long if name[0] == word[0]]
        match = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=_FUZZY_SCORE)
        return str(match[0]) if match is not None else None

    def _postcode(self, text: str) -> tuple[str, str] | None:
        for match in _POSTCODE.finditer(text):
            found = self._postcodes.get(match[1] + match[2])
            before = words(text[: match.start()])[-_NUMBER_REACH:]
            if found is not None and not any(_announces_a_number(word.folded) for word in before):
                return found
        return None

    def _postcode_elsewhere(self, text: str) -> str | None:
        """A postcode that is none of ours, where it is all that is said or called a postcode."""
        match = _POSTCODE.search(text)
        if match is None:
            return None
        before = words(text[: match.start()])[-_NUMBER_REACH:]
        called = any(word.folded in rule("postcode") for word in before)
        opens_text = not text[: match.start()].strip() and text[match.end() :][:1] in ("", *",.!?")
        return f"{match[1]} {match[2]}" if called or opens_text else None


def _plausible(name: Name, tokens: list[Word], first: int, size: int, text: str) -> bool:
    """Everyday words and first names count only where a place is expected."""
    word = tokens[first]
    behind = tokens[first + size].folded if first + size < len(tokens) else ""
    if name.kind == "abroad":
        return near_home(tokens, first) or opens(tokens, first, size, text)
    verb = behind in rule("objects") and word.folded in rule("needs_marker")  # "ånge mig"
    if verb or behind in rule("companies") or (size == 1 and _surname(tokens, first)):
        return False
    if word.folded in rule("needs_home"):
        return near_home(tokens, first) or (marked(tokens, first) and word.text[:1].isupper())
    if size > 1 or word.folded not in rule("needs_marker") or called_municipality(tokens, first):
        return True
    spelt = word.text.casefold() == name.spelling.casefold() and not word.text.isascii()
    if spelt and word.folded not in _GIVEN_NAMES:
        return True  # "Malå" with its letters is no "mala"
    if name.kind == "outside":  # "vara", "berg", "mark": also written as a name
        lives = first > 1 and tokens[first - 2].folded in rule("home")
        return marked(tokens, first) and (lives or word.text[:1].isupper())
    if marked(tokens, first):
        return True
    if word.folded in rule("never_alone"):
        return False
    apart = is_there(tokens, first) or closes(tokens, first, text) or behind_an_age(tokens, first, text)
    return apart or _nothing_else(tokens, first)


def _nothing_else(tokens: list[Word], first: int) -> bool:
    """Whether a name is all that is said, beside a number and small words: "vilhelmina, 56"."""
    others = (word.folded for at, word in enumerate(tokens) if at != first)
    return all(word.isdigit() or word in rule("beside_a_name") for word in others)


def _one_slip(word: str, names: list[str]) -> str | None:
    """The name that a word is after one slip of the finger."""
    if len(word) < _FUZZY_LENGTH:
        return None
    near = (name for name in names if name[0] == word[0] and abs(len(name) - len(word)) <= 1)
    return next((name for name in near if OSA.distance(name, word) == 1), None)


def _announces_a_number(word: str) -> bool:
    if word in rule("postcode"):
        return False
    return word in rule("numbered") or word.endswith(("nr", "nummer", "numret"))


def _bears(name: Name, stem: str, ending: str) -> bool:
    """Whether a name takes an ending: one that is an everyday word, or far away, only that of its people."""
    if name.kind == "inside" and stem not in rule("needs_marker"):
        return True
    people = ("bo", "bor", "borna", "are", "sbo")
    return len(stem) >= _LONG_NAME and (ending in people or (ending == "s" and name.kind == "outside"))


def _surname(tokens: list[Word], first: int) -> bool:
    """Whether the word before makes it a person's name: "Anna Högland", "rektor Storbäck"."""
    if first == 0:
        return False
    before = tokens[first - 1]
    given = before.folded in _GIVEN_NAMES and before.text[:1].isupper() and tokens[first].text[:1].isupper()
    return given or before.folded in rule("titles")


@cache
def _known(word: str) -> bool:
    """Whether a word is in the dictionary, and so hardly a misspelt name."""
    return any(simplemma.is_known(word, lang=lang, low_memory=True) for lang in ("sv", "en"))


def _resolve(inside: list[_Weighed], alive: list[_Weighed], used: frozenset[int]) -> Place:
    """The place of the best mention, unless a home outside the county weighs more."""
    best = max(inside, key=lambda one: one.rank)
    theirs = next((one.name.codes[0] for one in inside if _is_theirs(one)), None)
    away = [one for one in alive if one.name.kind != "inside" and one.score > best.score]
    # "we are in Umeå, my uncle lives in Stockholm" is about Umeå.
    if best.whose not in _NOT_ONES_OWN:
        away = [one for one in away if one.whose is not Whereabouts.THEIRS]
    if away:
        outside = max(away, key=lambda one: one.rank).name.spelling
        return Place(outside=outside, words=used, theirs=theirs)
    codes = best.name.codes
    if len(codes) > 1:
        others = {c for one in alive for c in one.name.codes if len(one.name.codes) == 1} & set(codes)
        if len(others) != 1:
            return Place(ambiguous=codes, locality=best.name.spelling, words=used)
        codes = (others.pop(),)
    return Place(
        codes[0],
        best.name.spelling,
        words=used,
        theirs=theirs,
        own=best.whose is Whereabouts.OWN,
        away=best.whose in _NOT_ONES_OWN,
    )


def _is_theirs(one: _Weighed) -> bool:
    return one.whose is Whereabouts.THEIRS and len(one.name.codes) == 1


def _digits(tokens: list[Word]) -> frozenset[int]:
    return frozenset(index for index, word in enumerate(tokens) if word.text.isdigit())
