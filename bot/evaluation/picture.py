"""A confusion matrix as a picture."""

from collections.abc import Sequence
from pathlib import Path

from bot.errors import StartError
from bot.evaluation.topics import Answered

_INCHES = 13
_DOTS_PER_INCH = 110


def draw_confusions(answers: Sequence[Answered], path: Path) -> None:
    """Draw right topic against answered topic into a PNG file.

    Raises:
        StartError: Matplotlib is not installed; it comes with the test environment only.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise StartError("Bilden behöver matplotlib, som följer med testmiljön (make test).") from None
    labels = sorted({a.case.best for a in answers} | {a.first for a in answers})
    place = {label: index for index, label in enumerate(labels)}
    table = [[0] * len(labels) for _ in labels]
    for answered in answers:
        table[place[answered.case.best]][place[answered.first]] += 1
    figure = Figure(figsize=(_INCHES, _INCHES), layout="constrained")
    axes = figure.add_subplot()
    axes.imshow(table, cmap="Blues")
    axes.set_xticks(range(len(labels)), labels, rotation=90, fontsize=7)
    axes.set_yticks(range(len(labels)), labels, fontsize=7)
    axes.set_xlabel("svar")
    axes.set_ylabel("rätt ämne")
    figure.savefig(path, dpi=_DOTS_PER_INCH)
