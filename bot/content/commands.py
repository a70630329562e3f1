"""`vart content`: check the curated content, show its coverage, and carry it to and from the database."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.content.check import check_content
from bot.content.coverage import coverage as coverage_of
from bot.content.layout import CONTENT, folded
from bot.content.load import Content, ContentError, load_content
from bot.content.report import dead_end, one_municipality, overview
from bot.content.schema import Municipality

app = typer.Typer(name="content", help="Innehållet i content/.", no_args_is_help=True)

Root = Annotated[Path, typer.Option("--content", help="Mappen med innehållet.", show_default=False)]


@app.command()
def check(root: Root = CONTENT) -> None:
    """Kontrollera innehållet: varje fel med fil och rad."""
    found = check_content(root)
    for fault in found:
        typer.echo(str(fault))
    faults = sum(not fault.warning for fault in found)
    if faults:
        _stop(f"Innehållet har {faults} fel.")
    word = "varning" if len(found) == 1 else "varningar"
    verdict = f"Inga fel, {len(found)} {word}." if found else "Inga fel."
    typer.echo(f"{verdict} {_sizes(load_content(root))}")


@app.command()
def coverage(
    root: Root = CONTENT,
    municipality: Annotated[str | None, typer.Option(help="En kommun, med namn eller kod.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Visa vilka verksamheterna är.")] = False,
) -> None:
    """Visa vem som kan ta emot: varje ämne, kommun, ålder och frågare."""
    content = _loaded(root)
    matrix = coverage_of(content)
    shown = list(content.municipalities.values())
    if municipality:
        shown = [_municipality(content, municipality)]
    if municipality or verbose:
        for one in shown:
            _echo(one_municipality(matrix, one, verbose=verbose))
    else:
        _echo(overview(matrix, content.municipalities))
    dead_ends = [cell for cell in matrix.dead_ends if any(cell.municipality == one.code for one in shown)]
    for cell in dead_ends:
        typer.echo(dead_end(cell, content.municipalities))
    if dead_ends:
        _stop(f"{len(dead_ends)} frågor har ingen att vända sig till.")
    asked = sum(cell.municipality in {one.code for one in shown} for cell in matrix.cells)
    typer.echo(f"Inga återvändsgränder: {asked} frågor har alla någon att vända sig till.")


@app.command(name="import")
def import_(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FIL", help="En CSV- eller JSON-fil med verksamheter, som blir utkast."),
    ] = None,
    root: Root = CONTENT,
    login: Annotated[str | None, typer.Option("--as", help="Kontot som läser in filen.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Visa bara vad filen skulle ändra.")] = False,
) -> None:
    """Läs in innehållet i databasen, eller en fil med verksamheter som utkast."""
    if file is not None:
        _import_file(file, root, login, dry_run)
        return
    if login is not None or dry_run:
        _stop("--as och --dry-run hör till en fil.")
    # Only here: checking content needs no database.
    from bot.content.transfer import UnusableDatabaseError, put

    content = _loaded(root)
    try:
        report = asyncio.run(put(_database(), content))
    except UnusableDatabaseError as fault:
        _stop(str(fault))
    typer.echo(
        f"Inläst: {report.created} nya, {report.updated} ändrade, {report.unchanged} oförändrade, "
        f"{report.archived} arkiverade, {report.kept} ägs av redaktörer."
    )


def _import_file(file: Path, root: Path, login: str | None, dry_run: bool) -> None:
    if login is None and not dry_run:
        if not file.exists():
            _stop(f"Filen {file} finns inte.")
        _stop("Säg vem som läser in filen med --as, eller se vad den skulle ändra med --dry-run.")
    from bot.editor.importing.commands import import_table

    import_table(file, _loaded(root), None if dry_run else login)


@app.command()
def export(
    target: Annotated[
        Path, typer.Argument(metavar="MÅL", help="Mappen att skriva till, eller en .csv- eller .json-fil.")
    ],
    root: Root = CONTENT,
) -> None:
    """Skriv databasens publicerade verksamheter: filer som i content/, eller en CSV- eller JSON-fil."""
    if target.suffix.lower() in {".csv", ".json"}:
        from bot.editor.importing.commands import export_table

        export_table(target, _loaded(root))
        return
    from bot.content.transfer import UnusableDatabaseError, take

    content = _loaded(root)
    try:
        written = asyncio.run(take(_database(), content.municipalities, target))
    except UnusableDatabaseError as fault:
        _stop(str(fault))
    except OSError as error:
        _stop(f"Det går inte att skriva i {target}: {error.strerror}.")
    typer.echo(f"{len(written)} filer skrivna till {target}.")


def _database() -> str:
    from bot.settings import get_settings

    return get_settings().database_url


def _loaded(root: Path) -> Content:
    try:
        return load_content(root)
    except ContentError as error:
        _stop(f"Innehållet har {len(error.faults)} fel, kör vart content check.")


def _municipality(content: Content, wanted: str) -> Municipality:
    names = {folded(one.name): one for one in content.municipalities.values()} | dict(content.municipalities)
    found = names.get(folded(wanted))
    if found is None:
        _stop(f"Kommunen {wanted} finns inte i innehållet.")
    return found


def _sizes(content: Content) -> str:
    published = sum(service.publication == "published" for service in content.services.values())
    return (
        f"{len(content.services)} verksamheter varav {published} publicerade, {len(content.topics)} ämnen, "
        f"{len(content.rights)} svar om rättigheter, {len(content.municipalities)} kommuner."
    )


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
