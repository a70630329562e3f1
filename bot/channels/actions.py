"""Serves actions/ to Rasa, on a loopback listener of its own, never on the public port."""

import asyncio
import hmac
import json
import zlib
from collections.abc import Iterable
from typing import Any

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.logs import get_logger

TIMEOUT = 1.0
_LARGEST = 8 * 1024 * 1024


class ActionsEndpoint:
    """Rasa's action server protocol.

    Args:
        actions: The actions to serve.
        token: The secret that Rasa sends.
        timeout: Seconds an action may take; Rasa itself would wait for five minutes.
    """

    def __init__(self, actions: Iterable[Action], token: str, timeout: float = TIMEOUT) -> None:
        self._executor = ActionExecutor()
        for action in actions:
            self._executor.register_action(action)
        self._expected = f"Bearer {token}".encode()
        self._timeout = timeout

    async def webhook(self, request: Request) -> JSONResponse:
        """Run one action."""
        given = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, self._expected):
            return _refused(401, "unauthorized")
        call = _call(await _bounded_body(request), request.headers.get("Content-Encoding"))
        if call is None:
            return _refused(400, "malformed")
        return await self._run(call)

    async def _run(self, call: dict[str, Any]) -> JSONResponse:
        name = str(call.get("next_action"))
        # Rasa sends no domain when `enable_selective_domain` is on, and the SDK insists on one.
        call["domain"] = call.get("domain") or {}
        try:
            async with asyncio.timeout(self._timeout):
                result = await self._executor.run(call)
        except ActionExecutionRejection:
            return _refused(400, "rejected", name)
        except ActionNotFoundException:
            return _refused(404, "not_found", name)
        except TimeoutError:
            get_logger().error("action_too_slow")
            return _refused(504, "timeout", name)
        except Exception as error:  # Rasa answers nothing then, and the gateway answers by itself
            get_logger().error("action_failed", exc_info=error)
            return _refused(500, "failed", name)
        if result is None:
            return _refused(400, "malformed")
        return JSONResponse(result.model_dump())


def create_actions_app(actions: Iterable[Action], token: str, timeout: float = TIMEOUT) -> Starlette:
    """The application behind the second listener."""
    endpoint = ActionsEndpoint(actions, token, timeout)
    return Starlette(routes=[Route("/webhook", endpoint.webhook, methods=["POST"])])


def _refused(status: int, error: str, action: str | None = None) -> JSONResponse:
    return JSONResponse({"error": error, "action_name": action}, status_code=status)


async def _bounded_body(request: Request) -> bytes | None:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > _LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)


def _call(body: bytes | None, encoding: str | None) -> dict[str, Any] | None:
    """The call in a body, plain or deflated; None when there is none that can be read."""
    if body is None:
        return None
    try:
        if encoding == "deflate":
            inflater = zlib.decompressobj()
            body = inflater.decompress(body, _LARGEST)
            if inflater.unconsumed_tail:
                return None
        call = json.loads(body)
    except (ValueError, zlib.error, RecursionError):
        return None
    return call if isinstance(call, dict) and "tracker" in call else None
