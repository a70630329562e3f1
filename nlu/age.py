"""The age a message gives: in years, in words, or as a school year."""

import re

from nlu.words import alternatives, mapping, terms

_NUMBERS = mapping("persons", "numbers")
_GRADES = mapping("persons", "grades")
_GYMNASIUM_YEARS = mapping("persons", "gymnasium")
_YOUNGEST, _OLDEST = 5, 110

_SOMEBODY = alternatives(terms("persons", "children", "peers", "elders"))
_N = rf"(?P<n>\d{{1,3}}|{alternatives(_NUMBERS)})"
# "för 3 år sedan", "i 2 år", "kl 15" count time, not age.
_NO_TIME_BEFORE = (
    r"(?<!for )(?<!\bi )(?<!kl )(?<!klockan )(?<!sen )(?<!sedan )(?<!over )(?<!since )(?<!\bpa )"
)
_NO_TIME_AFTER = r"(?!\s*(?:ar|aren|years?)\s*(?:sen|sedan|tillbaka|ago|sammanhangande|i rad))"
_YEARS = re.compile(
    rf"(?<![\d.,]){_NO_TIME_BEFORE}\b{_N}{_NO_TIME_AFTER}(?:\s|-)*"
    r"(?:ar|arig|ariga|aring|aringen|bast|years? old|yo|y/o|yr)\b"
)
_ENDS_CLAUSE = r"(?=\s*(?:[,.!?)]|$|o\b|och\b|and\b|men\b|fran\b|bor\b|i\b|from\b|tjej|kille|girl|boy))"
_IS = re.compile(
    r"\b(?:jag|ja|i|im|i'm|han|hon|hen|he|she|som|who)\s*(?:ar|e|am|is|'s|fyller|blir|fyllde|turned)?\s*"
    rf"(?:just|snart|nyss|bara|only|nu)?\s*{_N}{_ENDS_CLAUSE}"
)
_TURNS = re.compile(rf"\b(?:fyller|blir|fyllt|fyllde|turning|turned|aged?|aldern?)\s*{_N}\b")
_RELATIVE = re.compile(
    rf"\b(?:{_SOMEBODY})s?\b\s*(?:pa|ar|is|som ar|who is|,|\()?\s*{_N}\b"
    r"(?!\s*(?:ganger|dagar|veckor|manader|timmar|kr|kronor|times|days|weeks|months|hours|barn|st))"
)
_GRADE = re.compile(
    r"\b(?:ak|arskurs|arskursen|klass|grade|year)\s*(?P<digit>[1-9])\b"
    rf"|\b(?:gar|gick|borja\w*)\s+(?:\w+\s+){{0,2}}?i\s+(?P<word>{alternatives(_GRADES)})\b"
    r"|\bi\s+(?P<bare>femman|sexan|sjuan|attan|nian)\b"
)
_YEAR = rf"(?:{alternatives(_GYMNASIUM_YEARS)})"
_GYMNASIUM = re.compile(
    rf"\b(?:gymnasiet|gymnasie|gymmet|gy)\b.{{0,20}}?\b(?P<after>{_YEAR})\b"
    rf"|\b(?:gy\s?|ar )?(?P<before>{_YEAR})\s+(?:aret\s+)?(?:pa|i|i\s+pa)?\s*(?:gymnasiet|gymnasie|gymmet)\b"
    r"|\bgy\s?(?P<short>[123])\b"
)
_ONLY_A_NUMBER = re.compile(r"\W*(\d{1,2})\W*")
# "jag är 45", "jag är mormor, 72": the writer's own age.
_OWN = re.compile(
    r"\b(?:jag|ja|i|i'm|im)\b\s*(?:ar|e|am|fyller|blir)?\s*(?:sjalv|snart|just)?\s*$|\bjag ar \w+,?\s*$"
)
_OWN_REACH = 24


def read_age(folded: str, of_another: bool) -> int | None:
    """The age in years of the one the help is for.

    Args:
        folded: The message, folded.
        of_another: Whether the message asks for somebody else, so that "jag är 45" is left out.
    """
    if match := _ONLY_A_NUMBER.fullmatch(folded):
        candidates = [(0, int(match[1]))]
    else:
        candidates = _spoken(folded) + _school_years(folded)
    if of_another:
        candidates = [(at, age) for at, age in candidates if not _OWN.search(folded[:at][-_OWN_REACH:])]
    return next((age for _, age in candidates if _YOUNGEST <= age <= _OLDEST), None)


def _spoken(folded: str) -> list[tuple[int, int]]:
    """Ages with their places: those beside a relation first ("min dotter 15")."""
    found = []
    for pattern in (_RELATIVE, _YEARS, _IS, _TURNS):
        matches = sorted(pattern.finditer(folded), key=lambda match: match.start("n"))
        found += [(match.start("n"), _number(match["n"])) for match in matches]
    return found


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]


def _school_years(folded: str) -> list[tuple[int, int]]:
    if match := _GYMNASIUM.search(folded):
        year = match["after"] or match["before"] or match["short"]
        return [(match.start(), _GYMNASIUM_YEARS[year])]
    found = []
    for match in _GRADE.finditer(folded):
        age = int(match["digit"]) + 6 if match["digit"] else _GRADES[match["word"] or match["bare"]]
        found.append((match.start(), age))
    return found
