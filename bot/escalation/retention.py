"""Deletes what people wrote, and their numbers, when a case has been over for as long as the policy says."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from bot.db.models.case import Case, CaseMessage, CaseState, CaseTimer
from bot.escalation.policy import Retention
from bot.escalation.unit import Unit
from bot.sms.retention import forget_case

_ENDED = (CaseState.CLOSED, CaseState.CANCELLED)
_AT_ONCE = 200


async def delete_old(unit: Unit, kept: Retention) -> int:
    """Delete what is due; how many cases it was in. The case stays, without words, number, age or topic."""
    texts = await _due(unit, Case.texts_deleted_at.is_(None), unit.now - kept.texts)
    phones = await _due(unit, Case.phone_deleted_at.is_(None), unit.now - kept.phones)
    if texts:
        await unit.session.execute(delete(CaseMessage).where(CaseMessage.case_id.in_(texts)))
        # Age and topic go too: in a small municipality they say who it is.
        gone = {"age": None, "for_whom": None, "topic": None}
        done = update(Case).where(Case.id.in_(texts)).values(texts_deleted_at=unit.now, **gone)
        await unit.session.execute(done)
    if phones:
        done = update(Case).where(Case.id.in_(phones)).values(phone_deleted_at=unit.now, sealed_phone=None)
        await unit.session.execute(done)
    due = sorted({*texts, *phones})
    for case_id in due:
        # SMS to staff hold the same words, and the number of who wants to be called.
        await forget_case(unit.session, case_id, unit.now)
    if due:
        await unit.session.execute(delete(CaseTimer).where(CaseTimer.case_id.in_(due)))
    return len(due)


async def _due(unit: Unit, there: ColumnElement[bool], before: datetime) -> list[int]:
    query = select(Case.id).where(Case.state.in_(_ENDED), Case.closed_at <= before, there).limit(_AT_ONCE)
    return list(await unit.session.scalars(query))
