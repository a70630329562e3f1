"""The building stones of replies: a services message, choices, the question for the municipality."""

from collections.abc import Iterable
from dataclasses import replace

from bot.answers.turn import Library, Turn
from bot.directory.present import present
from bot.directory.search import Result
from bot.gateway.messages import AskCard, Choice, Message, Service, ServicesCard

# Two SMS parts hold about this much; the page shows cards for the rest.
_LONGEST_LINE = 95


# Lines that take anybody at any hour, when nothing narrower is there.
ANYTHING = ("low_mood", "general_care")


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
    """A message with a card of listings; its text names them too, so that it stands on its own.

    The first paragraph is `opening`; the second, one line a listing, repeats the card in words.
    """
    services = [present(hit, turn.language) for hit in result.hits]
    lines = "\n".join(line_of(service) for service in services)
    card = ServicesCard(
        topic=topic,
        municipality=library.municipality_name(turn.memory.municipality),
        more=result.more,
        services=services,
    )
    text = f"{opening}\n\n{lines}" if lines else opening
    return Message(text=text, lang=turn.language, choices=choices or None, card=card)


def line_of(service: Service) -> str:
    """The name of a service and the best way to reach it: "Bris: 116 111"."""
    way = service.phones[0].number if service.phones else (service.url or "")
    line = f"• {service.name}" if way in service.name else f"• {service.name}: {way}"
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1].rstrip() + "…"


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
    """Whether to ask: only when unknown, and never twice."""
    memory = turn.memory
    return memory.municipality is None and not {"municipality"} & {*memory.asked, *memory.refused}
