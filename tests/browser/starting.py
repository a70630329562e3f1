"""A whole Vart for browser tests: its own database and key, no Rasa, set up as an administrator does it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.app import create_app
from bot.assembly import assemble
from bot.cli.main import app as vart
from bot.cli.prepare import prepare_database
from bot.gateway.brain import NoBrain
from bot.safety import assess
from bot.services import NoKeeper
from bot.settings import Settings, get_settings
from tests import serving
from tests.environment import names_of_settings


@dataclass(frozen=True, slots=True)
class Place:
    """A Vart that runs: its address, and what it shows on the console."""

    address: str
    console: list[str]


def run(*arguments: str, given: str | None = None) -> None:
    """Run a command line, as the administrator does."""
    result = CliRunner().invoke(vart, arguments, input=given)
    assert result.exit_code == 0, result.output


@asynccontextmanager
async def started(
    folder: Path, monkeypatch: pytest.MonkeyPatch, set_up: Callable[[], None]
) -> AsyncIterator[Place]:
    """Serve a Vart for the block.

    Args:
        folder: Where it keeps its files.
        monkeypatch: Sets its settings.
        set_up: What the administrator does before it starts, once the database is there.
    """

    def prepare() -> None:
        prepare_database(get_settings())
        set_up()

    # With the model that is trained already, which a folder of its own would have to train anew.
    await asyncio.to_thread(assess, "hej")
    for name in names_of_settings():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", folder / ".env")
    monkeypatch.setenv("VART_VAR_DIR", str(folder / "var"))
    await asyncio.to_thread(prepare)
    console: list[str] = []
    services = assemble(get_settings(), NoBrain(), NoKeeper(), console=console.append)
    app = create_app(services)
    async with serving.served(app, lifespan=True, close_streams=services.events.close_all) as address:
        yield Place(address, console)
