"""One Rasa action per answer of bot.answers; thin: they decide nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.answers.replies import ANSWERS, answer, turn_from_rasa
from bot.answers.turn import Library


class AnswerAction(Action):
    """Runs one answer and returns its reply as the custom payload of a response.

    Args:
        name: Rasa's name of the action.
        library: Gives the content and the directory as they stand now.
        clock: Gives the current time, timezone aware.
    """

    def __init__(self, name: str, library: Callable[[], Library], clock: Callable[[], datetime]) -> None:
        self._name = name
        self._library = library
        self._clock = clock

    def name(self) -> str:
        """The name in the domain."""
        return self._name

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002 - part of Rasa's interface
    ) -> list[dict[str, Any]]:
        """Compose the reply; the memory travels in it, so there are no events."""
        turn = turn_from_rasa(tracker.latest_message, self._clock())
        reply = answer(self._name, turn, self._library())
        dispatcher.utter_message(json_message=reply.to_json())
        return []


def actions(library: Callable[[], Library], clock: Callable[[], datetime]) -> list[AnswerAction]:
    """All actions of the domain, ready to be registered with an executor."""
    return [AnswerAction(name, library, clock) for name in ANSWERS]
