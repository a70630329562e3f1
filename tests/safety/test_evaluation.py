"""Labelled lines for the safety net: what may be left out, and which line is wrong."""

from pathlib import Path

import pytest

from bot.errors import StartError
from bot.safety.evaluation import read_cases


def written(folder: Path, text: str) -> Path:
    path = folder / "lines.jsonl"
    path.write_text(text, "utf-8")
    return path


def test_what_is_no_crisis_need_not_say_how_severe_it_is(tmp_path: Path) -> None:
    lines = (
        '{"text": "hej", "label": "not_crisis"}\n'
        '{"text": "hej", "label": "not_crisis", "severity": null}\n\n'
        '{"text": "hjälp", "label": "crisis", "severity": 3, "kind": "plain", "lang": "sv"}\n'
    )
    cases = read_cases(written(tmp_path, lines))
    assert [(case.crisis, case.severity, case.kind) for case in cases] == [
        (False, 0, ""),
        (False, 0, ""),
        (True, 3, "plain"),
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "har inga rader"),
        ("{nej}", "rad 1: inte giltig JSON"),
        ("[1]", "rad 1: text saknas"),
        ('{"text": "a"}', "rad 1: label saknas"),
        ('{"text": "a", "label": "kris"}', "rad 1: label ska vara crisis eller not_crisis"),
        ('{"text": 5, "label": "not_crisis"}', "rad 1: text ska vara text"),
        ('{"text": "a", "label": "crisis"}', "rad 1: severity saknas"),
        ('{"text": "a", "label": "crisis", "severity": null}', "rad 1: severity saknas"),
        (
            '{"text": "a", "label": "crisis", "severity": "3"}',
            "rad 1: severity ska vara ett heltal, 0 till 3",
        ),
        ('{"text": "a", "label": "crisis", "severity": 4}', "rad 1: severity ska vara ett heltal"),
        ('{"text": "a", "label": "not_crisis", "severity": true}', "rad 1: severity ska vara ett heltal"),
    ],
)
def test_a_fault_is_one_sentence_that_names_its_line(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(StartError, match=says):
        read_cases(written(tmp_path, line))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="går inte att läsa"):
        read_cases(tmp_path / "nowhere.jsonl")
