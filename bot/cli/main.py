"""The `vart` command: every error is one sentence on stderr and a non-zero exit."""

import sys
import traceback
from pathlib import Path

import typer

from bot.accounts import commands as accounts
from bot.cli import ask, chat, eval_bot, eval_safety, learnt, safety, train, usage
from bot.content import commands as content
from bot.editor import commands as editor
from bot.editor.leaflet import commands as leaflet
from bot.errors import StartError
from bot.escalation import commands as escalation

app = typer.Typer(
    name="vart",
    help="Vart vänder jag mig? Svarar på vart man kan vända sig, här och nu.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(ask.ask)
app.command()(chat.chat)
app.command()(train.train)
app.command(name="leaflet")(leaflet.print_leaflet)
content.app.command()(editor.links)
content.app.command()(learnt.learnt)
app.add_typer(content.app)
app.add_typer(escalation.staff_app)
app.add_typer(escalation.case_app)
app.add_typer(accounts.app)
app.add_typer(safety.app, name="safety")

evaluation = typer.Typer(
    help="Mätningar: hur ofta Vart har rätt, och var det blir fel.", no_args_is_help=True
)
app.add_typer(evaluation, name="eval")


@evaluation.callback()
def _evaluation() -> None:
    """Mätningar: hur ofta Vart har rätt, och var det blir fel."""


evaluation.command()(eval_safety.safety)
evaluation.command()(eval_bot.topics)
evaluation.command()(eval_bot.municipality)
evaluation.command()(eval_bot.dialogues)


@app.command()
def run() -> None:
    """Starta Vart: databasen, katalogen, sidan och Rasa."""
    # Only here: the app takes a moment to import, which the other commands need not wait for.
    from bot.cli.run import run as start

    start()


def main() -> None:
    """Run the command line."""
    try:
        # Not on its own: the library would tell faults in English, over five lines.
        sys.exit(app(prog_name="vart", standalone_mode=False))
    except usage.UsageError as error:
        sentence, code = usage.sentence_of(error), 2
    except typer.Abort:
        sentence, code = "Avbrutet.", 1
    except StartError as error:
        sentence, code = str(error), 1
    except Exception as error:  # its words may repeat what somebody wrote, its class does not
        sentence, code = f"Ett fel som inte var väntat: {type(error).__name__} ({_place(error)}).", 1
    typer.echo(sentence, err=True)
    sys.exit(code)


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}, rad {frame.lineno}"


if __name__ == "__main__":
    main()
