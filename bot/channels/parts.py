"""Puts together what answers on Telegram and SMS."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.turn import Library
from bot.channels.conversing import Conversing
from bot.channels.later import Deliverer, Later
from bot.channels.seekers import Seekers
from bot.clock import Clock
from bot.gateway.identities import Channel, Identities
from bot.gateway.store import Conversations, Sessions
from bot.gateway.turn import Gateway
from bot.settings import Settings
from bot.sms.outbox import Outbox
from bot.vault import Fingerprints, Vault

if TYPE_CHECKING:
    from bot.channels.telegram.parts import Telegram


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels beside the web page.

    Attributes:
        seekers: Answers SMS of those who are not staff.
        telegram: Answers on Telegram; None without a bot.
        later: Sends on what comes later.
    """

    seekers: Seekers
    telegram: "Telegram | None"
    later: Later

    @property
    def parts(self) -> "tuple[Telegram | Later, ...]":
        """What is started with the app: what comes later ends before what sends it."""
        return (*([self.telegram] if self.telegram else []), self.later)


def channels(
    settings: Settings,
    sessions: Sessions,
    keys: tuple[str, ...],
    clock: Clock,
    gateway: Gateway,
    conversations: Conversations,
    library: Callable[[], Library],
    outbox: Outbox,
) -> Channels:
    """Telegram and SMS over the same gateway.

    Args:
        settings: The settings.
        sessions: Sessions of the database.
        keys: The secret keys (bot/vault.py).
        clock: The time now.
        gateway: Takes the turns.
        conversations: Where they are kept.
        library: Content and texts as they are now.
        outbox: Of SMS.
    """
    identities = Identities(sessions, conversations, keys, clock)

    def talks(channel: Channel) -> Conversing:
        return Conversing(channel, gateway, conversations, identities, library)

    seekers = Seekers(talks("sms"), sessions, outbox, Fingerprints(keys, "phone"), clock)
    telegram = _telegram(settings, sessions, keys, clock, talks("telegram"))
    deliverers: dict[Channel, Deliverer] = {"sms": seekers}
    if telegram is not None:
        deliverers["telegram"] = telegram.deliverer
    later = Later(sessions, Vault(keys, "events"), identities, deliverers, clock)
    return Channels(seekers, telegram, later)


def _telegram(
    settings: Settings, sessions: Sessions, keys: tuple[str, ...], clock: Clock, talks: Conversing
) -> "Telegram | None":
    token = settings.telegram_bot_token
    if token is None:
        return None
    # Takes a few seconds to import, and is not needed without a bot.
    from bot.channels.telegram.parts import telegram_part

    return telegram_part(settings, token, sessions, keys, clock, talks)
