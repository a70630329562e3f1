"""Sends on what comes later than a reply, from a human or a timer, where nobody keeps a page open."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, Protocol, cast

from sqlalchemy import CursorResult, exists, or_, select, update

from bot.clock import Clock
from bot.db.models.case import ALIVE, Case
from bot.db.models.conversation import ConversationEvent
from bot.db.models.identity import Identity
from bot.gateway.identities import Channel, Identities
from bot.gateway.messages import Message
from bot.gateway.store import Sessions
from bot.logs import get_logger
from bot.steady import Steady
from bot.vault import Vault, VaultError

_EVERY = 1.0
_GRACE = 3.0
_TIDY_EVERY = 300
_AT_ONCE = 20
# Longer than it takes to send what one person is to get.
_LEASE = timedelta(seconds=120)
_AGAIN = timedelta(seconds=15)


class Deliverer(Protocol):
    """How a channel sends one later message."""

    async def deliver(self, address: str, message: Message, number: int) -> bool:
        """Send the message of event `number`; False when nothing can be sent there any more."""


class Later:
    """Watches the events of conversations whose address is known; started and stopped with the app.

    The last event sent stands on the identity, so that a restart neither loses nor repeats one.

    Args:
        sessions: Sessions of the database.
        vault: Opens the events.
        identities: Opens the addresses.
        deliverers: By channel.
        clock: The time now.
        every: Seconds between looks.
    """

    def __init__(
        self,
        sessions: Sessions,
        vault: Vault,
        identities: Identities,
        deliverers: Mapping[Channel, Deliverer],
        clock: Clock,
        every: float = _EVERY,
    ) -> None:
        self._sessions = sessions
        self._vault = vault
        self._identities = identities
        self._deliverers = deliverers
        self._clock = clock
        self._every = every
        self._reading = Steady("read_news", "later")
        self._tidying = Steady("tidy_addresses", "later")
        self._ending = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End; what is not sent in a moment is sent by whoever comes next."""
        self._ending.set()
        if self._running is not None:
            await asyncio.wait({self._running}, timeout=_GRACE)
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def round(self) -> int:
        """Send what is new; to how many."""
        claimed = await self._claim()
        await asyncio.gather(*(self._send(identity) for identity in claimed))
        return len(claimed)

    async def tidy(self) -> None:
        """Forget addresses that no case needs, and identities whose conversation is forgotten."""
        alive = exists().where(Case.conversation_id == Identity.conversation_id, Case.state.in_(ALIVE))
        statement = update(Identity).where(Identity.sealed_address.is_not(None), ~alive, ~_news())
        async with self._sessions.begin() as session:
            await session.execute(statement.values(sealed_address=None))
        await self._identities.purge()

    async def _claim(self) -> list[Identity]:
        """Those with news, leased to us; with several processes each has one sender."""
        now = self._clock()
        free = or_(Identity.leased_until.is_(None), Identity.leased_until <= now)
        due = Identity.sealed_address.is_not(None), Identity.stopped_at.is_(None), _news()
        claimed = []
        async with self._sessions.begin() as session:
            for row in (await session.scalars(select(Identity).where(free, *due).limit(_AT_ONCE))).all():
                session.expunge(row)
                mine = update(Identity).where(Identity.id == row.id, free)
                done = await session.execute(mine.values(leased_until=now + _LEASE))
                if cast("CursorResult[Any]", done).rowcount == 1:
                    claimed.append(row)
        return claimed

    async def _send(self, identity: Identity) -> None:
        try:
            address = self._identities.vault.open(identity.sealed_address or b"").decode()
            for event in await self._events(identity):
                if not await self._delivered(identity, address, event):
                    await self._note(identity, leased_until=None, sealed_address=None)
                    return
            await self._note(identity, leased_until=None)
        except Exception as error:  # whatever it is: later again, from the first that was not sent
            get_logger().error("later_not_sent", component=identity.channel, exc_info=error)
            await self._note(identity, leased_until=self._clock() + _AGAIN)

    async def _delivered(self, identity: Identity, address: str, event: ConversationEvent) -> bool:
        """Send one event and note it; False when the address is of no use any more."""
        try:
            message = Message.model_validate(json.loads(self._vault.open(event.sealed)))
        except (VaultError, ValueError):
            get_logger().error("event_not_readable", component=identity.channel)
        else:
            deliverer = self._deliverers[cast("Channel", identity.channel)]
            if not await deliverer.deliver(address, message, event.id):
                return False
        await self._note(identity, delivered_event_id=event.id)
        return True

    async def _events(self, identity: Identity) -> Sequence[ConversationEvent]:
        query = select(ConversationEvent).where(
            ConversationEvent.conversation_id == identity.conversation_id,
            ConversationEvent.id > identity.delivered_event_id,
        )
        async with self._sessions() as session:
            return (await session.scalars(query.order_by(ConversationEvent.id))).all()

    async def _note(self, identity: Identity, **values: Any) -> None:
        async with self._sessions.begin() as session:
            await session.execute(update(Identity).where(Identity.id == identity.id).values(**values))

    async def _run(self) -> None:
        rounds = 0
        while not self._ending.is_set():
            if await self._reading.run(self.round):
                if rounds % _TIDY_EVERY == 0:
                    await self._tidying.run(self.tidy)
                rounds += 1
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every):
                    await self._ending.wait()


def _news() -> Any:
    """Whether an identity has events that were not sent on."""
    return exists().where(
        ConversationEvent.conversation_id == Identity.conversation_id,
        ConversationEvent.id > Identity.delivered_event_id,
    )
