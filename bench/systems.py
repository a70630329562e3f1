"""Both systems as real processes: Vart as `vart run` starts it, the peer as Rasa's manual says."""

import secrets
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.peer.folder import FOLDER, RASA
from bench.processes import Child, free_port, megabytes, rasa_variables, tree, variables
from bench.talk import Begin, peer_at, vart_at, wait_for_answer
from bot.settings import ROOT

VAR_DIR = ROOT / "var" / "bench" / "vart"


@dataclass(frozen=True, slots=True)
class System:
    """One of the two, running.

    Attributes:
        begin: Begins a conversation with it.
        pids: Its first processes.
        first: Seconds from start to the first answer, be it reduced.
        full: Seconds to the first full answer.
    """

    begin: Begin
    pids: tuple[int, ...]
    first: float
    full: float

    @property
    def memory(self) -> float:
        """Megabytes of all its processes."""
        return megabytes(self.pids)


@dataclass(frozen=True, slots=True)
class Secret:
    """The secret between our gateway and its Rasa, which the bench chooses."""

    token: str

    @staticmethod
    def new() -> "Secret":
        """A new one."""
        return Secret(secrets.token_urlsafe(32))


@asynccontextmanager
async def vart(secret: Secret) -> AsyncIterator[System]:
    """Vart, until the block ends."""
    port = free_port()
    environment = variables(
        VART_PORT=str(port),
        VART_ACTIONS_PORT=str(free_port()),
        VART_VAR_DIR=str(VAR_DIR),
        VART_BRAIN_TOKEN=secret.token,
    )
    begin = vart_at(port)
    begun = time.perf_counter()
    with Child("vart", (str(ROOT / ".venv" / "bin" / "vart"), "run"), ROOT, environment) as child:
        await wait_for_answer(begin, False, child.check)
        first = time.perf_counter() - begun
        await wait_for_answer(begin, True, child.check)
        yield System(begin, (child.pid,), first, time.perf_counter() - begun)


@asynccontextmanager
async def peer(actions_port: int) -> AsyncIterator[System]:
    """The peer: `rasa run` and `rasa run actions`, until the block ends."""
    port = free_port()
    begin = peer_at(port)
    with ExitStack() as stack:
        begun = time.perf_counter()
        actions_command = (*RASA, "run", "actions", "--port", str(actions_port))
        actions = stack.enter_context(Child("peer-actions", actions_command, FOLDER, rasa_variables()))
        command = (*RASA, "run", "-i", "127.0.0.1", "-p", str(port))
        server = stack.enter_context(Child("peer", command, FOLDER, rasa_variables()))

        def check() -> None:
            actions.check()
            server.check()

        await wait_for_answer(begin, True, check)
        seconds = time.perf_counter() - begun
        yield System(begin, (server.pid, actions.pid), seconds, seconds)


def rasa_of(system: System) -> str:
    """The address of the Rasa that a running Vart started."""
    for pid in tree(system.pids[0]):
        words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        if "nlu.rasa" in words and "-p" in words:
            return f"http://127.0.0.1:{words[words.index('-p') + 1]}"
    raise RuntimeError("Vart has no Rasa of its own")
