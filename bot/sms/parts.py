"""Puts the parts of SMS together."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.gateway.store import Sessions
from bot.logs import get_logger
from bot.settings import Settings
from bot.sms.delivery import Deliveries, DeliveryReader
from bot.sms.inbox import Handler, Inbox
from bot.sms.outbox import Outbox
from bot.sms.provider import LocalProvider, Provider
from bot.sms.retention import Emptying
from bot.sms.sender import Sender
from bot.sms.signature import Signatures
from bot.sms.spool import Spool
from bot.vault import Fingerprints, Vault


@dataclass(frozen=True, slots=True)
class Sms:
    """What sends and receives SMS.

    Attributes:
        inbox: Takes what comes in; starts and stops with the app.
        deliveries: Takes reports on what was sent.
        signatures: Tells whether a webhook comes from Twilio.
        sender: Sends; starts and stops with the app.
        emptying: Deletes old texts and numbers; starts and stops with the app.
    """

    inbox: Inbox
    deliveries: Deliveries
    signatures: Signatures
    sender: Sender
    emptying: Emptying

    @property
    def parts(self) -> tuple[Sender, Inbox, Emptying]:
        """What is started with the app."""
        return self.sender, self.inbox, self.emptying


def new_outbox(keys: tuple[str, ...], clock: Clock) -> Outbox:
    """The outbox, which whoever sends needs before there is anybody to read what became of it."""
    return Outbox(Vault(keys, "phones"), Fingerprints(keys, "phone"), clock)


def sms_parts(
    settings: Settings,
    sessions: Sessions,
    keys: tuple[str, ...],
    clock: Clock,
    reader: DeliveryReader,
    handler: Handler,
    outbox: Outbox,
) -> Sms:
    """Everything that sends and receives.

    Args:
        settings: The settings.
        sessions: Sessions of the database.
        keys: The secret keys (bot/vault.py).
        clock: The time now.
        reader: Is told what became of what was sent.
        handler: Works on what came in.
        outbox: From `new_outbox`.
    """
    vault = Vault(keys, "phones")
    deliveries = Deliveries(sessions, reader, outbox, clock)
    spool = Spool(settings.var_dir / "sms_spool", vault)
    return Sms(
        inbox=Inbox(sessions, vault, Fingerprints(keys, "phone"), spool, handler, clock),
        deliveries=deliveries,
        signatures=Signatures(settings),
        sender=Sender(sessions, outbox, provider_of(settings), deliveries, vault, clock),
        emptying=Emptying(sessions, clock),
    )


def provider_of(settings: Settings) -> Provider:
    """Twilio when it is set up, else the local outbox."""
    account, token, sender = settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_from
    if not (account and token and sender):
        if account or sender:
            get_logger().warning("sms_stays_here", component="sms", reason="twilio_settings_incomplete")
        return LocalProvider()
    # Takes a second to import, and is not needed without an account.
    from bot.sms.twilio_api import TwilioProvider

    second = settings.twilio_auth_token_secondary
    tokens = (token.get_secret_value(), *([second.get_secret_value()] if second else ()))
    callback = f"{settings.public_url}/webhooks/sms/status" if settings.public_url else None
    return TwilioProvider(account, tokens, sender, settings.twilio_api_base, callback)
