"""Cases as rows: opened, locked, changed by compare-and-set with an audit row, and read."""

import hashlib
from datetime import datetime, timedelta
from typing import Final, Literal, cast

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.exc import StaleDataError

from bot.db.models.case import ALIVE, Case, CaseAudit, CaseMessage, CaseState
from bot.db.models.staff import Staff
from bot.escalation.codes import new_code
from bot.escalation.machine import Event, Standing, after
from bot.escalation.timers import Timer, pending
from bot.escalation.unit import Unit
from bot.gateway.cases import CaseView, Contact, Request
from bot.gateway.messages import HandoffState
from bot.vault import Fingerprints, Vault

Author = Literal["person", "human"]
# So long after the end somebody may still say whether it helped.
_RATED_WITHIN: Final = timedelta(hours=24)
_LONGEST_ORIGIN: Final = 120

CHAT_STATES: Final[dict[CaseState, HandoffState]] = {
    CaseState.HELD: "held",
    CaseState.NOTIFYING: "queued",
    CaseState.ACKED: "claimed",
    CaseState.IN_CONTACT: "active",
    CaseState.EXHAUSTED: "exhausted",
    CaseState.CANCELLED: "cancelled",
    CaseState.CLOSED: "closed",
}


class CaseGone(LookupError):  # noqa: N818 (a state of the world)
    """There is no such case, or it has ended."""


class CaseMoved(Exception):  # noqa: N818 (a state of the world)
    """Somebody else was first.

    Attributes:
        who: First name of the one who has the case now, or None.
    """

    def __init__(self, who: str | None) -> None:
        super().__init__("somebody else was first")
        self.who = who


