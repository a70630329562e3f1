"""Brings a database to the newest schema; run at every start and by tests, never by hand."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic import command
from alembic.config import Config

from bot.db.engine import database_url

MIGRATIONS = Path(__file__).parent / "migrations"


def config_for(url: str) -> Config:
    """Alembic's configuration for the database at `url`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = database_url(url)
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Create or migrate the database at `url`.

    Works in a thread of its own: the migrations run an event loop, and the caller may have one already.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(command.upgrade, config_for(url), revision).result()
