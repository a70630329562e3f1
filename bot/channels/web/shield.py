"""Around every request: a bound on its size, safe headers on its answer, and no leak when it fails."""

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import error_response
from bot.logs import get_logger

MAX_BODY = 64 * 1024
# Where editors hand in tables, for whoever carries a session at all (bot/editor/pages/transfer_pages.py).
LARGE = {"/redaktion/in-ut": 10 * 1024 * 1024 + MAX_BODY}
_SESSION = "__Host-vart="
# A body somewhat too large is read and thrown away, so that its sender is there to hear the answer.
_PATIENCE = 16 * 1024 * 1024

# Strict enough for an API; a page sets its own Content-Security-Policy and keeps the rest.
SAFE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Shield:
    """ASGI middleware, outermost of all.

    Args:
        app: The application.
        max_body: The largest body that is read, in bytes.
    """

    def __init__(self, app: ASGIApp, max_body: int = MAX_BODY) -> None:
        self._app = app
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        body = await self._body(scope, receive)
        if body is None:
            response = error_response("body_too_large")
            # What is left of the body is not read; the connection ends with it.
            response.headers["Connection"] = "close"
            await response(scope, receive, answer.send)
            return
        try:
            await self._app(scope, _replay(body, receive), answer.send)
        except Exception as error:  # the server would log it with its message, and so with what was sent
            get_logger().error("request_failed", method=scope["method"], exc_info=error)
            if not answer.begun:
                failed: Response = error_response("internal")
                await failed(scope, receive, answer.send)

    async def _body(self, scope: Scope, receive: Receive) -> bytes | None:
        """The whole body, or None when it is too large; never reads or keeps much more than is allowed."""
        headers = Headers(scope=scope)
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > _PATIENCE:
            return None
        most = self._max_body
        if _SESSION in headers.get("cookie", ""):
            most = LARGE.get(scope["path"], most)
        parts: list[bytes] = []
        size, more = 0, True
        while more and size <= _PATIENCE:
            message = await receive()
            part = message.get("body", b"")
            size += len(part)
            if size <= most:
                parts.append(part)
            more = message.get("more_body", False)
        return b"".join(parts) if size <= most else None


class _Answer:
    """Adds the headers to an answer, and knows whether it has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def send(self, message: Message) -> None:
        """Send a part of the answer on."""
        if message["type"] == "http.response.start":
            self.begun = True
            _add_missing(MutableHeaders(scope=message), SAFE_HEADERS.items())
        await self._send(message)


def _add_missing(headers: MutableHeaders, safe: Iterable[tuple[str, str]]) -> None:
    for name, value in safe:
        headers.setdefault(name, value)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body already read, then whatever comes after it."""
    unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return unread.pop() if unread else await receive()

    return replayed
