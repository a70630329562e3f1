"""Asks Telegram for updates, again and again, where Telegram cannot reach us."""

import asyncio

from telegram import Update
from telegram.error import RetryAfter

from bot.channels.telegram.client import Client, seconds_of
from bot.channels.telegram.intake import Intake
from bot.logs import get_logger

# Seconds to wait after failures in a row; the last one stays.
_DELAYS = (1.0, 2.0, 5.0, 15.0, 30.0)


class Connection:
    """Prepares the bot and, without a webhook, polls; any fault is tried again for ever.

    Args:
        client: Asks.
        intake: Takes updates in.
        webhook: The address that Telegram calls; None polls.
        secret: What it sends along.
    """

    def __init__(self, client: Client, intake: Intake, webhook: str | None, secret: str | None) -> None:
        self._client = client
        self._intake = intake
        self._webhook = webhook
        self._secret = secret
        self._failures = 0
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin; Vart does not wait for Telegram."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def _run(self) -> None:
        while not await self._prepared():
            pass
        offset: int | None = None
        while self._webhook is None:
            for update in await self._updates(offset):
                # Asked for from the next one on, it counts as received: by then it is stored.
                offset = update.update_id + 1
                try:
                    await self._intake.receive(update)
                except Exception as error:  # one that cannot be read must not hold up the others
                    get_logger().error("update_not_taken", component="telegram", exc_info=error)

    async def _prepared(self) -> bool:
        try:
            await self._client.prepare(self._webhook, self._secret)
        except Exception as error:  # whatever it is, it is tried again
            await self._pause(error)
            return False
        get_logger().info("telegram_ready", mode="polling" if self._webhook is None else "webhook")
        return True

    async def _updates(self, offset: int | None) -> tuple[Update, ...]:
        try:
            updates = await self._client.updates(offset)
        except Exception as error:  # whatever it is, it is tried again
            await self._pause(error)
            return ()
        self._failures = 0
        return updates

    async def _pause(self, error: Exception) -> None:
        """Wait longer with every failure in a row, and as long as Telegram says."""
        get_logger().warning("telegram_away", error=type(error).__name__, count=self._failures)
        seconds = _DELAYS[min(self._failures, len(_DELAYS) - 1)]
        if isinstance(error, RetryAfter):
            seconds = max(seconds, seconds_of(error))
        self._failures += 1
        await self._client.sleep(seconds)
