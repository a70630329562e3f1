"""`vart leaflet`: the printable list of a municipality."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import now_in_sweden
from bot.content.layout import folded
from bot.content.load import Content, ContentError, load_content
from bot.content.schema import Municipality
from bot.db.engine import create_reading_engine, session_factory
from bot.directory.directory import Directory
from bot.errors import StartError
from bot.logs import configure_logs
from bot.settings import get_settings


def print_leaflet(
    municipality: Annotated[str, typer.Argument(metavar="KOMMUN", help="Kommunens namn eller kod.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FIL", help="PDF-filen att skriva.")
    ] = None,
) -> None:
    """Gör listan ”Vart vänder jag mig i …?” som PDF: två sidor att skriva ut."""
    configure_logs("error")
    name, pdf = asyncio.run(_made(municipality))
    target = output or Path(f"vart-{folded(name)}.pdf")
    try:
        target.write_bytes(pdf)
    except OSError as error:
        raise StartError(f"Det går inte att skriva {target}: {error.strerror}.") from None
    typer.echo(f"{target}: två sidor om {name}.")


async def _made(wanted: str) -> tuple[str, bytes]:
    # Only here: they take a moment to import, which other commands need not wait for.
    from bot.editor.leaflet.choosing import choose
    from bot.editor.leaflet.pages import Cover, leaflet

    settings = get_settings()
    content, at = _content(), now_in_sweden()
    municipality = _municipality(content, wanted)
    engine = create_reading_engine(settings.database_url)
    directory = Directory(session_factory(engine))
    try:
        await directory.start()
        choice = choose(directory.snapshot, municipality, content.short_numbers.values(), at)
    finally:
        await directory.stop()
        await engine.dispose()
    cover = Cover(municipality, settings.public_url or settings.address, at)
    return municipality.name, leaflet(choice, cover)


def _content() -> Content:
    try:
        return load_content()
    except ContentError:
        raise StartError("Innehållet i content/ har fel, kör vart content check.") from None


def _municipality(content: Content, wanted: str) -> Municipality:
    for one in content.municipalities.values():
        if folded(wanted.strip()) in {folded(one.name), one.code}:
            return one
    raise StartError(f"Kommunen {wanted} finns inte i innehållet.")
