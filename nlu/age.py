"""The age a message gives: in years, in words, or as a school year."""

import re
from dataclasses import dataclass

from nlu.words import alternatives, mapping, terms

_UNITS, _TENS = mapping("persons", "units"), mapping("persons", "tens")
_NUMBERS = {
    **_UNITS,
    **_TENS,
    **{f"{ten}{unit}": _TENS[ten] + _UNITS[unit] for ten in _TENS for unit in _UNITS if _UNITS[unit] < 10},
}
_GRADES = mapping("persons", "grades")
_GYMNASIUM_YEARS = mapping("persons", "gymnasium")
# A bare "3 år" is nearly always a span of time; a younger age is told of somebody ("treåringen").
YOUNGEST, _YOUNGEST_BARE, OLDEST = 1, 6, 110

_SOMEBODY = alternatives(terms("persons", "children", "peers", "elders", "parents", "definite"))
# "09" is a year of birth.
_N = rf"(?P<n>(?!0\d)\d{{1,3}}|{alternatives(_NUMBERS)})"
# "för 3 år sedan", "i 2 år", "kl 15" count time, not age.
_NO_TIME_BEFORE = (
    r"(?<!for )(?<!\bi )(?<!kl )(?<!klockan )(?<!sen )(?<!sedan )(?<!over )(?<!since )(?<!ett )(?<!senaste )"
    # "varit ihop 16 år", "gift 20 år"
    r"(?<!\bihop )(?<!\btillsammans )(?<!\bgift )(?<!\bgifta )(?<!\bbott )(?<!\bjobbat )(?<!\bvantat )"
)
_NO_TIME_AFTER = (
    r"(?!\s*(?:ar|aren|years?)\s*(?:sen|sedan|tillbaka|ago|sammanhangande|i rad|aldre|yngre|older|younger))"
)
_OLD = r"(?:arig|ariga|arige|arigt|aring|aringen|aringar|bast|years? old|yo|y/o|yr)\b"
# "12-18 år" is whom something is for.
_YEARS = re.compile(rf"(?<![\d.,])(?<!\d-)(?<!\d - ){_NO_TIME_BEFORE}\b{_N}{_NO_TIME_AFTER}(?:\s|-)*ar\b")
_YEARS_OLD = re.compile(rf"\b{_N}(?:\s|-)*{_OLD}")
# "17.00" is a time.
_ENDS_CLAUSE = (
    r"(?=\s*(?:[,!?)]|\.(?!\d\d\b)|$"
    r"|(?:o|a|och|and|men|but|fran|bor|i|in|from|tjej|kille|girl|boy|nu|now|inte|int|not"
    r"|jag|ja|han|hon|hen|vi|vill|mar|soker)\b))"
)
# What is counted is no age: "min son 3 gånger", "jag är 16 veckor gravid", "16+3", "16 av 20".
_NOT_COUNTED = (
    rf"\b(?!(?:[.,]\d{{1,2}})?\s*(?:{alternatives(terms('persons', 'counted'))})\b|\s?[%$:/-]|\+\d)"
)
_HEDGE = r"(?:ocksa|oxa|just|nyss|bara|only|nu|ju|typ|faktiskt|val|alltsa|ca|cirka|ungefar|redan|precis)"
_IS = re.compile(
    r"(?:^|\b(?:jag|ja|i|im|i'm|han|hon|ho|hen|he|she|som|who|och(?= ar| e)))\s*"
    r"(?:ar|e(?!(?:4|10|12|45)\b)|a|am|is|'s|blir|var|turned)?\s*"  # not the road "E12"
    rf"{_HEDGE}?\s*{_N}{_ENDS_CLAUSE}"
)
# "jag är 16 har ångest": with a verb, in the present, and with no pause.
_IS_ON = re.compile(
    r"\b(?:(?:jag|ja|han|hon|ho|hen)\s+(?:ar|e|a)|(?:he|she)(?:\s+is|'s)|i\s+am|i'm|im)\s+"
    rf"{_HEDGE}?\s*{_N}{_NOT_COUNTED}"
)
# "vi är 17", "dom är 6 och 10": ages, where it is not said what they are many in.
_ARE = re.compile(rf"\b(?:vi|we|dom|de|they)\s+(?:ar|e|are)\s+{_N}{_ENDS_CLAUSE}(?!\s+(?:i|in|av|of)\b)")
# "m 22", "lärling 18", "kvinna 34 utbränd": who somebody is, and an age.
_MATTER, _DOING = alternatives(terms("persons", "matters")), alternatives(terms("persons", "doings"))
_AS = re.compile(
    rf"(?:^|[,.]\s*|\bjag\s)(?:{alternatives(terms('persons', 'alone'))})\s*,?\s*{_N}"
    rf"(?=\s*(?:[,.!?]|$|(?:{_MATTER}|{_DOING})\b))"
)
# "är 78 själv": who says so leaves out the "jag".
_MYSELF = re.compile(rf"\b(?:ar|e|fyllt)\s{_N}\s(?:ar\s)?sjalv\b")
_ASIDE = re.compile(rf"\b(?:jag|ja|han|hon|{_SOMEBODY})\s*[,(]\s*{_N}\s*[,)]")
_TURNED = re.compile(rf"\b(?:fyllt|fyllde|blev|turned|aged?|aldern?(?: ar)?)\s*{_N}\b")
# The birthday is still to come: the age now is one less.
_TURNS = re.compile(
    rf"\b(?:fyller|snart|turning|nastan)\s*{_N}\b(?!\s*(?:veckor|manader|dagar|ar sen|ar sedan))"
)
_OPENS = re.compile(rf"^\W*{_N}\s*(?:,|o\b|a\b|och\b|and\b)")
# "ett" is an article: "var hittar man ett samtal"; "mån" are months.
_RELATIVE = re.compile(
    rf"\b(?:{_SOMEBODY})s?\b\s*(?:pa|ar|e|a|is|som ar|who is|,|\()?\s*(?!ett\b){_N}{_NOT_COUNTED}(?!\s*man\b)"
)
_CALLED = re.compile(rf"\bheter\s+\w+\s*,?\s*{_N}{_NOT_COUNTED}")
_GRADE = re.compile(
    r"\b(?:gar\s+)?(?:i\s+)?(?:ak|arskurs|arskursen|klass|grade|year)\s*(?P<digit>[1-9])[a-f]?\b"
    r"|\b(?:gar\s+)?i\s+(?P<short>[4-9]):?an\b"
    rf"|\b(?:gar|gick|borja\w*)\s+(?:\w+\s+){{0,2}}?i\s+(?P<word>{alternatives(_GRADES)})\b"
    r"|\bi\s+(?P<bare>femman|sexan|sjuan|attan|nian)\b"
)
_YEAR = rf"(?:{alternatives(_GYMNASIUM_YEARS)})"
_GYMNASIUM = re.compile(
    rf"\b(?:gymnasiet|gymnasie|gymmet|gy)\b.{{0,20}}?\b(?P<after>{_YEAR})\b"
    rf"|\b(?:gy\s?|ar )?(?P<before>{_YEAR})\s+(?:aret\s+)?(?:pa|i|i\s+pa)?\s*(?:gymnasiet|gymnasie|gymmet)\b"
    r"|\bgy\s?(?P<short>[123])\b"
)
_ONLY_A_NUMBER = re.compile(rf"\W*{_N}\W*")
# "typ 15", "nej, 15", "ålder: 16", "15 typ"; but "typ 1" is an illness.
_NEARLY_ONLY = re.compile(
    rf"^\W{{0,3}}(?:(?:{alternatives(terms('persons', 'beside'))})\W{{1,3}}){{0,2}}{_N}"
    r"(?:\W{1,3}(?:typ|ungefar|sa jag|tror jag))?\W{0,3}$"
)
# Beside a place: nothing else than a number and small words, or a number that is a clause of its own.
_SMALL = r"(?:kommun|kommunen|stad|jag|ja|bor|i|in|im|i'm|och|o|a|har|here|hej|tjej|kille|man|kvinna)"
_NUMBER_AND_SMALL = re.compile(rf"\W*(?:{_SMALL}\W+)*{_N}(?!\s?[%+:/])(?:\W+{_SMALL})*\W*")
_APART = re.compile(rf"(?:^|(?<!kl)[,.;:])\s*(?<!\d[.:]){_N}\s*(?=[,.;:](?!\d)|$)")
# In messages of few words the age is just thrown in: "17 gravid", "ångest 16", "gravid 16 skellefteå". What
# is the matter stands beside it, or any word that takes no number of its own ("buss 16", "storgatan 16").
# In digits: "eleven har" is of a pupil.
_THROWN_IN = re.compile(rf"(?:^|[,;])\s*(?P<n>\d\d)\s+(?:{_MATTER}|{_DOING})\b")
_THROWN_BEHIND = re.compile(rf"\b(?:{_MATTER})\s+{_N}(?=\s*(?:[,.;!?]|$))")
_BEFORE_A_PLACE = re.compile(
    rf"\b(?!(?:{alternatives(terms('persons', 'numbered'))})\b)"
    rf"[a-z]\w+\s+{_N}\s*(?=,|$)"
)
_YOUNG, _FEW_WORDS = range(10, 30), 6
# "inte 16 utan 13", "inte 16, 13": the first is taken back.
_TAKEN_BACK = re.compile(rf"\b(?:inte|int|not)\s*{_N}\b(?:\s*ar)?")
_INSTEAD = re.compile(
    rf"\b(?:inte|int|not)\s*\d{{1,3}}\b(?:\s*ar)?\s*(?:,|utan|but)?\s*(?:utan|but)?\s*{_N}\b"
)
_PATTERNS = (
    *(
        _INSTEAD,
        _MYSELF,
        _RELATIVE,
        _ASIDE,
        _YEARS_OLD,
        _TURNS,
        _YEARS,
        _IS,
        _TURNED,
        _ARE,
        _AS,
        _OPENS,
        _IS_ON,
        _CALLED,
    ),
    *(_THROWN_IN, _THROWN_BEHIND, _NEARLY_ONLY),
)
# "jag är under 18", "är inte 18 än", "minderårig": a year less; "över 18", "myndig": that age.
_NO_MEASURE = r"\b(?!\s*(?:grader|procent|veckor|manader|dagar|timmar|kilo|kg|kr|kronor))"
_BELOW = re.compile(
    rf"\b(?:under|inte fyllt|inte ens|yngre an|not yet|younger than)\s*{_N}{_NO_MEASURE}"
    rf"|(?<!klockan ar )(?<!det ar )\b(?:inte|int)\s(?P<yet>[1-9]\d)\s(?:ar\s)?(?:an|annu)\b"
)
_ABOVE = re.compile(rf"\b(?:over|aldre an)\s*{_N}{_NO_MEASURE}")
_MINOR = re.compile(r"\b(?:minderarig|omyndig|underage)\b")
# The age of somebody who is under 18, as far as anybody has said.
OLDEST_MINOR = 17
# Somebody who does something to the writer: "en 30-åring på discord skickar bilder till mig".
_SOMEONE, _ME = re.compile(r"\b(?:en|a)\s*$"), re.compile(r"\b(?:mig|mej|me)\b")
# "jag är 45", "jag är mormor, 72", "själv är jag 41": the writer's own age.
_OWN = re.compile(
    r"\b(?:jag|ja|i|i'm|im|vi|we)\b\s*(?:ar|e|a|am|are|fyller|fyllde|blir|har)?\s*"
    r"(?:sjalv|ocksa|oxa|med|snart|just|precis|nyss|bara|typ|redan|nu|ju|faktiskt|val|alltsa|ca|cirka|ungefar)?"
    r"\s*(?:fyllt)?\s*$"
    r"|\bjag ar \w+,?\s*$|\bsjalv (?:ar|e) jag\s*$"
    # "jag har blivit pappa och är 20"
    r"|\b(?:jag|ja|vi)\s(?:(?!han\b|hon\b|hen\b)\w+\s){1,5}(?:och|o)\s(?:ar|e)\s*$"
)
_OWN_REACH = 40
# "han är 19", "pappan är 20", "min kille (16)": somebody else's. A parent or a friend stands right before it.
_NAMED = (
    rf"\b(?:han|hon|ho|hen|he|she|dom|they|{alternatives(terms('persons', 'definite', 'grown'))})"
    rf"|\b(?:{alternatives(terms('persons', 'owners'))})\s(?:\w+\s)?(?:{_SOMEBODY})s?"
)
_HIS = re.compile(
    rf"(?:{_NAMED})(?:'s)?\s*[,(]?\s*(?:som\s|who\s)?(?:ar|e|a|is|are|blir|fyller|fyllde|har|pa|var|was)?\s*"
    r"(?:snart|just|precis|nyss|bara|typ|redan|nog|nu|ju|ca|kanske)?\s*(?:fyllt)?\s*$"
    r"|\b(?:han|hon|hen|he|she)\s(?:(?!jag\b)\w+\s){1,5}(?:och|o|and)\s(?:ar|e|is)\s*$"
)
# "pappan är 20": of a child's parent, who is neither the one who writes nor the one to help.
_PARENT = re.compile(
    rf"(?<!\bjag ar )(?<!\bblivit )\b(?:{alternatives(terms('persons', 'parents'))})"
    r"\s*[,(]?\s*(?:ar|e|is)\s*(?:bara|typ)?\s*$"
)
# A parent this old is the one who needs help; a child of an ill parent asks for itself.
OLD_PARENT = 50
_PLURAL_THEIRS = re.compile(r"\bde\s(?:ar|e)\s*$")


