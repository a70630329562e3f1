"""Rasa channel for the app's gateway: one authenticated route, errors never passed off as silence."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from nlu.rasa.action_schema import check_schema_once

logger = logging.getLogger(__name__)


class GatewayInput(InputChannel):
    """POST /webhooks/vart/webhook {"sender", "message", "metadata"} gives {"reply": …}.

    Unlike Rasa's REST channel it checks a secret, never logs what was written, and answers
    502 when no action produced a reply, so that the gateway can answer by itself.
    """

    def __init__(self, secret: str) -> None:
        self._secret = f"Bearer {secret}"

    @classmethod
    def name(cls) -> str:
        """The name in the route."""
        return "vart"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Read the secret from credentials.yml.

        Raises:
            ValueError: There is none.
        """
        secret = (credentials or {}).get("secret")
        if not secret or str(secret).startswith("${"):
            raise ValueError("VART_BRAIN_TOKEN is not set")
        check_schema_once()
        return cls(str(secret))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of this channel."""
        routes = Blueprint("vart_gateway", __name__)

        @routes.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            given = request.headers.get("Authorization", "")
            if not hmac.compare_digest(given.encode(), self._secret.encode()):
                return response.json({"error": "unauthorized"}, status=401)
            return await self._answer(request.json or {}, on_new_message)

        return routes

    async def _answer(
        self, body: dict[str, Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> HTTPResponse:
        collector = CollectingOutputChannel()
        message = UserMessage(
            body.get("message"),
            collector,
            body.get("sender"),
            input_channel=self.name(),
            metadata=body.get("metadata"),
        )
        try:
            await on_new_message(message)
        except Exception as error:
            logger.error("turn failed: %s", type(error).__name__)
            return response.json({"error": "failed"}, status=502)
        replies = [part["custom"] for part in collector.messages if "custom" in part]
        if not replies:
            return response.json({"error": "silent"}, status=502)
        return response.json({"reply": replies[-1]})
