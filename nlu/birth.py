"""A year of birth told as an age: "jag är född 2009", "en 09a", "born in 09"."""

import re
from datetime import date

from nlu.age import OLDEST, YOUNGEST

# "född 12 veckor för tidigt" and "född 18 maj" tell no year.
_SPAN = r"(?:år|veckor|månader|dagar|years|weeks|months)\b"
_MONTH = r"(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|o[kc]t|nov|dec)"
_DAY = r"(?:den\s+)?\d{1,2}(?:/\d{1,2}|\s+\w{3,9})\s+"
_BORN = (
    rf"(?:född|fött|föddes|fodd|foddes|born)\s+(?:i\s+|år\s+|in\s+|{_DAY})?"
    r"(?:(?P<born>(?:19|20)\d\d)(?:-\d\d-\d\d)?|['’-]?(?P<short>\d\d))"
    rf"(?![\d.:/-]|\s*(?:{_SPAN}|{_MONTH}))"
)
# Those of one year call themselves so: "är en nolla nia" is too rare to read, "är 09a" is not.
_CLASS_OF = r"\b(?P<before>(?:är|e|en|ei)\s+)(?P<class>[01]\d)[:-]?(?:a|an|or|orna)\b"
_YEAR = re.compile(rf"\b{_BORN}|{_CLASS_OF}", re.I)


def in_years(text: str, today: date) -> str:
    """A text with each year of birth written as the age it most likely makes.

    The birthday is not known, so it is taken to lie in the middle of the year.
    """
    return _YEAR.sub(lambda match: _age(match, today), text)


def _age(match: re.Match[str], today: date) -> str:
    year = int(match["born"]) if match["born"] else _nearest(int(match["short"] or match["class"]), today)
    age = today.year - year - (today < date(today.year, 7, 1))
    # A child of this year has no age in years.
    return f"{match['before'] or ''}{age} år" if YOUNGEST <= age <= OLDEST else match[0]


def _nearest(short: int, today: date) -> int:
    """The year that "09" or "75" stands for, in this century unless it is still to come."""
    century = today.year - today.year % 100
    return century + short if century + short <= today.year else century - 100 + short
