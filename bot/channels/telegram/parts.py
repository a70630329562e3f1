"""Puts the parts of Telegram together."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import SecretStr
from telegram import Update

from bot.channels.conversing import Conversing
from bot.channels.rendering.telegram import render
from bot.channels.telegram.answering import Answering
from bot.channels.telegram.client import Client, Sleep, Unreachable
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.polling import Connection
from bot.channels.telegram.updates import Updates
from bot.clock import Clock
from bot.gateway.messages import Message
from bot.gateway.store import Sessions
from bot.settings import Settings
from bot.vault import Vault


@dataclass(frozen=True, slots=True)
class TelegramDeliverer:
    """Sends later messages to Telegram."""

    client: Client

    async def deliver(self, address: str, message: Message, number: int) -> bool:  # noqa: ARG002
        """Send a message; False when the bot is blocked."""
        try:
            await self.client.send(int(address), render(message))
        except Unreachable:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Telegram:
    """What Telegram needs; itself a part that starts and stops with the app.

    Attributes:
        client: Sends.
        intake: Takes updates in.
        connection: Prepares the bot, and polls.
        secret: What Telegram sends along to the webhook; None without one.
    """

    client: Client
    intake: Intake
    connection: Connection
    secret: str | None

    @property
    def deliverer(self) -> TelegramDeliverer:
        """For what comes later."""
        return TelegramDeliverer(self.client)

    def update_of(self, data: object) -> Update:
        """The update that Telegram has posted.

        Raises:
            ValueError: It is no update.
        """
        try:
            return Update.de_json(data, self.client.bot)  # type: ignore[arg-type]
        except (TypeError, KeyError, AttributeError):
            raise ValueError("not an update") from None

    async def receive(self, data: object) -> None:
        """Take in what Telegram has posted.

        Raises:
            ValueError: It is no update.
        """
        await self.intake.receive(self.update_of(data))

    async def start(self) -> None:
        """Begin; Vart does not wait for Telegram."""
        await self.intake.start()
        await self.connection.start()

    async def stop(self) -> None:
        """End: nothing new comes in, then what is under way is answered."""
        await self.connection.stop()
        await self.intake.stop()
        await self.client.close()


def telegram_part(
    settings: Settings,
    token: SecretStr,
    sessions: Sessions,
    keys: tuple[str, ...],
    clock: Clock,
    talks: Conversing,
    sleep: Sleep = asyncio.sleep,
    seconds: Callable[[], float] = time.monotonic,
) -> Telegram:
    """Everything for Telegram.

    Args:
        settings: The settings.
        token: Of the bot.
        sessions: Sessions of the database.
        keys: The secret keys (bot/vault.py).
        clock: The time now.
        talks: The conversations of the channel "telegram".
        sleep: Waits.
        seconds: Seconds that only go forwards.
    """
    client = Client(token.get_secret_value(), settings.telegram_api_base, sleep)
    updates = Updates(sessions, Vault(keys, "telegram updates"), clock)
    intake = Intake(updates, Answering(talks, client, seconds))
    webhook = secret = None
    if settings.public_url and settings.telegram_webhook_secret:
        webhook = f"{settings.public_url}/webhooks/telegram"
        secret = settings.telegram_webhook_secret.get_secret_value()
    return Telegram(client, intake, Connection(client, intake, webhook, secret), secret)
