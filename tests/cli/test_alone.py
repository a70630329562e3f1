"""One app on a database: a second one is told so, and the next may start as soon as the first is gone."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.db.engine import create_engine
from bot.settings import ROOT
from tests.cli.conftest import Run
from tests.cli.holding import app_on, is_free, is_taken


@pytest.mark.usefixtures("ports", "other_rasa")
def test_a_second_one_is_told_before_it_touches_the_database(
    vart: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setenv("VART_DATABASE_URL", database_url)
    monkeypatch.setattr("bot.cli.alone.TRIES", 1)
    monkeypatch.delattr("bot.cli.run.prepare_database")
    with app_on(database_url):
        assert vart("run") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "En annan Vart använder redan databasen: stäng den först,"
        " eller ge den här en egen databas med VART_DATABASE_URL.\n"
    )


def test_one_after_the_other_may_have_it(database_url: str) -> None:
    for _ in range(2):
        with app_on(database_url):
            assert is_taken(database_url)
    assert is_free(database_url)


def test_it_is_let_go_when_the_app_fails(database_url: str) -> None:
    with pytest.raises(ZeroDivisionError), app_on(database_url):
        raise ZeroDivisionError
    assert is_free(database_url)


def test_it_is_let_go_when_the_app_is_killed(database_url: str) -> None:
    holding = (sys.executable, "-m", "tests.cli.holding", database_url)
    with subprocess.Popen(holding, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout is not None
        assert process.stdout.readline() == b"mine\n"
        assert is_taken(database_url)
        process.send_signal(signal.SIGKILL)
    assert is_free(database_url)


def test_commands_work_beside_it(vart: Run, monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setenv("VART_DATABASE_URL", database_url)
    with app_on(database_url):
        assert vart("user", "add", "anna", "--role", "editor", "--area", "Umeå", "--generate") == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_lost_connection_does_not_keep_the_app_from_ending(database_url: str) -> None:
    async def cut() -> None:
        engine = create_engine(database_url)
        async with engine.connect() as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            assert (await connection.execute(text(others))).all() == [(True,)]
        await engine.dispose()

    with app_on(database_url):
        asyncio.run(cut())
    assert is_free(database_url)


def test_another_name_of_the_same_file_is_the_same_database(tmp_path: Path) -> None:
    (tmp_path / "vart.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "vart.db")
    with app_on(f"sqlite:///{tmp_path}/vart.db"):
        assert is_taken(f"sqlite:///{tmp_path}/link.db")
        assert is_free(f"sqlite:///{tmp_path}/other.db")


def test_a_database_in_memory_is_nobody_elses() -> None:
    with app_on("sqlite://"):
        assert is_free("sqlite://")
