"""What the editors' pages are made of, as one value."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from bot.clock import Clock
from bot.content.load import Content
from bot.editor.editor import Editor
from bot.editor.importing.importer import Importer
from bot.editor.pages.kept import Kept
from bot.editor.pages.said import SaidToday
from bot.editor.pages.uploads import Uploads
from bot.gateway.limits import Buckets, Rate
from bot.gateway.store import Sessions
from bot.settings import Settings
from bot.vault import Fingerprints, Vault

# Somebody who means well finds a few listings wrong, not fifty.
_REPORTS: Final = Rate(burst=10, per_minute=2)
_ANSWERS: Final = Rate(burst=30, per_minute=10)


@dataclass(frozen=True, slots=True)
class Office:
    """The parts of the pages.

    Attributes:
        editor: The listings, and what is around them.
        importer: Tables in and out.
        sessions: Sessions of the database.
        kept: Forms of those whose session ended while they wrote.
        uploads: Files between "what would happen" and "do it".
        said: Who has said today what is wrong with which listing.
        reports: How often one address may say that a listing is wrong.
        answers: How often one address may open the link of a service.
    """

    editor: Editor
    importer: Importer
    sessions: Sessions
    kept: Kept
    uploads: Uploads
    said: SaidToday
    reports: Buckets = field(default_factory=lambda: Buckets(_REPORTS))
    answers: Buckets = field(default_factory=lambda: Buckets(_ANSWERS))

    async def sweep(self) -> int:
        """Throw away files that nobody went on with; how many there were."""
        return await asyncio.to_thread(self.uploads.sweep)


def office_over(
    editor: Editor,
    settings: Settings,
    sessions: Sessions,
    keys: tuple[str, ...],
    clock: Clock,
    content: Content,
) -> Office:
    """The pages' parts over a database.

    Args:
        editor: The editors' domain.
        settings: The settings.
        sessions: Sessions of the database.
        keys: The secret keys.
        clock: The time now.
        content: Topics, municipalities and short numbers.
    """
    return Office(
        editor=editor,
        importer=Importer(sessions, clock, content),
        sessions=sessions,
        kept=Kept(Vault(keys, "kept forms")),
        uploads=Uploads(settings.var_dir / "import"),
        said=SaidToday(Fingerprints(keys, "report"), clock),
    )
