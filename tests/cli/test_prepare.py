"""Commands that need the safety net say on stderr that they train it, and nothing when it is there."""

import json
from pathlib import Path

import pytest

from bot.cli import prepare
from bot.safety import artefact
from tests.cli.conftest import Run
from tests.trained import lend_safety_net

ANNOUNCED = "Läser in säkerhetsnätet, första gången tar det omkring tio minuter.\n"


class TrainedError(Exception):
    """Stands in for the training, which takes minutes."""


@pytest.fixture
def untrained(monkeypatch: pytest.MonkeyPatch) -> None:
    """No Vart answers, and to train fails at once."""

    def train(_: str) -> None:
        raise TrainedError

    monkeypatch.setenv("VART_PORT", "9")
    monkeypatch.setattr(prepare, "assess", train)


@pytest.mark.usefixtures("untrained")
@pytest.mark.parametrize("command", ["safety explain", "ask", "eval safety"])
def test_training_is_announced_on_stderr(
    vart: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"text": "hej", "label": "not_crisis"}', "utf-8")
    # A net of other data is as good as none.
    (tmp_path / "var" / "safety").mkdir(parents=True)
    (tmp_path / "var" / "safety" / "safety-000000000000.npz").write_bytes(b"")
    assert vart(*command.split(), str(lines)) == 1
    output = capsys.readouterr()
    assert output.err.startswith(ANNOUNCED)
    assert "TrainedError" in output.err
    assert output.out == ""


@pytest.mark.usefixtures("untrained")
def test_a_measure_of_the_running_bot_trains_nothing(
    vart: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"text": "hej", "municipality": null}', "utf-8")
    assert vart("eval", "municipality", str(lines)) == 1
    assert capsys.readouterr().err == "Vart är inte igång. Starta med make run och mät igen.\n"


@pytest.mark.usefixtures("untrained")
def test_nothing_is_said_when_the_net_is_there(
    vart: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lend_safety_net(tmp_path / "var")
    assert artefact.is_trained(tmp_path / "var" / "safety")
    assert vart("ask", "hej", "--json") == 0
    output = capsys.readouterr()
    assert ANNOUNCED not in output.err
    assert json.loads(output.out)["messages"]
