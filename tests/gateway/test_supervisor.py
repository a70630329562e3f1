"""Rasa as a child process, with a small script in its place."""

import asyncio
import os
import signal
import sys
import tarfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.gateway.breaker import Breaker
from bot.gateway.rasa_log import RasaLog, scrubbed
from bot.gateway.supervisor import Model, Pace, RasaProcess, model_at, rasa_command, rasa_environment
from bot.gateway.watch import BrainState, Watch
from bot.settings import ROOT
from tests.waiting import until

SLEEPS = "import time; print('uppe', flush=True); time.sleep(600)"
ENDS = "raise SystemExit(3)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPS}"
# A child that starts a process of its own and writes down its id.
WITH_CHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "w").write(str(child.pid))
time.sleep(600)
"""
QUICK = Pace(
    first_pause=0.01, longest_pause=0.05, steady=60, startup=30, silence=30, look=0.01, stop=0.5
)  # fmt: skip


class FakeProbed:
    """A brain that is ready when the test says so."""

    def __init__(self, ok: bool = True) -> None:
        self.ok = ok
        self.breaker = Breaker()

    async def ready(self) -> bool:
        if self.ok:
            self.breaker.succeeded()
        return self.ok


@asynccontextmanager
async def supervised(
    program: str,
    folder: Path,
    brain: FakeProbed,
    pace: Pace = QUICK,
    model: Callable[[], Model] = lambda: Model("starting", 1),
    told: list[BrainState] | None = None,
) -> AsyncIterator[RasaProcess]:
    process = RasaProcess(
        command=lambda: (sys.executable, "-c", program, str(folder / "grandchild")),
        environment={"PATH": os.environ["PATH"]},
        watch=Watch(brain, often=0.01, seldom=0.01),
        log=RasaLog(folder / "rasa.log"),
        model=model,
        cwd=folder,
        pace=pace,
        told=(told if told is not None else []).append,
    )
    await process.start()
    try:
        yield process
    finally:
        await process.stop()


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


async def test_it_starts_is_ready_and_ends_with_us(tmp_path: Path) -> None:
    told: list[BrainState] = []
    brain = FakeProbed()
    async with supervised(SLEEPS, tmp_path, brain, told=told) as process:
        await until(lambda: process.state == "ready")
        pid = process.pid
        assert pid is not None
        assert alive(pid)
        assert not brain.breaker.open
    assert not alive(pid)
    assert told == ["starting", "ready"]


async def test_a_child_that_ends_is_started_again_with_longer_and_longer_pauses(tmp_path: Path) -> None:
    told: list[BrainState] = []
    brain = FakeProbed(ok=False)
    async with supervised(ENDS, tmp_path, brain, told=told) as process:
        await until(lambda: process.starts >= 4)
        assert brain.breaker.open
    assert told == ["starting", "unavailable"]


async def test_a_killed_child_comes_back(tmp_path: Path) -> None:
    told: list[BrainState] = []
    brain = FakeProbed()
    async with supervised(SLEEPS, tmp_path, brain, told=told) as process:
        await until(lambda: process.state == "ready")
        first = process.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        await until(lambda: process.starts == 2 and process.state == "ready")
        assert process.pid != first
    assert told == ["starting", "ready", "unavailable", "ready"]


async def test_a_child_that_hangs_is_ended_and_started_again(tmp_path: Path) -> None:
    brain = FakeProbed()
    pace = Pace(first_pause=0.01, longest_pause=0.01, silence=0.2, look=0.01, stop=0.5)
    async with supervised(SLEEPS, tmp_path, brain, pace) as process:
        await until(lambda: process.state == "ready")
        brain.ok = False
        await until(lambda: process.starts == 2)
        brain.ok = True
        await until(lambda: process.state == "ready")


async def test_a_child_that_never_becomes_ready_is_ended(tmp_path: Path) -> None:
    pace = Pace(first_pause=0.01, longest_pause=0.01, startup=0.2, look=0.01, stop=0.5)
    async with supervised(SLEEPS, tmp_path, FakeProbed(ok=False), pace) as process:
        await until(lambda: process.starts == 2)


async def test_a_child_that_will_not_end_is_made_to(tmp_path: Path) -> None:
    async with supervised(DEAF, tmp_path, FakeProbed(ok=False)) as process:
        await until(lambda: (tmp_path / "rasa.log").exists())
        pid = process.pid
    assert pid is not None
    assert not alive(pid)


async def test_what_the_child_started_ends_with_it(tmp_path: Path) -> None:
    grandchild = tmp_path / "grandchild"
    async with supervised(WITH_CHILD, tmp_path, FakeProbed()):
        await until(lambda: grandchild.exists() and grandchild.read_text() != "")
        pid = int(grandchild.read_text())
        assert alive(pid)
    await until(lambda: not alive(pid))


async def test_without_a_model_nothing_is_started_until_there_is_one(tmp_path: Path) -> None:
    told: list[BrainState] = []
    models = [Model("no_model"), Model("no_model"), Model("broken_model", 1)]

    def model() -> Model:
        return models.pop(0) if models else Model("starting", 2)

    async with supervised(SLEEPS, tmp_path, FakeProbed(), model=model, told=told) as process:
        await until(lambda: process.state == "ready")
    assert told == ["no_model", "broken_model", "starting", "ready"]


async def test_a_model_that_rasa_cannot_load_is_not_tried_again_until_there_is_another(
    tmp_path: Path,
) -> None:
    told: list[BrainState] = []
    stamp = 1
    refuses = "print('Ignoring message as there is no agent to handle it.', flush=True);" + SLEEPS
    brain = FakeProbed(ok=False)
    async with supervised(
        refuses, tmp_path, brain, model=lambda: Model("starting", stamp), told=told
    ) as process:
        await until(lambda: process.state == "broken_model")
        assert process.pid is None
        assert process.starts == 1
        stamp = 2
        await until(lambda: process.starts == 2)
    assert told[:3] == ["starting", "broken_model", "starting"]


async def test_a_fault_in_looking_for_a_model_does_not_end_the_supervision(tmp_path: Path) -> None:
    looks = 0

    def model() -> Model:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise FileNotFoundError("replaced while it was looked at")
        return Model("starting", 1)

    async with supervised(SLEEPS, tmp_path, FakeProbed(), model=model) as process:
        await until(lambda: process.state == "ready")


async def test_a_watch_goes_on_after_a_fault() -> None:
    class Faulty(FakeProbed):
        async def ready(self) -> bool:
            if self.ok:
                self.ok = False
                raise RuntimeError
            return True

    watch = Watch(Faulty(), often=0.01)
    await watch.start()
    await asyncio.wait_for(watch.ready.wait(), 5)
    await watch.stop()


async def test_a_program_that_is_missing_is_tried_again(tmp_path: Path) -> None:
    process = RasaProcess(
        lambda: ("/nowhere/python",), {}, Watch(FakeProbed(ok=False)), RasaLog(tmp_path / "rasa.log"),
        lambda: Model("starting", 1), tmp_path, QUICK,
    )  # fmt: skip
    await process.start()
    await until(lambda: process.starts >= 2)
    await process.stop()
    assert process.state == "unavailable"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's promise is Linux's")
async def test_the_child_is_gone_when_we_are_killed(tmp_path: Path) -> None:
    """A process supervises a child and is killed with -9."""
    parent = f"""
