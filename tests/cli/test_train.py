"""`vart train`: only when needed, with progress, and one sentence when it fails."""

import stat
import tarfile
from pathlib import Path

import pytest

from bot.cli import train
from bot.errors import StartError
from tests.cli.conftest import Run

# Stands in for `python -m rasa train`: writes a model, or does what its name says.
TRAINS = """#!/bin/sh
echo "$@" > arguments
mkdir -p models && : > metadata.json && tar -czf models/vart.tar.gz metadata.json
"""
FAILS = "#!/bin/sh\necho 'a long story'\nexit 1\n"
WRITES_NOTHING = "#!/bin/sh\nexit 0\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project."""
    for name in ("config.yml", "nlu/data/sleep.yml", "nlu/text.py", "content/lexicon/sleep.yml"):
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n")
    monkeypatch.setattr(train, "ROOT", tmp_path / "project")
    # Minutes of work, and none of it reads the small project.
    monkeypatch.setattr(train, "prepare_safety_net", lambda say: say("Säkerhetsnätet."))
    return tmp_path / "project"


@pytest.fixture
def python(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = root / "python"
    monkeypatch.setattr(train, "RASA_PYTHON", path)
    return path


def becomes(python: Path, script: str) -> None:
    python.write_text(script)
    python.chmod(python.stat().st_mode | stat.S_IXUSR)


def test_it_trains_once(root: Path, python: Path, vart: Run, capsys: pytest.CaptureFixture[str]) -> None:
    becomes(python, TRAINS)
    assert vart("train") == 0
    assert "Modellen är tränad" in capsys.readouterr().out
    assert (root / "arguments").read_text().strip() == (
        "-m nlu.rasa train --config config.yml --domain nlu/domain --data nlu/data --out models"
        " --fixed-model-name vart --force"
    )
    becomes(python, FAILS)
    assert vart("train") == 0
    assert capsys.readouterr().out == "Modellen är färsk.\nSäkerhetsnätet.\n"
    assert vart("train", "--force") == 1


@pytest.mark.parametrize(
    "changed", ["config.yml", "nlu/data/sleep.yml", "nlu/new.py", "content/lexicon/sleep.yml"]
)
def test_a_change_of_what_it_is_trained_from_makes_it_stale(
    root: Path, python: Path, vart: Run, changed: str
) -> None:
    becomes(python, TRAINS)
    vart("train")
    assert train.is_fresh(root)
    (root / changed).write_text("changed")
    assert not train.is_fresh(root)


def test_compiled_code_and_other_content_change_nothing(root: Path) -> None:
    before = train.fingerprint(root)
    (root / "nlu" / "__pycache__").mkdir()
    (root / "nlu" / "__pycache__" / "text.pyc").write_text("x")
    (root / "content" / "topics").mkdir()
    (root / "content" / "topics" / "sleep.yml").write_text("x")
    assert train.fingerprint(root) == before


def test_a_broken_model_is_stale(root: Path, python: Path, vart: Run) -> None:
    becomes(python, TRAINS)
    vart("train")
    (root / "models" / "vart.tar.gz").write_bytes(b"broken")
    assert not train.is_fresh(root)


@pytest.mark.parametrize("script", [FAILS, WRITES_NOTHING])
def test_a_failure_is_one_sentence_and_leaves_no_fingerprint(
    root: Path, python: Path, vart: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path, script: str
) -> None:
    becomes(python, script)
    assert vart("train") == 1
    log = tmp_path / "var" / "log" / "train.log"
    assert capsys.readouterr().err == f"Träningen misslyckades, se {log}.\n"
    assert not (root / "models" / "vart.fingerprint").exists()
    assert not train.is_fresh(root)


def test_a_failure_leaves_the_model_before_it(root: Path, python: Path, vart: Run) -> None:
    becomes(python, TRAINS)
    vart("train")
    becomes(python, FAILS)
    vart("train", "--force")
    with tarfile.open(root / "models" / "vart.tar.gz") as model:
        assert model.getnames() == ["metadata.json"]


@pytest.mark.usefixtures("root", "python")
def test_a_missing_environment_is_one_sentence(vart: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert vart("train") == 1
    assert capsys.readouterr().err == "Rasas miljö .venv-rasa saknas eller är trasig, kör make run.\n"


def test_it_shows_that_it_goes_on(
    root: Path,
    python: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(train, "_SAY_EVERY", 0.01)
    becomes(python, "#!/bin/sh\nread line < gate\nexit 1\n")
    import os
    import threading

    os.mkfifo(root / "gate")

    def open_gate() -> None:
        while "…" not in capsys.readouterr().out:
            pass
        (root / "gate").write_text("go\n")

    thread = threading.Thread(target=open_gate)
    thread.start()
    with pytest.raises(StartError):
        train.train_model(root, python, tmp_path / "train.log")
    thread.join()
