"""Two pages for everybody: "stämmer inte?" from a card, and the link by which a service confirms itself."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request
from starlette.responses import Response

from bot.channels.web.access import ClientAddress, ServicesOf, anyone
from bot.channels.web.templating import page
from bot.content.schema import Phone, Publication
from bot.editor import week
from bot.editor.confirmation import OPEN_FIELDS, PATH, LinkRefused
from bot.editor.fields import Unusable, fields_of
from bot.editor.pages import words
from bot.editor.pages.form_page import spoken_hours
from bot.editor.pages.keeping import boxes_of
from bot.editor.pages.listing_form import ListingForm, form_of
from bot.editor.pages.page import office_of
from bot.editor.refusals import Moved
from bot.editor.views import Problem
from bot.services import Services

WRONG = "/stammer-inte"
router = APIRouter(include_in_schema=False, dependencies=[Depends(anyone)])
Id = Annotated[str, Path(max_length=80)]
Token = Annotated[str, Path(max_length=80)]
_REFUSED = {
    "unknown": "Länken stämmer inte. Kontrollera att hela adressen kom med.",
    "used": "Länken är redan använd. Tack för svaret.",
    "expired": "Länken gäller inte längre. Be redaktionen om en ny.",
    "often": "Det kom många anrop på kort tid. Vänta en liten stund och öppna länken igen.",
    "moved": "Verksamheten visas inte längre i Vart.",
    "long": "Något fält innehöll alldeles för mycket text. Gå tillbaka och korta det.",
}


@router.get(f"{WRONG}/{{id}}")
async def wrong(services: ServicesOf, id: Id) -> Response:
    """Ask what is wrong with a listing."""
    return _wrong_page(services, id, done=False)


@router.post(f"{WRONG}/{{id}}")
async def report(
    services: ServicesOf, address: ClientAddress, id: Id, kind: Annotated[str, Form(max_length=20)] = ""
) -> Response:
    """Note that something is wrong, and nothing about who said so."""
    office = office_of(services)
    # One too many, or once more the same, is thanked as the others are, and not counted.
    if office.reports.take(address) is None:
        with office.said.first(address, f"{id} {kind}") as first:
            if first:
                await office.editor.reports.add(id, kind)
    return _wrong_page(services, id, done=True)


@router.get(f"{PATH}{{token}}")
async def asked(request: Request, services: ServicesOf, address: ClientAddress, token: Token) -> Response:
    """Show a service how it stands in Vart."""
    if office_of(services).answers.take(address) is not None:
        return _refused("often", 429)
    return await _service_page(request, services, token)


@router.post(f"{PATH}{{token}}")
async def answered(request: Request, services: ServicesOf, address: ClientAddress, token: Token) -> Response:
    """Take the answer of a service: all is true, or what has changed."""
    office = office_of(services)
    if office.answers.take(address) is not None:
        return _refused("often", 429)
    confirmations, sent = office.editor.confirmations, await request.form()
    try:
        if sent.get("do") == "right":
            await confirmations.confirm(token)
            return page("bekrafta.html", thanks="Tack. Nu står det att uppgifterna är kontrollerade i dag.")
        form = ListingForm(await boxes_of(request)).compact()
        if form.problems():
            return await _service_page(request, services, token, form)
        fields = {name: value for name, value in form.fields().items() if name in OPEN_FIELDS}
        # Numbers that nobody is shown are no business of the form, and stay.
        service = await confirmations.open(token)
        fields["phones"] += [
            phone.model_dump(mode="json") for phone in service.phones if not _is_shown(phone)
        ]
        await confirmations.propose(token, fields)
    except LinkRefused as refused:
        return _refused(refused.reason)
    except Moved:
        return _refused("moved")
    except Unusable:
        return _refused("long", 422)
    thanks = "Tack. Redaktionen ser på ändringarna innan de visas."
    return page("bekrafta.html", thanks=thanks)


async def _service_page(
    request: Request, services: Services, token: str, written: ListingForm | None = None
) -> Response:
    try:
        service = await office_of(services).editor.confirmations.open(token)
    except LinkRefused as refused:
        return _refused(refused.reason)
    shown = service.model_copy(update={"phones": tuple(filter(_is_shown, service.phones))})
    form = written or form_of(fields_of(shown))
    problems: tuple[Problem, ...] = form.problems() if written else ()
    return page(
        "bekrafta.html",
        422 if problems else 200,
        service=service,
        path=request.url.path,
        form=form,
        week=week,
        words=words,
        at={problem.field: [problem] for problem in problems},
        problems=problems,
        hours=spoken_hours(form, services.clock()),
    )


def _refused(reason: str, status: int = 410) -> Response:
    return page("bekrafta.html", status, refused=_REFUSED[reason])


def _is_shown(phone: Phone) -> bool:
    return phone.publication is Publication.PUBLISHED


def _wrong_page(services: Services, id: str, *, done: bool) -> Response:
    found = services.library().snapshot.by_id.get(id)
    name = found.name if found else None
    return page("stammer-inte.html", 200 if found else 404, id=id, name=name, kinds=words.REPORTS, done=done)
