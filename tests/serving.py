"""Real servers on loopback, inside the event loop of a test."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.types import ASGIApp

from bot.cli.ports import LOOPBACK, listen, port_of
from bot.cli.server import Server


@asynccontextmanager
async def served(
    app: ASGIApp, lifespan: bool = False, close_streams: Callable[[], None] | None = None
) -> AsyncIterator[str]:
    """Serve `app` on a free port for the block; gives its address.

    With `close_streams` it ends as `vart run` does, letting connections end; without, at once.
    """
    listener = listen(LOOPBACK, 0, "")
    up = asyncio.Event()
    server = Server(app, lifespan=lifespan, on_started=up.set, on_stopping=close_streams or (lambda: None))
    running = asyncio.create_task(server.serve([listener]))
    try:
        await up.wait()
        yield f"http://{LOOPBACK}:{port_of(listener)}"
    finally:
        server.end()
        if close_streams is None:
            server.end()
        await running
        listener.close()
