"""`vart eval safety --cross-validate`: on stderr that it goes on, on stdout the report alone."""

from dataclasses import replace

import pytest

from bot.safety import crossval, ordinary
from bot.safety.crossval import FOLDS
from bot.safety.reading import reader
from bot.safety.training import train
from tests.cli.conftest import Run
from tests.safety import handful


def test_long_work_is_announced_on_stderr(
    vart: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    judges = train(handful.lines(), reader())
    lines = [replace(line, writer=str(at % FOLDS)) for at, line in enumerate(handful.lines())]
    monkeypatch.setattr(ordinary, "training_lines", lambda: lines)
    monkeypatch.setattr(crossval, "fit", lambda *_: judges)
    assert vart("eval", "safety", "--cross-validate") == 0
    output = capsys.readouterr()
    assert output.err == "Tränar 5 säkerhetsnät, vart och ett omkring tio minuter.\n"
    assert output.out.startswith(f"{len(lines)} texts\nrecall")
