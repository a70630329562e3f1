"""How a message is shown without script: the decisions, while the markup is in templates/message.html.

message.js and cards.js make the same decisions in the browser; tests/browser/test_plain_form.py
compares what comes out.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal, NamedTuple
from urllib.parse import quote

from babel import Locale
from babel.dates import format_date

from bot.channels.web.short_numbers import MINIMUM, SOS, Line
from bot.channels.web.words import fill, ui_language
from bot.gateway.cases import TAKEN, WAITING
from bot.gateway.messages import CrisisCard, HandoffCard, Message, Phone, Service, ServicesCard

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "prs", "ps", "ur", "yi"})
_BULLET = "• "
_LONGEST_NAME = 80
_DATES = {"sv": "sv", "en": "en_GB"}
MAP = "https://www.openstreetmap.org/search?query="


class Block(NamedTuple):
    """A paragraph, or a list with one item a line."""

    kind: Literal["p", "ul"]
    lines: list[str]


def shown_text(message: Message) -> str:
    """What of the text is shown: not what repeats in words the services or the lines that stand by it."""
    card = message.card
    if isinstance(card, ServicesCard) and card.services:
        return message.text.split("\n\n", 1)[0]
    if isinstance(card, CrisisCard):
        first, others = crisis_lines(card, message.lang)
        numbers = {line.number for line in first + others}
        return "\n".join(line for line in message.text.split("\n") if not _repeats(line, numbers))
    return message.text


def _repeats(line: str, numbers: set[str | None]) -> bool:
    """Whether a line is only "112" or "Bris: 116 111"; anything that could be a sentence is not."""
    name, _, number = line.rpartition(": ")
    return number in numbers and len(name) < _LONGEST_NAME and not re.search(r"[.!?]", name)


def blocks(text: str) -> list[Block]:
    """A text as paragraphs and lists; an empty line parts them, and a bullet begins an item."""
    made: list[Block] = []
    begin = True
    for line in text.split("\n"):
        if not line.strip():
            begin = True
            continue
        kind: Literal["p", "ul"] = "ul" if line.startswith(_BULLET) else "p"
        if begin or made[-1].kind != kind:
            made.append(Block(kind, []))
        made[-1].lines.append(line.removeprefix(_BULLET))
        begin = False
    return made


def direction(lang: str) -> str:
    """Which way a language is written."""
    return "rtl" if lang in _RIGHT_TO_LEFT else "ltr"


def web_address(url: str | None) -> str | None:
    """The address, if it is one a link may lead to."""
    return url if url and re.match(r"https?://", url) else None


def map_address(address: str) -> str:
    """A map of an address; nothing is asked of the map before somebody follows the link."""
    return MAP + quote(address, safe="!'()*")


def dialled(phone: Phone) -> str | None:
    """The link that calls a number, if it is one."""
    return f"tel:{phone.tel}" if re.fullmatch(r"\+?\d+", phone.tel) else None


def written_date(value: str, lang: str) -> str:
    """A date as it is written in running text: "1 mars 2026"."""
    return format_date(date.fromisoformat(value), "long", locale=_DATES[ui_language(lang)])


def ages(low: int | None, high: int | None, lang: str) -> str | None:
    """The ages a service is for, or None when it is for all."""
    if low is not None and high is not None:
        return fill(lang, "ages_between", low=low, high=high)
    if low is not None:
        return fill(lang, "ages_from", low=low)
    return fill(lang, "ages_to", high=high) if high is not None else None


def language_names(codes: Sequence[str] | None, lang: str) -> str | None:
    """The languages somebody answers in, worth a line only when it is not Swedish alone."""
    if not codes or list(codes) == ["sv"]:
        return None
    names = Locale(ui_language(lang)).languages
    return ", ".join(names.get(code, code) for code in codes)


def offers_places(message: Message) -> bool:
    """Whether the buttons of a message already name the municipalities to choose from."""
    return any(choice.payload.startswith("municipality:") for choice in message.choices or ())


def sender(message: Message) -> str:
    """Who says it: a human by name, where it is known."""
    if message.name:
        return fill(message.lang, "human_named", name=message.name)
    return fill(message.lang, message.from_)


def receipt(messages: Sequence[Message]) -> Message | None:
    """The one message that only says that a text went to the human, if that is all there is."""
    if len(messages) != 1 or messages[0].choices:
        return None
    card = messages[0].card
    return messages[0] if isinstance(card, HandoffCard) and card.state in TAKEN else None


def reaches_a_person(messages: Sequence[Message]) -> bool:
    """Whether a human has joined or been called, so that what is written next is kept in a case."""
    return any(
        message.from_ == "human"
        or (isinstance(message.card, HandoffCard) and message.card.state in TAKEN | WAITING)
        for message in messages
    )


class CrisisLine(NamedTuple):
    """A large button of the crisis card; without a number it leads to a website."""

    href: str
    number: str | None
    name: str
    note: str


def crisis_lines(card: CrisisCard, lang: str) -> tuple[list[CrisisLine], list[CrisisLine]]:
    """The lines of a crisis card: those above the text, and those below it.

    One line a service, no number twice. 112 is always there: alone above the text when life is in
    danger now, else last, after those who have time to listen.
    """
    sos = _own_line(SOS, lang)
    lines: dict[str, CrisisLine] = {}
    for service in card.services:
        if line := _line_of(service, sos, lines.keys()):
            lines.setdefault(line.href, line)
    found = list(lines.values()) or [_own_line(line, lang) for line in MINIMUM]
    others = [line for line in found if line != sos]
    return ([sos], others) if card.severity == 3 else ([], [*others, sos])


def _line_of(service: Service, sos: CrisisLine, shown: Collection[str]) -> CrisisLine | None:
    """The best way to reach a service that is not on the card already."""
    hrefs = [href for phone in service.phones if (href := dialled(phone))]
    for index, phone in enumerate(service.phones):
        href = dialled(phone)
        if href and href != sos.href and href not in shown:
            # The first number needs no explaining; another one does.
            name = f"{service.name}, {phone.label}" if index and phone.label else service.name
            return CrisisLine(href, phone.number, name, service.open.text)
    if sos.href in hrefs:
        return sos
    url = web_address(service.url)
    return CrisisLine(url, None, service.name, service.open.text) if url and not hrefs else None


def _own_line(line: Line, lang: str) -> CrisisLine:
    note = line.note if ui_language(lang) == "sv" else ""
    return CrisisLine(f"tel:{line.tel}", line.number, line.name, note)
