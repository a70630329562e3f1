"""What the editors' pages stand on, as one value."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.content.load import Content
from bot.editor.confirmation import Confirmations
from bot.editor.freshness import Freshness
from bot.editor.listings import Listings
from bot.editor.questions import Questions
from bot.editor.reports import Reports
from bot.gateway.store import Sessions
from bot.sms.outbox import Outbox
from bot.vault import Fingerprints


@dataclass(frozen=True, slots=True)
class Editor:
    """The parts of the editors' domain.

    Attributes:
        listings: The listings, and every step that changes one.
        confirmations: Links to the services themselves.
        reports: What people said is wrong.
        questions: What the bot could not answer; `count` is called after every turn.
        freshness: What to check this week.
    """

    listings: Listings
    confirmations: Confirmations
    reports: Reports
    questions: Questions
    freshness: Freshness

    @property
    def parts(self) -> tuple[Questions, Freshness]:
        """What is started with the app."""
        return self.questions, self.freshness


def editor_over(
    sessions: Sessions,
    keys: tuple[str, ...],
    clock: Clock,
    content: Content,
    public_url: str,
    outbox: Outbox,
) -> Editor:
    """The editors' domain over a database.

    Args:
        sessions: Sessions of the database.
        keys: The secret keys.
        clock: The time now.
        content: Topics, municipalities and short numbers.
        public_url: Where links to the services lead.
        outbox: Sends SMS.
    """
    listings, reports = Listings(sessions, clock, content), Reports(sessions, clock)
    fingerprints = Fingerprints(keys, "confirmation")
    return Editor(
        listings=listings,
        confirmations=Confirmations(sessions, clock, fingerprints, listings, public_url, outbox),
        reports=reports,
        questions=Questions(sessions, clock),
        freshness=Freshness(sessions, clock, reports),
    )
