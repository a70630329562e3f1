"""Rasa's output on its way to a file: whole until the first person writes, then only what is harmless."""

import builtins
import re
from pathlib import Path

_LARGEST = 1_000_000
# 2026-11-22 10:46:10 ERROR    rasa.core.processor  - ...
_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ?(?:\[?(\w{4,8})\s*\]?)\s+([a-z][\w.]{2,60})\s")
_FRAME = re.compile(
    r'\s+File "(?:[^"]*/)?((?:rasa|nlu|sanic|aiohttp|asyncio|sklearn)/[\w./-]+)", line (\d+), in (\w+)'
)
_ERROR = re.compile(r"(?:(?:rasa|sanic|aiohttp|sklearn)[\w.]*\.)?([A-Z]\w+)(?::|$)")
_LEVELS = frozenset({"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"})


def scrubbed(line: str) -> str | None:
    """What is harmless of a line: time, level and logger, a line of code, the class of an error.

    Everything else may repeat what somebody wrote, and gives None.
    """
    if (found := _LINE.match(line)) and found[2] in _LEVELS:
        return f"{found[1]} {found[2]} {found[3]}"
    if found := _FRAME.match(line):
        return f"  {found[1]}:{found[2]}:{found[3]}"
    if (found := _ERROR.match(line)) and (hasattr(builtins, found[1]) or "." in found[0]):
        return f"  {found[1]}"
    return None


class RasaLog:
    """A log file of bounded size; the one before it is kept as `.1`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, line: str, harmless: bool) -> None:
        """Append a line of Rasa's.

        Args:
            line: The line.
            harmless: Whether it was written before anybody could write to this Rasa.
        """
        kept = line if harmless else scrubbed(line)
        if kept is None:
            return
        if self._path.exists() and self._path.stat().st_size > _LARGEST:
            self._path.replace(self._path.with_suffix(".log.1"))
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{kept}\n")