def read_age(folded: str, of_another: bool, but_places: str | None = None) -> int | None:
    """The age in years of the one the help is for.

    Args:
        folded: The message, folded.
        of_another: Whether the message asks for somebody else, so that "jag är 45" is left out.
        but_places: The same with a comma for each place it names, where it names any.
    """
    age = read_spoken_age(folded, of_another, but_places)
    return _beside_a_place(folded, but_places) if age is None and but_places is not None else age


def read_spoken_age(folded: str, of_another: bool, but_places: str | None = None) -> int | None:
    """The same, but for a number that only stands beside a place: whose age that is nobody says."""
    age = _read(folded, of_another)
    # A place ends what is said before it: "jag är 16 umeå", "tjej 15 vännäs ångest".
    return _read(but_places, of_another) if age is None and but_places is not None else age


def _read(folded: str, of_another: bool) -> int | None:
    if match := _ONLY_A_NUMBER.fullmatch(folded):
        candidates = [(0, _number(match["n"]))]
    else:
        candidates = _spoken(folded) + _school_years(folded)
    own = [(at, age) for at, age in candidates if _is_own(folded, at)]
    if of_another:
        candidates = [one for one in candidates if one not in own]
    elif own:
        candidates = own  # "jag är 13 och min kille 16"
    elif _ME.search(folded):
        candidates = [(at, age) for at, age in candidates if not _SOMEONE.search(folded[:at])]
    return next((age for at, age in candidates if _counts(folded, at, age)), None)


