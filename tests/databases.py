"""Databases for tests: SQLite, and a PostgreSQL of our own that lives as long as the test run.

`database_url` runs a test once on each; every test gets a migrated, empty database to itself.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from bot.db.migrate import upgrade

_INSTALLED = Path("/usr/lib/postgresql")
_NAMES = count(1)
# Nothing here has to survive a power cut.
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL that listens on a socket in a folder of its own, on no network port."""

    binaries: Path
    folder: Path

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://vart@/{name}?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs, which refuse to be run by root."""
        command = [str(self.binaries / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(  # noqa: S603 (our own words)
            command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def start(self) -> None:
        """Make the files and begin to listen."""
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-U", "vart", "--auth=trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' {_FAST}"
        self.run("pg_ctl", "-D", data, "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """End at once."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A running PostgreSQL with a migrated template; scripts/setup.sh sees to that it is installed."""
    found = sorted(_INSTALLED.glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed")
    # A socket's path has to be short.
    folder = Path(tempfile.mkdtemp(prefix="vart-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    folder.chmod(0o755)
    server = Server(found[-1], folder)
    server.start()
    try:
        server.run("createdb", "-h", str(folder), "-U", "vart", "empty")
        upgrade(server.url("empty"))
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file; tests work on copies."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated, empty database; the test runs once on each kind."""
    if request.param == "sqlite":
        path = tmp_path / "vart.db"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        return f"sqlite:///{path}"
    server: Server = request.getfixturevalue("postgresql")
    name = f"test_{next(_NAMES)}"
    server.run("createdb", "-h", str(server.folder), "-U", "vart", "-T", "empty", name)
    return server.url(name)
