"""The chat API, exactly as docs/api.md describes it."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, BeforeValidator, Field, StrictInt, StrictStr

from bot.channels.web.access import ClientAddress, Holder, ServicesOf, anyone, holder, within
from bot.errors import ApiError
from bot.gateway.incoming import Incoming
from bot.gateway.memory import Memory
from bot.gateway.turn import Turn

router = APIRouter(prefix="/api/conversations")
_NUMBER = re.compile(r"[0-9]{1,15}")
MayUse = Annotated[Holder, Depends(holder)]


def _without_halves(value: object) -> object:
    """Half an emoji, cut off by a browser's maxlength, is no reason to refuse the rest of a text."""
    return value.encode(errors="ignore").decode() if isinstance(value, str) else value


Words = Annotated[StrictStr, BeforeValidator(_without_halves)]


class MessageIn(BaseModel):
    """What a client sends: a text or a payload, and its own id of the message if it likes."""

    text: Words | None = None
    payload: Words | None = None
    id: Annotated[Words, Field(min_length=1, max_length=200)] | StrictInt | None = None


class ConversationIn(BaseModel):
    """What a conversation begins with: the municipality whose page the chat stands in."""

    municipality: Annotated[str, Field(max_length=4)] | None = None


class ConversationOut(BaseModel):
    """A new conversation and the secret that opens it."""

    conversation: str
    token: str


@router.post("", status_code=201, dependencies=[Depends(anyone)])
async def begin(
    services: ServicesOf, address: ClientAddress, wanted: ConversationIn | None = None
) -> ConversationOut:
    """Begin a conversation, in a municipality if the page around the chat is of one."""
    within(services.limits.conversations_of_address, address)
    conversation, token = await services.conversations.create()
    if wanted is not None and services.municipality_name(wanted.municipality) is not None:
        await services.conversations.remember(conversation, Memory(municipality=wanted.municipality))
    return ConversationOut(conversation=conversation, token=token)


@router.post("/{conversation}/messages")
async def send(
    services: ServicesOf,
    may: MayUse,
    address: ClientAddress,
    message: MessageIn,
    explain: Annotated[bool, Query()] = False,
) -> dict[str, Any]:
    """Take a turn."""
    within(services.limits.messages_of_address, address)
    incoming = Incoming.read(message.text, message.payload, None if message.id is None else str(message.id))
    wait = services.limits.messages.take(may.conversation)
    # Many lines in a hurry may be a cry for help: such a line is answered whatever the limit says.
    if wait is not None and not services.gateway.is_crisis(incoming.text):
        raise ApiError("too_many", retry_after=wait)
    turn = await services.gateway.take_turn(may.conversation, incoming, may.stranger)
    return reply_json(turn, services.municipality_name if explain else None)


@router.get("/{conversation}/events")
async def events(
    services: ServicesOf,
    may: MayUse,
    last_event_id: Annotated[str | None, Header()] = None,
) -> StreamingResponse:
    """What comes later: a human, a timer."""
    if may.stranger:
        raise ApiError("unavailable", retry_after=5)
    after = int(last_event_id) if last_event_id and _NUMBER.fullmatch(last_event_id) else 0
    return StreamingResponse(
        services.events.listen(may.conversation, after),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


@router.delete("/{conversation}", status_code=204)
async def forget(services: ServicesOf, may: MayUse) -> Response:
    """Forget the conversation now, in the app and in Rasa."""
    if may.stranger or not await services.gateway.forget(may.conversation):
        # Said honestly: it is out of reach here, but a copy may still be in the database.
        raise ApiError("unavailable", retry_after=5)
    return Response(status_code=204)


def reply_json(turn: Turn, municipality_name: Callable[[str | None], str | None] | None) -> dict[str, Any]:
    """The JSON of a turn; explained when a way to name municipalities is given."""
    messages = [message.wire() for message in turn.reply.messages]
    if municipality_name is not None:
        return {"messages": messages, "understood": _understood(turn, municipality_name)}
    for message in messages:
        card = message.get("card")
        for service in card.get("services", ()) if isinstance(card, dict) else ():
            service.pop("why", None)
    return {"messages": messages}


def _understood(turn: Turn, municipality_name: Callable[[str | None], str | None]) -> dict[str, Any]:
    memory, understood = turn.reply.memory, turn.reply.understood
    return {
        "intent": understood.intent,
        "topic": understood.topic,
        "confidence": understood.confidence,
        "municipality": municipality_name(memory.municipality),
        "age": memory.age,
        "for": memory.for_whom,
        "language": memory.language,
        "severity": turn.severity,
    }
