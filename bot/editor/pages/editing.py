"""Writing a listing: the form with its faults at the boxes and its preview, and two who write at once."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from bot.accounts.csrf import check_form
from bot.accounts.guard import Signed
from bot.accounts.page import go
from bot.accounts.refusal import Refused
from bot.channels.web.access import ServicesOf
from bot.content.layout import WHOLE_COUNTRY
from bot.content.topics import TOPIC_IDS
from bot.editor.fields import LABELS, fields_of
from bot.editor.pages.conflict import conflict_page
from bot.editor.pages.form_page import Written, form_page
from bot.editor.pages.keeping import KeepingRoute, boxes_of
from bot.editor.pages.kept import Boxes
from bot.editor.pages.listing_form import NEW, ListingForm, form_of
from bot.editor.pages.listing_pages import view_for
from bot.editor.pages.page import LISTINGS, EditorOf, office_of, path_of
from bot.editor.refusals import Conflict, Faulty
from bot.editor.views import ListingView, Problem
from bot.services import Services

router = APIRouter(prefix=LISTINGS, route_class=KeepingRoute, include_in_schema=False)
Short = Annotated[str, Query(max_length=80)]
# The form fills itself in for what a municipality runs; the rest is asked.
_BEGIN: Mapping[str, Any] = {
    "level": "municipal",
    "status": "active",
    "for": ["self", "relative"],
    "languages": ["sv"],
}


def edit_path(id: str) -> str:
    """The form of a listing."""
    return f"{path_of(id)}/andra"


@router.get("/ny/skriv")
async def new(
    request: Request, services: ServicesOf, signed: EditorOf, amne: Short = "", omrade: Short = ""
) -> Response:
    """An empty form, or one begun for a topic and a municipality where something is missing."""
    begun = dict(_BEGIN)
    if amne in TOPIC_IDS:
        begun |= {"topics": [amne], "main_topics": [amne]}
    if omrade != WHOLE_COUNTRY and signed.may(omrade):
        begun |= {"service_areas": [omrade]}
    boxes = {**form_of(begun).boxes, "hours.mode": ["week"]}
    return await form_page(request, services, signed, Written(None, ListingForm(boxes), 0))


@router.get("/{id}/andra")
async def edit(request: Request, services: ServicesOf, signed: EditorOf, id: str) -> Response:
    """The form with what stands now."""
    view = await view_for(services, signed, id)
    form = form_of(view.draft.data if view.draft else _live(view))
    return await form_page(request, services, signed, Written(id, form, _base(view)), checked=True)


@router.post("/ny/skriv")
async def write_new(
    request: Request, services: ServicesOf, signed: EditorOf, csrf: Annotated[str, Form()] = ""
) -> Response:
    """Look at a new listing, or save it."""
    return await _write(request, services, signed, None, csrf)


@router.post("/{id}/andra")
async def write(
    request: Request, services: ServicesOf, signed: EditorOf, id: str, csrf: Annotated[str, Form()] = ""
) -> Response:
    """Look at what is written, or save it."""
    await view_for(services, signed, id)
    return await _write(request, services, signed, id, csrf)


@router.post("/{id}/sammanfoga")
async def merge(
    request: Request, services: ServicesOf, signed: EditorOf, id: str, csrf: Annotated[str, Form()] = ""
) -> Response:
    """Take what was chosen of two changes; save it, or go on writing."""
    view = await view_for(services, signed, id)
    boxes = await boxes_of(request)
    current = view.draft.data if view.draft else _live(view)
    fields = _fields(_one(boxes, "fields"))
    for name in LABELS:
        if _one(boxes, f"choose.{name}") == "theirs":
            fields[name] = current.get(name)
    written = Written(
        id,
        form_of({name: value for name, value in fields.items() if value is not None}),
        _number(_one(boxes, "base")),
    )
    fault = _stale(request, services, signed, csrf)
    if fault or _what(await request.form()) != "save":
        return await form_page(request, services, signed, written, checked=True, again=fault)
    return await _save(request, services, signed, written)


async def _write(request: Request, services: Services, signed: Signed, id: str | None, csrf: str) -> Response:
    sent = await request.form()
    kept = sent.get("kept")
    boxes = await boxes_of(request)
    if isinstance(kept, str) and kept:
        boxes = office_of(services).kept.open(kept)
    written = Written(id, ListingForm(boxes).compact(), _number(_one(boxes, "base")))
    fault = _stale(request, services, signed, csrf)
    if fault or kept or _what(sent) != "save":
        return await form_page(request, services, signed, written, checked=True, again=fault or bool(kept))
    if written.form.problems():
        return await form_page(request, services, signed, written, checked=True)
    return await _save(request, services, signed, written)


async def _save(request: Request, services: Services, signed: Signed, written: Written) -> Response:
    listings, account = office_of(services).editor.listings, signed.account.id
    fields = written.form.fields()
    try:
        if written.form.value("organization") == NEW:
            name, url = written.form.value("new_organization"), written.form.value("new_organization_url")
            fields["organization"] = (await listings.add_organization(name, url, account)).id
        draft = await listings.save_draft(written.id, fields, account, written.base)
    except Conflict as conflict:
        return await conflict_page(request, services, signed, str(written.id), conflict)
    except Faulty as faulty:
        problems = tuple(
            Problem("new_organization", "error", problem.sentence) for problem in faulty.problems
        )
        return await form_page(request, services, signed, written, checked=True, more=problems)
    return go(path_of(draft.id), "sammanfogat" if draft.merged else "sparat")


def _stale(request: Request, services: Services, signed: Signed, csrf: str) -> bool:
    """Whether the form is of an earlier session, so that it is shown again before it is saved.

    Raises:
        Refused: It comes from another site.
    """
    try:
        check_form(request, services.settings, csrf, signed.session.csrf)
    except Refused:
        check_form(request, services.settings, "-", "-")
        return True
    return False


def _live(view: ListingView) -> dict[str, Any]:
    return fields_of(view.service) if view.service else {}


def _base(view: ListingView) -> int:
    return view.draft.revision if view.draft else view.revision


def _what(sent: Mapping[str, Any]) -> str:
    return str(sent.get("do", ""))


def _one(boxes: Boxes, name: str) -> str:
    values: Sequence[str] = boxes.get(name, ())
    return values[0] if values else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _fields(text: str) -> dict[str, Any]:
    """The fields that the page of a conflict carried along.

    Raises:
        Refused: They are none.
    """
    try:
        found = json.loads(text)
    except ValueError:
        raise Refused("malformed") from None
    if not isinstance(found, dict):
        raise Refused("malformed")
    return {name: found[name] for name in LABELS if name in found}