@dataclass(frozen=True)
class Ages:
    """Whose age a message tells, where it says whose.

    Attributes:
        own: That of the one who writes.
        theirs: That of somebody else.
    """

    own: int | None = None
    theirs: int | None = None


def read_ages(folded: str) -> Ages:
    """The ages in a message of which it is said whose they are."""
    spoken = [(at, age) for at, age in _spoken(folded) if _counts(folded, at, age)]
    own = next((age for at, age in spoken if _is_own(folded, at)), None)
    theirs = next((age for at, age in spoken if not _is_own(folded, at) and _is_theirs(folded, at)), None)
    return Ages(own, theirs)


def _counts(folded: str, at: int, age: int) -> bool:
    """Whether an age is that of the one who writes or the one it is about, not of the parents."""
    young_parent = age < OLD_PARENT and _PARENT.search(folded[:at][-_OWN_REACH:])
    return YOUNGEST <= age <= OLDEST and not young_parent


def _is_own(folded: str, at: int) -> bool:
    said = _OWN.search(folded[:at][-_OWN_REACH:]) is not None
    return said or any(match.start("n") == at for match in _MYSELF.finditer(folded))


def _is_theirs(folded: str, at: int) -> bool:
    before = folded[:at][-_OWN_REACH:]
    return _HIS.search(before) is not None or _PLURAL_THEIRS.search(before) is not None


