"""The conversations: in memory while they are used, in the database for at most 24 idle hours."""

import asyncio
import hashlib
import hmac
import re
import secrets
from collections import OrderedDict
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.clock import Clock
from bot.db.models.case import ALIVE, Case
from bot.db.models.conversation import Conversation
from bot.db.upsert import insert_into
from bot.errors import ApiError
from bot.gateway.memory import Memory
from bot.gateway.writer import Batch, Kept, Writer

IDLE = timedelta(hours=24)
_WRITE_PATIENCE = 0.25
_FORGET_PATIENCE = 3.0
_READ_PATIENCE = 1.0
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
Sessions = async_sessionmaker[AsyncSession]


class StoreUnavailable(Exception):  # noqa: N818 (a state of the world)
    """The database does not answer, and the conversation is not in memory."""


class Conversations:
    """Creates, finds, remembers and forgets conversations.

    A turn never waits long for the database: conversations in use are answered from memory, and
    what could not be written is tried again until it is.

    Args:
        sessions: Sessions of the database; None keeps everything in memory only.
        clock: The time now.
        most: How many conversations are kept in memory.
    """

    def __init__(self, sessions: Sessions | None, clock: Clock, most: int = 20_000) -> None:
        self._sessions = sessions
        self._clock = clock
        self._most = most
        self._recent: OrderedDict[str, Kept] = OrderedDict()
        self._loads: dict[str, asyncio.Task[Kept | None]] = {}
        # Also while the database has not heard of it yet, or a read begun earlier comes back.
        self._forgotten: OrderedDict[str, None] = OrderedDict()
        self._writer = Writer(self._commit)

    async def start(self) -> None:
        """Begin to write behind."""
        if self._sessions is not None:
            await self._writer.start()

    async def stop(self) -> None:
        """Write what is left and end."""
        if self._sessions is not None:
            await self._writer.stop()

    async def create(self) -> tuple[str, str]:
        """Begin a conversation.

        Returns:
            Its id and the secret that opens it, both impossible to guess.
        """
        id, secret, now = secrets.token_urlsafe(16), secrets.token_urlsafe(32), self._clock()
        await self._keep(Kept(id, _hash(secret), Memory(), now, now))
        return id, secret

    async def open(self, id: str, secret: str) -> Kept:
        """The conversation `id`, for somebody who knows its secret.

        Raises:
            ApiError: There is no such conversation, or the secret is another.
            StoreUnavailable: It cannot be known now.
        """
        conversation = await self.get(id)
        if conversation is None:
            raise ApiError("conversation_unknown")
        if not hmac.compare_digest(conversation.secret_hash, _hash(secret)):
            raise ApiError("unauthorized")
        return conversation

    async def get(self, id: str) -> Kept | None:
        """The conversation `id`, or None when there is none or its time is up.

        Raises:
            StoreUnavailable: It is not in memory and the database does not answer.
        """
        if id in self._forgotten or not _ID.fullmatch(id):
            return None
        if id in self._writer.pending:
            conversation = self._writer.pending[id]
        elif id in self._recent:
            conversation = self._recent[id]
            self._recent.move_to_end(id)
        else:
            conversation = await self._load(id)
        if conversation is None or self._clock() - conversation.seen_at < IDLE:
            return conversation
        # Over a weekend, for instance: somebody may still come back to a case.
        return conversation if await self._within_patience(asyncio.create_task(self._has_case(id))) else None

    async def remember(self, id: str, memory: Memory) -> None:
        """Keep what a turn left behind; a conversation forgotten meanwhile stays forgotten."""
        conversation = await self.get(id)
        if conversation is not None:
            await self._keep(replace(conversation, memory=memory, seen_at=self._clock()))

    async def forget(self, id: str) -> bool:
        """Forget a conversation at once.

        Returns:
            Whether it is out of the database too; if not, nobody finds it any more here, and the
            deletion is tried until it succeeds.
        """
        self.hide(id)
        if self._sessions is None:
            return True
        return await self._writer.write(id, None, _FORGET_PATIENCE)

    def hide(self, id: str) -> None:
        """Let nobody find a conversation any more, here; the database does not hear of it."""
        self._recent.pop(id, None)
        self._forgotten[id] = None
        if len(self._forgotten) > self._most:
            self._forgotten.popitem(last=False)

    async def purge(self) -> tuple[str, ...]:
        """Forget every conversation that has been idle for 24 hours, except those with a case.

        Returns:
            The ids that were forgotten.
        """
        limit = self._clock() - IDLE
        idle = {id for id, conversation in self._recent.items() if conversation.seen_at <= limit}
        for id in idle:
            del self._recent[id]
        if self._sessions is not None:
            kept = select(Case.conversation_id).where(_keeps(limit))
            old = delete(Conversation).where(Conversation.seen_at <= limit, Conversation.id.not_in(kept))
            async with self._sessions.begin() as session:
                idle -= set(await session.scalars(kept))
                idle.update(await session.scalars(old.returning(Conversation.id)))
        return tuple(sorted(idle))

    async def flushed(self) -> bool:
        """Wait until everything kept so far is in the database, as far as it answers."""
        if self._sessions is None or not self._writer.pending:
            return self._sessions is not None
        return await self._writer.wait(_READ_PATIENCE)

    async def answers(self) -> bool:
        """Whether the database answers, for /readyz."""
        try:
            await self._within_patience(asyncio.create_task(self._read("")))
        except StoreUnavailable:
            return False
        return True

    async def _keep(self, conversation: Kept) -> None:
        self._hold(conversation)
        if self._sessions is not None:
            await self._writer.write(conversation.id, conversation, _WRITE_PATIENCE)

    def _hold(self, conversation: Kept) -> None:
        self._recent[conversation.id] = conversation
        self._recent.move_to_end(conversation.id)
        if len(self._recent) > self._most:
            self._recent.popitem(last=False)

    async def _load(self, id: str) -> Kept | None:
        # Those who ask for the same conversation at once share one read, and keep their order.
        if id not in self._loads:
            self._loads[id] = asyncio.create_task(self._read(id))
            self._loads[id].add_done_callback(lambda _: self._loads.pop(id, None))
        conversation = await self._within_patience(self._loads[id])
        if id not in self._recent and id not in self._forgotten and conversation is not None:
            self._hold(conversation)
        return self._recent.get(id)

    async def _within_patience[T](self, read: asyncio.Task[T]) -> T:
        await asyncio.wait({read}, timeout=_READ_PATIENCE)
        if not read.done():
            read.add_done_callback(lambda task: task.cancelled() or task.exception())
            raise StoreUnavailable("slow")
        try:
            return read.result()
        except (SQLAlchemyError, OSError):
            raise StoreUnavailable("database") from None

    async def _read(self, id: str) -> Kept | None:
        if self._sessions is None:
            return None
        async with self._sessions() as session:
            row = await session.scalar(select(Conversation).where(Conversation.id == id))
        if row is None:
            return None
        return Kept(row.id, row.secret_hash, Memory.from_json(row.memory), row.created_at, row.seen_at)

    async def _has_case(self, id: str) -> bool:
        if self._sessions is None:
            return False
        query = select(Case.id).where(Case.conversation_id == id, _keeps(self._clock() - IDLE))
        async with self._sessions() as session:
            return await session.scalar(query.limit(1)) is not None

    async def _commit(self, batch: Batch) -> None:
        if self._sessions is None:
            return
        gone = [id for id, conversation in batch.items() if conversation is None]
        rows = [_row(conversation) for conversation in batch.values() if conversation is not None]
        async with self._sessions.begin() as session:
            if gone:
                await session.execute(delete(Conversation).where(Conversation.id.in_(gone)))
            if rows:
                insert = insert_into(session, Conversation)
                newer = {"memory": insert.excluded.memory, "seen_at": insert.excluded.seen_at}
                await session.execute(insert.on_conflict_do_update(index_elements=["id"], set_=newer), rows)


def _keeps(limit: datetime) -> ColumnElement[bool]:
    """The cases that keep their conversation: those alive, and those closed since, which may be rated."""
    current = or_(Case.state.in_(ALIVE), Case.closed_at > limit)
    return Case.conversation_id.is_not(None) & current


def _row(conversation: Kept) -> dict[str, object]:
    return {
        "id": conversation.id,
        "secret_hash": conversation.secret_hash,
        "memory": conversation.memory.to_json(),
        "created_at": conversation.created_at,
        "seen_at": conversation.seen_at,
    }


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
