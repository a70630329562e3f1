"""Rasa as a child process: started, watched, restarted with back-off, never left behind."""

import asyncio
import os
import signal
import sys
import tarfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.gateway.rasa_log import RasaLog
from bot.gateway.watch import BrainState, Watch
from bot.logs import get_logger

_LEASH = Path(__file__).with_name("leash.py")
# What Rasa 3.6 says to each message when it runs although its model could not be loaded.
_NO_AGENT = b"no agent to handle"
# What a child may inherit: nothing of ours, since Rasa never gets a key, a number or the database.
_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "LD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient the supervisor is, in seconds.

    Attributes:
        first_pause: Before the first restart; doubled for each one after that.
        longest_pause: Never more than this between restarts.
        steady: A child that was up so long begins again at the first pause.
        startup: A child that is not ready by then is ended.
        silence: A child that was ready and answers nothing so long is ended.
        look: Between looks at the child, and for a model while there is none.
        stop: How long a child may take to end by itself.
    """

    first_pause: float = 1.0
    longest_pause: float = 60.0
    steady: float = 60.0
    startup: float = 240.0
    silence: float = 30.0
    look: float = 1.0
    stop: float = 5.0


def rasa_command(root: Path, python: Path, port: int) -> tuple[str, ...]:
    """The command line of `rasa run` (nlu/rasa/__main__.py), on loopback only."""
    return (
        *(str(python), "-m", "nlu.rasa", "run"),
        *("--model", str(root / "models")),
        *("--endpoints", str(root / "endpoints.yml"), "--credentials", str(root / "credentials.yml")),
        *("-i", "127.0.0.1", "-p", str(port)),
    )


def on_leash(command: tuple[str, ...]) -> tuple[str, ...]:
    """The command line that runs `command` so that it dies with this process."""
    return (sys.executable, "-I", "-S", str(_LEASH), str(os.getpid()), *command)


def rasa_environment(root: Path, brain_token: str, actions_token: str, actions_port: int) -> dict[str, str]:
    """The environment of Rasa: its secrets, where the actions are, and no telemetry."""
    return {
        **{name: os.environ[name] for name in _INHERITED if name in os.environ},
        "PYTHONPATH": str(root),
        "PYTHONUNBUFFERED": "1",
        # The deprecations of a release that gets no more updates are no news.
        "PYTHONWARNINGS": "ignore",
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "VART_BRAIN_TOKEN": brain_token,
        "VART_ACTIONS_TOKEN": actions_token,
        "VART_ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook",
    }


@dataclass(frozen=True, slots=True)
class Model:
    """The model at hand.

    Attributes:
        state: "starting" when it can be tried, "no_model" or "broken_model".
        stamp: Differs between one model and another.
    """

    state: BrainState
    stamp: object = None


def model_at(models: Path) -> Model:
    """The newest model in a folder."""
    files = sorted((path.stat().st_mtime_ns, path) for path in models.glob("*.tar.gz"))
    if not files:
        return Model("no_model")
    stamp, newest = files[-1]
    try:
        with tarfile.open(newest) as archive:
            names = archive.getnames()
    except (tarfile.TarError, OSError, EOFError):
        return Model("broken_model", stamp)
    whole = any(Path(name).name == "metadata.json" for name in names)
    return Model("starting" if whole else "broken_model", stamp)


class RasaProcess:
    """Keeps one Rasa running.

    Args:
        command: Program and arguments, asked for at each start: the port may have to be another.
        environment: The whole environment of the program.
        watch: Asks whether Rasa answers.
        log: Where its output goes.
        model: The model there is to start with.
        cwd: Where it runs.
        pace: How patient to be.
        told: Called with each new state.
    """

    def __init__(
        self,
        command: Callable[[], tuple[str, ...]],
        environment: Mapping[str, str],
        watch: Watch,
        log: RasaLog,
        model: Callable[[], Model],
        cwd: Path,
        pace: Pace | None = None,
        told: Callable[[BrainState], None] = lambda _: None,
    ) -> None:
        self._command = command
        self._environment = dict(environment)
        self._watch = watch
        self._log = log
        self._model = model
        self._cwd = cwd
        self._pace = pace or Pace()
        self._told = told
        self._state: BrainState | None = None
        self._task: asyncio.Task[None] | None = None
        self._child: asyncio.subprocess.Process | None = None
        # The stamp of a model that Rasa could not load: it waits for another one.
        self._refused: object = None
        self.starts = 0

    @property
    def state(self) -> BrainState:
        """How Rasa is, for /readyz."""
        return self._state or "starting"

    @property
    def pid(self) -> int | None:
        """The child's process id while there is one."""
        return self._child.pid if self._child is not None else None

    async def start(self) -> None:
        """Begin to keep Rasa running; returns at once."""
        await self._watch.start()
        self._task = asyncio.create_task(self._supervise())

    async def stop(self) -> None:
        """End Rasa and everything it started."""
        await self._watch.stop()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def _becomes(self, state: BrainState) -> None:
        if state != self._state:
            self._state = state
            self._told(state)

    async def _supervise(self) -> None:
        pause = self._pace.first_pause
        while True:
            try:
                pause = await self._once(pause)
            except Exception as error:  # nobody else would start Rasa again
                get_logger().error("supervisor_failed", exc_info=error)
                await asyncio.sleep(pause)

    async def _once(self, pause: float) -> float:
        """One look at the model and, if it can be tried, one life of the child; the next pause."""
        model = await asyncio.to_thread(self._model)
        if model.state != "starting" or (self._refused and model.stamp == self._refused):
            self._becomes("no_model" if model.state == "no_model" else "broken_model")
            await asyncio.sleep(self._pace.look)
            return pause
        self._becomes("starting" if self._state != "unavailable" else "unavailable")
        self._refused = None
        begun = time.monotonic()
        await self._live(model)
        self._watch.lost()
        if self._refused:
            return pause
        if time.monotonic() - begun >= self._pace.steady:
            pause = self._pace.first_pause
        get_logger().warning("rasa_ended", attempt=self.starts, seconds=round(pause))
        self._becomes("unavailable")
        await asyncio.sleep(pause)
        return min(pause * 2, self._pace.longest_pause)

    async def _live(self, model: Model) -> None:
        """One life of the child: from start until it is gone."""
        self.starts += 1
        self._watch.lost()
        try:
            self._child = await asyncio.create_subprocess_exec(
                *on_leash(self._command()),
                cwd=self._cwd,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            get_logger().error("rasa_not_started", exc_info=error)
            return
        output = asyncio.create_task(self._copy_output(self._child, model))
        try:
            await self._guard(self._child)
        finally:
            await self._end_child()
            output.cancel()
            await asyncio.gather(output, return_exceptions=True)

    async def _guard(self, child: asyncio.subprocess.Process) -> None:
        """Return when the child has ended, or has been silent for too long."""
        was_ready = False
        ended = asyncio.create_task(child.wait())
        while not ended.done() and not self._refused:
            await asyncio.wait({ended}, timeout=self._pace.look)
            ready = self._watch.ready.is_set()
            was_ready = was_ready or ready
            if not ended.done() and was_ready:
                self._becomes("ready" if ready else "unavailable")
            patience = self._pace.silence if was_ready else self._pace.startup
            if self._watch.silent_for > patience:
                get_logger().error("rasa_silent", seconds=round(patience))
                return

    async def _copy_output(self, child: asyncio.subprocess.Process, model: Model) -> None:
        assert child.stdout is not None  # noqa: S101 (a pipe was asked for)
        was_ready = False
        while line := await _line(child.stdout):
            was_ready = was_ready or self._watch.ready.is_set()
            if not was_ready and _NO_AGENT in line:
                self._refused = model.stamp
            with suppress(OSError):
                self._log.write(line.decode(errors="replace").rstrip(), harmless=not was_ready)

    async def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        # The group, not the process: whatever Rasa started goes with it.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace.stop):
                await child.wait()
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        await child.wait()


async def _line(stream: asyncio.StreamReader) -> bytes:
    try:
        return await stream.readline()
    except ValueError:
        # A line longer than the buffer: nothing worth keeping.
        return b"\n"
