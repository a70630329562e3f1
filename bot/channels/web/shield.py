"""Around every request: a bound on its size, safe headers on its answer, and no leak when it fails."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import ApiError, error_response
from bot.logs import get_logger

MAX_BODY = 64 * 1024
# Where editors hand in tables (bot/editor/pages/transfer_pages.py).
LARGE = {"/redaktion/in-ut": 10 * 1024 * 1024 + MAX_BODY}
# So many large bodies are in memory at once, and none of them takes longer to come in, in seconds.
MOST_LARGE = 4
_LONGEST = 120.0
_AGAIN = 5.0
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
        trusted: Tells by its headers whether a request may bring a large body, where there may be any.
    """

    def __init__(self, app: ASGIApp, trusted: Callable[[Scope], Awaitable[bool]]) -> None:
        self._app = app
        self._trusted = trusted
        self._places = asyncio.Semaphore(MOST_LARGE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        try:
            async with AsyncExitStack() as held:
                body = await self._body(scope, receive, held)
                await self._app(scope, _replay(body, receive), answer.send)
        except ApiError as refused:  # of the body; the app deals with its own
            response = error_response(refused.code, refused.retry_after)
            # What is left of the body is not read; the connection ends with it.
            response.headers["Connection"] = "close"
            await response(scope, receive, answer.send)
        except Exception as error:  # the server would log it with its message, and so with what was sent
            get_logger().error("request_failed", method=scope["method"], exc_info=error)
            if not answer.begun:
                failed: Response = error_response("internal")
                await failed(scope, receive, answer.send)

    async def _body(self, scope: Scope, receive: Receive, held: AsyncExitStack) -> bytes:
        """The whole body; never reads or keeps much more than is allowed.

        Raises:
            ApiError: It is too large, or cannot be taken now.
        """
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared) > _PATIENCE:
            raise _too_large()
        parts: list[bytes] = []
        size, most, refusal = 0, MAX_BODY, _too_large()
        async with _within(_LONGEST) as begin:
            more = True
            while more and size <= _PATIENCE:
                message = await receive()
                part = message.get("body", b"")
                if size <= MAX_BODY < size + len(part):
                    begin()
                    most, refusal = await self._allowed(scope, held)
                size += len(part)
                if size <= most:
                    parts.append(part)
                more = message.get("more_body", False)
        if size > most:
            raise refusal
        return b"".join(parts)

    async def _allowed(self, scope: Scope, held: AsyncExitStack) -> tuple[int, ApiError]:
        """How long a large body may be, and what is said of a longer one; `held` keeps its place."""
        large = LARGE.get(scope["path"])
        if large is None or not await self._trusted(scope):
            return MAX_BODY, _too_large()
        if self._places.locked():
            return MAX_BODY, _not_now()
        await held.enter_async_context(self._places)
        return large, _too_large()


@asynccontextmanager
async def _within(seconds: float) -> AsyncIterator[Callable[[], None]]:
    """Ends the block so many seconds after it has called what it is given, if it has."""
    try:
        async with asyncio.timeout(None) as limit:
            yield lambda: limit.reschedule(asyncio.get_running_loop().time() + seconds)
    except TimeoutError:
        raise _not_now() from None


def _too_large() -> ApiError:
    return ApiError("body_too_large")


def _not_now() -> ApiError:
    return ApiError("unavailable", retry_after=_AGAIN)


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
