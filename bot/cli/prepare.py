"""What must be in place before Vart answers: a folder to write in, and a database that is up to date."""

import asyncio
import errno
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import typer
from alembic.util.exc import CommandError
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.cli.progress import ticking
from bot.content.load import Content, ContentError, load_content
from bot.db.engine import create_engine, session_factory
from bot.db.migrate import upgrade
from bot.directory.seed import seed
from bot.errors import StartError
from bot.safety import assess
from bot.safety.artefact import is_trained
from bot.safety.assessor import default_directory
from bot.settings import Settings

_WHY = {
    errno.EACCES: "rättighet att skriva saknas",
    errno.EPERM: "rättighet att skriva saknas",
    errno.EROFS: "den går bara att läsa",
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet är slut",
    errno.ENOTDIR: "det är inte en katalog",
    errno.EEXIST: "det är inte en katalog",
}


def check_var_dir(var_dir: Path) -> None:
    """Make `var_dir` and try to write in it.

    Raises:
        StartError: It cannot be made or written in.
    """
    try:
        (var_dir / "log").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=var_dir) as probe:
            probe.write(b"\0" * 65_536)
            probe.flush()
    except OSError as error:
        why = _WHY.get(error.errno or 0, "den går inte att skriva i")
        raise StartError(f"Katalogen {var_dir} kan inte användas: {why}.") from None


def prepare_database(settings: Settings) -> str:
    """Migrate and seed the database.

    Returns:
        A sentence on what the directory holds.

    Raises:
        StartError: The content has faults, or the database cannot be used.
    """
    try:
        content = load_content()
    except ContentError:
        raise StartError("Innehållet i content/ har fel, kör vart content check.") from None
    prepare_tables(settings)
    try:
        asyncio.run(_seed(settings.database_url, content))
    except (SQLAlchemyError, OSError) as error:
        raise StartError(fault_of_database(error)) from None
    count = sum(service.publication == "published" for service in content.services.values())
    return f"Katalogen har {count} verksamheter i {len(content.municipalities)} kommuner."


def prepare_tables(settings: Settings) -> None:
    """Bring the database to the newest schema; enough for a command that reads no content.

    Raises:
        StartError: The database cannot be used.
    """
    try:
        upgrade(settings.database_url)
    except (SQLAlchemyError, CommandError, OSError, ModuleNotFoundError) as error:
        raise StartError(fault_of_database(error)) from None


async def _seed(url: str, content: Content) -> None:
    engine = create_engine(url)
    try:
        async with session_factory(engine)() as session:
            await seed(session, content)
    finally:
        await engine.dispose()


def fault_of_database(error: Exception) -> str:
    """One sentence; the address of the database may hold a password and is not repeated."""
    if isinstance(error, ArgumentError | ModuleNotFoundError):
        return "VART_DATABASE_URL pekar på en databas som Vart inte kan använda, se docs/settings.md."
    if isinstance(error, OSError) and error.errno in _WHY:
        return f"Databasen kan inte användas: {_WHY[error.errno]}."
    return f"Databasen går inte att öppna eller uppdatera ({type(error).__name__})."


def prepare_safety_net(say: Callable[[str], None]) -> None:
    """Read the safety net, or train it where there is none of these data, showing that it goes on.

    Args:
        say: Is told a line.
    """
    say("Läser in säkerhetsnätet, första gången tar det omkring tio minuter.")
    with ticking(say):
        assess("hej")


def train_missing_safety_net() -> None:
    """For a command whose answer goes to stdout: nothing is said when the safety net is there."""
    if not is_trained(default_directory()):
        prepare_safety_net(partial(typer.echo, err=True))