class Cases:
    """Reads and writes cases.

    Args:
        vault: Seals codes and texts.
        fingerprints: Keyed hashes of codes.
        phones: Seals numbers.
    """

    def __init__(self, vault: Vault, fingerprints: Fingerprints, phones: Vault) -> None:
        self._vault = vault
        self._fingerprints = fingerprints
        self._phones = phones

    async def open(self, unit: Unit, conversation_id: str, request: Request, policy_version: str) -> Case:
        """Write down a new case, held until it is begun.

        Raises:
            IntegrityError: The conversation has an open case, or is not stored yet.
        """
        code = new_code()
        case = Case(
            conversation_id=conversation_id,
            code_hash=self._fingerprints.of(code),
            sealed_code=self._vault.seal(code.encode()),
            state=CaseState.HELD,
            severity=request.severity,
            version=1,
            step=0,
            policy_version=policy_version,
            municipality=request.municipality,
            topic=request.topic,
            for_whom=request.for_whom,
            age=request.age,
            language=request.language,
            contact=request.contact,
            sealed_phone=self.seal_phone(request.phone) if request.phone else None,
            created_at=unit.now,
        )
        unit.session.add(case)
        await unit.session.flush()
        self.note(unit, case, "person", "opened")
        return case

    async def lock(self, unit: Unit, case_id: int) -> Case:
        """The case, with nobody else changing it until the end of the transaction.

        Raises:
            CaseGone: There is none.
        """
        # A write that changes nothing: PostgreSQL locks the row, SQLite lets no other writer in.
        touch = update(Case).where(Case.id == case_id).values(version=Case.version)
        await unit.session.execute(touch.execution_options(synchronize_session=False))
        query = select(Case).where(Case.id == case_id)
        case = await unit.session.scalar(query.execution_options(populate_existing=True))
        if case is None:
            raise CaseGone
        return case

    async def change(self, unit: Unit, case: Case, event: Event, actor: str, **values: object) -> bool:
        """Let `event` happen to the case, with its audit row.

        Args:
            unit: The transaction.
            case: The case.
            event: What happens.
            actor: Who or what makes it happen: "person", "timer", "staff:3".
            values: Further columns that change with it.

        Returns:
            False when the event changes nothing, for the case is somewhere else.
        """
        now = after(standing(case), event)
        if now is None:
            return False
        statement = (
            update(Case)
            .where(Case.id == case.id, Case.version == case.version)
            .values(state=now.state, version=now.version, step=now.step, taken_by=now.taken_by, **values)
            .execution_options(synchronize_session=False)
        )
        changed = await unit.session.execute(statement)
        if not isinstance(changed, CursorResult) or changed.rowcount != 1:
            raise StaleDataError("the case has another version")
        await unit.session.refresh(case)
        self.note(unit, case, actor, type(event).__name__.lower())
        return True

    def note(self, unit: Unit, case: Case, actor: str, event: str, **details: str | int) -> None:
        """Write an audit row: what happened, never what was said."""
        row = CaseAudit(
            case_id=case.id,
            at=unit.now,
            actor=actor,
            event=event,
            state=case.state.value,
            version=case.version,
            details=details,
        )
        unit.session.add(row)

    async def add_message(
        self, unit: Unit, case: Case, author: Author, text: str, origin: str, staff_id: int | None = None
    ) -> CaseMessage | None:
        """Store what somebody said; None when the same thing is there already."""
        key = origin if origin.startswith("sms:") else f"{case.id}:{origin}"
        if len(key) > _LONGEST_ORIGIN:
            key = hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
        if await unit.session.scalar(select(CaseMessage.id).where(CaseMessage.origin == key)) is not None:
            return None
        message = CaseMessage(
            case_id=case.id,
            author=author,
            staff_id=staff_id,
            sealed=self._vault.seal(text.encode(errors="replace")),
            origin=key,
            created_at=unit.now,
        )
        unit.session.add(message)
        await unit.session.flush()
        return message

    async def messages(
        self, session: AsyncSession, case: Case, author: Author
    ) -> list[tuple[CaseMessage, str]]:
        """What somebody has said in a case, in order, with the texts."""
        query = (
            select(CaseMessage)
            .where(CaseMessage.case_id == case.id, CaseMessage.author == author)
            .order_by(CaseMessage.id)
        )
        return [(row, self._vault.open(row.sealed).decode()) for row in await session.scalars(query)]

    def code_of(self, case: Case) -> str:
        """The code that the person comes back with.

        Raises:
            VaultError: The key is another.
        """
        return self._vault.open(case.sealed_code).decode()

    def seal_phone(self, phone: str) -> bytes:
        """The number of a person (E.164), sealed."""
        return self._phones.seal(phone.encode())

    def phone_of(self, case: Case) -> str | None:
        """The number of a person who wants to be called.

        Raises:
            VaultError: The key is another.
        """
        return self._phones.open(case.sealed_phone).decode() if case.sealed_phone else None

    async def alive_in(self, session: AsyncSession, conversation_id: str) -> Case | None:
        """The open case of a conversation."""
        query = select(Case).where(Case.conversation_id == conversation_id, Case.state.in_(ALIVE))
        return (await session.scalars(query)).first()

    async def latest_in(self, session: AsyncSession, conversation_id: str, now: datetime) -> Case | None:
        """The open case of a conversation, or one that has just been closed and not rated yet."""
        query = select(Case).where(Case.conversation_id == conversation_id).order_by(Case.id.desc()).limit(1)
        case = (await session.scalars(query)).first()
        if case is None or case.state in ALIVE:
            return case
        rated = case.state is not CaseState.CLOSED or case.feedback is not None
        late = case.closed_at is None or now - case.closed_at > _RATED_WITHIN
        return None if rated or late else case

    async def with_code(self, session: AsyncSession, code: str) -> Case | None:
        """The open case that a code belongs to."""
        hashes = self._fingerprints.every(code)
        query = select(Case).where(Case.code_hash.in_(hashes), Case.state.in_(ALIVE))
        return (await session.scalars(query)).first()

    async def view(self, session: AsyncSession, case: Case) -> CaseView:
        """The case as the chat and the desk see it."""
        opens_at = await pending(session, case, Timer.START) if case.state is CaseState.HELD else None
        return CaseView(
            id=case.id,
            state=CHAT_STATES[case.state],
            code=self.code_of(case),
            version=case.version,
            step=case.step,
            taken_by_name=await name_of_owner(session, case),
            taken_at=case.taken_at if case.taken_by is not None else None,
            created_at=case.created_at,
            opens_at=opens_at,
            contact=cast(Contact, case.contact),
            severity=case.severity,
            municipality=case.municipality,
            topic=case.topic,
        )


def standing(case: Case) -> Standing:
    """Where a case stands."""
    return Standing(case.state, case.version, case.step, case.taken_by)


async def name_of_owner(session: AsyncSession, case: Case) -> str | None:
    """First name of the one who has taken a case."""
    if case.taken_by is None:
        return None
    return await session.scalar(select(Staff.name).where(Staff.id == case.taken_by))
