"""`vart eval safety`: measures the safety net in this process, on a file or across writers."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.progress import ticking
from bot.errors import StartError

if TYPE_CHECKING:
    from bot.safety.evaluation import Report


def safety(
    file: Annotated[
        Path | None, typer.Argument(help="JSONL med text, label, severity, kind och lang på varje rad.")
    ] = None,
    cross_validate: Annotated[
        bool, typer.Option("--cross-validate", help="Mät på träningsraderna, skribent för skribent.")
    ] = False,
) -> None:
    """Mät säkerhetsnätet: träffar, falsklarm och varje rad som blev fel."""
    if (file is None) != cross_validate:
        raise StartError("Ange en fil med märkta rader, eller --cross-validate, men inte båda.")
    report = _across_writers() if file is None else _on(file)
    for line in report.lines():
        typer.echo(line)


# The imports stand inside: scikit-learn and the patterns take a moment that other commands need not wait for.


def _on(file: Path) -> "Report":
    from bot.cli.prepare import train_missing_safety_net
    from bot.safety.assessor import assessor
    from bot.safety.evaluation import evaluate, read_cases

    cases = read_cases(file)
    train_missing_safety_net()
    return evaluate(cases, assessor().assess)


def _across_writers() -> "Report":
    from bot.safety.crossval import FOLDS, cross_validate
    from bot.safety.ordinary import training_lines
    from bot.safety.reading import reader

    typer.echo(f"Tränar {FOLDS} säkerhetsnät, vart och ett omkring tio minuter.", err=True)
    with ticking(partial(typer.echo, err=True)):
        return cross_validate(training_lines(), reader())
