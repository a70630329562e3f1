"""What the person does: asks for a human, writes, cancels, comes back, rates, is forgotten."""

from typing import Literal

from sqlalchemy import delete, select

from bot.db.models.case import ALIVE, Case, CaseMessage, CaseState
from bot.db.models.staff import Staff
from bot.escalation.cases import CaseGone, Cases
from bot.escalation.machine import TAKEN
from bot.escalation.moves import Moves
from bot.escalation.timers import Timer, pending, set_timer
from bot.escalation.unit import Unit
from bot.gateway.cases import CaseView, Request
from bot.sms.retention import forget_case

# After coming back from elsewhere, so many of the human's messages are shown again.
_SHOWN_AGAIN = 10


class PersonTalk:
    """Does what the person asks.

    Args:
        moves: Moves cases.
    """

    def __init__(self, moves: Moves) -> None:
        self._moves = moves

    @property
    def _cases(self) -> Cases:
        return self._moves.cases

    async def request(self, unit: Unit, conversation_id: str, request: Request) -> CaseView:
        """Ask for a human; asked again it is the same case, sooner if it has become more urgent."""
        case = await self._cases.alive_in(unit.session, conversation_id)
        if case is None:
            version = self._moves.policy.version
            case = await self._cases.open(unit, conversation_id, request, version)
            await self._moves.begin(unit, case, "person")
        else:
            case = await self._cases.lock(unit, case.id)
            await self._asked_again(unit, case, request)
        return await self._cases.view(unit.session, case)

    async def says(self, unit: Unit, conversation_id: str, text: str, origin: str) -> CaseView:
        """Keep what the person writes, and pass it on to whoever has taken the case.

        Raises:
            CaseGone: There is no open case.
        """
        case = await self._cases.alive_in(unit.session, conversation_id)
        if case is None:
            raise CaseGone
        case = await self._cases.lock(unit, case.id)
        if case.state not in ALIVE:
            raise CaseGone
        message = await self._cases.add_message(unit, case, "person", text, origin)
        if message is not None and case.state in TAKEN:
            await self._moves.relay(unit, case, text, f"relay:{message.id}")
            await self._expect_answer(unit, case)
        return await self._cases.view(unit.session, case)

    async def cancel(self, unit: Unit, conversation_id: str) -> CaseView | None:
        """The person does not want it any more; None when there is no open case."""
        case = await self._cases.alive_in(unit.session, conversation_id)
        if case is None:
            return None
        case = await self._cases.lock(unit, case.id)
        if not await self._moves.cancel(unit, case):
            return None
        return await self._cases.view(unit.session, case)

    async def forget(self, unit: Unit, conversation_id: str) -> None:
        """End the case, and delete what was written and the number, of this and of earlier cases."""
        query = select(Case.id).where(Case.conversation_id == conversation_id).order_by(Case.id)
        for case_id in (await unit.session.scalars(query)).all():
            case = await self._cases.lock(unit, case_id)
            await unit.session.execute(delete(CaseMessage).where(CaseMessage.case_id == case_id))
            await forget_case(unit.session, case_id, unit.now)
            if case.state in ALIVE:
                await self._moves.cancel(unit, case)
            case.sealed_phone = case.conversation_id = None
            # In a small municipality they say who it is.
            case.age = case.for_whom = case.topic = None
            case.texts_deleted_at = case.phone_deleted_at = unit.now
            self._cases.note(unit, case, "person", "forgotten")

    async def silenced(self, unit: Unit, conversation_id: str) -> None:
        """The person gets no SMS any more: whoever has taken their case is told."""
        case = await self._cases.alive_in(unit.session, conversation_id)
        if case is not None:
            await self._moves.tell_silenced(unit, await self._cases.lock(unit, case.id))

    async def rate(self, unit: Unit, conversation_id: str, feedback: Literal["good", "bad"]) -> None:
        """Note whether it helped, once."""
        case = await self._cases.latest_in(unit.session, conversation_id, unit.now)
        if case is not None and case.state is CaseState.CLOSED:
            case.feedback = feedback
            self._cases.note(unit, case, "person", "rated", feedback=feedback)

    async def resume(self, unit: Unit, code: str, conversation_id: str) -> CaseView | None:
        """Go on with an open case from another conversation.

        None when no open case has the code, or when this conversation has an open case of its own.
        """
        found = await self._cases.with_code(unit.session, code)
        if found is None:
            return None
        case = await self._cases.lock(unit, found.id)
        own = await self._cases.alive_in(unit.session, conversation_id)
        if case.state not in ALIVE or (own is not None and own.id != case.id):
            return None
        if own is None:
            self._moves.tellings.continued_elsewhere(unit, case)
            case.conversation_id = conversation_id
            await unit.session.flush()
            self._cases.note(unit, case, "person", "resumed")
            said = await self._cases.messages(unit.session, case, "human")
            for row, text in said[-_SHOWN_AGAIN:]:
                author = await unit.session.get(Staff, row.staff_id) if row.staff_id is not None else None
                self._moves.tellings.human(unit, case, text, author.name if author else None)
        return await self._cases.view(unit.session, case)

    async def _asked_again(self, unit: Unit, case: Case, request: Request) -> None:
        if case.state not in ALIVE:
            return
        more_urgent = request.severity.graver_than(case.severity)
        if more_urgent:
            case.severity = request.severity
            await unit.session.flush()
            self._cases.note(unit, case, "person", "more_urgent", severity=case.severity.value)
        if case.state in TAKEN:
            # Whoever has it keeps it; should it come back, the next are asked as fast as it needs.
            return
        if request.phone:
            case.contact = request.contact
            case.sealed_phone = self._cases.seal_phone(request.phone)
            await unit.session.flush()
        # Nobody to ask: what the person was told still holds.
        if await self._moves.can_begin(unit, case) and (more_urgent or case.state is CaseState.EXHAUSTED):
            await self._moves.begin(unit, case, "person", again=True)

    async def _expect_answer(self, unit: Unit, case: Case) -> None:
        """Somebody in contact waits for an answer now, unless they did before."""
        if case.state is not CaseState.IN_CONTACT:
            return
        if not any([await pending(unit.session, case, kind) for kind in (Timer.REPLY, Timer.LATE)]):
            set_timer(unit.session, case, Timer.REPLY, unit.now + self._moves.pace(case).reply)
