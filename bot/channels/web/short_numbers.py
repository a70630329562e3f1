"""Short numbers: those the page always knows, whatever else has failed, and making them tappable."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from markupsafe import Markup, escape


class Line(NamedTuple):
    """A line to call.

    Attributes:
        number: As it is written for people.
        tel: As it is dialled.
        name: Who answers.
        note: Who it is for.
    """

    number: str
    tel: str
    name: str
    note: str


SOS: Final = Line("112", "112", "SOS Alarm", "Vid fara för livet")
# The smallest crisis answer there is: shown when a crisis card comes without lines of its own.
MINIMUM: Final = (
    SOS,
    Line("90101", "90101", "Självmordslinjen", "Dygnet runt, alla åldrar"),
    Line("116 111", "116111", "Bris", "För dig under 18"),
    Line("1177", "1177", "Sjukvårdsrådgivningen", "Dygnet runt"),
)


class Numbers:
    """Finds short numbers in a text.

    Args:
        numbers: Numbers as they are written; the minimum is always among them.
    """

    def __init__(self, numbers: Iterable[str] = ()) -> None:
        known = {line.number for line in MINIMUM} | set(numbers)
        # The longest first, so that 116 117 is never read as a shorter number inside it.
        self.written = tuple(sorted(known, key=lambda number: (-len(number), number)))
        alternatives = "|".join(re.escape(number).replace("\\ ", "[ \\xa0]?") for number in self.written)
        # A part of a longer number, a date, a price or an address on the web is none of them.
        # numbers.js has the same pattern; neither looks behind, which older telephones cannot.
        before = "(^|\\n|[^\\d\\s.,+-]|[^\\d\\s][ \\xa0]+)"
        self._pattern = re.compile(rf"{before}({alternatives})(?!\d|[.,-]\w|[ \xa0]\d)")

    def link(self, text: str) -> Markup:
        """The text, escaped, with every known number as a link that calls it."""
        parts = self._pattern.split(text)
        made = escape(parts[0])
        for before, number, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            digits = "".join(filter(str.isdigit, number))
            made += escape(before) + Markup('<a href="tel:{}">{}</a>').format(digits, number)
            made += escape(after)
        return made
