"""Tables in and out: a file is looked at first, and only becomes drafts; leaflets and copies go out."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, UploadFile
from starlette.responses import Response

from bot.accounts.guard import Signed, own_form
from bot.accounts.page import go
from bot.accounts.refusal import Refused
from bot.channels.web.access import ServicesOf
from bot.content.layout import folded
from bot.editor.importing.applying import Outcome, apply
from bot.editor.importing.plan import Offer, Plan
from bot.editor.importing.sheet import MOST_ROWS, UnreadableError
from bot.editor.leaflet.choosing import choose
from bot.editor.leaflet.pages import Cover, leaflet
from bot.editor.pages.page import HOME, EditorOf, ListingsOf, editor_page, municipalities_for, office_of
from bot.editor.pages.refusing import EditorRoute
from bot.editor.pages.yaml_files import zipped
from bot.editor.refusals import Refusal
from bot.services import Services

IN_OUT = f"{HOME}/in-ut"
router = APIRouter(prefix=HOME, route_class=EditorRoute, include_in_schema=False)
# All ids that an import can have.
_LONGEST_IDS = 400_000
# Of each kind on one page: five thousand rows with all their fields take seconds to write and to read.
_MOST_SHOWN = 100
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


@router.get("/in-ut")
async def in_and_out(request: Request, services: ServicesOf, signed: EditorOf) -> Response:
    """What can be taken in and out."""
    return _page(request, services, signed)


@router.post("/in-ut", dependencies=[Depends(own_form)])
async def look(
    request: Request, services: ServicesOf, signed: EditorOf, file: UploadFile | None = None
) -> Response:
    """What a file would do; nothing is written."""
    if file is None or not file.filename:
        return go(IN_OUT, "ingen-fil")
    data, name, office = await file.read(), file.filename, office_of(services)
    try:
        plan = await office.importer.plan(data, name)
    except UnreadableError as error:
        return _page(request, services, signed, status=422, fault=str(error))
    token = await asyncio.to_thread(office.uploads.keep, signed.account.id, name, data)
    return _page(request, services, signed, plan=plan, token=token)


@router.post("/in-ut/spara", dependencies=[Depends(own_form)])
async def save(
    request: Request, services: ServicesOf, signed: EditorOf, token: Annotated[str, Form(max_length=40)]
) -> Response:
    """Make drafts of a file that has been looked at."""
    office = office_of(services)
    found = await asyncio.to_thread(office.uploads.take, signed.account.id, token)
    if found is None:
        return go(IN_OUT, "borta")
    plan = await office.importer.plan(*found)
    form = await request.form()
    choices = _choices({name: str(value) for name, value in form.items()}, plan.conflicts)
    outcome = await apply(office.editor.listings, plan, signed.account.id, choices)
    await asyncio.to_thread(office.uploads.drop, signed.account.id, token)
    return _page(request, services, signed, outcome=outcome, faults=len(plan.faults))


@router.post("/in-ut/granska", dependencies=[Depends(own_form)])
async def submit(
    request: Request,
    services: ServicesOf,
    listings: ListingsOf,
    signed: EditorOf,
    drafts: Annotated[str, Form(max_length=_LONGEST_IDS)] = "",
) -> Response:
    """Ask a second person to look at all the drafts that an import has made."""
    left: list[str] = []
    ids = drafts.split()[:MOST_ROWS]
    for id in ids:
        try:
            view = await listings.get(id)
            await listings.submit(id, view.draft.revision if view.draft else 0, signed.account.id)
        except Refusal:
            left.append(id)
    return _page(request, services, signed, submitted=len(ids) - len(left), left=left)


@router.get("/ut/verksamheter.{kind}")
async def table(services: ServicesOf, signed: EditorOf, kind: str) -> Response:
    """The published listings in somebody's areas as a table, or as JSON.

    Raises:
        Refused: There is no such format.
    """
    if kind not in _TYPES:
        raise Refused("not_found")
    data = await office_of(services).importer.export(kind, signed.account.areas)
    return _file(data, f"verksamheter.{kind}", _TYPES[kind])


@router.get("/ut/content.zip")
async def yaml_files(services: ServicesOf, signed: EditorOf) -> Response:
    """The published listings in somebody's areas as the files of content/."""
    places = services.library().content.municipalities
    data = await zipped(office_of(services).sessions, places, signed.account.areas)
    return _file(data, "content.zip", "application/zip")


@router.get("/ut/blad/{code}")
async def paper(services: ServicesOf, signed: EditorOf, code: str) -> Response:
    """The leaflet of a municipality.

    Raises:
        Refused: There is no such municipality in somebody's areas.
    """
    library, at = services.library(), services.clock()
    municipality = library.content.municipalities.get(code)
    if municipality is None or not signed.may(code):
        raise Refused("not_found")
    address = services.settings.public_url or services.settings.address
    choice = choose(library.snapshot, municipality, library.content.short_numbers.values(), at)
    data = await asyncio.to_thread(leaflet, choice, Cover(municipality, address, at))
    return _file(data, f"vart-{folded(municipality.name)}.pdf", "application/pdf")


def _page(
    request: Request,
    services: Services,
    signed: Signed,
    *,
    status: int = 200,
    plan: Plan | None = None,
    token: str = "",
    outcome: Outcome | None = None,
    fault: str | None = None,
    faults: int = 0,
    submitted: int | None = None,
    left: Sequence[str] = (),
) -> Response:
    return editor_page(
        request,
        services,
        signed,
        "in-ut.html",
        status,
        plan=plan,
        token=token,
        outcome=outcome,
        fault=fault,
        faults=faults,
        submitted=submitted,
        left=left,
        most=_MOST_SHOWN,
        places=municipalities_for(services, signed),
    )


def _choices(form: dict[str, str], conflicts: tuple[Offer, ...]) -> dict[str, list[str]]:
    """For each conflict that was decided, the fields in which the file wins."""
    decided: defaultdict[str, list[str]] = defaultdict(list)
    for offer in conflicts:
        answers = {field: form.get(f"{offer.id}|{field}") for field in offer.theirs}
        if all(answers.values()):
            decided[offer.id] += [field for field, answer in answers.items() if answer == "file"]
    return dict(decided)


def _file(data: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(data, media_type=media_type, headers=headers)
