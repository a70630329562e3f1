"""Lends the safety net that is trained already to a Vart with a folder of its own; to train takes minutes."""

import shutil
from pathlib import Path

from bot.safety import artefact
from bot.settings import ROOT


def lend_safety_net(var_dir: Path) -> None:
    """Copy the safety net of the project, trained now if need be, into a folder for `VART_VAR_DIR`."""
    artefact.load(ROOT / "var" / "safety")
    shutil.copytree(ROOT / "var" / "safety", var_dir / "safety")
