"""Sends to Telegram: waits when it is told to, tries again when the network fails, gives up when blocked."""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from html import unescape

# Read at each error; without it the library warns about what it is going to change.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.rendering.telegram import Bubble
from bot.channels.rendering.words import COMMANDS, fill
from bot.channels.telegram.arrival import ALLOWED
from bot.logs import get_logger

# Seconds before each further try.
_DELAYS = (1.0, 3.0)
_MOST_WAITS = 5
_LONGEST_WAIT = 60.0
# Telegram holds an empty answer back for so long.
_LONG_POLL = timedelta(seconds=25)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
Sleep = Callable[[float], Awaitable[None]]


class Unreachable(Exception):  # noqa: N818 (a state of the world)
    """Nothing can be sent to a chat: the person has blocked the bot, or the chat is gone."""


class Client:
    """Vart's own calls to Telegram.

    Args:
        token: Of the bot.
        base: Address of the Bot API.
        sleep: Waits.
    """

    def __init__(self, token: str, base: str, sleep: Sleep = asyncio.sleep) -> None:
        self._requests = HTTPXRequest(connection_pool_size=64), HTTPXRequest(connection_pool_size=2)
        updates, calls = self._requests[1], self._requests[0]
        self.bot = Bot(token, base_url=f"{base}/bot", request=calls, get_updates_request=updates)
        self.sleep = sleep

    async def close(self) -> None:
        """Close the connections."""
        await asyncio.gather(*(request.shutdown() for request in self._requests))

    async def prepare(self, webhook: str | None, secret: str | None) -> None:
        """Name the commands, and say how updates are fetched: by webhook, or by asking.

        Raises:
            TelegramError: Telegram did not take it.
        """
        for lang in ("sv", "en"):
            commands = [BotCommand(name, fill(lang, f"/{name}")) for name in COMMANDS]
            await self.bot.set_my_commands(commands, language_code=None if lang == "sv" else lang)
        if webhook is None:
            await self.bot.delete_webhook()
        else:
            await self.bot.set_webhook(webhook, secret_token=secret, allowed_updates=ALLOWED)

    async def updates(self, offset: int | None) -> tuple[Update, ...]:
        """Updates from `offset` on; those before it count as received."""
        return await self.bot.get_updates(offset, timeout=_LONG_POLL, allowed_updates=ALLOWED)

    async def typing(self, chat: int) -> None:
        """Show that somebody is writing; no more than a courtesy."""
        try:
            await self.bot.send_chat_action(chat, ChatAction.TYPING)
        except TelegramError as error:
            get_logger().debug("telegram_courtesy_failed", error=type(error).__name__)

    async def pressed(self, callback: str) -> None:
        """Have a pressed button stop turning."""
        try:
            await self.bot.answer_callback_query(callback)
        except TelegramError as error:
            get_logger().debug("telegram_courtesy_failed", error=type(error).__name__)

    async def leave(self, chat: int) -> None:
        """Leave a group or a channel."""
        try:
            await self.bot.leave_chat(chat)
        except TelegramError as error:
            get_logger().warning("telegram_not_left", error=type(error).__name__)

    async def send(self, chat: int, bubbles: Sequence[Bubble]) -> None:
        """Send messages, in order.

        Raises:
            Unreachable: Nothing can be sent there.
            TelegramError: Telegram does not answer, or not well.
        """
        for bubble in bubbles:
            try:
                await self._patiently(partial(self._one, chat, bubble))
            except BadRequest as error:
                # A link or a letter that Telegram objects to must not cost somebody the answer.
                get_logger().error("telegram_refused", error=type(error).__name__)
                plain = unescape(re.sub(r"</?[bi]>", "", bubble.html))
                await self._patiently(partial(self.bot.send_message, chat, plain))

    async def _one(self, chat: int, bubble: Bubble) -> object:
        keyboard = [
            [InlineKeyboardButton(each.title, url=each.url, callback_data=each.data) for each in row]
            for row in bubble.rows
        ]
        return await self.bot.send_message(
            chat,
            bubble.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=InlineKeyboardMarkup(keyboard) if keyboard else None,
        )

    async def _patiently(self, call: Callable[[], Awaitable[object]]) -> None:
        failures = waits = 0
        while True:
            try:
                await call()
                return
            except RetryAfter as error:
                waits += 1
                seconds = seconds_of(error)
                if waits > _MOST_WAITS or seconds > _LONGEST_WAIT:
                    raise
                await self.sleep(seconds)
            except Forbidden:
                raise Unreachable from None
            except BadRequest as error:
                if "chat not found" in error.message.lower():
                    raise Unreachable from None
                raise
            except NetworkError:
                if failures == len(_DELAYS):
                    raise
                await self.sleep(_DELAYS[failures])
                failures += 1


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
