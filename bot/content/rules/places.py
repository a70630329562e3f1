"""Municipalities, ambiguous place names and postcodes agree with each other."""

from collections import defaultdict
from collections.abc import Iterator

from bot.content import layout
from bot.content.faults import Fault
from bot.content.phones import dial
from bot.content.reading import Located, Reading
from bot.content.schema import Municipality


def check(reading: Reading) -> Iterator[Fault]:
    """Faults in places."""
    shorts = {located.model.number: located.model for located in reading.short_numbers}
    for located in reading.municipalities:
        board = located.model.switchboard
        try:
            dial(board.number, shorts)
        except ValueError:
            message = f"växelnumret går inte att ringa: {board.number}"
            yield located.fault(message, "switchboard", "number")
        if board.source is None and not board.unconfirmed:
            yield located.fault("växelnumret saknar källa", "switchboard")
    for located_short in reading.short_numbers:
        short = located_short.model
        if short.number.replace(" ", "") != short.tel:
            yield located_short.fault(f"tel {short.tel} är inte samma siffror som {short.number}", "tel")
    yield from _ambiguous(reading)
    yield from _postcodes(reading)


def _homes(municipalities: list[Located[Municipality]]) -> dict[str, set[str]]:
    """The municipalities that have a locality of each name."""
    homes: dict[str, set[str]] = defaultdict(set)
    for located in municipalities:
        for locality in located.model.localities:
            homes[locality.name].add(located.model.name)
    return homes


def _ambiguous(reading: Reading) -> Iterator[Fault]:
    document = reading.ambiguous_places
    if document is None:
        return
    homes = _homes(reading.municipalities)
    named = document.data or {}
    if not isinstance(named, dict) or not all(isinstance(value, list) for value in named.values()):
        yield document.fault("filen ska vara ortnamn med listor av kommuner")
        return
    for place, municipalities in named.items():
        if len(municipalities) < 2:
            yield document.fault(f"{place} är bara en plats i en kommun", (place,))
        for index, municipality in enumerate(municipalities):
            if municipality not in homes.get(place, ()):
                yield document.fault(f"{place} finns inte bland orterna i {municipality}", (place, index))
    for place, found in sorted(homes.items()):
        if len(found) > 1 and set(named.get(place, ())) != found:
            yield document.fault(f"{place} finns i {', '.join(sorted(found))}: ta med alla här", (place,))


def _postcodes(reading: Reading) -> Iterator[Fault]:
    names = {located.model.code: located.model.name for located in reading.municipalities}
    path = reading.shown(layout.POSTCODES)
    seen: set[str] = set()
    for row in reading.postcodes:
        if len(row.postcode) != 5 or not row.postcode.isdecimal():
            yield Fault(path, row.line, f"{row.postcode} är inte ett postnummer med fem siffror")
        if row.postcode in seen:
            yield Fault(path, row.line, f"postnumret {row.postcode} står två gånger")
        if names.get(row.municipality_code) != row.municipality:
            message = f"{row.municipality} ({row.municipality_code}) är inte en känd kommun"
            yield Fault(path, row.line, message)
        seen.add(row.postcode)
