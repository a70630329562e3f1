"""/statistik: for coordinators, what has been counted in their areas."""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from bot.accounts.guard import Signed, signed_in
from bot.accounts.page import staff_page
from bot.accounts.refusal import StaffRoute
from bot.accounts.roles import Role
from bot.channels.web.access import ServicesOf
from bot.clock import STOCKHOLM
from bot.content.layout import alphabetical
from bot.editor.pages.page import office_of
from bot.editor.pages.words import day
from bot.services import Services
from bot.statistics.figures import STEP, WEEKS, Counted, Line, by, by_day, by_week, read, since

router = APIRouter(include_in_schema=False, route_class=StaffRoute)
coordinating = signed_in("coordinating", Role.COORDINATOR, Role.ADMINISTRATOR)
CoordinatorOf = Annotated[Signed, Depends(coordinating)]


@router.get("/statistik")
async def statistics(services: ServicesOf, signed: CoordinatorOf) -> Response:
    """The figures of the latest weeks."""
    today = services.clock().astimezone(STOCKHOLM).date()
    async with office_of(services).sessions() as session:
        found = await read(session, since(today))
    counted = [one for one in found if signed.may(one.municipality)]
    return staff_page(
        "statistik.html",
        signed=signed,
        csrf=signed.session.csrf,
        day=day,
        weeks=by_week(counted, today),
        days=by_day(counted, today),
        places=_places(services, counted),
        topics=_topics(services, counted),
        least=STEP,
        how_many_weeks=WEEKS,
    )


def _places(services: Services, counted: list[Counted]) -> dict[str, Line]:
    lines = by(counted, lambda one: one.municipality)
    return _named(lines, lambda code: services.municipality_name(code) or code, "Inte sagd")


def _topics(services: Services, counted: list[Counted]) -> dict[str, Line]:
    topics = services.library().content.topics
    lines = by(counted, lambda one: one.topic if one.topic in topics else None)
    return _named(lines, lambda id: topics[id].label.sv, "Okänt")


def _named(lines: Mapping[str | None, Line], name: Callable[[str], str], unknown: str) -> dict[str, Line]:
    """The lines by name, what nobody knows last."""
    known = {name(key): one for key, one in lines.items() if key is not None}
    named = dict(sorted(known.items(), key=lambda item: alphabetical(item[0])))
    return named | ({unknown: lines[None]} if None in lines else {})
