"""The pages a person meets: the chat, what is stored, and how accessible Vart is."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse

from bot.channels.web import assets
from bot.channels.web.access import READ, ClientAddress, ServicesOf, anyone
from bot.channels.web.form import Exchange, Fields, exchange, fields_of
from bot.channels.web.frame import frame_of
from bot.channels.web.templating import page
from bot.channels.web.view import written_date

# Of the accessibility statement: when the pages were last assessed, and when its text was last changed.
ASSESSED = "2026-11-22"
UPDATED = "2026-11-23"

router = APIRouter(include_in_schema=False)
router.include_router(assets.router)


@router.api_route("/", methods=[*READ], dependencies=[Depends(anyone)])
async def chat(services: ServicesOf) -> HTMLResponse:
    """The chat, before anything is said."""
    return page("chat.html", frame=frame_of(services), done=Exchange())


@router.post("/", dependencies=[Depends(anyone)])
async def answer(
    services: ServicesOf, address: ClientAddress, fields: Annotated[Fields, Depends(fields_of)]
) -> HTMLResponse:
    """The chat without script: the page with the answer."""
    frame = frame_of(services)
    done = await exchange(services, frame, address, fields)
    return page("chat.html", done.status, frame=frame, done=done)


@router.api_route("/integritet", methods=[*READ], dependencies=[Depends(anyone)])
async def privacy() -> HTMLResponse:
    """What is stored, for how long, and how to be forgotten."""
    return page("integritet.html")


@router.api_route("/tillganglighet", methods=[*READ], dependencies=[Depends(anyone)])
async def accessibility() -> HTMLResponse:
    """The accessibility statement."""
    return page(
        "tillganglighet.html",
        assessed=written_date(ASSESSED, "sv"),
        updated=written_date(UPDATED, "sv"),
    )


@router.get("/jour/", dependencies=[Depends(anyone)])
@router.get("/redaktion/", dependencies=[Depends(anyone)])
async def without_slash(request: Request) -> RedirectResponse:
    """The start pages of staff as somebody types them."""
    return RedirectResponse(request.url.path.rstrip("/"))
