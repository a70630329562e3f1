"""What is wrong with a command line is one sentence in Swedish, and exit code 2."""

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nosuch", "Kommandot nosuch finns inte. Se vart --help."),
        ("eval nosuch x", "Kommandot nosuch finns inte. Se vart eval --help."),
        ("ask", "Argumentet TEXT saknas. Se vart ask --help."),
        ("ask x --age -1", "Flaggan --age ska vara minst 0. Se vart ask --help."),
        ("ask x --age 121", "Flaggan --age får vara högst 120. Se vart ask --help."),
        ("ask x --age abc", "Flaggan --age ska vara ett heltal. Se vart ask --help."),
        ("ask x --age", "Flaggan --age behöver ett värde. Se vart --help."),
        ("ask x --json=3", "Flaggan --json tar inget värde. Se vart --help."),
        ("ask x --nosuch", "Flaggan --nosuch finns inte. Se vart ask --help."),
        (
            "ask hej du",
            "Det står för många ord. Sätt citattecken runt det som hör ihop. Se vart ask --help.",
        ),
        ("content export", "Argumentet MÅL saknas. Se vart content export --help."),
        ("user add", "Argumentet LOGIN saknas. Se vart user add --help."),
        ("user add x", "Flaggan --role saknas. Se vart user add --help."),
        (
            "user add x --role king",
            (
                "Flaggan --role kan vara desk, editor, reviewer, administrator, coordinator. "
                "Se vart user add --help."
            ),
        ),
        (
            "staff import /finns/inte.yml",
            "Filen /finns/inte.yml finns inte. Se vart staff import --help.",
        ),
    ],
)
def test_a_fault_is_named_in_one_sentence(
    vart: Run, capsys: pytest.CaptureFixture[str], line: str, sentence: str
) -> None:
    assert vart(*line.split()) == 2
    output = capsys.readouterr()
    assert output.err == f"{sentence}\n"
    assert output.out == ""


@pytest.mark.parametrize("line", ["", "content", "staff", "user"])
def test_without_a_command_the_help_is_shown_and_said_why(
    vart: Run, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    assert vart(*line.split()) == 2
    output = capsys.readouterr()
    assert "Usage: vart" in output.out
    assert output.err == f"Säg vad som ska göras. Se {f'vart {line}'.strip()} --help.\n"


def test_control_characters_do_not_reach_the_terminal(vart: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert vart("ask", "x", "--\x1b[2Jfoo") == 2
    assert "\x1b" not in capsys.readouterr().err


def test_help_and_the_code_of_a_command_go_out_as_they_are(
    vart: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert vart("ask", "--help") == 0
    assert vart("content", "coverage", "--municipality", "Ankeborg") == 1
    assert capsys.readouterr().err == "Kommunen Ankeborg finns inte i innehållet.\n"
