"""Logs caught in a test, with everything put back afterwards."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.logs import configure_logs


@contextmanager
def untouched_logging() -> Iterator[None]:
    """Put logging back as it was after the block."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        yield
    finally:
        root.handlers, root.level = handlers, level
        logging.raiseExceptions = True
        logging.captureWarnings(False)
        structlog.reset_defaults()


@contextmanager
def captured_logs() -> Iterator[io.StringIO]:
    """Everything that is logged in the block, as it would be written."""
    with untouched_logging():
        stream = io.StringIO()
        configure_logs("debug", stream)
        yield stream
