"""`vart safety`: looks into the safety net."""

from typing import Annotated

import typer

app = typer.Typer(help="Säkerhetsnätet: hur en text bedöms och varför.", no_args_is_help=True)


@app.callback()
def safety() -> None:
    """Säkerhetsnätet: hur en text bedöms och varför."""


@app.command()
def explain(text: Annotated[str, typer.Argument(help="Texten att bedöma.")]) -> None:
    """Visa bedömningen av en text, och vad den vilar på."""
    # Only here: the patterns take a moment to compile, which the other commands need not wait for.
    from bot.cli.prepare import train_missing_safety_net
    from bot.safety.assessor import assessor
    from bot.safety.explain import explain as words

    train_missing_safety_net()
    typer.echo(words(text, assessor()))
