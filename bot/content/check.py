"""Checks content/: every fault with its file and line, nothing stopped by the first."""

from pathlib import Path

from bot.content.faults import Fault
from bot.content.layout import CONTENT
from bot.content.reading import Reading, read_content
from bot.content.rules import crisis, escalation, identity, places, services, texts

__all__ = ["Fault", "check_content", "inspect"]

_RULES = (identity.check, services.check, places.check, crisis.check, texts.check, escalation.check)


def check_content(root: Path = CONTENT) -> list[Fault]:
    """All faults and warnings of a content folder, in the order of the files.

    Args:
        root: The content folder.
    """
    return inspect(read_content(root))


def inspect(reading: Reading) -> list[Fault]:
    """All faults and warnings of what was read.

    Args:
        reading: content/ as far as it could be read, with the faults found on the way.
    """
    return sorted([*reading.faults, *(fault for rule in _RULES for fault in rule(reading))])
