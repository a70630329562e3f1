"""A Message on Telegram: short HTML, an inline keyboard, numbers that become tappable in the text."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import phonenumbers
from babel.dates import format_date

from bot.channels.rendering.splitting import chunks, utf16
from bot.channels.rendering.words import fill, sender
from bot.gateway.messages import (
    AskCard,
    Choice,
    CrisisCard,
    HandoffCard,
    Message,
    Phone,
    Service,
    ServicesCard,
)

# Telegram's limits: a message in UTF-16 units after its markup is taken away, a button's data in bytes.
LONGEST = 4096
LONGEST_DATA = 64
_MOST_LINKS = 5
_LONGEST_TITLE = 60
_SHORT_TITLE = 18
_PLACES_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Button:
    """A button: it sends `data` back, or opens `url`."""

    title: str
    data: str | None = None
    url: str | None = None


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as Telegram takes it."""

    html: str
    rows: tuple[Row, ...] = ()


def render(message: Message, places: Mapping[str, str] | None = None) -> list[Bubble]:
    """Write a message for Telegram.

    Args:
        message: The message.
        places: Municipalities by code, offered as buttons when the municipality is asked for.
    """
    card = message.card
    if isinstance(card, ServicesCard) and card.services:
        blocks = [
            escape(message.text.split("\n\n", 1)[0]),
            *(_block(each, message.lang) for each in card.services),
        ]
    else:
        blocks = [_bold_number(part) for part in chunks(message.text, LONGEST - 200, utf16)]
    if isinstance(card, CrisisCard):
        blocks += [_line(each) for each in card.services if not _told(each, message.text)]
    if isinstance(card, HandoffCard) and card.case and card.case not in message.text and _can_end(message):
        blocks.append(f"<b>{escape(fill(message.lang, 'case', case=card.case))}</b>")
    if message.from_ == "human":
        blocks.insert(0, f"<b>{escape(sender(message.lang, message.name))}</b>")
    links, choices = _links(card, message.lang), _choices(message.choices or ())
    # In a crisis a human comes before a page to read.
    inner = (*choices, *links) if isinstance(card, CrisisCard) else (*links, *choices)
    rows = (*_places(card, places or {}), *inner)
    texts = _packed(blocks)
    return [*(Bubble(text) for text in texts[:-1]), Bubble(texts[-1], rows)]


def pack(payload: str) -> str:
    """The payload as a button carries it; one that is too long becomes its digest."""
    if len(payload.encode()) <= LONGEST_DATA:
        return payload
    return "#" + hashlib.sha256(payload.encode()).hexdigest()[:32]


def unpack(data: str, known: Iterable[str]) -> str:
    """The payload that a button carried.

    Args:
        data: What the button carried.
        known: Every payload that may have been too long.
    """
    if not data.startswith("#"):
        return data
    return next((payload for payload in known if pack(payload) == data), data)


def _packed(blocks: Sequence[str]) -> list[str]:
    """The blocks in as few messages as hold them; the markup only makes them look longer than they count."""
    texts = [blocks[0]]
    for block in blocks[1:]:
        longer = f"{texts[-1]}\n\n{block}"
        if utf16(longer) <= LONGEST:
            texts[-1] = longer
        else:
            texts.append(block)
    return texts


def _bold_number(text: str) -> str:
    """The text, escaped; 112 alone on the first line stands out."""
    first, mark, rest = text.partition("\n")
    return f"<b>112</b>{mark}{escape(rest)}" if first == "112" else escape(text)


def _block(service: Service, lang: str) -> str:
    """A listing in a few lines."""
    lines = [f"<b>{escape(service.name)}</b>", escape(service.summary)]
    lines += [_phone(phone) for phone in service.phones]
    if service.address:
        lines.append(escape(service.address))
    lines.append(f"<i>{escape(service.open.text)}</i>")
    if service.overdue and service.checked:
        lines.append(f"<i>{escape(fill(lang, 'overdue', date=_written(service.checked, lang)))}</i>")
    return "\n".join(lines)


def _written(day: str, lang: str) -> str:
    return format_date(date.fromisoformat(day), "long", locale="sv" if lang == "sv" else "en_GB")


def _line(service: Service) -> str:
    """A line to call, shorter than a listing."""
    ways = [_phone(phone) for phone in service.phones[:2]]
    return "\n".join([f"<b>{escape(service.name)}</b>", *ways])


def _phone(phone: Phone) -> str:
    """A number as telephones recognise it, so that a finger on it calls."""
    label = f" ({escape(phone.label)})" if phone.label else ""
    return f"{escape(callable_number(phone))}{label}"


def callable_number(phone: Phone) -> str:
    """The number in its international form; a short number stays as it is written."""
    if not phone.tel.startswith("+"):
        return phone.number
    try:
        parsed = phonenumbers.parse(phone.tel)
    except phonenumbers.NumberParseException:
        return phone.number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _can_end(message: Message) -> bool:
    """Whether it says where an open case stands; then the code is of use, and not under every line said."""
    return any(choice.payload == "human:cancel" for choice in message.choices or ())


def _told(service: Service, text: str) -> bool:
    return any(phone.number in text for phone in service.phones) or not service.phones


def _links(card: object, lang: str) -> list[Row]:
    """A button to each website; Telegram has none that call."""
    if not isinstance(card, ServicesCard | CrisisCard):
        return []
    services = [each for each in card.services if re.match(r"https?://\S+$", each.url or "")]
    return [
        (Button(_cut(fill(lang, "website", name=each.name)), url=each.url),)
        for each in services[:_MOST_LINKS]
    ]


def _places(card: object, places: Mapping[str, str]) -> list[Row]:
    if not (isinstance(card, AskCard) and card.slot == "municipality"):
        return []
    buttons = [Button(_cut(name), pack(f"municipality:{code}")) for code, name in places.items()]
    return [tuple(buttons[start : start + _PLACES_A_ROW]) for start in range(0, len(buttons), _PLACES_A_ROW)]


def _choices(choices: Sequence[Choice]) -> list[Row]:
    """The choices, short ones two by two."""
    rows: list[Row] = []
    for choice in choices:
        button = Button(_cut(choice.title), pack(choice.payload))
        last = rows[-1] if rows else ()
        if len(last) == 1 and max(len(button.title), len(last[0].title)) <= _SHORT_TITLE:
            rows[-1] = (*last, button)
        else:
            rows.append((button,))
    return rows


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1].rstrip() + "…"
