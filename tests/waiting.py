"""Waiting for what happens elsewhere, without sleeping longer than it takes."""

import asyncio
from collections.abc import Callable


async def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until `holds()` is true.

    Raises:
        TimeoutError: It did not become true in time.
    """
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 (another process, or a library, makes it true)
            await asyncio.sleep(0.01)
