"""`vart run`: what stops it is one sentence, what does not is a Vart that answers."""

import asyncio
import errno
import os
import signal
import socket
import sys
from pathlib import Path
from typing import NoReturn

import httpx
import pytest

from bot.cli import train
from bot.settings import ROOT
from tests.cli.conftest import Run
from tests.cli.holding import is_free, is_taken
from tests.client import converse
from tests.fake_rasa import TOKEN, fake_rasa
from tests.trained import lend_safety_net
from tests.waiting import until


def full(*_: object, **__: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def stops(vart: Run, capsys: pytest.CaptureFixture[str]) -> str:
    """Why `vart run` stops: one sentence on stderr, exit code 1."""
    assert vart("run") == 1
    sentence = capsys.readouterr().err
    assert sentence.count("\n") == 1
    assert sentence.endswith(".\n")
    return sentence


@pytest.mark.parametrize("name", ["VART_PORT", "VART_ACTIONS_PORT"])
def test_a_busy_port(vart: Run, capsys: pytest.CaptureFixture[str], ports: dict[str, int], name: str) -> None:
    with socket.create_server(("127.0.0.1", ports[name])):
        assert f"Port {ports[name]} är upptagen" in stops(vart, capsys)


@pytest.mark.usefixtures("ports")
def test_a_faulty_policy_stops_it_before_anything_is_read_or_trained(
    vart: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VART_ESCALATION_POLICY", str(tmp_path / "nowhere.yml"))
    assert vart("run") == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert "nowhere.yml" in output.err
    assert not (tmp_path / "var").exists()


@pytest.mark.usefixtures("ports")
def test_a_missing_environment_of_rasa(
    vart: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(train, "RASA_PYTHON", tmp_path / "nothing")
    sentence = stops(vart, capsys)
    assert ".venv-rasa" in sentence
    assert "make run" in sentence


@pytest.mark.usefixtures("ports", "other_rasa")
class TestPlace:
    """Where Vart writes."""

    def test_secrets_that_this_rasa_cannot_know_are_named_before_anything_else(
        self, vart: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "var").write_text("a file")
        monkeypatch.delenv("VART_BRAIN_TOKEN")
        assert vart("run") == 1
        warning, _ = capsys.readouterr().err.splitlines()
        assert "VART_BRAIN_TOKEN" in warning
        assert "VART_ACTIONS_TOKEN" not in warning

    def test_a_folder_that_cannot_be_made(
        self, vart: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        (tmp_path / "var").write_text("a file")
        assert "är inte en katalog" in stops(vart, capsys)

    def test_a_key_of_one_letter(
        self, vart: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("VART_SECRET_KEY", "a")
        assert "VART_SECRET_KEY" in stops(vart, capsys)
        assert not (tmp_path / "var" / "vart.db").exists()

    def test_a_full_disk(
        self, vart: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tempfile.TemporaryFile", full)
        assert "disken är full" in stops(vart, capsys)

    @pytest.mark.parametrize(
        "url", ["nonsense", "mysql://user:hemligt@host/db", "sqlite:////proc/nowhere/vart.db"]
    )
    def test_a_database_that_cannot_be_used(
        self, vart: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, url: str
    ) -> None:
        monkeypatch.setenv("VART_DATABASE_URL", url)
        assert "hemligt" not in stops(vart, capsys)

    def test_a_database_that_is_none(
        self, vart: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        (tmp_path / "var").mkdir()
        (tmp_path / "var" / "vart.db").write_bytes(b"this is not a database" * 100)
        assert "Databasen" in stops(vart, capsys)


async def _until_it_says(output: asyncio.StreamReader, words: str) -> None:
    async with asyncio.timeout(200):
        while words not in (line := (await output.readline()).decode()):
            assert line, f"it ended before it said {words}"


async def test_it_runs_and_ends_when_it_is_told_to(ports: dict[str, int], tmp_path: Path) -> None:
    lend_safety_net(tmp_path / "var")
    url = f"sqlite:///{tmp_path / 'var' / 'vart.db'}"
    async with fake_rasa() as rasa:
        environment = os.environ | {
            **{name: str(port) for name, port in ports.items()},
            "VART_VAR_DIR": str(tmp_path / "var"),
            "VART_RASA_URL": rasa.url,
            "VART_BRAIN_TOKEN": TOKEN,
        }
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli.main", "run"),
            cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdout is not None
        await _until_it_says(process.stdout, f"Vart är igång: http://127.0.0.1:{ports['VART_PORT']}")
        address = f"http://127.0.0.1:{ports['VART_PORT']}"
        async with httpx.AsyncClient(base_url=address, trust_env=False) as http:
            await until(lambda: any("/greet" in str(body) for body in rasa.seen))
            assert (await http.get("/healthz")).status_code == 200
            assert await asyncio.to_thread(is_taken, url)
            bot = await converse(http)
            assert (await bot.says("mina zebrafinkar")).text == "hörde mina zebrafinkar"
            actions = f"http://127.0.0.1:{ports['VART_ACTIONS_PORT']}/webhook"
            assert (await http.post(actions, json={})).status_code == 401
            async with http.stream("GET", f"{bot.path}/events", headers=bot.secret) as stream:
                assert stream.status_code == 200
                process.send_signal(signal.SIGTERM)
                async with asyncio.timeout(20):
                    assert await process.wait() == 0
    assert await asyncio.to_thread(is_free, url)
    database = (tmp_path / "var" / "vart.db").read_bytes()
    assert b"zebra" not in database
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_an_error_nobody_expected_is_one_sentence_without_words(
    vart: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> NoReturn:
        raise KeyError("jag vill inte leva")

    monkeypatch.setattr("bot.cli.train.get_settings", fails)
    assert vart("train") == 1
    assert capsys.readouterr().err.startswith("Ett fel som inte var väntat: KeyError (test_run.py, rad ")


def test_help_names_every_command(vart: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert vart("--help") == 0
    output = capsys.readouterr().out
    assert all(name in output for name in ("run", "ask", "chat", "train", "content"))
