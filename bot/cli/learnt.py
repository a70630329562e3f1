"""`vart content learnt`: the sentences people let Vart keep, to be labelled by an editor."""

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import StartError


def learnt(
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FIL", help="Skriv till en fil i stället.")
    ] = None,
) -> None:
    """Visa de meningar som Vart fått spara för att lära, en JSON-rad för var och en."""
    lines = asyncio.run(_lines())
    if export is None:
        for line in lines:
            typer.echo(line)
        return
    try:
        _write(export, lines)
    except OSError as error:
        raise StartError(f"Det går inte att skriva {export}: {error.strerror}.") from None
    typer.echo(f"{len(lines)} meningar skrivna till {export}. Radera filen när de är märkta.")


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


async def _lines() -> list[str]:
    # Only here: the other commands need no database.
    from bot.cli.prepare import prepare_tables
    from bot.clock import now_in_sweden
    from bot.db.engine import create_engine, session_factory
    from bot.gateway.learnt import Learnt
    from bot.settings import get_settings

    settings = get_settings()
    prepare_tables(settings)
    engine = create_engine(settings.database_url)
    try:
        kept = await Learnt(session_factory(engine), now_in_sweden).all()
    finally:
        await engine.dispose()
    return [
        json.dumps(
            {
                "text": one.text,
                "accept": [],
                "best": None,
                "guess": one.guess,
                "language": one.language,
                "day": one.day.isoformat(),
            },
            ensure_ascii=False,
        )
        for one in kept
    ]
