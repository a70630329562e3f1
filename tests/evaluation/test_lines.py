"""Labelled lines in files."""

from pathlib import Path

import pytest

from bot.errors import StartError
from bot.evaluation.lines import read_lines, share


def test_objects_are_read_and_empty_lines_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text('{"text": "å"}\n\n{"text": "b"}\n', "utf-8")
    assert read_lines(path, "text") == [{"text": "å"}, {"text": "b"}]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('{"text": "a", "best": "b"}\n{nej}', "rad 2: inte giltig JSON"),
        ('{"text": "a"}', "rad 1: best saknas"),
        ("[]", "rad 1: text saknas"),
        ("\n", "har inga rader"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, written: str, says: str) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text(written, "utf-8")
    with pytest.raises(StartError, match=says):
        read_lines(path, "text", "best")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="går inte att läsa"):
        read_lines(tmp_path / "nowhere.jsonl")


def test_shares_in_words() -> None:
    assert share(35, 40) == "87.5 % (35 av 40)"
    assert share(0, 0) == "–"
