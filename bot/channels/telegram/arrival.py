"""What we take out of an update from Telegram: never a name, a picture or a number of anybody."""

import json
import re
from dataclasses import asdict, dataclass, field
from typing import Literal

from telegram import CallbackQuery, Chat, ChatMember, Message, Update

Kind = Literal["text", "pressed", "command", "location", "other", "group", "gone"]
# What is asked of Telegram; everything else never reaches us.
ALLOWED = ("message", "edited_message", "channel_post", "callback_query", "my_chat_member")
_COMMAND = re.compile(r"/([\w]+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_ABSENT = frozenset((ChatMember.BANNED, ChatMember.LEFT))


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update, reduced.

    Attributes:
        update_id: Telegram's number for it.
        chat: Where to answer.
        kind: What it is.
        text: What was written; of a command what comes after it; of a picture its caption.
        value: The command, or what a button carried.
        callback: What answers the press of a button.
    """

    update_id: int
    chat: int = field(repr=False)
    kind: Kind
    text: str = field(default="", repr=False)
    value: str = ""
    callback: str = field(default="", repr=False)

    def to_json(self) -> bytes:
        """To be sealed until it has been answered."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Arrival":
        """Read what `to_json` wrote."""
        return cls(**json.loads(data))


def read(update: Update) -> Arrival | None:
    """The part of an update that we need, or None when there is nothing to answer."""
    number = update.update_id
    if update.my_chat_member is not None:
        member = update.my_chat_member
        gone = member.new_chat_member.status in _ABSENT
        if member.chat.type == Chat.PRIVATE:
            return Arrival(number, member.chat.id, "gone") if gone else None
        return None if gone else Arrival(number, member.chat.id, "group")
    if update.callback_query is not None:
        return _pressed(number, update.callback_query)
    message = update.message or update.edited_message or update.channel_post
    if message is None:
        return None
    if message.chat.type != Chat.PRIVATE:
        return Arrival(number, message.chat.id, "group")
    return _written(number, message, edited=update.edited_message is not None)


def _pressed(number: int, query: CallbackQuery) -> Arrival:
    # The message may be too old to be told; in a private chat the chat has the number of the person.
    chat = query.message.chat if query.message is not None else None
    if chat is not None and chat.type != Chat.PRIVATE:
        return Arrival(number, chat.id, "group", callback=query.id)
    return Arrival(
        number, chat.id if chat else query.from_user.id, "pressed", value=query.data or "", callback=query.id
    )


def _written(number: int, message: Message, edited: bool) -> Arrival | None:
    text = message.text or message.caption or ""
    if not text:
        # A place that moves is edited every few seconds; the first one has been answered.
        if edited:
            return None
        return Arrival(number, message.chat.id, "location" if message.location else "other")
    command = _COMMAND.fullmatch(text)
    if command is None or message.text is None:
        return Arrival(number, message.chat.id, "text", text)
    return Arrival(number, message.chat.id, "command", command[2] or "", command[1].lower())
