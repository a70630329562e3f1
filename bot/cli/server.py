"""uvicorn as Vart runs it: on sockets already bound, quiet, and ending when it is told to."""

import contextlib
import socket
from collections.abc import Callable, Iterator

import uvicorn
from starlette.types import ASGIApp

_GRACE = 5


class Server(uvicorn.Server):
    """One listener.

    Args:
        app: What it serves.
        lifespan: Whether it runs the lifespan of the app.
        trusted_proxies: Whose X-Forwarded-For is believed.
        on_started: Called when it answers.
        on_stopping: Called before it waits for open connections, which may be streams without end.
    """

    def __init__(
        self,
        app: ASGIApp,
        lifespan: bool,
        trusted_proxies: str = "",
        on_started: Callable[[], None] = lambda: None,
        on_stopping: Callable[[], None] = lambda: None,
    ) -> None:
        config = uvicorn.Config(
            app,
            lifespan="on" if lifespan else "off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(trusted_proxies),
            forwarded_allow_ips=trusted_proxies,
            timeout_graceful_shutdown=_GRACE,
        )
        super().__init__(config)
        self._on_started = on_started
        self._on_stopping = on_stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        if self.started:
            self._on_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then stop."""
        self._on_stopping()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to `vart run`: uvicorn would raise them again after stopping."""
        yield

    def end(self) -> None:
        """Stop soon; the second time at once."""
        self.force_exit = self.should_exit
        self.should_exit = True
