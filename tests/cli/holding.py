"""An app that has a database; `python -m tests.cli.holding DATABASE` is one until it is killed."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from bot.cli import alone as module
from bot.errors import StartError


@contextmanager
def app_on(url: str) -> Iterator[None]:
    """Somebody who has the database."""
    with asyncio.Runner() as runner, module.alone(url, runner):
        yield


def is_taken(url: str) -> bool:
    """Whether somebody else has the database at this moment."""
    with patch.object(module, "TRIES", 1):
        return not is_free(url)


def is_free(url: str) -> bool:
    """Whether one may have the database now, or as soon as PostgreSQL has noticed that nobody has it."""
    try:
        with app_on(url):
            return True
    except StartError:
        return False


if __name__ == "__main__":
    with app_on(sys.argv[1]):
        print("mine", flush=True)  # noqa: T201 (whoever started it waits for this)
        sys.stdin.read()
