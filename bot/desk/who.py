"""Finds out who is at the desk, for every route of it."""

from typing import Annotated

from fastapi import Depends
from sqlalchemy import or_, select

from bot.accounts.guard import Signed, desk_staff
from bot.accounts.refusal import Refused
from bot.channels.web.access import ServicesOf
from bot.db.models.staff import Staff
from bot.desk.viewer import Viewer
from bot.gateway.store import Sessions
from bot.vault import Fingerprints


async def staff_of(sessions: Sessions, fingerprints: Fingerprints, signed: Signed) -> Staff | None:
    """The member of staff an account acts as: linked to it, or with the phone that its code went to."""
    account = signed.account
    hashes = fingerprints.every(account.phone) if account.phone is not None else ()
    same_phone = Staff.account_id.is_(None) & Staff.phone_hash.in_(hashes)
    query = (
        select(Staff)
        .where(Staff.removed_at.is_(None), or_(Staff.account_id == account.id, same_phone))
        .order_by(Staff.account_id.is_(None), Staff.id)
    )
    async with sessions() as session:
        return (await session.scalars(query)).first()


async def viewer(services: ServicesOf, signed: Annotated[Signed, Depends(desk_staff)]) -> Viewer:
    """Who is at the desk now.

    Raises:
        Refused: This Vart has no desk.
    """
    if services.desk is None:
        raise Refused("unavailable")
    return Viewer(
        account_id=signed.account.id,
        name=signed.account.name,
        areas=signed.account.areas,
        staff=await staff_of(services.desk.sessions, services.desk.fingerprints, signed),
        csrf=signed.session.csrf,
    )


ViewerOf = Annotated[Viewer, Depends(viewer)]


async def acting(viewer: ViewerOf) -> int:
    """The number on the roster of who is at the desk, for what only staff may do.

    Raises:
        Refused: They are not on it.
    """
    if viewer.staff is None:
        raise Refused("no_staff")
    return viewer.staff.id


ActorOf = Annotated[int, Depends(acting)]
