"""Rasa tracker store that remembers nothing: every turn starts from the memory the app sends.

A conversation's memory lives in the app and comes with each message as metadata. So turn 500
costs what turn 5 did (Rasa replays a growing tracker otherwise: docs/performance.md), a restart
of Rasa loses nothing, and "forget me" has nothing to delete here.
"""

from __future__ import annotations

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import ActionExecuted, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker


class StatelessTrackerStore(TrackerStore):
    """Hands out a conversation that has begun and listens; keeps none."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep nothing."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """A fresh tracker, already past its session start, so that no turn is spent on one."""
        tracker = self.init_tracker(sender_id)
        for event in (
            ActionExecuted("action_session_start"),
            SessionStarted(),
            ActionExecuted("action_listen"),
        ):
            tracker.update(event, self.domain)
        return tracker

    async def keys(self) -> list[str]:
        """No conversation is held."""
        return []
