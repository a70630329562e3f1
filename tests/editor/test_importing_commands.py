"""`vart content import FIL` and `vart content export FIL`, as an operator meets them."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.content.load import load_content
from bot.db.engine import create_engine, session_factory
from tests.databases import migrated_sqlite  # noqa: F401 (fixture)
from tests.editor.importing import ROW, Office, table
from tests.gateway.world import FakeClock


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated_sqlite: Path) -> Path:  # noqa: F811
    url = f"sqlite:///{tmp_path / 'vart.db'}"
    (tmp_path / "vart.db").write_bytes(migrated_sqlite.read_bytes())
    monkeypatch.setenv("VART_DATABASE_URL", url)

    async def fill() -> None:
        engine = create_engine(url)
        await Office(session_factory(engine), FakeClock()).open()
        await engine.dispose()

    asyncio.run(fill())
    return tmp_path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["content", *map(str, arguments)])


def test_a_dry_run_shows_and_saves_nothing(here: Path) -> None:
    file = here / "lista.csv"
    file.write_bytes(table([ROW, {"id": "x", "namn": "X"}]))
    shown = run("import", file, "--dry-run")
    assert shown.exit_code == 1
    assert shown.output.splitlines()[0].startswith("rad 3: ")
    assert "vannas-motet: ny\n" in shown.output
    assert "1 nya, 0 ändrade, 0 oförändrade, 0 i konflikt" in shown.output
    assert "Ingenting är sparat." in shown.output
    assert "de raderna är inte inlästa" in str(shown.exception).lower()
    assert "vannas-motet: ny\n" in run("import", file, "--dry-run").output


def test_who_imports_is_named_and_the_drafts_are_saved(here: Path) -> None:
    file = here / "lista.csv"
    file.write_bytes(table([ROW]))
    assert "--as" in run("import", file).output
    assert "inget konto" in str(run("import", file, "--as", "nobody").exception)
    saved = run("import", file, "--as", "Editor")
    assert (saved.exit_code, saved.exception) == (0, None)
    assert "1 utkast sparade. Ingenting är publicerat." in saved.output
    assert "0 nya, 0 ändrade, 1 oförändrade" in run("import", file, "--dry-run").output


@pytest.mark.parametrize("name", ["ut.csv", "ut.JSON"])
def test_what_is_exported_imports_without_a_change(here: Path, name: str) -> None:
    assert run("export", here / name).exit_code == 0
    shown = run("import", here / name, "--dry-run")
    assert shown.exception is None
    chosen = Office.chosen(load_content()).values()
    published = sum(one.publication == "published" for one in chosen)
    assert f"0 nya, 0 ändrade, {published} oförändrade, 0 i konflikt, 0 fel." in shown.output


def test_a_missing_file_is_told_before_who_reads_it_in(here: Path) -> None:
    result = run("import", here / "saknas.csv")
    assert result.exit_code == 1
    assert result.stderr == f"Filen {here / 'saknas.csv'} finns inte.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import", "saknas.csv", "--dry-run"], "går inte att läsa"),
        (["import", "fel.csv", "--dry-run"], "Excel-fil"),
        (["export", "finns/inte.csv"], "går inte att skriva"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    here: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(here)
    (here / "fel.csv").write_bytes(b"PK\x03\x04")
    result = run(*arguments)
    assert result.exit_code == 1
    assert words in str(result.exception)
