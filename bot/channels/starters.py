"""What many come with: the buttons of a first message, on every channel."""

from typing import Final

from bot.answers.turn import Library
from bot.gateway.messages import Choice

STARTERS: Final = ("low_mood", "anxiety", "family_conflict", "school_absence", "relative_support")


def starters(library: Library, lang: str) -> list[Choice]:
    """The topics among them that there is content for."""
    known = [topic for topic in STARTERS if topic in library.content.topics]
    return [Choice(title=library.label(topic, lang), payload=f"topic:{topic}") for topic in known]
