"""Processes of the bench: started, weighed with everything they started, and ended by their own id."""

import os
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.gateway.supervisor import on_leash
from bot.settings import ROOT

LOGS = ROOT / "var" / "bench" / "log"
_STOP_PATIENCE = 20
_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "LD_LIBRARY_PATH")


def variables(**more: str) -> dict[str, str]:
    """The environment of a child: little of ours, and `more`."""
    return {**{name: os.environ[name] for name in _INHERITED if name in os.environ}, **more}


def rasa_variables() -> dict[str, str]:
    """The environment of a Rasa, as quiet as the one that Vart starts."""
    return variables(
        PYTHONUNBUFFERED="1",
        PYTHONWARNINGS="ignore",
        RASA_TELEMETRY_ENABLED="false",
        TF_CPP_MIN_LOG_LEVEL="3",
    )


def free_port() -> int:
    """A port on loopback that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Child:
    """A process with a log, in a process group of its own; it dies with the bench.

    Args:
        name: Names the log.
        command: Program and arguments.
        folder: Where it runs.
        environment: Its whole environment.
    """

    def __init__(
        self, name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> None:
        LOGS.mkdir(parents=True, exist_ok=True)
        self.log = LOGS / f"{name}.log"
        with self.log.open("wb") as output:
            self._process = subprocess.Popen(
                on_leash(tuple(command)),
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        """The running child."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, and whatever is left of its group."""
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_PATIENCE)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def wait(self, seconds: float) -> int:
        """Its exit code, when it has ended by itself."""
        return self._process.wait(seconds)

    def check(self) -> None:
        """Raise if it has ended.

        Raises:
            RuntimeError: It has.
        """
        if self._process.poll() is not None:
            raise RuntimeError(f"{self._process.args!r} ended, see {self.log}")


def tree(pid: int) -> list[int]:
    """A process and all its descendants."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name in parentheses may hold anything; what follows it is state and parent.
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for member in found:
        found += children.get(member, [])
    return found


def megabytes(pids: Sequence[int]) -> float:
    """The proportional share of memory (PSS) of processes with all their descendants."""
    total = 0
    for pid in {member for root in pids for member in tree(root)}:
        with suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024
