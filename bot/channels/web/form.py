"""The chat as a plain form, for browsers without script: one message sent, one page with the answer.

Nothing is kept in the browser: the conversation's id and secret travel in hidden fields of the
answer, and only the latest exchange is on the page.
"""

import secrets
from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import Form

from bot.channels.web import view
from bot.channels.web.access import within
from bot.channels.web.frame import Frame
from bot.errors import CATALOGUE, ApiError
from bot.gateway.cases import ALIVE, TAKEN, WAITING, CaseView
from bot.gateway.incoming import Incoming
from bot.gateway.messages import Message
from bot.gateway.store import StoreUnavailable
from bot.services import Services

_MOST_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Fields:
    """What the form sends.

    Attributes:
        text: What was written.
        payload: The choice that was pressed, if one was.
        conversation: Id of the conversation under way, or empty.
        token: Its secret.
        id: The page's own id of the message: a page that is loaded again sends it once more.
        last: Number of the last later message that has been shown.
        fetch: Only later messages are asked for, nothing is said.
    """

    text: str = ""
    payload: str = ""
    conversation: str = ""
    token: str = ""
    id: str = ""
    last: str = ""
    fetch: str = ""


async def fields_of(
    text: Annotated[str, Form()] = "",
    payload: Annotated[str, Form()] = "",
    conversation: Annotated[str, Form()] = "",
    token: Annotated[str, Form()] = "",
    id: Annotated[str, Form()] = "",
    last: Annotated[str, Form()] = "",
    fetch: Annotated[str, Form()] = "",
) -> Fields:
    """The fields of the form; each may be missing."""
    return Fields(text, payload, conversation, token, id, last, fetch)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was said and what was answered, as the page shows it.

    Attributes:
        said: The person's words, or the title of the choice they pressed; empty when it has none.
        messages: The answer.
        conversation: Id of the conversation, for the next message.
        token: Its secret.
        place: Name of the municipality that is remembered.
        person: A human reads what is written next.
        later: What came since the last page, from a human or a timer.
        last: Number of the last of it that has been shown.
        fetched: Only that was asked for.
        case: The case that is alive.
        error: A sentence about why there is no answer.
        status: HTTP status of the page.
        next_id: Id of the next message from this page.
    """

    said: str = ""
    messages: tuple[Message, ...] = ()
    conversation: str = ""
    token: str = ""
    place: str | None = None
    person: bool = False
    later: tuple[Message, ...] = ()
    last: int = 0
    fetched: bool = False
    case: CaseView | None = None
    error: str | None = None
    status: int = 200
    next_id: str = field(default_factory=lambda: secrets.token_urlsafe(9))


async def exchange(services: Services, frame: Frame, address: str, fields: Fields) -> Exchange:
    """Take a turn for the form; what is refused is said on the page, with the words still there.

    Args:
        services: What the app is made of.
        frame: What the page shows around the conversation.
        address: The key that stands for the client's address in rate limits.
        fields: What the form sent.
    """
    try:
        return await _taken(services, frame, address, fields)
    except ApiError as error:
        status, sentence = CATALOGUE[error.code]
        return Exchange(
            said=fields.text,
            conversation=fields.conversation,
            token=fields.token,
            last=_number(fields.last),
            error=sentence,
            status=status,
        )


async def _taken(services: Services, frame: Frame, address: str, fields: Fields) -> Exchange:
    within(services.limits.messages_of_address, address)
    if fields.fetch and fields.conversation and fields.token:
        return await _fetched(services, frame, fields)
    text, payload = (None, fields.payload) if fields.payload else (fields.text, None)
    incoming = Incoming.read(text, payload, fields.id[:200] or None)
    conversation, token, stranger = await _conversation(services, address, fields)
    wait = services.limits.messages.take(conversation)
    # As in the chat API: a cry for help is answered whatever the limit says.
    if wait is not None and not services.gateway.is_crisis(incoming.text):
        raise ApiError("too_many", retry_after=wait)
    last = _number(fields.last) if conversation == fields.conversation else 0
    later = () if stranger else await _later(services, conversation, last)
    turn = await services.gateway.take_turn(conversation, incoming, stranger)
    return await _with_case(
        services,
        Exchange(
            said=incoming.text or frame.title(payload or ""),
            messages=turn.reply.messages,
            person=view.reaches_a_person(turn.reply.messages),
            later=tuple(message for _, message in later),
            last=later[-1][0] if later else last,
            conversation=conversation,
            token=token,
            place=frame.municipalities.get(turn.reply.memory.municipality or ""),
        ),
    )


async def _fetched(services: Services, frame: Frame, fields: Fields) -> Exchange:
    """Nothing is said: only what has come since."""
    try:
        kept = await services.conversations.open(fields.conversation, fields.token)
    except StoreUnavailable:
        raise ApiError("unavailable", retry_after=5) from None
    last = _number(fields.last)
    later = await _later(services, fields.conversation, last)
    done = Exchange(
        later=tuple(message for _, message in later),
        last=later[-1][0] if later else last,
        fetched=True,
        conversation=fields.conversation,
        token=fields.token,
        place=frame.municipalities.get(kept.memory.municipality or ""),
    )
    return await _with_case(services, done)


async def _with_case(services: Services, done: Exchange) -> Exchange:
    """The exchange with the case that is alive, for the line that shows where it stands."""
    case = await services.gateway.case_of(done.conversation)
    if case is None or case.state not in ALIVE:
        return done
    return replace(done, case=case, person=done.person or case.state in TAKEN | WAITING)


async def _later(services: Services, conversation: str, last: int) -> list[tuple[int, Message]]:
    """What came later than the replies, with its numbers."""
    stored = await services.events.since(conversation, last)
    return [(number, Message.model_validate_json(data)) for number, data in stored]


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < _MOST_DIGITS else 0


async def _conversation(services: Services, address: str, fields: Fields) -> tuple[str, str, bool]:
    """The conversation of the form, or a new one; and whether nobody can tell whose it is."""
    if fields.conversation and fields.token:
        try:
            await services.conversations.open(fields.conversation, fields.token)
            return fields.conversation, fields.token, False
        except StoreUnavailable:
            return fields.conversation, fields.token, True
        except ApiError:
            pass  # forgotten meanwhile: what was written is answered in a new one
    within(services.limits.conversations_of_address, address)
    conversation, token = await services.conversations.create()
    return conversation, token, False
