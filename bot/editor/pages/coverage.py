"""How well every topic is covered in every municipality: dead ends, thin and stale places."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.content.coverage import Cell, coverage
from bot.content.load import Content
from bot.content.schema import Level, Publication, Service
from bot.directory.freshness import next_review
from bot.directory.snapshot import Snapshot

State = Literal["dead", "thin", "stale", "good"]
_NEAR = {Level.MUNICIPAL, Level.LOCAL}
# Fewer doors than this for somebody who asks is thin.
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """A topic in a municipality.

    Attributes:
        near: Doors in the municipality itself.
        doors: All doors, those of the region and the country too.
        dead: How many kinds of askers (by age, for oneself or another) meet nobody.
        state: The gravest thing to say about it.
    """

    near: int
    doors: int
    dead: int
    state: State


@dataclass(frozen=True, slots=True)
class Map:
    """The heat map.

    Attributes:
        spots: By topic and municipality.
        counts: How many there are in each state.
    """

    spots: dict[tuple[str, str], Spot]
    counts: dict[State, int]


def heat_map(content: Content, snapshot: Snapshot, places: Iterable[str], today: date) -> Map:
    """Ask every question of the published listings; takes a moment: not for the event loop.

    Args:
        content: Topics and municipalities.
        snapshot: The published listings.
        places: Codes of the municipalities to look at.
        today: The day.
    """
    municipalities = {code: content.municipalities[code] for code in places}
    matrix = coverage(replace(content, services=dict(snapshot.by_id), municipalities=municipalities))
    cells: dict[tuple[str, str], list[Cell]] = {}
    for cell in matrix.cells:
        cells.setdefault((cell.topic, cell.municipality), []).append(cell)
    spots = {key: _spot(some, today) for key, some in cells.items()}
    states: tuple[State, ...] = ("dead", "thin", "stale", "good")
    return Map(spots, {state: sum(one.state == state for one in spots.values()) for state in states})


def _spot(cells: list[Cell], today: date) -> Spot:
    doors = {one.id: one for cell in cells for one in cell.doors}
    dead = sum(not cell.doors for cell in cells)
    near = sum(one.level in _NEAR for one in doors.values())
    return Spot(near, len(doors), dead, _state(list(doors.values()), cells, dead, today))


def _state(doors: list[Service], cells: list[Cell], dead: int, today: date) -> State:
    if dead:
        return "dead"
    if min(len(cell.doors) for cell in cells) < _ENOUGH:
        return "thin"
    return "stale" if all(_stale(one, today) for one in doors) else "good"


def _stale(service: Service, today: date) -> bool:
    numbers = any(phone.publication is Publication.PUBLISHED for phone in service.phones)
    return next_review(service.assured_date, phones=numbers, opening_hours=service.opening_hours).overdue(
        today
    )
