"""Says in one sentence what is wrong with a command line."""

import re
from typing import Final

from pydantic import ValidationError
from typer._click import exceptions as said
from typer.core import _TyperParameter as Parameter

from bot.malformed import rule_of

UsageError: Final = said.UsageError
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f]")
_QUOTED: Final = re.compile(r"'([^']*)'")
_OTHERWISE: Final = "Så går det inte att skriva kommandot"


def sentence_of(error: said.UsageError) -> str:
    """What is wrong, and where to read how it is written.

    Args:
        error: Of the library, which speaks English.
    """
    command = error.ctx.command_path if error.ctx else "vart"
    what = _UNSEEN.sub("", _what(error))
    return f"{what}. Se {command} --help."


def _what(error: said.UsageError) -> str:
    quoted = _QUOTED.findall(error.message)
    match error:
        case said.NoArgsIsHelpError():
            return "Säg vad som ska göras"
        case said.NoSuchOption():
            return f"Flaggan {error.option_name} finns inte"
        case said.BadOptionUsage():
            takes = "behöver ett värde" if "requires" in error.message else "tar inget värde"
            return f"Flaggan {error.option_name} {takes}"
        case said.MissingParameter(param=param) if param is not None:
            return f"{_name(param)} saknas"
        case said.BadParameter(param=param) if param is not None:
            missing = quoted and "does not exist" in error.message
            return f"Filen {quoted[0]} finns inte" if missing else f"{_name(param)} {_rule(error, quoted)}"
    if error.message.startswith("No such command") and quoted:
        return f"Kommandot {quoted[0]} finns inte"
    if error.message.startswith("Got unexpected extra argument"):
        return "Det står för många ord. Sätt citattecken runt det som hör ihop"
    return _OTHERWISE


def _name(param: Parameter) -> str:
    first = param.opts[0]
    return f"Flaggan {first}" if first.startswith("-") else f"Argumentet {(param.metavar or first).upper()}"


def _rule(error: said.BadParameter, quoted: list[str]) -> str:
    if "is not one of" in error.message:
        return f"kan vara {', '.join(quoted[1:])}"
    cause = error.__cause__
    return rule_of(dict(cause.errors()[0]) if isinstance(cause, ValidationError) else {})
