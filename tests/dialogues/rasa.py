"""Vart with a Rasa of its own, inside the event loop of the tests."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import FastAPI

from bot.app import create_app
from bot.assembly import actions_of, assemble, rasa_brain
from bot.channels.actions import create_actions_app
from bot.cli.ports import LOOPBACK, free_port, listen, port_of
from bot.cli.prepare import check_var_dir, prepare_database
from bot.cli.server import Server
from bot.cli.train import rasa_python
from bot.gateway.brain import RasaBrain
from bot.gateway.rasa_log import RasaLog
from bot.gateway.supervisor import RasaProcess, model_at, rasa_command, rasa_environment
from bot.gateway.watch import Watch
from bot.settings import RASA_PORT, ROOT, Settings

MODEL = ROOT / "models" / "vart.tar.gz"
# A Monday morning: what is open does not change from run to run.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
# Far longer than Rasa needs on an idle machine.
_LONGEST_START = 270.0
# A busy machine must not turn a slow answer into a plain one.
_BRAIN_TIMEOUT = 20.0


@asynccontextmanager
async def vart_with_rasa(var_dir: Path) -> AsyncIterator[FastAPI]:
    """The app, running, with Rasa ready behind it.

    Raises:
        TimeoutError: Rasa was not ready in time.
    """
    settings = Settings(var_dir=var_dir, database_url_setting=None, brain_timeout=_BRAIN_TIMEOUT)
    check_var_dir(var_dir)
    await asyncio.to_thread(prepare_database, settings)
    brain = rasa_brain(settings)
    with listen(LOOPBACK, 0, "") as listener:
        keeper = _keeper(settings, brain, port_of(listener))
        services = assemble(settings, brain, keeper, clock=lambda: NOW)
        actions = create_actions_app(actions_of(services), settings.actions_token.get_secret_value(), 10.0)
        behind = Server(actions, lifespan=False)
        async with AsyncExitStack() as stack:
            serving = asyncio.create_task(behind.serve([listener]))
            stack.push_async_callback(asyncio.wait, {serving})
            stack.callback(behind.end)
            await stack.enter_async_context(services.running())
            await _until_ready(keeper)
            yield create_app(services)


def _keeper(settings: Settings, brain: RasaBrain, actions_port: int) -> RasaProcess:
    python = rasa_python()

    def command() -> tuple[str, ...]:
        port = free_port(RASA_PORT + 1_000)
        brain.move(f"http://{LOOPBACK}:{port}")
        return rasa_command(ROOT, python, port)

    tokens = settings.brain_token.get_secret_value(), settings.actions_token.get_secret_value()
    return RasaProcess(
        command=command,
        environment=rasa_environment(ROOT, *tokens, actions_port),
        watch=Watch(brain),
        log=RasaLog(settings.var_dir / "log" / "rasa.log"),
        model=lambda: model_at(ROOT / "models"),
        cwd=ROOT,
    )


async def _until_ready(keeper: RasaProcess) -> None:
    until = time.monotonic() + _LONGEST_START
    while keeper.state != "ready":
        if time.monotonic() > until or keeper.state in {"no_model", "broken_model"}:
            raise TimeoutError(f"Rasa is not ready: {keeper.state}")
        await asyncio.sleep(0.2)
