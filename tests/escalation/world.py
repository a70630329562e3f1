"""A human service over a real database, with everything around it at hand: staff, SMS, chats, time."""

import json
from dataclasses import dataclass, field
from itertools import count

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.answers.turn import Library
from bot.db.engine import create_engine, session_factory
from bot.db.models.case import Alarm, Case, CaseAudit, CaseMessage, CaseTimer, Severity
from bot.db.models.sms import SmsOutbox
from bot.db.models.staff import Staff
from bot.escalation.escalation import CaseView, Escalation, Request
from bot.escalation.policy import Policy
from bot.gateway.events import Events
from bot.gateway.store import Conversations, Sessions
from bot.sms.outbox import Outbox
from bot.vault import Fingerprints, Vault
from tests.gateway.world import FakeClock, assess

KEYS = ("a key for tests",)
VANNAS, UMEA = "2460", "2480"
DAYTIME = "Mo-Fr 08:00-17:00; PH off"
ALWAYS = "24/7"


@dataclass
class World:
    """One process of Vart, as far as humans are concerned."""

    engine: AsyncEngine
    sessions: Sessions
    clock: FakeClock
    conversations: Conversations
    events: Events
    escalation: Escalation
    library: Library
    phones: Vault = field(default_factory=lambda: Vault(KEYS, "phones"))
    fingerprints: Fingerprints = field(default_factory=lambda: Fingerprints(KEYS, "phone"))
    sids: "count[int]" = field(default_factory=lambda: count(1))

    async def staff(self, name: str, step: int = 1, hours: str = ALWAYS, **columns: object) -> Staff:
        """Somebody on the roster; their number is made from their name."""
        phone = number_of(name)
        values: dict[str, object] = {"municipalities": [], "topics": []} | columns
        row = Staff(
            name=name,
            sealed_phone=self.phones.seal(phone.encode()),
            phone_hash=self.fingerprints.of(phone),
            hours=hours,
            step=step,
            **values,
        )
        async with self.sessions.begin() as session:
            session.add(row)
        return row

    async def chat(self) -> str:
        """A conversation that is in the database."""
        conversation, _ = await self.conversations.create()
        assert await self.conversations.flushed()
        return conversation

    async def ask(
        self,
        conversation: str | None = None,
        severity: Severity = Severity.ACUTE,
        text: str | None = None,
        **details: object,
    ) -> tuple[str, CaseView]:
        """Ask for a human in Vännäs, and write something before anybody has answered."""
        conversation = conversation or await self.chat()
        case = await self.escalation.request(conversation, request(severity, **details))
        if text:
            case = await self.escalation.person_says(conversation, text, "web:0")
        return conversation, case

    async def says(self, name: str, text: str, sid: str | None = None) -> bool:
        """An SMS from somebody on the roster."""
        return await self.escalation.staff_says(number_of(name), text, sid or f"SM{next(self.sids)}")

    async def sms_to(self, name: str, purpose: str | None = None) -> list[str]:
        """What somebody has been sent, in order, as far as it is kept."""
        query = select(SmsOutbox).where(SmsOutbox.to_hash == self.fingerprints.of(number_of(name)))
        if purpose is not None:
            query = query.where(SmsOutbox.purpose == purpose)
        async with self.sessions() as session:
            rows = (await session.scalars(query.order_by(SmsOutbox.id))).all()
        return [self.phones.open(row.sealed_body).decode() for row in rows if row.sealed_body]

    async def told(self, conversation: str) -> list[str]:
        """The texts that a conversation has been told later."""
        return [str(message["text"]) for message in await self.messages(conversation)]

    async def messages(self, conversation: str) -> list[dict[str, object]]:
        """The messages that a conversation has been told later."""
        return [json.loads(data) for _, data in await self.events.since(conversation, 0)]

    async def pass_time(self, **delta: float) -> int:
        """Let time pass, and the timers be worked off."""
        self.clock.move(**delta)
        return await self.escalation.tick()

    async def case(self, number: int) -> Case:
        """A case as it is stored."""
        async with self.sessions() as session:
            return (await session.scalars(select(Case).where(Case.id == number))).one()

    async def said(self, number: int) -> list[tuple[str, str]]:
        """Who has said what in a case."""
        vault = Vault(KEYS, "cases")
        query = select(CaseMessage).where(CaseMessage.case_id == number).order_by(CaseMessage.id)
        async with self.sessions() as session:
            rows = (await session.scalars(query)).all()
        return [(row.author, vault.open(row.sealed).decode()) for row in rows]

    async def alarms(self) -> list[str]:
        """The kinds of the alarms raised, in order."""
        async with self.sessions() as session:
            return list(await session.scalars(select(Alarm.kind).order_by(Alarm.id)))

    async def audit(self, number: int) -> list[str]:
        """What happened to a case, in order."""
        query = select(CaseAudit.event).where(CaseAudit.case_id == number).order_by(CaseAudit.id)
        async with self.sessions() as session:
            return list(await session.scalars(query))

    async def timers(self) -> list[CaseTimer]:
        """Every timer that is set."""
        async with self.sessions() as session:
            return list(await session.scalars(select(CaseTimer).order_by(CaseTimer.due_at, CaseTimer.id)))

    async def close(self) -> None:
        """Let go of the database."""
        await self.conversations.stop()
        await self.engine.dispose()


async def make_world(url: str, clock: FakeClock, policy: Policy, library: Library) -> World:
    """A process of Vart on a database."""
    engine = create_engine(url)
    sessions = session_factory(engine)
    conversations = Conversations(sessions, clock)
    await conversations.start()
    events = Events(sessions, conversations, Vault(KEYS, "events"), clock)
    phones, fingerprints = Vault(KEYS, "phones"), Fingerprints(KEYS, "phone")
    escalation = Escalation(
        sessions=sessions,
        vault_cases=Vault(KEYS, "cases"),
        vault_phones=phones,
        fingerprints_phone=fingerprints,
        fingerprints_code=Fingerprints(KEYS, "case code"),
        outbox=Outbox(phones, fingerprints, clock),
        events=events,
        policy=policy,
        clock=clock,
        library=lambda: library,
        base_url="https://vart.example.se",
        danger=lambda text: assess(text).severity,
    )
    return World(engine, sessions, clock, conversations, events, escalation, library)


def request(severity: Severity = Severity.ACUTE, **details: object) -> Request:
    """What somebody in Vännäs asks."""
    values: dict[str, object] = {
        "municipality": VANNAS,
        "topic": None,
        "for_whom": "self",
        "age": 15,
        "language": "sv",
        "severity": severity,
        "contact": "chat",
    }
    return Request(**(values | details))  # type: ignore[arg-type]


def number_of(name: str) -> str:
    """A number that nobody has, the same for the same name."""
    return f"+4670174{sum(ord(char) * (place + 7) for place, char in enumerate(name)) % 10_000:04}"
