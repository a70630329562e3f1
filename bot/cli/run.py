"""`vart run`: prepares the database, then runs the app, the actions and Rasa until it is told to end."""

import asyncio
import signal
import socket
from contextlib import ExitStack, suppress
from pathlib import Path

import typer
import uvicorn

from bot.app import create_app
from bot.assembly import actions_of, assemble, rasa_brain
from bot.channels.actions import create_actions_app
from bot.cli.alone import alone
from bot.cli.ports import LOOPBACK, free_port, listen, listen_near, port_of
from bot.cli.prepare import check_var_dir, prepare_database, prepare_safety_net
from bot.cli.server import Server
from bot.cli.train import rasa_python
from bot.escalation.policy import load_policy
from bot.gateway.rasa_log import RasaLog
from bot.gateway.supervisor import RasaProcess, model_at, rasa_command, rasa_environment
from bot.gateway.watch import BrainState, Watch
from bot.logs import configure_logs
from bot.services import Services
from bot.settings import RASA_PORT, ROOT, Settings, get_settings
from bot.vault import secret_keys

_MEANWHILE = "Tills dess svarar Vart med enklare sökning."
_RASA_SAYS: dict[BrainState, str] = {
    "starting": f"Rasa startar, det tar omkring en halv minut. {_MEANWHILE}",
    "ready": "Rasa är redo.",
    "no_model": f"Det finns ingen tränad modell i models/, kör vart train. {_MEANWHILE}",
    "broken_model": f"Modellen i models/ går inte att läsa, kör vart train --force. {_MEANWHILE}",
    "unavailable": f"Rasa svarar inte och startas om, se var/log/rasa.log. {_MEANWHILE}",
}


def run() -> None:
    """Starta Vart."""
    settings = get_settings()
    configure_logs(settings.log_level)
    for warning in settings.warnings:
        typer.echo(warning, err=True)
    # Read again when the parts are put together: a fault in it is told at once, not after the safety net.
    load_policy(settings.escalation_policy)
    # uvicorn's choice: uvloop where there is one.
    loop_factory = uvicorn.Config(app="", log_config=None).get_loop_factory()
    with asyncio.Runner(loop_factory=loop_factory) as runner, ExitStack() as held:
        public = held.enter_context(listen(settings.host, settings.port, "VART_PORT"))
        # Rasa of our own is told where the actions are; another one looks where it was set to.
        firm = not settings.runs_rasa or "actions_port" in settings.model_fields_set
        actions = held.enter_context(listen_near(settings.actions_port, "VART_ACTIONS_PORT", firm))
        python = rasa_python() if settings.runs_rasa else None
        check_var_dir(settings.var_dir)
        secret_keys(settings)  # what is wrong with them is said before anything that takes minutes
        held.enter_context(alone(settings.database_url, runner))
        typer.echo(prepare_database(settings))
        prepare_safety_net(typer.echo)
        runner.run(_serve(settings, public, actions, python))
    typer.echo("Vart är stängt.")


async def _serve(
    settings: Settings, public: socket.socket, actions: socket.socket, python: Path | None
) -> None:
    services = _assemble(settings, port_of(actions), python)
    behind = Server(
        create_actions_app(actions_of(services), settings.actions_token.get_secret_value()), lifespan=False
    )
    front = Server(
        create_app(services),
        lifespan=True,
        trusted_proxies=settings.trusted_proxies,
        on_started=lambda: _say(f"Vart är igång: {settings.address}"),
        on_stopping=services.events.close_all,
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, front.end)
    behind_task = asyncio.create_task(behind.serve([actions]))
    try:
        await front.serve([public])
    finally:
        behind.end()
        await behind_task


def _assemble(settings: Settings, actions_port: int, python: Path | None) -> Services:
    brain = rasa_brain(settings)
    if python is None:
        return assemble(settings, brain, Watch(brain), console=_say)

    def command() -> tuple[str, ...]:
        # Half a minute passes before Rasa listens: somebody else may have taken the port meanwhile.
        port = free_port(RASA_PORT)
        brain.move(f"http://{LOOPBACK}:{port}")
        return rasa_command(ROOT, python, port)

    tokens = settings.brain_token.get_secret_value(), settings.actions_token.get_secret_value()
    keeper = RasaProcess(
        command=command,
        environment=rasa_environment(ROOT, *tokens, actions_port),
        watch=Watch(brain),
        log=RasaLog(settings.var_dir / "log" / "rasa.log"),
        model=lambda: model_at(ROOT / "models"),
        cwd=ROOT,
        told=_tell,
    )
    return assemble(settings, brain, keeper, console=_say)


def _tell(state: BrainState) -> None:
    _say(_RASA_SAYS[state])


def _say(sentence: str) -> None:
    # Whoever read along may be gone, which is no reason to stop.
    with suppress(OSError):
        typer.echo(sentence)
