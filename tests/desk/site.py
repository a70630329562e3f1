"""A Vart with accounts, a roster, cases and a desk, over a real database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from bot.accounts.roles import Role
from bot.answers.turn import Library
from bot.content.load import load_content
from bot.content.texts import Texts
from bot.db.models.case import Alarm, CaseAudit, Severity
from bot.db.models.staff import Staff
from bot.gateway.cases import CaseView, Request
from bot.gateway.events import Events
from bot.gateway.store import Conversations
from bot.sms.inbox import InboundSms
from bot.sms.parts import new_outbox
from bot.staffed import Ground, staffed
from bot.vault import Fingerprints, Vault
from tests.accounts.site import KEYS, Site, Visitor
from tests.factories import VANNAS, make_service, make_snapshot

ANNA, BO, EVA = "+46701740605", "+46701740606", "+46701740607"
SEEKER = "+46701740699"
WORDS = "jag orkar inte mer <b>nu</b>"
ALWAYS = "24/7"


def make_library() -> Library:
    """The real content, and a directory of one place."""
    return Library(load_content(), Texts.load(), make_snapshot(make_service()))


@dataclass
class DeskSite(Site):
    """A Vart with a desk.

    Attributes:
        library: Content, texts and directory.
    """

    library: Library | None = None

    def __post_init__(self) -> None:
        """Put the parts together."""
        super().__post_init__()
        self.conversations = Conversations(self.sessions, self.clock)
        self.events = Events(self.sessions, self.conversations, Vault(KEYS, "events"), self.clock)
        made = staffed(
            Ground(
                settings=self.services.settings,
                sessions=self.sessions,
                keys=KEYS,
                clock=self.clock,
                events=self.events,
                library=self._library,
                outbox=new_outbox(KEYS, self.clock),
                stranger=self._hears_a_stranger,
                console=self.console.append,
                danger=lambda _: 0,
            )
        )
        self.escalation = made.escalation
        self.services.escalation = made.escalation
        self.services.desk = made.desk
        self.services.sms = made.sms
        self.services.library = self._library
        self.services.municipality_name = self._library().municipality_name

    async def _hears_a_stranger(self, sms: InboundSms) -> None:
        """Nobody here answers those who are not on the roster."""

    def _library(self) -> Library:
        assert self.library is not None
        return self.library

    async def staff(
        self, name: str, phone: str, places: Sequence[str] = (VANNAS,), step: int = 1, **more: Any
    ) -> int:
        """Put somebody on the roster."""
        row = Staff(
            name=name,
            sealed_phone=Vault(KEYS, "phones").seal(phone.encode()),
            phone_hash=Fingerprints(KEYS, "phone").of(phone),
            municipalities=list(places),
            topics=[],
            **{"hours": ALWAYS, "step": step} | more,
        )
        async with self.sessions.begin() as session:
            session.add(row)
        return row.id

    async def case(self, place: str | None = VANNAS, text: str | None = WORDS, **more: Any) -> CaseView:
        """Somebody asks for a human; the first on the roster are asked at once."""
        conversation, _ = await self.conversations.create()
        request = Request(
            municipality=place,
            topic="sleep",
            for_whom="self",
            age=16,
            language="sv",
            severity=Severity.NORMAL,
            contact="chat",
        )
        view = await self.escalation.request(conversation, replace(request, **more))
        if text:
            view = await self.escalation.person_says(conversation, text, "web:0")
        self.conversation = conversation
        return view

    async def audit(self, case_id: int, event: str = "reveal") -> list[tuple[str, Any]]:
        """Who opened what of a case."""
        query = select(CaseAudit).where(CaseAudit.case_id == case_id, CaseAudit.event == event)
        async with self.sessions() as session:
            return [
                (row.actor, row.details.get("what")) for row in await session.scalars(query.order_by("id"))
            ]

    async def alarm(self, kind: str, key: str, **more: Any) -> int:
        """Raise an alarm."""
        row = Alarm(kind=kind, key=f"{kind}:{key}", created_at=self.clock(), **{"details": {}} | more)
        async with self.sessions.begin() as session:
            session.add(row)
        return row.id

    async def told(self) -> list[str]:
        """What the person of the newest case has been told since, as texts."""
        return re.findall(r'"text": "((?:[^"\\]|\\.)*)"', str(await self.events.since(self.conversation, 0)))

    async def at_desk(
        self, login: str = "anna", phone: str | None = ANNA, areas: Sequence[str] = (VANNAS,), **more: Any
    ) -> Visitor:
        """Somebody signed in at the desk; with the phone of a member of staff they act as them."""
        await self.account(login, areas=areas, phone=phone, **{"roles": (Role.DESK,)} | more)
        return await self.signed_in(login)
