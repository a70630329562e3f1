"""The steps of a listing's way: to review, live, back, away, and back again."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BeforeValidator
from starlette.responses import Response

from bot.accounts.guard import own_form
from bot.accounts.page import go
from bot.channels.web.access import ServicesOf
from bot.channels.web.integers import Whole
from bot.content.phones import dial
from bot.editor.pages.editing import edit_path
from bot.editor.pages.listing_pages import view_for
from bot.editor.pages.page import LISTINGS, EditorOf, ListingsOf, ReviewerOf, editor_page, office_of, path_of
from bot.editor.pages.refusing import EditorRoute
from bot.editor.refusals import Faulty

router = APIRouter(
    prefix=f"{LISTINGS}/{{id}}",
    route_class=EditorRoute,
    include_in_schema=False,
    dependencies=[Depends(own_form)],
)
Revision = Annotated[Whole, Form()]


def _as_counted(value: object) -> object:
    """Browsers count a new line as one character, and send it as two."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


Words = Annotated[str, Form(max_length=2000), BeforeValidator(_as_counted)]


@router.post("/granska")
async def submit(
    listings: ListingsOf, signed: EditorOf, id: str, revision: Revision, note: Words = ""
) -> Response:
    """Ask a second person to look at the draft."""
    try:
        await listings.submit(id, revision, signed.account.id, note)
    except Faulty:
        return go(path_of(id), "fel")
    return go(path_of(id), "granskning")


@router.post("/godkann")
async def approve(listings: ListingsOf, signed: ReviewerOf, id: str, revision: Revision) -> Response:
    """Put the draft live."""
    await listings.approve(id, revision, signed.account.id)
    return go(path_of(id), "publicerad")


@router.post("/lamna-tillbaka")
async def reject(
    listings: ListingsOf, signed: ReviewerOf, id: str, revision: Revision, note: Words = ""
) -> Response:
    """Give the draft back, saying why."""
    if not note.strip():
        return go(path_of(id), "anledning")
    await listings.reject(id, revision, signed.account.id, note)
    return go(path_of(id), "tillbaka")


@router.post("/slang")
async def discard(listings: ListingsOf, signed: EditorOf, id: str, revision: Revision) -> Response:
    """Throw the draft away."""
    await listings.discard(id, revision, signed.account.id)
    return go(path_of(id), "borttaget")


@router.post("/avpublicera")
async def unpublish(listings: ListingsOf, signed: EditorOf, id: str, reason: Words = "") -> Response:
    """Emergency: nobody sees it any more."""
    if not reason.strip():
        return go(path_of(id), "anledning")
    await listings.unpublish(id, signed.account.id, reason)
    return go(path_of(id), "avpublicerad")


@router.post("/arkivera")
async def archive(listings: ListingsOf, signed: EditorOf, id: str, revision: Revision) -> Response:
    """Put it away for good."""
    await listings.archive(id, revision, signed.account.id)
    return go(path_of(id), "arkiverad")


@router.post("/ta-fram")
async def restore(listings: ListingsOf, signed: EditorOf, id: str, revision: Revision) -> Response:
    """Bring a former version back as a draft."""
    await listings.restore(id, revision, signed.account.id)
    return go(path_of(id), "framtagen")


@router.post("/kopiera")
async def copy(listings: ListingsOf, signed: EditorOf, id: str) -> Response:
    """Begin a new listing from this one."""
    draft = await listings.copy(id, signed.account.id)
    return go(edit_path(draft.id), "kopia")


@router.post("/kommentera")
async def comment(listings: ListingsOf, signed: EditorOf, id: str, text: Words = "") -> Response:
    """Say something to the other editors."""
    await listings.comment(id, signed.account.id, text)
    return go(path_of(id), "kommenterat")


@router.post("/fraga")
async def invite(
    request: Request,
    services: ServicesOf,
    signed: EditorOf,
    id: str,
    sms_to: Annotated[str, Form()] = "",
) -> Response:
    """Make the link by which the service itself confirms, and the words to send it with."""
    view = await view_for(services, signed, id)
    number, fault = None, None
    if sms_to.strip():
        try:
            number = dial(sms_to, {})
        except ValueError:
            fault = "Numret går inte att skicka sms till. Skriv det som 070-174 06 05."
    confirmations = office_of(services).editor.confirmations
    made = None if fault else await confirmations.invite(id, signed.account.id, number)
    return editor_page(
        request,
        services,
        signed,
        "fraga.html",
        422 if fault else 200,
        view=view,
        invitation=made,
        sent=number is not None,
        fault=fault,
        sms_to=sms_to,
    )
