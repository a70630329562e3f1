"""Who is which conversation on Telegram and SMS: the address as a keyed hash, the conversation it stands for.

The address itself is kept, sealed, only while a case needs it: then what a human says later arrives.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Update, delete, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.db.models.identity import Identity as Row
from bot.gateway.locks import Locks
from bot.gateway.store import Conversations, Sessions, StoreUnavailable
from bot.vault import Fingerprints, Vault

Channel = Literal["telegram", "sms"]
CHANNELS: tuple[Channel, ...] = ("telegram", "sms")
# Longer than a turn may: whoever is not recognised has to tell everything again.
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody who writes on a channel.

    Attributes:
        id: Of the row.
        conversation: Theirs, alive.
        new: The conversation begins with this message.
        offered: Payloads that a number stands for.
        rest: Lines that did not fit last time.
        stopped: They asked for silence.
    """

    id: int
    conversation: str
    new: bool = False
    offered: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    stopped: bool = False


class Identities:
    """Finds conversations by address.

    Args:
        sessions: Sessions of the database.
        conversations: Where conversations begin.
        keys: The secret keys (bot/vault.py).
        clock: The time now.
        most: How many are remembered for a time when the database is away.
    """

    def __init__(
        self,
        sessions: Sessions,
        conversations: Conversations,
        keys: tuple[str, ...],
        clock: Clock,
        most: int = 20_000,
    ) -> None:
        self._sessions = sessions
        self._conversations = conversations
        self._fingerprints = {channel: Fingerprints(keys, channel) for channel in CHANNELS}
        self.vault = Vault(keys, "addresses")
        self._clock = clock
        self._most = most
        self._locks = Locks()
        self._recent: OrderedDict[tuple[Channel, str], Identity] = OrderedDict()

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._recent)

    def hash_of(self, channel: Channel, address: str) -> str:
        """The keyed hash of an address."""
        return self._fingerprints[channel].of(address)

    async def find(self, channel: Channel, address: str) -> Identity:
        """Who writes; somebody unknown, or whose time was up, begins a conversation.

        Raises:
            StoreUnavailable: It cannot be known now.
        """
        key = channel, self.hash_of(channel, address)
        async with self._locks.hold(":".join(key)):
            try:
                identity = await self._patiently(self._find(channel, address))
            except StoreUnavailable:
                if key not in self._recent:
                    raise
                return replace(self._recent[key], new=False)
            self._remember(key, identity)
            return identity

    async def seal(self, channel: Channel, address: str) -> None:
        """Keep the address while a case is alive.

        Raises:
            StoreUnavailable: It could not be stored.
        """
        sealed = self.vault.seal(address.encode())
        await self._patiently(self._execute(self._theirs(channel, address, sealed_address=sealed)))

    async def offer(
        self,
        session: AsyncSession,
        channel: Channel,
        address: str,
        offered: Sequence[str],
        rest: Sequence[str],
    ) -> None:
        """Note in the caller's transaction what a number in the next message stands for."""
        values = {"offered": list(offered), "rest": list(rest)}
        await session.execute(self._theirs(channel, address, **values))

    async def silence(self, channel: Channel, address: str, stopped: bool) -> None:
        """Send nothing any more, or begin again.

        Raises:
            StoreUnavailable: It could not be stored.
        """
        identity = await self.find(channel, address)
        values: dict[str, Any] = {"stopped_at": self._clock() if stopped else None}
        await self._patiently(self._update(identity.id, values))
        self._remember((channel, self.hash_of(channel, address)), replace(identity, stopped=stopped))

    async def unreachable(self, channel: Channel, address: str) -> None:
        """Nothing can be sent there any more: what comes later is not tried."""
        await self._patiently(self._execute(self._theirs(channel, address, sealed_address=None)))

    async def forget(self, channel: Channel, address: str) -> None:
        """Forget who writes from an address; that they asked for silence stays known.

        Raises:
            StoreUnavailable: It could not be deleted.
        """
        hashes = self._fingerprints[channel].every(address)
        for each in hashes:
            self._recent.pop((channel, each), None)
        theirs = Row.channel == channel, Row.address_hash.in_(hashes)
        await self._patiently(self._execute(delete(Row).where(*theirs, Row.stopped_at.is_(None))))
        blank: dict[str, Any] = {"conversation_id": None, "sealed_address": None, "offered": [], "rest": []}
        await self._patiently(self._execute(self._theirs(channel, address, **blank)))

    async def purge(self) -> None:
        """Delete those whose conversation is forgotten, except those who asked for silence."""
        await self._execute(delete(Row).where(Row.conversation_id.is_(None), Row.stopped_at.is_(None)))

    async def _find(self, channel: Channel, address: str) -> Identity:
        row = await self._row(channel, address)
        known = row.conversation_id if row is not None else None
        if row is not None and known is not None and await self._conversations.get(known) is not None:
            return _identity(row, known)
        conversation = await self._begin()
        if row is None:
            try:
                row = await self._insert(channel, address, conversation)
            except IntegrityError:
                # Another process was first; its conversation is theirs.
                return await self._find(channel, address)
        else:
            await self._update(row.id, {"conversation_id": conversation, "offered": [], "rest": []})
        return Identity(row.id, conversation, new=True, stopped=row.stopped_at is not None)

    async def _begin(self) -> str:
        """A new conversation that is in the database, since a row is going to point at it."""
        conversation, _ = await self._conversations.create()
        if not await self._conversations.flushed():
            raise StoreUnavailable("database")
        return conversation

    async def _row(self, channel: Channel, address: str) -> Row | None:
        hashes = self._fingerprints[channel].every(address)
        query = select(Row).where(Row.channel == channel, Row.address_hash.in_(hashes)).order_by(Row.id)
        async with self._sessions() as session:
            return (await session.scalars(query.limit(1))).first()

    async def _insert(self, channel: Channel, address: str, conversation: str) -> Row:
        row = Row(
            channel=channel,
            address_hash=self.hash_of(channel, address),
            conversation_id=conversation,
            created_at=self._clock(),
        )
        async with self._sessions.begin() as session:
            session.add(row)
        return row

    def _theirs(self, channel: Channel, address: str, **values: Any) -> Update:
        hashes = self._fingerprints[channel].every(address)
        return update(Row).where(Row.channel == channel, Row.address_hash.in_(hashes)).values(**values)

    async def _update(self, id: int, values: dict[str, Any]) -> None:
        await self._execute(update(Row).where(Row.id == id).values(**values))

    async def _execute(self, statement: Any) -> None:
        async with self._sessions.begin() as session:
            await session.execute(statement)

    async def _patiently[T](self, work: Coroutine[Any, Any, T]) -> T:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await work
        except (SQLAlchemyError, OSError):
            raise StoreUnavailable("database") from None

    def _remember(self, key: tuple[Channel, str], identity: Identity) -> None:
        self._recent[key] = identity
        self._recent.move_to_end(key)
        if len(self._recent) > self._most:
            self._recent.popitem(last=False)


def _identity(row: Row, conversation: str) -> Identity:
    return Identity(
        row.id,
        conversation,
        offered=tuple(row.offered),
        rest=tuple(row.rest),
        stopped=row.stopped_at is not None,
    )
