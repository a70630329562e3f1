"""Rasa's files, read as the plain YAML they are."""

from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

NLU = ROOT / "nlu"


def domain() -> dict[str, Any]:
    """The domain."""
    return _read(NLU / "domain" / "domain.yml")


def intents() -> set[str]:
    """Every intent of the domain."""
    return set(domain()["intents"])


def rules() -> list[tuple[str, str]]:
    """Intent and action of every rule."""
    steps = [rule["steps"] for rule in _read(NLU / "data" / "rules.yml")["rules"]]
    return [(intent["intent"], action["action"]) for intent, action in steps]


def trained() -> dict[str, set[str]]:
    """The intents of each training file, by the file's name without its ending."""
    files = sorted(
        path for folder in ("topics", "conversation") for path in (NLU / "data" / folder).glob("*.yml")
    )
    return {path.stem: {block["intent"] for block in _read(path)["nlu"]} for path in files}


def _read(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text("utf-8")))
