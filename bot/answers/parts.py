"""The building stones of replies: a services message, choices, the question for the municipality."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from babel.dates import format_date

from bot.answers.turn import Library, Turn
from bot.directory.present import present
from bot.directory.search import Result
from bot.gateway.messages import AskCard, Choice, Message, Phone, Service, ServicesCard
from nlu.traits import OUTSIDE

# Two SMS parts hold about this much; the page shows cards for the rest.
_LONGEST_LINE = 95
# The page and Telegram say it in a line of its own.
_OVERDUE: Final = {"sv": "inte kontrollerad sedan {month}", "en": "not checked since {month}"}
_SHARED = ("112", "1177")
_ASK_FOR = re.compile(r"\b(?:be om|begär|välj)\b[^,]*")


# Lines that take anybody at any hour, when nothing narrower is there.
ANYTHING = ("low_mood", "general_care")
# What a listing says that costs nothing.
FREE: Final = "Gratis"


def find_something(
    turn: Turn, library: Library, topics: tuple[str, ...], limit: int, exclude: frozenset[str] = frozenset()
) -> Result:
    """Listings for topics; where there are none for this person and place, those for what lies near."""
    result = turn.find(library, topics, limit=limit, exclude=exclude)
    for others in (library.topic(topics[0]).related, ANYTHING):
        if result.hits:
            break
        nearby = turn.find(library, tuple(others), limit=limit, exclude=exclude)
        # "Visa fler" goes on with the topics asked for, which have nothing more.
        result = replace(nearby, more=False)
    return result


def services_message(
    turn: Turn, library: Library, opening: str, result: Result, topic: str | None, choices: list[Choice]
) -> Message:
    """A message with a card of what a search found."""
    services = [present(hit, turn.language) for hit in result.hits]
    return listing(turn, library, opening, services, choices, topic=topic, more=result.more)


def listing(
    turn: Turn,
    library: Library,
    opening: str,
    services: list[Service],
    choices: list[Choice],
    *,
    topic: str | None = None,
    more: bool = False,
    hours: bool = False,
    facts: Mapping[str, str] | None = None,
) -> Message:
    """A message with a card of listings; its text names them too, so that it stands on its own.

    The first paragraph is `opening`; the second, one line a listing, repeats the card in words, with
    `hours` also when it is open, and with what `facts` tells of it by its id.
    """
    told = facts or ({each.id: each.open.text for each in services} if hours else {})
    lines = "\n".join(
        line_of(each, turn.language) + (f". {told[each.id]}" if each.id in told else "") for each in services
    )
    name = library.municipality_name(turn.memory.municipality)
    card = ServicesCard(topic=topic, municipality=name, more=more, services=services)
    text = f"{opening}\n\n{lines}" if lines else opening
    return Message(text=text, lang=turn.language, choices=choices or None, card=card)


def line_of(service: Service, lang: str = "sv") -> str:
    """The name of a service and the best way to reach it: "Bris: 116 111"; and that nobody has checked it."""
    mark = _overdue(service, lang)
    return _short_line(service, _LONGEST_LINE - len(mark)) + mark


def _short_line(service: Service, longest: int) -> str:
    way = _dialled(service.phones[0]) if service.phones else (service.url or "")
    line = f"• {service.name}" if way in service.name else f"• {service.name}: {way}"
    if len(line) <= longest:
        return line
    # An address that is cut leads nowhere: the site instead, and of the name what there is room for.
    site = urlsplit(way)
    way = f"{site.scheme}://{site.netloc}/" if site.netloc else way
    room = longest - len(f"• : {way}")
    name = service.name if len(service.name) <= room else service.name[: room - 1].rstrip() + "…"
    return f"• {name}: {way}"


def _overdue(service: Service, lang: str) -> str:
    if not (service.overdue and service.checked):
        return ""
    known = "sv" if lang == "sv" else "en"
    month = format_date(date.fromisoformat(service.checked), "MMMM y", locale=known)
    return f" ({_OVERDUE[known].format(month=month)})"


def _dialled(phone: Phone) -> str:
    """A number; of a short one that many share, what to ask for there: "112 (begär jourhavande präst)"."""
    asked = _ASK_FOR.search(phone.label or "") if phone.tel in _SHARED else None
    return f"{phone.number} ({asked[0]})" if asked else phone.number


def result_choices(turn: Turn, library: Library, more: bool, others: Iterable[str] = ()) -> list[Choice]:
    """What can be done with a list: more, tips, another topic that may have been meant."""
    choices = []
    if more:
        choices.append(Choice(title=turn.say(library, "choice.more"), payload="more"))
    choices.append(Choice(title=turn.say(library, "choice.open_now"), payload="open_now"))
    choices.append(Choice(title=turn.say(library, "choice.tips"), payload="tips"))
    choices += topic_choices(turn, library, others)
    return choices


def topic_choices(turn: Turn, library: Library, topics: Iterable[str]) -> list[Choice]:
    """Topics as buttons."""
    return [Choice(title=library.label(topic, turn.language), payload=f"topic:{topic}") for topic in topics]


def ask_municipality(turn: Turn, library: Library, key: str = "ask.municipality", **values: str) -> Message:
    """The one question Vart asks by itself, with a way not to answer it."""
    return Message(
        text=turn.say(library, key, **values),
        lang=turn.language,
        choices=[Choice(title=turn.say(library, "choice.skip_municipality"), payload="skip:municipality")],
        card=AskCard(slot="municipality"),
    )


def wants_municipality(turn: Turn) -> bool:
    """Whether to ask: only when unknown, never twice, and not who has said that it is none of ours."""
    memory = turn.memory
    if OUTSIDE in memory.traits:
        return False
    return memory.municipality is None and not {"municipality"} & {*memory.asked, *memory.refused}
