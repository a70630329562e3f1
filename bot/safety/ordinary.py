"""What people ordinarily write to Vart: the lines of the topic training data, as lines that are no crisis.

The safety net's own data holds crises and what looks like them. Without the rest, a classifier
takes every sentence unlike both for a coin's toss, and every dark one for a crisis. All topics are
taken, also the darkest: their lines were written to be severity 1 at most. Each counts for more
than a line that was labelled for the safety net, of which there are five to one; a greeting or a
thank-you, as much. Where the net sounded an alarm at such a line, people have judged it anew; what
they found to be a crisis after all stands among the net's own data.
"""

from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.safety.lines import ORDINARY, Line, read_lines, training_files
from bot.settings import ROOT

FOLDER = ROOT / "nlu" / "data"
WEIGHTS = {"topics": 1.5, "conversation": 1.0}
# The topic lines do not say their language.
UNTOLD = "und"


def ordinary_files() -> list[Path]:
    """The files the lines come from, in a fixed order."""
    return sorted((FOLDER / "topics").glob("*.yml")) + sorted((FOLDER / "conversation").glob("*.yml"))


def ordinary_lines() -> list[Line]:
    """Lines that are no crisis."""
    return [line for path in ordinary_files() for line in _lines(path)]


def training_lines() -> list[Line]:
    """All lines to learn from; what the net's own data label is not ordinary any more."""
    labelled = read_lines(training_files())
    texts = {line.text for line in labelled}
    return labelled + [line for line in ordinary_lines() if line.text not in texts]


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
                kind=ORDINARY,
                lang=UNTOLD,
                writer=f"{path.parent.stem} {block['metadata']['writer']}",
                weight=WEIGHTS[path.parent.stem],
            )
