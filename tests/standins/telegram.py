"""A Bot API of our own over HTTP, after https://core.telegram.org/bots/api; misbehaves when told."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

TOKEN = "123456:made-up-token"
# How one call may go wrong; every other one goes well.
Fault = Literal["429", "500", "502 page", "hangs"]
_NAMED = {"first_name": "Kim", "last_name": "Svensson", "username": "kimsv", "language_code": "sv"}


@dataclass
class BotApi:
    """Telegram, from the bot's side.

    Attributes:
        sent: What the bot has sent, in order: method and parameters.
        faults: What happens to the next calls that send something.
        blocked: Chats that have blocked the bot.
        offsets: What the bot has asked for updates from.
        poll: Seconds an empty answer is held back; Telegram's own time is longer.
        most: Updates in one answer.
        retry_after: Seconds to wait that a 429 tells.
    refused: Messages that it objects to.
    """

    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    blocked: set[int] = field(default_factory=set)
    offsets: list[int | None] = field(default_factory=list)
    poll: float = 0.05
    most: int = 100
    retry_after: int = 7
    refused: Callable[[dict[str, Any]], bool] = lambda _: False
    _queue: list[dict[str, Any]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1000))

    @property
    def app(self) -> Starlette:
        """What to serve."""
        return Starlette(routes=[Route("/bot{token}/{method}", self._call, methods=["GET", "POST"])])

    def texts(self, chat: int | None = None) -> list[str]:
        """The texts of the messages it has taken, in order."""
        return [each["text"] for each in self.messages(chat)]

    def messages(self, chat: int | None = None) -> list[dict[str, Any]]:
        """The messages it has taken, in order."""
        return [
            values
            for method, values in self.sent
            if method == "sendMessage" and chat in {None, int(values["chat_id"])}
        ]

    def methods(self) -> list[str]:
        """The methods that were called, in order."""
        return [method for method, _ in self.sent]

    def buttons(self, chat: int | None = None) -> list[dict[str, Any]]:
        """The buttons under the last message that has any."""
        for values in reversed(self.messages(chat)):
            if "reply_markup" in values:
                return [button for row in values["reply_markup"]["inline_keyboard"] for button in row]
        return []

    def queue(self, update: dict[str, Any]) -> dict[str, Any]:
        """Have an update waiting for whoever polls."""
        self._queue.append(update)
        return update

    def update(self, **content: Any) -> dict[str, Any]:
        """An update with the next number."""
        return {"update_id": next(self._numbers), **content}

    def written(self, text: str | None, chat: int = 7, kind: str = "message", **more: Any) -> dict[str, Any]:
        """An update: somebody has written, or edited, something."""
        message = {
            "message_id": next(self._numbers), "date": 1_790_000_000, "chat": private(chat),
            "from": {"id": chat, "is_bot": False, **_NAMED}, **more,
            **({"text": text} if text is not None else {}),
        }  # fmt: skip
        return self.update(**{kind: message})

    def pressed(self, data: str, chat: int = 7) -> dict[str, Any]:
        """An update: somebody has pressed a button."""
        query = {
            "id": f"query-{next(self._numbers)}", "from": {"id": chat, "is_bot": False, **_NAMED},
            "chat_instance": "1", "data": data,
            "message": {"message_id": 1, "date": 0, "chat": private(chat)},
        }  # fmt: skip
        return self.update(callback_query=query)

    def member(self, chat: dict[str, Any], status: str) -> dict[str, Any]:
        """An update: the bot was added, removed or blocked."""
        bot = {"id": 123456, "is_bot": True, "first_name": "Vart"}
        more = {"until_date": 0} if status == "kicked" else {}
        change = {
            "chat": chat, "from": {"id": 7, "is_bot": False, **_NAMED}, "date": 0,
            "old_chat_member": {"status": "left", "user": bot},
            "new_chat_member": {"status": status, "user": bot, **more},
        }  # fmt: skip
        return self.update(my_chat_member=change)

    async def _call(self, request: Request) -> Response:
        if request.path_params["token"] != TOKEN:
            return _failed(401, "Unauthorized")
        form = (await request.form()).items()
        values = {name: str(value) if name == "text" else _value(str(value)) for name, value in form}
        method = request.path_params["method"]
        if method == "getUpdates":
            return await self._updates(values)
        return await self._taken(method, values)

    async def _updates(self, values: dict[str, Any]) -> Response:
        offset = values.get("offset")
        self.offsets.append(offset)
        self._queue = [each for each in self._queue if offset is None or each["update_id"] >= offset]
        if not self._queue:
            await asyncio.sleep(self.poll)
        return _done(self._queue[: self.most])

    async def _taken(self, method: str, values: dict[str, Any]) -> Response:
        if method == "sendMessage":
            fault = self.faults.popleft() if self.faults else None
            if fault == "502 page":
                return PlainTextResponse("<html>Bad gateway</html>", 502)
            if fault == "429":
                more = {"parameters": {"retry_after": self.retry_after}}
                return _failed(429, f"Too Many Requests: retry after {self.retry_after}", **more)
            if fault == "500":
                return _failed(500, "Internal Server Error")
            if int(values["chat_id"]) in self.blocked:
                return _failed(403, "Forbidden: bot was blocked by the user")
            if self.refused(values):
                return _failed(400, "Bad Request: BUTTON_URL_INVALID")
            if len(values["text"].encode("utf-16-le")) // 2 > 4096 * 2:
                return _failed(400, "Bad Request: message is too long")
            if fault == "hangs":
                await asyncio.sleep(30)
        self.sent.append((method, values))
        if method != "sendMessage":
            return _done(True)
        return _done({"message_id": len(self.sent), "date": 0, "chat": private(int(values["chat_id"]))})


def private(chat: int) -> dict[str, Any]:
    """A private chat, with what Telegram tells about who is in it."""
    return {"id": chat, "type": "private", **{name: _NAMED[name] for name in ("first_name", "username")}}


def group(chat: int = -100) -> dict[str, Any]:
    """A group."""
    return {"id": chat, "type": "group", "title": "Klass 9B"}


def _value(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def _done(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


def _failed(status: int, description: str, **more: Any) -> Response:
    return JSONResponse({"ok": False, "error_code": status, "description": description, **more}, status)
