"""Which municipality a message speaks of: names, villages, postcodes, typos, negation."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from nlu.text import Word, fold, words

_PLACES = Path(__file__).parent / "places"
_POSTCODE = re.compile(r"(?<!\d)(\d{3})\s?(\d{2})(?!\d)")
# Below this a misspelt name is taken for another word ("vännen" is not Vännäs).
_FUZZY_SCORE = 84
_FUZZY_LENGTH = 5
_LONGEST_NAME = 4
# How many words before a name may say something about it, within its clause.
_REACH = 4
_STOP = re.compile(r"[,.;:!?\n]")


@dataclass(frozen=True)
class Place:
    """What a message says of where the person is.

    Attributes:
        municipality: SCB code, when the message names one place in the county.
        locality: The name as the gazetteer spells it ("Tärnaby").
        outside: A place outside the county, when nothing inside it is named.
        ambiguous: SCB codes the named place may mean, when they are several.
        words: Indices of the words that made up the names.
    """

    municipality: str | None = None
    locality: str | None = None
    outside: str | None = None
    ambiguous: tuple[str, ...] = ()
    words: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Name:
    spelling: str
    codes: tuple[str, ...]
    kind: str  # inside | outside | abroad


@dataclass
class _Mention:
    name: _Name
    first: int
    last: int
    score: int = 0
    indices: frozenset[int] = field(default_factory=frozenset)


class Gazetteer:
    """All place names, ready for look-up.

    Built once from content/ (`municipalities.yml`, `ambiguous_places.yml`, `postcodes.csv`)
    and this package's lists of places outside the county.
    """

    def __init__(self, names: dict[str, _Name], postcodes: dict[str, tuple[str, str]]) -> None:
        self._names = names
        self._postcodes = postcodes
        rules = yaml.safe_load((_PLACES / "rules.yml").read_text("utf-8"))
        self._needs_marker = frozenset(rules["needs_marker"])
        self._never_alone = frozenset(rules["never_alone"])
        self._markers = frozenset(rules["markers"])
        self._home = frozenset(rules["home"])
        self._negations = frozenset(rules["negations"])
        self._past = frozenset(rules["past"])
        self._endings = tuple(rules["endings"])
        self._fuzzy = [n for n, v in names.items() if v.kind == "inside" and len(n) >= _FUZZY_LENGTH]

    @classmethod
    def load(cls, content: Path) -> "Gazetteer":
        """Read the gazetteer from a content folder.

        Raises:
            OSError: A file is missing.
        """
        municipalities = yaml.safe_load((content / "municipalities.yml").read_text("utf-8"))
        names = _outside_names()
        for entry in municipalities:
            _add_inside(names, entry)
        by_name = {entry["name"]: entry["code"] for entry in municipalities}
        ambiguous = yaml.safe_load((content / "ambiguous_places.yml").read_text("utf-8"))
        for spelling, candidates in ambiguous.items():
            codes = tuple(by_name[candidate] for candidate in candidates)
            names[fold(spelling)] = _Name(spelling, codes, "inside")
        with (content / "postcodes.csv").open(encoding="utf-8", newline="") as file:
            postcodes = {
                row["postcode"]: (row["municipality_code"], row["locality"]) for row in csv.DictReader(file)
            }
        return cls(names, postcodes)

    def read(self, text: str) -> Place:
        """The place a message is about; an empty `Place` when it names none."""
        tokens = words(text)
        mentions = list(self._mentions(tokens))
        used = frozenset(i for mention in mentions for i in mention.indices)
        for mention in mentions:
            mention.score = self._weigh(mention, tokens, text)
        alive = [mention for mention in mentions if mention.score >= 0]
        inside = [mention for mention in alive if mention.name.kind == "inside"]
        code = self._postcode(text)
        if code is not None and not any(m.score >= 3 and len(m.name.codes) == 1 for m in inside):
            return Place(code[0], code[1], words=used | _digits(tokens))
        if not inside:
            outside = max(alive, key=_rank, default=None)
            return Place(outside=outside.name.spelling if outside else None, words=used)
        best = max(inside, key=_rank)
        return self._resolve(best, alive, used)

    def _resolve(self, best: _Mention, alive: list[_Mention], used: frozenset[int]) -> Place:
        """The place of the best mention, unless a home outside the county weighs more."""
        away = [m for m in alive if m.name.kind != "inside" and m.score > best.score]
        if away:
            return Place(outside=max(away, key=_rank).name.spelling, words=used)
        codes = best.name.codes
        if len(codes) > 1:
            others = {c for m in alive for c in m.name.codes if len(m.name.codes) == 1} & set(codes)
            if len(others) != 1:
                return Place(ambiguous=codes, locality=best.name.spelling, words=used)
            codes = (others.pop(),)
        return Place(codes[0], best.name.spelling, words=used)

    def _mentions(self, tokens: list[Word]) -> Iterable[_Mention]:
        """Names in reading order, the longest at each point."""
        index = 0
        while index < len(tokens):
            found = self._longest(tokens, index)
            if found is None:
                index += 1
                continue
            yield found
            index = found.last + 1

    def _longest(self, tokens: list[Word], first: int) -> _Mention | None:
        for size in range(min(_LONGEST_NAME, len(tokens) - first), 0, -1):
            part = tokens[first : first + size]
            name = self._names.get(" ".join(word.folded for word in part))
            if name is None and size == 1:
                name = self._inflected(part[0].folded)
            if name is not None and self._plausible(name, tokens, first, size):
                last = first + size - 1
                return _Mention(name, first, last, indices=frozenset(range(first, last + 1)))
        return self._misspelt(tokens, first)

    def _inflected(self, folded: str) -> _Name | None:
        """The name inside "umeås", "skelleftebo", "vännästrakten"."""
        for ending in ("s", *self._endings):
            stem = folded.removesuffix(ending)
            if stem == folded or len(stem) < 3:
                continue
            for candidate in (stem, stem.removesuffix("s"), stem + "a"):
                name = self._names.get(candidate)
                if name is not None and name.kind == "inside" and candidate not in self._needs_marker:
                    return name
        return None

    def _plausible(self, name: _Name, tokens: list[Word], first: int, size: int) -> bool:
        """Everyday words and first names count only where a place is expected."""
        if name.kind == "abroad":
            return self._near_home(tokens, first)
        word = tokens[first]
        if size > 1 or word.folded not in self._needs_marker:
            return True
        if word.text.casefold() == name.spelling.casefold() and not word.text.isascii():
            return True  # "Malå" with its letters is no "mala"
        if name.kind == "outside":  # "vara", "berg", "mark": also written as a name
            return self._marked(tokens, first) and tokens[first].text[:1].isupper()
        alone = len(tokens) == 1 and word.folded not in self._never_alone
        return alone or self._marked(tokens, first)

    def _marked(self, tokens: list[Word], first: int) -> bool:
        return first > 0 and tokens[first - 1].folded in self._markers

    def _near_home(self, tokens: list[Word], first: int) -> bool:
        return any(word.folded in self._home for word in tokens[max(0, first - 3) : first])

    def _misspelt(self, tokens: list[Word], first: int) -> _Mention | None:
        """A near miss, only where a place is expected: behind a marker or (almost) alone."""
        word = tokens[first].folded
        if len(word) < _FUZZY_LENGTH or word.isdigit():
            return None
        if not (self._marked(tokens, first) or len(tokens) <= 2):
            return None
        if word in _everyday():
            return None
        match = process.extractOne(word, self._fuzzy, scorer=fuzz.ratio, score_cutoff=_FUZZY_SCORE)
        if match is None or match[0][0] != word[0]:
            return None
        return _Mention(self._names[match[0]], first, first, indices=frozenset({first}))

    def _weigh(self, mention: _Mention, tokens: list[Word], text: str) -> int:
        """Negated places weigh below 0; where the person lives weighs most."""
        before = _clause_before(tokens, mention.first, text)
        after = [word.folded for word in tokens[mention.last + 1 : mention.last + 3]]
        if self._taken_back(before, after):
            return -1
        near = before[-3:]
        score = 4 if self._home.intersection(near) else 0
        if "nu" in after or "numera" in near or "now" in after:
            score += 2
        if before and before[-1] in self._markers:
            score += 1
        return score

    def _taken_back(self, before: list[str], after: list[str]) -> bool:
        if self._negated(before):
            return True
        if after and after[0] in self._past:
            return True
        left = before[-1:] in (["fran"], ["from"]) and {"flyttat", "flyttade", "flytta", "moved"} & set(
            before
        )
        lived = before[-1:] == ["i"] and bool({"bodde", "bott", "lived"} & set(before[-3:]))
        return bool(left) or lived

    def _negated(self, before: list[str]) -> bool:
        """A "inte" that reaches the name through nothing but words of place: not "kan inte sova i Umeå"."""
        for word in reversed(before):
            if word in self._negations:
                return True
            if word not in self._markers | self._home | self._past:
                return False
        return False

    def _postcode(self, text: str) -> tuple[str, str] | None:
        for match in _POSTCODE.finditer(text):
            found = self._postcodes.get(match[1] + match[2])
            if found is not None:
                return found
        return None


def _clause_before(tokens: list[Word], first: int, text: str) -> list[str]:
    """The up to four words before a name, not past a comma or stop."""
    start = first
    while start > max(0, first - _REACH) and not _STOP.search(
        text[tokens[start - 1].end : tokens[start].start]
    ):
        start -= 1
    return [word.folded for word in tokens[start:first]]


def _rank(mention: _Mention) -> tuple[int, int]:
    """The weightiest mention; between equals the last one said."""
    return mention.score, mention.first


def _digits(tokens: list[Word]) -> frozenset[int]:
    return frozenset(i for i, word in enumerate(tokens) if word.text.isdigit())


def _add_inside(names: dict[str, _Name], entry: dict[str, Any]) -> None:
    code = entry["code"]
    spellings = [(entry["name"], entry["name"])]
    spellings += [(alias, entry["name"]) for alias in entry.get("aliases") or ()]
    for locality in entry.get("localities") or ():
        spellings += [
            (form, locality["name"]) for form in (locality["name"], *(locality.get("variants") or ()))
        ]
    for form, spelling in spellings:
        key = " ".join(word.folded for word in words(form))
        # A municipality's own name wins over a village of the same name elsewhere.
        known = names.get(key)
        if known is None or known.kind != "inside" or form == entry["name"]:
            names[key] = _Name(spelling, (code,), "inside")


def _outside_names() -> dict[str, _Name]:
    lists = yaml.safe_load((_PLACES / "outside.yml").read_text("utf-8"))
    names: dict[str, _Name] = {}
    for group, kind in (("municipalities", "outside"), ("others", "outside"), ("abroad", "abroad")):
        for spelling in lists[group]:
            names[" ".join(word.folded for word in words(spelling))] = _Name(spelling, (), kind)
    return names


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    """Everyday words that lie near a place name, so that no typo is seen in them."""
    return frozenset(yaml.safe_load((_PLACES / "everyday.yml").read_text("utf-8")))
