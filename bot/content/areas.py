"""What areas are called: municipalities by SCB code, counties, and the country."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.content.layout import WHOLE_COUNTRY
from bot.content.schema import Municipality

COUNTRY: Final = "Sverige"
# SCB's county codes; numbers that are missing belong to counties that have been merged.
COUNTIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "01": "Stockholms län",
        "03": "Uppsala län",
        "04": "Södermanlands län",
        "05": "Östergötlands län",
        "06": "Jönköpings län",
        "07": "Kronobergs län",
        "08": "Kalmar län",
        "09": "Gotlands län",
        "10": "Blekinge län",
        "12": "Skåne län",
        "13": "Hallands län",
        "14": "Västra Götalands län",
        "17": "Värmlands län",
        "18": "Örebro län",
        "19": "Västmanlands län",
        "20": "Dalarnas län",
        "21": "Gävleborgs län",
        "22": "Västernorrlands län",
        "23": "Jämtlands län",
        "24": "Västerbottens län",
        "25": "Norrbottens län",
    }
)


def area_name(code: str, municipalities: Mapping[str, Municipality]) -> str:
    """An area as people call it; a code nobody knows is its own name.

    Args:
        code: Four digits for a municipality, two for a county, SE for the country.
        municipalities: Municipalities by code.
    """
    if code == WHOLE_COUNTRY:
        return COUNTRY
    municipality = municipalities.get(code)
    return municipality.name if municipality else COUNTIES.get(code, code)
