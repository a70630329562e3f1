"""`vart content links` on a machine without a network, and on one with."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.editor import linkcheck
from bot.editor.links import Finding


@pytest.fixture(autouse=True)
def database(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "vart.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    monkeypatch.setenv("VART_DATABASE_URL", f"sqlite:///{path}")


def run(monkeypatch: pytest.MonkeyPatch, findings: dict[str, Finding] | None) -> str:
    """What the command prints when this is found."""

    async def found(*_: object) -> dict[str, Finding] | None:
        return findings

    monkeypatch.setattr(linkcheck, "check_links", found)
    result = CliRunner().invoke(app, ["content", "links"])
    assert result.exit_code == 0
    return result.output


def test_offline_it_says_so_and_is_content(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, None) == "Ingen kontakt med internet: inga adresser är kontrollerade.\n"


def test_it_lists_what_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    findings = {"https://a.se/": Finding.OK, "https://b.se/x": Finding.GONE}
    assert run(monkeypatch, findings) == (
        "https://b.se/x: Sidan finns inte längre.\n2 adresser kontrollerade, 1 att titta på.\n"
    )
