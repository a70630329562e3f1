"""Logs that cannot hold what a person wrote, a number or a secret.

Nothing passes that is not known to be harmless: only the keys below, only values of the kind the
key promises, and of an exception only its class and the lines of code it came through. Whatever
libraries log is reduced to where it was logged. A line that cannot be cleaned is replaced by one
that says so.
"""

import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import structlog

# Keys whose value is a number, a truth value or nothing.
NUMBERS = frozenset(
    {"attempt", "count", "exit_code", "ms", "pid", "port", "seconds", "severity", "status", "turn"}
)
# Keys whose value is an identifier from our own code: no space, never a run of digits.
NAMES = frozenset({"component", "error", "logger", "method", "mode", "reason", "route", "state", "where"})

_NAME = re.compile(r"(?!.*\d{6})[A-Za-z0-9_./:<>{}\-]{1,120}")
_DROPPED = "log_line_dropped"
Event = MutableMapping[str, Any]


def configure_logs(level: str = "info", stream: TextIO | None = None) -> None:
    """Send our own logs and those of every library to `stream` (stderr), one JSON object a line."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            only_harmless,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=lambda *_: _Lines(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers = [LibraryLogs()]
    root.setLevel(max(threshold, logging.WARNING))
    # The standard library's own error path prints the record it failed on, text and all.
    logging.raiseExceptions = False
    logging.captureWarnings(True)


def get_logger() -> structlog.typing.FilteringBoundLogger:
    """The logger for our own code; event names are snake_case constants."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return logger


class _Lines:
    """Writes lines; a stream that is closed or full is no reason to leave somebody unanswered."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def msg(self, line: str) -> None:
        """Write a line, if it can be written."""
        with suppress(OSError, ValueError):
            self._stream.write(f"{line}\n")
            self._stream.flush()

    debug = info = warning = error = critical = msg


class LibraryLogs(logging.Handler):
    """Reduces a library's log line to its logger and place; the message may hold anything."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log where `record` was logged, and the class of its exception."""
        where = "/".join(Path(record.pathname).parts[-2:]) + f":{record.lineno}"
        # logging's levels and structlog's have the same numbers; unknown ones are errors.
        level = record.levelno if record.levelno in {10, 20, 30, 40, 50} else logging.ERROR
        get_logger().log(level, "library_log", logger=record.name, where=where, exc_info=record.exc_info)


def only_harmless(_: Any, __: str, event: Event) -> Event:
    """Structlog processor: keep what is known to be harmless, fail closed."""
    level = event.get("level")
    try:
        kept = _harmless(event)
    except Exception:  # a log line is never worth a crash, nor a leak
        kept = {"event": _DROPPED}
    if level in {"debug", "info", "warning", "error", "critical"}:
        kept["level"] = level
    return kept


def _harmless(event: Mapping[str, Any]) -> dict[str, Any]:
    name = event.get("event")
    kept: dict[str, Any] = {"event": name if _is_name(name) else _DROPPED}
    for key, value in event.items():
        if (key in NUMBERS and (value is None or isinstance(value, bool | int | float))) or (
            key in NAMES and _is_name(value)
        ):
            kept[key] = value
    return kept | _exception(event.get("exc_info"))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def _exception(exc_info: object) -> dict[str, Any]:
    """Class and place of an exception, never its message."""
    if exc_info is True:
        exc_info = sys.exc_info()
    error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    if not isinstance(error, BaseException):
        return {}
    return {"error": type(error).__name__, "frames": _frames(error.__traceback__)}


def _frames(trace: TracebackType | None) -> list[str]:
    """The last lines of code an exception came through, as `folder/file.py:12:function`."""
    stack = traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)
    return [
        f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}:{frame.name}" for frame in stack[-6:]
    ]
