"""`vart eval topics|municipality|dialogues`: measures the bot that runs, through its chat API."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.talk import talk
from bot.errors import StartError
from bot.evaluation.dialogues import DialogueReport, Partner, measure_dialogues
from bot.evaluation.lines import Reply, read_lines
from bot.evaluation.municipality import MunicipalityReport, measure_municipality
from bot.evaluation.topics import Case, TopicReport, case_of, measure_topics
from bot.logs import configure_logs
from bot.settings import Settings, get_settings

Labelled = Sequence[Mapping[str, Any]]
Lines = Annotated[Path, typer.Argument(help="JSONL-fil med märkta rader, se docs/nlu.md.")]


def topics(
    file: Lines,
    picture: Annotated[Path | None, typer.Option(help="Rita förväxlingarna till den här PNG-filen.")] = None,
) -> None:
    """Mät hur ofta rätt ämne kommer först, med förväxlingar."""
    cases = [case_of(line) for line in read_lines(file, "text", "accept", "best")]
    report = asyncio.run(_topics(_settings(), cases))
    _print(report)
    if picture is not None:
        from bot.evaluation.picture import draw_confusions

        draw_confusions(report.answers, picture)


def municipality(file: Lines) -> None:
    """Mät hur ofta kommunen läses rätt, och att ingen hittas på."""
    lines = read_lines(file, "text", "municipality")
    _print(asyncio.run(_municipality(_settings(), lines)))


def dialogues(file: Lines) -> None:
    """Håll hela samtal och kontrollera varje tur."""
    lines = read_lines(file, "id", "turns")
    try:
        report = asyncio.run(_dialogues(_settings(), lines))
    except KeyError as error:
        raise StartError(f"En tur väntar sig något som inte kan kontrolleras: {error}.") from None
    _print(report)
    if report.misses:
        raise typer.Exit(1)


def _settings() -> Settings:
    configure_logs("error")
    return get_settings()


def _print(report: TopicReport | MunicipalityReport | DialogueReport) -> None:
    for line in report.lines():
        typer.echo(line)


async def _topics(settings: Settings, cases: Sequence[Case]) -> TopicReport:
    async def ask(text: str) -> Reply:
        return await _ask(settings, text)

    return await measure_topics(cases, ask)


async def _municipality(settings: Settings, lines: Labelled) -> MunicipalityReport:
    async def ask(text: str) -> Reply:
        return await _ask(settings, text)

    return await measure_municipality(lines, ask)


async def _dialogues(settings: Settings, lines: Labelled) -> DialogueReport:
    @asynccontextmanager
    async def begin() -> AsyncIterator[Partner]:
        async with talk(settings) as vart:
            yield Partner(vart.say, vart.press)

    return await measure_dialogues(lines, begin)


async def _ask(settings: Settings, text: str) -> Reply:
    """One text in a new conversation; only a Vart that runs, with Rasa, is worth measuring."""
    async with talk(settings, before_alone=_refuse) as vart:
        return await vart.say(text)


def _refuse() -> None:
    raise StartError("Vart är inte igång. Starta med make run och mät igen.")
