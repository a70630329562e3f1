"""What the chat page shows around the conversation: municipalities, first choices, numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.channels.starters import STARTERS
from bot.channels.web.short_numbers import Numbers
from bot.content.layout import alphabetical
from bot.gateway.messages import Choice
from bot.logs import get_logger
from bot.services import Services


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of the chat page.

    Attributes:
        municipalities: Names by code, in alphabetical order.
        topics: Names by id, as a young person reads them.
        numbers: Short numbers that are made tappable in texts.
    """

    municipalities: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=Numbers)

    @property
    def starters(self) -> list[Choice]:
        """The buttons of the first message."""
        known = [topic for topic in STARTERS if topic in self.topics]
        topics = [Choice(title=self.topics[topic], payload=f"topic:{topic}") for topic in known]
        return [*topics, Choice(title="English", payload="lang:en")] if topics else []

    def title(self, payload: str) -> str:
        """The words on a button that was pressed, where they can be told from its payload; else nothing."""
        kind, _, value = payload.partition(":")
        names = {"topic": self.topics, "municipality": self.municipalities}.get(kind, {})
        return names.get(value, "")


def frame_of(services: Services) -> Frame:
    """The frame as the content is now; without content the page still shows, and still helps."""
    try:
        content = services.library().content
        return Frame(
            municipalities=_in_order((each.code, each.name) for each in content.municipalities.values()),
            topics={id: topic.label.sv for id, topic in content.topics.items()},
            numbers=Numbers(content.short_numbers),
        )
    except Exception as error:  # whatever it is, the conversation does not need the frame
        get_logger().error("frame_failed", exc_info=error)
        return Frame()


def _in_order(places: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(sorted(places, key=lambda place: alphabetical(place[1])))
