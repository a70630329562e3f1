"""`vart train`: trains Rasa's model and the safety net, unless they are there and fresh."""

import hashlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.prepare import prepare_safety_net
from bot.errors import StartError
from bot.gateway.supervisor import model_at, on_leash
from bot.settings import ROOT, get_settings

RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
_SAY_EVERY = 10.0


def train(
    force: Annotated[bool, typer.Option("--force", help="Träna även om modellen är färsk.")] = False,
) -> None:
    """Träna modellen och säkerhetsnätet, om de saknas eller är äldre än det de tränas på."""
    settings = get_settings()
    if not force and is_fresh(ROOT):
        typer.echo("Modellen är färsk.")
    else:
        log = settings.var_dir / "log" / "train.log"
        seconds = train_model(ROOT, rasa_python(), log)
        typer.echo(f"Modellen är tränad på {seconds:.0f} s.")
    prepare_safety_net(typer.echo)


def rasa_python() -> Path:
    """The interpreter of Rasa's environment.

    Raises:
        StartError: It is not there.
    """
    if not os.access(RASA_PYTHON, os.X_OK):
        raise StartError("Rasas miljö .venv-rasa saknas eller är trasig, kör make run.")
    return RASA_PYTHON


def fingerprint(root: Path) -> str:
    """SHA-256 over everything the model is trained from."""
    digest = hashlib.sha256()
    for path in _inputs(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _inputs(root: Path) -> Iterator[Path]:
    yield root / "config.yml"
    # The classifier's features come from the lexicon: a model and another lexicon do not fit.
    for folder in (root / "nlu", root / "content" / "lexicon"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def is_fresh(root: Path) -> bool:
    """Whether the model at hand was trained from the files as they are."""
    kept = root / "models" / "vart.fingerprint"
    if model_at(root / "models").state != "starting" or not kept.exists():
        return False
    return kept.read_text(encoding="ascii").strip() == fingerprint(root)


def train_model(root: Path, python: Path, log: Path) -> float:
    """Train, showing that it goes on; the seconds it took.

    Raises:
        StartError: It failed; Rasa's words are in `log`.
    """
    inputs = fingerprint(root)
    typer.echo("Tränar modellen, det tar några minuter.")
    begun = time.monotonic()
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        code = _run(root, python, log, begun)
    except OSError as error:
        raise StartError(f"Träningen gick inte att starta ({error.strerror}).") from None
    if code != 0 or model_at(root / "models").state != "starting":
        raise StartError(f"Träningen misslyckades, se {log}.")
    (root / "models" / "vart.fingerprint").write_text(f"{inputs}\n", encoding="ascii")
    return time.monotonic() - begun


def _run(root: Path, python: Path, log: Path, begun: float) -> int:
    command = on_leash(
        (
            *(str(python), "-m", "nlu.rasa", "train"),
            *("--config", "config.yml", "--domain", "nlu/domain"),
            *("--data", "nlu/data", "--out", "models", "--fixed-model-name", "vart"),
            # Rasa's own cache does not see changes in the code that our components call.
            "--force",
        )
    )
    environment = os.environ | {"PYTHONPATH": str(root), "RASA_TELEMETRY_ENABLED": "false"}
    with log.open("wb") as output:
        child = subprocess.Popen(  # noqa: S603 (our own command line)
            command, cwd=root, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        while True:
            try:
                return child.wait(timeout=_SAY_EVERY)
            except subprocess.TimeoutExpired:
                typer.echo(f"  … {time.monotonic() - begun:.0f} s")
