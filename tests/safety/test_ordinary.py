"""The ordinary lines: read from the topic and conversation data, none of them a crisis, none twice."""

from pathlib import Path

import pytest
import yaml

from bot.safety import ordinary
from bot.safety.lines import ORDINARY, Line
from bot.safety.ordinary import WEIGHTS, ordinary_files, ordinary_lines, training_lines

SLEEP = """
nlu:
- topic: sleep
  metadata: {writer: anna}
  examples: |
    - jag kan inte sova
    -   vaknar - hela tiden
- topic: sleep
  metadata: {writer: bo}
  examples: |
    - sover dåligt
"""
GREETING = "nlu:\n- intent: hello\n  metadata: {writer: cia}\n  examples: |\n    - hej\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {"topics/sleep.yml": SLEEP, "conversation/hello.yml": GREETING}.items():
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(text, "utf-8")
    (tmp_path / "topics" / "README.md").write_text("no lines")
    monkeypatch.setattr(ordinary, "FOLDER", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_every_example_is_a_line_that_is_no_crisis() -> None:
    lines = ordinary_lines()
    assert [line.text for line in lines] == [
        "jag kan inte sova",
        "vaknar - hela tiden",
        "sover dåligt",
        "hej",
    ]
    assert {(line.crisis, line.severity, line.reason, line.kind) for line in lines} == {
        (False, 0, None, ORDINARY)
    }


@pytest.mark.usefixtures("folder")
def test_a_topic_line_counts_for_more_than_a_greeting() -> None:
    told = {(line.writer, line.weight) for line in ordinary_lines()}
    assert told == {("topics anna", 1.5), ("topics bo", 1.5), ("conversation cia", 1.0)}


@pytest.mark.usefixtures("folder")
def test_what_is_labelled_is_not_ordinary_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    labelled = [Line("hej", True, 2, "suicide", "self", "k", "sv", "dan")]
    monkeypatch.setattr(ordinary, "read_lines", lambda _: labelled)
    assert [(line.text, line.crisis) for line in training_lines()] == [
        ("hej", True),
        ("jag kan inte sova", False),
        ("vaknar - hela tiden", False),
        ("sover dåligt", False),
    ]


@pytest.mark.parametrize("broken", ["nlu: [", "other: 1", "nlu: [{examples: '- hej'}]"])
def test_a_broken_file_is_a_fault_and_no_silence(folder: Path, broken: str) -> None:
    (folder / "topics" / "sleep.yml").write_text(broken, "utf-8")
    with pytest.raises((yaml.YAMLError, KeyError)):
        ordinary_lines()


def test_our_own_files_come_in_a_fixed_order_from_both_folders() -> None:
    files = ordinary_files()
    assert {path.parent.name for path in files} == set(WEIGHTS)
    order = ["topics", "conversation"]
    assert files == sorted(files, key=lambda path: (order.index(path.parent.name), path))
