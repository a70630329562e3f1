"""`vart content learnt` gives the kept sentences as JSON lines, on the screen or in a file."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.clock import now_in_sweden
from bot.db.engine import create_engine, session_factory
from bot.db.migrate import upgrade
from bot.errors import StartError
from bot.gateway.learnt import Learnt, Sentence

SENTENCE = Sentence("allt är blått i taket", "sv", "sleep")


@pytest.fixture
async def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with one sentence; the day it was kept."""
    url = f"sqlite:///{tmp_path / 'vart.db'}"
    monkeypatch.setenv("VART_DATABASE_URL", url)
    upgrade(url)
    engine = create_engine(url)
    learnt = Learnt(session_factory(engine), now_in_sweden)
    await learnt.keep(SENTENCE)
    [one] = await learnt.all()
    await engine.dispose()
    return one.day.isoformat()


def labelled(day: str) -> dict[str, object]:
    return {
        "text": SENTENCE.text, "accept": [], "best": None, "guess": "sleep", "language": "sv", "day": day,
    }  # fmt: skip


def test_it_shows_them(kept: str) -> None:
    result = CliRunner().invoke(app, ["content", "learnt"])
    assert result.exit_code == 0
    assert [json.loads(line) for line in result.stdout.splitlines()] == [labelled(kept)]


def test_it_writes_them(kept: str, tmp_path: Path) -> None:
    target = tmp_path / "lärt.jsonl"
    result = CliRunner().invoke(app, ["content", "learnt", "--export", str(target)])
    assert result.exit_code == 0
    assert result.stdout.startswith("1 meningar skrivna till ")
    assert [json.loads(line) for line in target.read_text("utf-8").splitlines()] == [labelled(kept)]
    assert "blått" in target.read_text("utf-8")


@pytest.mark.usefixtures("kept")
def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["content", "learnt", "--export", str(tmp_path / "ingen" / "fil")])
    assert isinstance(result.exception, StartError)
    assert str(result.exception).startswith("Det går inte att skriva ")