import asyncio, sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from bot.logs import configure_logs
from tests.gateway.test_supervisor import FakeProbed, SLEEPS, supervised

configure_logs("error")

async def main():
    async with supervised(SLEEPS, Path({str(tmp_path)!r}), FakeProbed()) as process:
        while process.state != "ready":
            await asyncio.sleep(0.01)
        print(process.pid, flush=True)
        await asyncio.sleep(600)

asyncio.run(main())
"""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", parent, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        pid = int(await process.stdout.readline())
        assert alive(pid)
    finally:
        process.kill()
        await process.wait()
    await until(lambda: not alive(pid))


def test_rasa_runs_on_loopback_without_telemetry_or_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "secret")
    monkeypatch.setenv("VART_SECRET_KEY", "secret")
    monkeypatch.setenv("VART_DATABASE_URL", "secret")
    environment = rasa_environment(ROOT, "brain", "actions", 5055)
    assert "secret" not in environment.values()
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["VART_ACTIONS_URL"] == "http://127.0.0.1:5055/webhook"
    assert environment["PYTHONPATH"] == str(ROOT)
    command = rasa_command(ROOT, Path("/python"), 5005)
    assert command[command.index("-i") + 1] == "127.0.0.1"
    assert "--enable-api" not in command
    assert "--cors" not in command


class TestModelState:
    """Whether there is a model to start with."""

    def test_no_model(self, tmp_path: Path) -> None:
        assert model_at(tmp_path / "models").state == "no_model"

    @pytest.mark.parametrize("content", [b"", b"not a model", b"\x1f\x8b\x08"])
    def test_a_broken_model(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "vart.tar.gz").write_bytes(content)
        assert model_at(tmp_path).state == "broken_model"

    def test_an_archive_that_is_no_model(self, tmp_path: Path) -> None:
        with tarfile.open(tmp_path / "vart.tar.gz", "w:gz"):
            pass
        assert model_at(tmp_path).state == "broken_model"

    def test_a_model(self, tmp_path: Path) -> None:
        (tmp_path / "metadata.json").write_text("{}")
        with tarfile.open(tmp_path / "vart.tar.gz", "w:gz") as model:
            model.add(tmp_path / "metadata.json", "metadata.json")
        assert model_at(tmp_path).state == "starting"


class TestLog:
    """What Rasa says on its way to a file."""

    @pytest.mark.parametrize(
        ("line", "kept"),
        [
            (
                "2026-11-22 10:46:10 ERROR    rasa.core.channels.rest  - text=jag vill inte leva",
                "2026-11-22 10:46:10 ERROR rasa.core.channels.rest",
            ),
            (
                '  File "/x/site-packages/rasa/core/agent.py", line 12, in handle',
                "  rasa/core/agent.py:12:handle",
            ),
            ("KeyError: 'jag vill inte leva'", "  KeyError"),
            ("rasa.shared.exceptions.RasaException: jag vill inte leva", "  RasaException"),
            ("jag vill inte leva", None),
            ("Anna: jag vill inte leva", None),
            ("", None),
            ("2026-11-22 jag vill inte leva", None),
            ("2026-11-22 10:46:10 jagvill    inte.leva  - mer", None),
        ],
    )
    def test_only_what_is_harmless_is_kept(self, line: str, kept: str | None) -> None:
        assert scrubbed(line) == kept

    def test_what_was_said_before_anybody_could_write_is_kept_whole(self, tmp_path: Path) -> None:
        log = RasaLog(tmp_path / "rasa.log")
        log.write("Model loading failed: no such file", harmless=True)
        log.write("jag vill inte leva", harmless=False)
        assert (tmp_path / "rasa.log").read_text() == "Model loading failed: no such file\n"

    def test_it_is_bounded(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.gateway.rasa_log._LARGEST", 100)
        log = RasaLog(tmp_path / "rasa.log")
        for _ in range(50):
            log.write("x" * 20, harmless=True)
        assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 300
