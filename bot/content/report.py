"""The coverage matrix in words and letters, for an editor's terminal."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bot.content.coverage import AGES, AUDIENCES, Cell, Matrix
from bot.content.schema import Audience, Level, Municipality
from bot.content.topics import TOPIC_IDS

LEGEND: Final = "K kommunen eller på orten · R regionen · L landet · – ingen (återvändsgränd)"
_LETTERS: Final = {Level.MUNICIPAL: "K", Level.LOCAL: "K", Level.REGIONAL: "R", Level.NATIONAL: "L"}
_NOBODY: Final = "–"
_NEAR_TO_FAR: Final = "KRL–"
_WHO: Final[dict[Audience, str]] = {"self": "själv", "relative": "anhörig"}
_LABEL: Final = max(map(len, TOPIC_IDS)) + 2


def overview(matrix: Matrix, municipalities: Mapping[str, Municipality]) -> Iterator[str]:
    """A row for each topic, a column for each municipality: the worst of all ages and askers.

    Args:
        matrix: The coverage.
        municipalities: Municipalities by code, which head the columns.
    """
    yield _row("", (municipality.name[:4] for municipality in municipalities.values()), 5)
    for topic in TOPIC_IDS:
        yield _row(topic, (_worst(matrix.of(topic, code)) for code in municipalities), 5)
    yield LEGEND


def one_municipality(matrix: Matrix, municipality: Municipality, *, verbose: bool) -> Iterator[str]:
    """A row for each topic, a column for each age and asker: how near, and how many doors.

    Args:
        matrix: The coverage.
        municipality: The municipality.
        verbose: Name the listings under each topic, nearest first.
    """
    yield municipality.name
    yield _row("", (f"{age} {_WHO[who]}" for age in AGES for who in AUDIENCES), 11)
    for topic in TOPIC_IDS:
        cells = matrix.of(topic, municipality.code)
        yield _row(topic, (f"{_letter(cell)}{len(cell.doors) or ''}" for cell in cells), 11)
        if verbose:
            doors = {door.id: door for cell in cells for door in cell.doors}
            order = sorted(doors.values(), key=lambda door: (list(Level).index(door.level), door.id))
            yield from (f"    {_LETTERS[door.level]} {door.id}" for door in order)
    yield LEGEND


def dead_end(cell: Cell, municipalities: Mapping[str, Municipality]) -> str:
    """A question nobody takes, in words.

    Args:
        cell: The question.
        municipalities: Municipalities by code.
    """
    name = municipalities[cell.municipality].name
    return f"återvändsgränd: {cell.topic} i {name}, {cell.age} år, {_WHO[cell.audience]}"


def _row(label: str, values: Iterable[str], width: int) -> str:
    return (label.ljust(_LABEL) + "".join(value.ljust(width) for value in values)).rstrip()


def _letter(cell: Cell) -> str:
    return _LETTERS[cell.nearest] if cell.nearest else _NOBODY


def _worst(cells: Iterable[Cell]) -> str:
    return max(map(_letter, cells), key=_NEAR_TO_FAR.index)
