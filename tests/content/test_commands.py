"""`vart content`, as an editor meets it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.content.commands import app
from tests.content.conftest import Break


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--content", str(root)])


@pytest.fixture
def covered(root: Path, break_file: Break) -> Path:
    """1177 takes every topic, so that there is no dead end."""
    from bot.content.topics import TOPIC_IDS

    name = "services/national/1177-telefon.yml"
    text = (root / name).read_text(encoding="utf-8")
    old = text[text.index("topics: [") : text.index("main_topics:")]
    break_file(name, old, f"topics: [{', '.join(TOPIC_IDS)}]\n")
    return root


def test_check_of_content_without_faults(root: Path) -> None:
    result = run(root, "check")
    assert result.exit_code == 0
    assert result.stdout == (
        "Inga fel. 9 verksamheter varav 9 publicerade, 40 ämnen, 1 svar om rättigheter, 15 kommuner.\n"
    )


def test_check_tells_every_fault_and_ends_with_one_sentence(root: Path, break_file: Break) -> None:
    line = break_file("services/national/bris-116111.yml", "organization: bris", "organization: x")
    break_file("texts/en.yml", "hello:", "hi:")
    result = run(root, "check")
    assert result.exit_code == 1
    assert f"content/services/national/bris-116111.yml:{line}: okänd organisation: x" in result.stdout
    assert result.stderr == "Innehållet har 3 fel.\n"


def test_check_with_warnings_alone_is_well(root: Path, break_file: Break) -> None:
    name = "services/national/bris-116111.yml"
    break_file(name, "opening_hours: 24/7", "opening_hours: Dec 24 off; Mo-Su 10:00-12:00")
    result = run(root, "check")
    assert result.exit_code == 0
    assert "varning: regeln" in result.stdout
    assert "Inga fel, 1 varning." in result.stdout


def test_coverage_shows_a_row_for_each_topic(covered: Path) -> None:
    result = run(covered, "coverage")
    assert result.exit_code == 0
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines()[1:41]}
    assert len(rows) == 40
    assert rows["sami"] == ["L"] * 15
    assert "Inga återvändsgränder: 6000 frågor" in result.stdout


@pytest.mark.parametrize("name", ["Vilhelmina", "vilhelmina", "2462"])
def test_coverage_of_one_municipality(covered: Path, name: str) -> None:
    result = run(covered, "coverage", "--municipality", name, "--verbose")
    assert result.exit_code == 0
    assert result.stdout.startswith("Vilhelmina\n")
    assert "    K vilhelmina-elevhalsa\n    R kontaktcenter" in result.stdout
    assert "400 frågor" in result.stdout


def test_coverage_with_dead_ends_fails(root: Path) -> None:
    result = run(root, "coverage")
    assert result.exit_code == 1
    assert "återvändsgränd: sami i Umeå, 16 år, själv" in result.stdout
    assert "frågor har ingen att vända sig till." in result.stderr


def test_coverage_of_an_unknown_municipality(root: Path) -> None:
    result = run(root, "coverage", "--municipality", "Paris")
    assert (result.exit_code, result.stderr) == (1, "Kommunen Paris finns inte i innehållet.\n")


def test_content_with_faults_is_not_used(root: Path, break_file: Break) -> None:
    break_file("texts/en.yml", "hello:", "hi:")
    for arguments in (["coverage"], ["import"], ["export", "out"]):
        result = run(root, *arguments)
        assert (result.exit_code, result.stderr) == (1, "Innehållet har 2 fel, kör vart content check.\n")


def test_import_and_export(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VART_DATABASE_URL", f"sqlite:///{tmp_path / 'vart.db'}")
    result = run(root, "import")
    assert (result.exit_code, result.stdout) == (
        0,
        "Inläst: 9 nya, 0 ändrade, 0 oförändrade, 0 arkiverade, 0 ägs av redaktörer.\n",
    )
    target = tmp_path / "out"
    result = run(root, "export", str(target))
    assert (result.exit_code, result.stdout) == (0, f"10 filer skrivna till {target}.\n")
    assert (target / "services/national/bris-116111.yml").is_file()


def test_a_database_or_a_folder_that_cannot_be_used_is_one_sentence(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("VART_DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'vart.db'}")
    for arguments in (["import"], ["export", str(tmp_path / "out")]):
        result = run(root, *arguments)
        assert result.exit_code == 1
        assert result.stderr.startswith("Databasen går inte att använda")
    monkeypatch.setenv("VART_DATABASE_URL", f"sqlite:///{tmp_path / 'vart.db'}")
    run(root, "import")
    result = run(root, "export", str(tmp_path / "file"))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Det går inte att skriva i {tmp_path / 'file'}")
