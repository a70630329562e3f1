"""What to check this week, and the one click that says that it is still true."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request
from starlette.responses import Response

from bot.accounts.guard import own_form
from bot.accounts.page import go
from bot.channels.web.access import ServicesOf
from bot.channels.web.integers import Whole
from bot.editor.pages.page import HOME, EditorOf, ListingsOf, editor_page, office_of, path_of
from bot.editor.pages.refusing import EditorRoute

router = APIRouter(prefix=HOME, route_class=EditorRoute, include_in_schema=False)


@router.get("")
async def start(request: Request, services: ServicesOf, signed: EditorOf) -> Response:
    """The work list."""
    items = await office_of(services).editor.freshness.work_list(signed.account.areas)
    return editor_page(request, services, signed, "att-gora.html", items=items)


@router.post("/verksamheter/{id}/stammer", dependencies=[Depends(own_form)])
async def confirm(
    listings: ListingsOf, signed: EditorOf, id: str, back: Annotated[str, Form()] = ""
) -> Response:
    """What people see has been checked today."""
    await listings.confirm(id, signed.account.id)
    return go(HOME if back == "lista" else path_of(id), "stammer")


@router.post("/rapporter/{report}/avsluta", dependencies=[Depends(own_form)])
async def close_report(
    services: ServicesOf,
    signed: EditorOf,
    report: Annotated[Whole, Path()],
    listing: Annotated[str, Form(max_length=80)] = "",
) -> Response:
    """Somebody has looked into what people said."""
    await office_of(services).editor.reports.close(report, signed.account.id)
    return go(path_of(listing) if listing.replace("-", "").replace("_", "").isalnum() else HOME, "avslutad")