def is_minor(folded: str) -> bool:
    """Whether a message says no more than that somebody is under 18; the age read is then 17."""
    below = any(_limit(match) == OLDEST_MINOR + 1 for match in _BELOW.finditer(folded))
    return below or _MINOR.search(folded) is not None


def _beside_a_place(folded: str, but_places: str) -> int | None:
    """The age in a message that names a place: "malå, 18", "17 sorsele", "gravid 16 skellefteå"."""
    match = _NUMBER_AND_SMALL.fullmatch(but_places) or _APART.search(folded) or _APART.search(but_places)
    if match:
        age = _number(match["n"])
        return age if _YOUNGEST_BARE <= age <= OLDEST else None
    match = _BEFORE_A_PLACE.search(but_places) if len(but_places.split()) <= _FEW_WORDS else None
    return age if match and (age := _number(match["n"])) in _YOUNG else None


def _spoken(folded: str) -> list[tuple[int, int]]:
    """Ages with their places: limits first, then those put right ("inte 16 utan 13"), then relations'."""
    found = [(match.start(), _limit(match) - 1) for match in _BELOW.finditer(folded)]
    found += [(match.start("n"), _number(match["n"])) for match in _ABOVE.finditer(folded)]
    found += [(match.start(), OLDEST_MINOR) for match in _MINOR.finditer(folded)]
    taken_back = {match.start("n") for match in _TAKEN_BACK.finditer(folded)}
    for pattern in _PATTERNS:
        for match in sorted(pattern.finditer(folded), key=lambda match: match.start("n")):
            age = _number(match["n"]) - (pattern is _TURNS)
            thrown_in = pattern in (_THROWN_IN, _THROWN_BEHIND)
            if match.start("n") in taken_back or (thrown_in and age not in _YOUNG):
                continue
            if age >= _YOUNGEST_BARE or pattern in (_RELATIVE, _YEARS_OLD):
                found.append((match.start("n"), age))
    return found


def _limit(below: re.Match[str]) -> int:
    return _number(below["n"] or below["yet"])


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]


def _school_years(folded: str) -> list[tuple[int, int]]:
    if match := _GYMNASIUM.search(folded):
        year = match["after"] or match["before"] or match["short"]
        return [(match.start(), _GYMNASIUM_YEARS[year])]
    found = []
    for match in _GRADE.finditer(folded):
        digit = match["digit"] or match["short"]
        age = int(digit) + 6 if digit else _GRADES[match["word"] or match["bare"]]
        found.append((match.start(), age))
    return found
