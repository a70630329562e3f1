"""What comes later than the reply: messages from a human or a timer, as server-sent events."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncGenerator

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.db.models.conversation import ConversationEvent
from bot.gateway.messages import Message
from bot.gateway.store import Conversations, Sessions, StoreUnavailable
from bot.logs import get_logger
from bot.vault import Vault, VaultError

HEARTBEAT = 15.0
_MOST_STREAMS = 4
_HEARTBEAT_LINE = b": heartbeat\n\n"


class Stream:
    """One client that listens."""

    def __init__(self) -> None:
        self.news = asyncio.Event()
        self.ended = False

    def end(self) -> None:
        """Have the stream close."""
        self.ended = True
        self.news.set()


class Events:
    """Stores later messages, sealed, and hands them to those who listen.

    Args:
        sessions: Sessions of the database; without one there is nothing to hand out.
        conversations: Where the conversations are kept.
        vault: Seals what a person may have written.
        clock: The time now.
        heartbeat: Seconds between signs of life on a quiet stream.
    """

    def __init__(
        self,
        sessions: Sessions | None,
        conversations: Conversations,
        vault: Vault,
        clock: Clock,
        heartbeat: float = HEARTBEAT,
    ) -> None:
        self._sessions = sessions
        self._conversations = conversations
        self._vault = vault
        self._clock = clock
        self._heartbeat = heartbeat
        self._streams: defaultdict[str, list[Stream]] = defaultdict(list)

    @property
    def listening(self) -> int:
        """How many streams are open."""
        return sum(len(streams) for streams in self._streams.values())

    def add(self, session: AsyncSession, conversation_id: str, message: Message) -> ConversationEvent:
        """Add a message to the transaction of `session`; after its commit comes `poke`."""
        sealed = self._vault.seal(json.dumps(message.wire(), ensure_ascii=False).encode())
        row = ConversationEvent(conversation_id=conversation_id, sealed=sealed, created_at=self._clock())
        session.add(row)
        return row

    def poke(self, conversation_id: str) -> None:
        """Tell those who listen here that there may be news."""
        for stream in self._streams.get(conversation_id, ()):
            stream.news.set()

    async def stored(self) -> bool:
        """Wait until every conversation is in the database, so that messages can be added to it."""
        return await self._conversations.flushed()

    async def listen(self, conversation_id: str, after: int = 0) -> AsyncGenerator[bytes]:
        """The events of a conversation numbered above `after`, as they come, in wire format.

        Ends when the conversation is forgotten, when Vart stops, or when the same conversation is
        listened to from too many places (the oldest gives way).
        """
        stream = Stream()
        streams = self._streams[conversation_id]
        streams.append(stream)
        for oldest in streams[:-_MOST_STREAMS]:
            oldest.end()
        try:
            yield _HEARTBEAT_LINE
            while not stream.ended:
                stream.news.clear()
                for number, data in await self.since(conversation_id, after):
                    yield f"id: {number}\ndata: {data}\n\n".encode()
                    after = number
                if not await self._news(stream):
                    yield _HEARTBEAT_LINE
        finally:
            streams.remove(stream)
            if not streams and self._streams.get(conversation_id) is streams:
                del self._streams[conversation_id]

    async def erase(self, conversation_id: str) -> None:
        """Delete the stored messages of a conversation.

        Raises:
            StoreUnavailable: They could not be deleted.
        """
        if self._sessions is None:
            return
        statement = delete(ConversationEvent).where(ConversationEvent.conversation_id == conversation_id)
        try:
            async with self._sessions.begin() as session:
                await session.execute(statement)
        except (SQLAlchemyError, OSError):
            raise StoreUnavailable("database") from None

    def close(self, conversation_id: str) -> None:
        """End every stream of a conversation."""
        for stream in self._streams.get(conversation_id, ()):
            stream.end()

    def close_all(self) -> None:
        """End every stream, so that the server can stop."""
        for conversation_id in tuple(self._streams):
            self.close(conversation_id)

    async def _news(self, stream: Stream) -> bool:
        if stream.ended:
            return True
        try:
            async with asyncio.timeout(self._heartbeat):
                return await stream.news.wait()
        except TimeoutError:
            return False

    async def since(self, conversation_id: str, after: int) -> list[tuple[int, str]]:
        """The stored events of a conversation numbered above `after`, as number and JSON."""
        if self._sessions is None:
            return []
        query = (
            select(ConversationEvent)
            .where(ConversationEvent.conversation_id == conversation_id, ConversationEvent.id > after)
            .order_by(ConversationEvent.id)
        )
        try:
            async with self._sessions() as session:
                rows = (await session.scalars(query)).all()
        except (SQLAlchemyError, OSError):
            # The heartbeat goes on, and the next look finds what was missed.
            return []
        return [(row.id, text) for row in rows if (text := self._text_of(row)) is not None]

    def _text_of(self, row: ConversationEvent) -> str | None:
        try:
            return self._vault.open(row.sealed).decode()
        except VaultError:
            get_logger().error("event_not_readable", reason="key")
            return None
