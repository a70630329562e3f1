"""A Vart with editors, a directory and the pages, over a real database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.accounts.roles import Role
from bot.answers.turn import Library
from bot.content.load import load_content
from bot.content.schema import Service
from bot.content.texts import Texts
from bot.directory.directory import Directory
from bot.directory.seed import seed
from bot.editor.editor import Editor, editor_over
from bot.editor.pages.office import Office, office_over
from bot.gateway.brain import NoBrain
from bot.settings import Settings
from tests.accounts.site import KEYS, Site, Visitor

SORSELE = "2422"
# Boxes of the form of a listing that can be published.
BOXES: dict[str, Any] = {
    "name": "Ungdomsmottagningen i Sorsele",
    "organization": "+",
    "new_organization": "Sorsele hälsocentral",
    "level": "municipal",
    "status": "active",
    "summary": "Här kan du prata med en barnmorska om kropp, sex och känslor.",
    "phones.0.number": "0980-319 200",
    "hours.mode": "week",
    "hours.Mo": "8–16",
    "hours.Tu": "8-12 och 13-16",
    "hours.PH": "stängt",
    "for": ["self", "relative"],
    "minimum_age": "12",
    "maximum_age": "25",
    "topics": ["sexual_health", "low_mood"],
    "main_topics": ["sexual_health"],
    "languages": ["sv"],
    "service_areas": [SORSELE],
    "sources.0.title": "Samtal med mottagningen",
    "sources.0.date": "2026-11-01",
    "assured_date": "2026-11-20",
    "base": "0",
}


@dataclass
class EditorSite(Site):
    """A Vart with editors.

    Attributes:
        folder: Where it keeps files.
        listed: What is in the directory.
    """

    folder: Path = Path()
    listed: Sequence[Service] = ()

    def __post_init__(self) -> None:
        """Put the parts together."""
        super().__post_init__()
        content = load_content()
        self.content = replace(
            content, services={one.id: one for one in self.listed or content.services.values()}
        )
        self.texts = Texts.load()
        self.directory = Directory(self.sessions, clock=self.clock)
        settings = Settings(_env_file=None, var_dir=self.folder)
        self.services.settings = settings
        editor = editor_over(self.sessions, KEYS, self.clock, content, "https://vart.test", self.outbox)
        self.services.office = office_over(editor, settings, self.sessions, KEYS, self.clock, content)
        self.services.library = self.library
        self.services.brain = NoBrain()
        self.services.municipality_name = lambda code: self.library().municipality_name(code)

    @property
    def office(self) -> Office:
        """The office."""
        made: Office = self.services.office
        return made

    @property
    def editor(self) -> Editor:
        """The domain under the pages."""
        return self.office.editor

    def library(self) -> Library:
        """Content, texts and the directory as they are now."""
        return Library(self.content, self.texts, self.directory.snapshot)

    async def start(self) -> None:
        """Fill the directory."""
        async with self.sessions() as session:
            await seed(session, self.content)
        await self.directory.start()

    async def stop(self) -> None:
        """End what runs."""
        await self.directory.stop()

    async def writer(self, login: str = "anna", areas: Sequence[str] = (SORSELE,), *roles: Role) -> Visitor:
        """Somebody signed in to write; an editor unless other roles are said."""
        await self.account(login, roles=roles or (Role.EDITOR,), areas=areas, phone=None)
        visitor = self.browser()
        await visitor.gives_password(login)
        return visitor


async def publish(site: EditorSite, author: Visitor, reviewer: Visitor, **changes: Any) -> str:
    """Write, submit and approve a listing through the pages; its id."""
    await author.goes("/redaktion/verksamheter/ny/skriv")
    await author.posts("/redaktion/verksamheter/ny/skriv", do="save", **(BOXES | changes))
    path = author.path
    await author.sends(f"{path}/granska", revision=1)
    await reviewer.goes(path)
    await reviewer.sends(f"{path}/godkann", revision=2)
    await site.directory.refresh()
    return path.rpartition("/")[2]
