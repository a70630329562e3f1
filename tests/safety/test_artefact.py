"""The trained model as a file: its name follows what it depends on, and nobody ever reads half of it."""

import ast
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.safety import artefact
from bot.safety.artefact import CODE, HERE
from bot.safety.judges import Judges

# Of what reading imports, only this says nothing about how a line is learned.
NOT_LEARNED = {"windows.py"}


@pytest.fixture
def trainings(judges: Judges, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Training takes no time, and is counted."""
    counted: list[int] = []

    def trained(_: object) -> Judges:
        counted.append(1)
        return judges

    monkeypatch.setattr(artefact, "trained", trained)
    return counted


def models(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.glob("*.npz"))


def named() -> str:
    return f"safety-{artefact.version()}.npz"


def test_a_model_is_trained_once_and_then_read(tmp_path: Path, trainings: list[int], judges: Judges) -> None:
    directory = tmp_path / "deep" / "safety"
    assert artefact.load(directory) is judges
    assert models(directory) == [named()]
    assert artefact.load(directory).linear.names == judges.linear.names
    assert trainings == [1]


def test_older_models_go_and_other_files_stay(tmp_path: Path, trainings: list[int]) -> None:
    for name in ("safety-0123456789ab.npz", "notes.txt", "other.npz"):
        (tmp_path / name).touch()
    artefact.load(tmp_path)
    assert models(tmp_path) == sorted(["other.npz", named()])
    assert (tmp_path / "notes.txt").exists()
    assert trainings == [1]


def test_a_model_of_another_version_is_not_read(
    tmp_path: Path, trainings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    artefact.load(tmp_path)
    monkeypatch.setattr(artefact, "version", lambda: "abcdefabcdef")
    artefact.load(tmp_path)
    assert trainings == [1, 1]
    assert models(tmp_path) == ["safety-abcdefabcdef.npz"]


@pytest.mark.parametrize("damage", [b"", b"no archive"])
def test_a_damaged_model_is_made_anew(tmp_path: Path, trainings: list[int], damage: bytes) -> None:
    (tmp_path / named()).write_bytes(damage)
    artefact.load(tmp_path)
    assert trainings == [1]
    assert Judges.load(tmp_path / named()).linear.names


def test_a_model_half_written_is_never_in_place(
    tmp_path: Path, trainings: list[int], judges: Judges, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Judges, file: object) -> None:
        assert hasattr(file, "write")
        file.write(b"half")
        raise OSError("the disk is full")

    monkeypatch.setattr(Judges, "save", interrupted)
    assert artefact.load(tmp_path) is judges
    assert [path.name for path in tmp_path.iterdir()] == ["safety.lock"]
    assert trainings == [1]


def test_who_comes_second_waits_and_reads_what_the_first_has_made(
    tmp_path: Path, trainings: list[int], judges: Judges, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = threading.Event()
    read = artefact._read

    def look(path: Path) -> Judges | None:
        found = read(path)
        looked.set()
        return found

    monkeypatch.setattr(artefact, "_read", look)
    second = threading.Thread(target=artefact.load, args=(tmp_path,))
    with artefact._alone(tmp_path / "safety.lock"):
        second.start()
        assert looked.wait(5)
        artefact._write(judges, tmp_path / named())
    second.join(5)
    assert not second.is_alive()
    assert trainings == []


def test_broken_training_data_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> Judges:
        raise ValueError("train_a.jsonl:1: KeyError 'text'")

    monkeypatch.setattr(artefact, "trained", broken)
    with pytest.raises(ValueError, match=r"train_a\.jsonl:1"):
        artefact.load(tmp_path)
    assert models(tmp_path) == []


class TestVersion:
    """The digest, over a small copy of what it is made from."""

    @pytest.fixture(autouse=True)
    def here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        for name in ("train_a.jsonl", "sleep.yml", "body.yml", "patterns/words.yml", *CODE):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(name)
        monkeypatch.setattr(artefact, "HERE", tmp_path)
        for function, name in {
            "training_files": "train_*.jsonl",
            "ordinary_files": "sleep.yml",
            "thesaurus_files": "body.yml",
        }.items():
            monkeypatch.setattr(artefact, function, self.globbing(tmp_path, name))
        return tmp_path

    @staticmethod
    def globbing(folder: Path, name: str) -> Callable[[], list[Path]]:
        return lambda: sorted(folder.glob(name))

    @staticmethod
    def now() -> str:
        return artefact.version.__wrapped__()

    def test_it_is_twelve_digits_and_the_same_each_time(self) -> None:
        assert self.now() == self.now()
        assert len(self.now()) == 12
        assert int(self.now(), 16) >= 0

    @pytest.mark.parametrize("name", ["train_a.jsonl", "sleep.yml", "body.yml", "patterns/words.yml", *CODE])
    def test_any_change_of_what_it_depends_on_changes_it(self, here: Path, name: str) -> None:
        before = self.now()
        (here / name).write_text("changed")
        assert self.now() != before

    @pytest.mark.parametrize("name", ["train_b.jsonl", "patterns/more.yml"])
    def test_a_new_file_changes_it(self, here: Path, name: str) -> None:
        before = self.now()
        (here / name).touch()
        assert self.now() != before

    def test_a_new_name_changes_it(self, here: Path) -> None:
        before = self.now()
        (here / "train_a.jsonl").rename(here / "train_b.jsonl")
        assert self.now() != before

    def test_the_format_changes_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = self.now()
        monkeypatch.setattr(artefact, "FORMAT", "another")
        assert self.now() != before

    def test_what_it_does_not_depend_on_changes_nothing(self, here: Path) -> None:
        before = self.now()
        (here / "answers.py").touch()
        (here / "patterns" / "README.md").touch()
        assert self.now() == before


def imported(module: str) -> set[str]:
    """The modules of this package that one of them imports."""
    tree = ast.parse((HERE / module).read_text("utf-8"))
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = {node.module.removeprefix("bot.safety.") for node in froms if node.module}
    names |= {alias.name for node in froms if node.module == "bot.safety" for alias in node.names}
    return {f"{name}.py" for name in names if (HERE / f"{name}.py").exists()}


def test_all_code_that_training_runs_is_part_of_the_version() -> None:
    reached: set[str] = set()
    waiting = {"training.py", "ordinary.py"}
    while waiting:
        reached |= waiting
        waiting = {name for module in waiting for name in imported(module)} - reached
    assert reached == set(CODE) | NOT_LEARNED
