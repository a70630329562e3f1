"""The list of open cases, and one case with what was said since the consent."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bot.accounts.guard import desk_staff
from bot.accounts.refusal import Refused, StaffRoute
from bot.channels.web.access import ServicesOf
from bot.channels.web.integers import LARGEST
from bot.desk.cases import CaseLine
from bot.desk.page import HOME, desk_of, desk_page
from bot.desk.viewer import Viewer
from bot.desk.who import ViewerOf
from bot.services import Services

router = APIRouter(prefix=HOME, route_class=StaffRoute, include_in_schema=False)


def path_of(case_id: int) -> str:
    """The page of a case."""
    return f"{HOME}/arenden/{case_id}"


async def line_of(services: ServicesOf, viewer: ViewerOf, case_id: int) -> CaseLine:
    """The case in the path, which has to be one that the viewer may see.

    Raises:
        Refused: There is none; nobody is told whether it is there for others.
    """
    line = await desk_of(services).cases.find(viewer, case_id) if case_id <= LARGEST else None
    if line is None:
        raise Refused("not_found")
    return line


LineOf = Annotated[CaseLine, Depends(line_of)]


@router.get("", dependencies=[Depends(desk_staff)])
async def open_cases(request: Request, services: ServicesOf, viewer: ViewerOf) -> Response:
    """The open cases, the most urgent first."""
    lines = await desk_of(services).cases.open_cases(viewer)
    return await desk_page(request, services, viewer, "arenden.html", lines=lines)


@router.get("/arenden/{case_id}", dependencies=[Depends(desk_staff)])
async def case(request: Request, services: ServicesOf, viewer: ViewerOf, line: LineOf) -> Response:
    """One case. Its texts open by themselves only for whoever has taken it."""
    desk = desk_of(services)
    shown = await _shown(services, viewer, line)
    number_shown = line.mine and await desk.reveals.opened(viewer, line.case, "phone")
    return await desk_page(
        request,
        services,
        viewer,
        "arende.html",
        line=line,
        topic=_topic(services, line.case.topic),
        said=await desk.cases.said(line.case.id) if shown else None,
        number=desk.cases.number(line.case) if number_shown else None,
        # Whoever has the code can go on with the conversation in a chat of their own.
        code=desk.cases.code(line.case) if line.mine else None,
        history=await desk.cases.history(line.case.id),
        actors=await desk.cases.actors(),
        colleagues=await desk.duty.colleagues(viewer, line.case.municipality) if line.mine else [],
        form_id=secrets.token_urlsafe(12),
    )


async def _shown(services: Services, viewer: Viewer, line: CaseLine) -> bool:
    """Whether the texts are open; for the one who has the case, looking at it is opening them."""
    reveals = desk_of(services).reveals
    if await reveals.opened(viewer, line.case, "texts"):
        return True
    if line.mine and line.case.texts_deleted_at is None:
        await reveals.open(viewer, line.case, "texts")
        return True
    return False


def _topic(services: Services, topic: str | None) -> str | None:
    found = None if topic is None else services.library().content.topics.get(topic)
    return None if found is None else found.label.sv
