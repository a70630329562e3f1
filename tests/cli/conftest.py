"""What the tests of the command line work with."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli import main as command
from bot.settings import Settings
from tests.captured import untouched_logging
from tests.databases import database_url, migrated_sqlite, postgresql  # noqa: F401 (fixtures)
from tests.environment import names_of_settings
from tests.fake_rasa import TOKEN
from tests.gateway.fixtures import (  # noqa: F401 (fixtures)
    app,
    brain,
    clock,
    conversations,
    database,
    empty_database,
    events,
    gateway,
    sessions,
    vault,
)

Run = Callable[..., int]


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Neither the environment, a .env file nor the logging of this machine takes part."""
    for name in names_of_settings():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    monkeypatch.setenv("VART_VAR_DIR", str(tmp_path / "var"))
    with untouched_logging():
        yield


@pytest.fixture
def ports(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Free ports for the app and the actions."""
    found = {}
    for name in ("VART_PORT", "VART_ACTIONS_PORT"):
        with socket.create_server(("127.0.0.1", 0)) as server:
            found[name] = server.getsockname()[1]
        monkeypatch.setenv(name, str(found[name]))
    return found


@pytest.fixture
def other_rasa(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Rasa of somebody else's, which does not answer."""
    monkeypatch.setenv("VART_RASA_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("VART_BRAIN_TOKEN", TOKEN)
    monkeypatch.setenv("VART_ACTIONS_TOKEN", TOKEN)


@pytest.fixture
def vart(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in this process; gives its exit code."""

    def run(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["vart", *arguments])
        try:
            command.main()
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    return run
