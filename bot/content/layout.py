"""Where things lie in content/."""

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from bot.content.schema import Municipality

# The content of this repository; commands and tests may name another.
CONTENT: Final = Path(__file__).resolve().parents[2] / "content"

TOPICS: Final = "topics"
SERVICES: Final = "services"
RIGHTS: Final = "rights"
TEXTS: Final = "texts"
CRISIS: Final = "crisis"
ORGANIZATIONS: Final = "organizations.yml"
MUNICIPALITIES: Final = "municipalities.yml"
SHORT_NUMBERS: Final = "short_numbers.yml"
AMBIGUOUS_PLACES: Final = "ambiguous_places.yml"
POSTCODES: Final = "postcodes.csv"
ESCALATION: Final = "escalation.yml"

WHOLE_COUNTRY: Final = "SE"
# å, ä and ö come after z, in this order, whatever their code points are.
_LAST_LETTERS: Final = str.maketrans("åäö", "{|}")


def folded(name: str) -> str:
    """A place name as a folder or id: "Vännäs" is vannas.

    Args:
        name: The name as it is written for people.
    """
    parts = unicodedata.normalize("NFKD", name.lower())
    letters = (letter for letter in parts if not unicodedata.combining(letter))
    return "".join(letter if letter.isalnum() else "-" for letter in letters)


def alphabetical(name: str) -> str:
    """What names are sorted by: å, ä and ö last.

    Args:
        name: The name as it is written for people.
    """
    return name.casefold().translate(_LAST_LETTERS)


def service_folder(areas: Iterable[str], municipalities: Mapping[str, Municipality]) -> str:
    """The folder under services/ for a listing with these service areas.

    Args:
        areas: Area codes of the listing, all known.
        municipalities: Municipalities by code.
    """
    codes = set(areas)
    if WHOLE_COUNTRY in codes:
        return "national"
    if any(len(code) == 2 for code in codes):
        return "regional"
    if len(codes) > 1:
        return "several"
    return folded(municipalities[codes.pop()].name)
