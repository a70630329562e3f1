"""Ids: unique, equal to the file's name, and exactly the 40 topics."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.content import layout
from bot.content.faults import Fault
from bot.content.reading import Located, Reading
from bot.content.topics import TOPIC_IDS


def check(reading: Reading) -> Iterator[Fault]:
    """Faults in ids and in the set of topics."""
    for files in (reading.topics, reading.services, reading.rights):
        yield from _file_names(files)
        yield from _unique(files, "id")
    yield from _unique(reading.organizations, "id")
    yield from _unique(reading.municipalities, "code")
    yield from _unique(reading.municipalities, "name")
    yield from _unique(reading.short_numbers, "tel")
    yield from _topics(reading)


def _file_names(found: Iterable[Located[Any]]) -> Iterator[Fault]:
    for located in found:
        name, identifier = located.document.path.stem, located.model.id
        if name != identifier:
            yield located.fault(f"id {identifier} ska vara samma som filens namn, {name}", "id")


def _unique(found: Iterable[Located[Any]], field: str) -> Iterator[Fault]:
    first: dict[str, Located[Any]] = {}
    for located in found:
        value = getattr(located.model, field)
        if value in first:
            elsewhere = first[value].document.path.as_posix()
            yield located.fault(f"{field} {value} finns redan i {elsewhere}", field)
        first.setdefault(value, located)


def _topics(reading: Reading) -> Iterator[Fault]:
    present = {located.model.id for located in reading.topics}
    for missing in sorted(set(TOPIC_IDS) - present):
        yield Fault(reading.shown(layout.TOPICS, f"{missing}.yml"), 1, f"ämnet {missing} saknas")
    for located in reading.topics:
        if located.model.id not in TOPIC_IDS:
            yield located.fault(f"{located.model.id} är inte ett av de 40 ämnena", "id")
        for index, related in enumerate(located.model.related):
            if related not in TOPIC_IDS:
                yield located.fault(f"okänt ämne: {related}", "related", index)
