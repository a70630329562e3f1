"""What people ordinarily write to Vart: lines of the topic training data, as lines that are no crisis.

The safety net's own data holds crises and what looks like them. Without the rest, a classifier
takes every sentence unlike both for a coin's toss. Topics whose lines may well be crises are left
out, so that none is taught to be harmless.
"""

from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.safety.training import Line
from bot.settings import ROOT
from nlu.language import detect

FOLDER = ROOT / "nlu" / "data"
MAY_BE_CRISES = frozenset(
    (
        *("violence", "honour", "sexual_abuse", "self_harm", "psychosis", "low_mood", "eating"),
        *("alcohol_drugs", "crime", "parent_illness", "relative_support", "anger"),
    )
)
# One line in so many: enough to know the ordinary, without drowning what the net is for.
ONE_IN = 3


def ordinary_files() -> list[Path]:
    """The files the lines come from, in a fixed order."""
    files = sorted((FOLDER / "topics").glob("*.yml")) + sorted((FOLDER / "conversation").glob("*.yml"))
    return [path for path in files if path.stem not in MAY_BE_CRISES]


def ordinary_lines() -> list[Line]:
    """Lines that are no crisis, chosen the same way every time."""
    return [line for path in ordinary_files() for at, line in enumerate(_lines(path)) if at % ONE_IN == 0]


def _lines(path: Path) -> Iterator[Line]:
    data = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    for block in data["nlu"]:
        for example in block["examples"].splitlines():
            text = example.removeprefix("- ").strip()
            yield Line(
                text=text,
                crisis=False,
                severity=0,
                reason=None,
                who="self",
                kind="ordinary",
                lang="en" if detect(text) == "en" else "sv",
                writer=str(block["metadata"]["writer"]),
            )
