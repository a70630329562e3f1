"""`python -m tests.sms.killed DATABASE BASE`: a worker of the outbox that waits to be killed."""

import asyncio
import sys
from datetime import UTC, datetime

from bot.db.engine import create_engine, session_factory
from bot.sms.delivery import Deliveries
from bot.sms.parts import new_outbox
from bot.sms.sender import Sender
from bot.sms.twilio_api import TwilioProvider
from bot.vault import Vault
from tests.sms.world import KEYS, Reader
from tests.standins.twilio import ACCOUNT, NUMBER, TOKEN


async def work(database_url: str, base: str) -> None:
    """Send what is due, for ever."""

    def clock() -> datetime:
        return datetime.now(UTC)

    sessions, outbox = session_factory(create_engine(database_url)), new_outbox(KEYS, clock)
    provider = TwilioProvider(ACCOUNT, (TOKEN,), NUMBER, base, None)
    deliveries = Deliveries(sessions, Reader(), outbox, clock)
    sender = Sender(sessions, outbox, provider, deliveries, Vault(KEYS, "phones"), clock)
    await sender.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:]))
