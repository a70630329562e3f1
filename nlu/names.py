"""The names of places: ours with villages and nicknames, other Swedish ones, countries."""

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from nlu.text import Word, fold, folded_words

_PLACES = Path(__file__).parent / "places"


@dataclass(frozen=True)
class Name:
    """A name of a place.

    Attributes:
        spelling: As the gazetteer writes it.
        codes: SCB codes of the municipalities in the county that it may mean.
        kind: Where it lies.
    """

    spelling: str
    codes: tuple[str, ...]
    kind: Literal["inside", "outside", "abroad"]


def read_names(content: Path) -> dict[str, Name]:
    """Every name by its folded form.

    Args:
        content: The content folder, for the names of the county.

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
        names[fold(spelling)] = Name(spelling, codes, "inside")
    return names


def read_postcodes(content: Path) -> dict[str, tuple[str, str]]:
    """The municipality's code and the locality of each postcode.

    Raises:
        OSError: The file is missing.
    """
    with (content / "postcodes.csv").open(encoding="utf-8", newline="") as file:
        return {row["postcode"]: (row["municipality_code"], row["locality"]) for row in csv.DictReader(file)}


def same_letters(word: Word, spelling: str) -> bool:
    """Whether a word may be a name: å, ä and ö may be missing, not added ("skära" is not Skara)."""
    written = unicodedata.normalize("NFC", word.text.casefold())
    name = unicodedata.normalize("NFC", spelling.casefold())
    if fold(name) != word.folded or len(written) != len(name):
        return True  # an alias, with a spelling of its own
    return all(fold(there) != there or fold(here) == here for here, there in zip(written, name, strict=True))


@cache
def rule(key: str) -> frozenset[str]:
    """A list of nlu/places/rules.yml."""
    return frozenset(_document("rules")[key])


@cache
def everyday() -> frozenset[str]:
    """Everyday words that lie near a place name, so that no typo is seen in them."""
    return frozenset(_document("everyday"))


@cache
def _document(name: str) -> Any:
    return yaml.safe_load((_PLACES / f"{name}.yml").read_text("utf-8"))


def _add_inside(names: dict[str, Name], entry: Mapping[str, Any]) -> None:
    code = entry["code"]
    spellings = [(entry["name"], entry["name"])]
    spellings += [(alias, entry["name"]) for alias in entry.get("aliases") or ()]
    for locality in entry.get("localities") or ():
        forms = (locality["name"], *(locality.get("variants") or ()))
        spellings += [(form, locality["name"]) for form in forms]
    for form, spelling in spellings:
        key = folded_words(form)
        # A municipality's own name wins over a village of the same name elsewhere.
        known = names.get(key)
        if known is None or known.kind != "inside" or form == entry["name"]:
            names[key] = Name(spelling, (code,), "inside")


def _outside_names() -> dict[str, Name]:
    lists = _document("outside")
    swedish = {
        folded_words(name): Name(name, (), "outside") for name in (*lists["municipalities"], *lists["others"])
    }
    return swedish | {folded_words(name): Name(name, (), "abroad") for name in lists["abroad"]}
