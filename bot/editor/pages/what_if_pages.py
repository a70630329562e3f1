"""A question to try on a set of drafts, before anybody else meets them."""

import asyncio
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy import select
from starlette.responses import Response

from bot.accounts.guard import Signed, own_form
from bot.answers.turn import Library
from bot.channels.web.access import ServicesOf
from bot.content.schema import Service
from bot.db.models.editor import ListingDraft
from bot.directory.records import all_services, organizations, read_service
from bot.editor.areas import may_edit
from bot.editor.checks import form
from bot.editor.fields import areas_of
from bot.editor.pages.page import HOME, EditorOf, editor_page, municipalities_for, office_of
from bot.editor.pages.refusing import EditorRoute
from bot.editor.pages.what_if import Question, answered, understood, with_drafts
from bot.services import Services

router = APIRouter(prefix=HOME, route_class=EditorRoute, include_in_schema=False)
LONGEST = 500


@router.get("/tank-om")
async def ask(request: Request, services: ServicesOf, signed: EditorOf) -> Response:
    """The question, and the drafts to try it on."""
    return await _page(request, services, signed)


@router.post("/tank-om", dependencies=[Depends(own_form)])
async def answer(
    request: Request,
    services: ServicesOf,
    signed: EditorOf,
    text: Annotated[str, Form()] = "",
    place: Annotated[str, Form(max_length=4)] = "",
    age: Annotated[str, Form(max_length=4)] = "",
    draft: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """The answer with those drafts, beside the one without."""
    return await _page(request, services, signed, text.strip()[:LONGEST], place, age, draft or [])


async def _page(
    request: Request,
    services: Services,
    signed: Signed,
    text: str = "",
    place: str = "",
    age: str = "",
    chosen: list[str] | None = None,
) -> Response:
    places, drafts = municipalities_for(services, signed), await _drafts(services, signed)
    messages, read = None, None
    if text:
        question = Question(text, place if place in places else None, _years(age), services.clock())
        trying = (drafts[id][1] for id in chosen or () if id in drafts)
        library = await _library(services, [one for one in trying if one])
        read = await understood(question, services.brain)
        messages = await asyncio.to_thread(answered, question, library, read)
    return editor_page(
        request,
        services,
        signed,
        "tank-om.html",
        places=places,
        drafts=drafts,
        chosen=chosen,
        text=text,
        place=place,
        age=age,
        messages=messages,
        plain=read is None,
        longest=LONGEST,
    )


def _years(age: str) -> int | None:
    return int(age) if age.isascii() and age.isdecimal() and int(age) <= 120 else None


async def _library(services: Services, drafts: list[Service]) -> Library:
    """The library with these drafts in it, and those who run them."""
    async with office_of(services).sessions() as session:
        standing = [read_service(row) async for row in all_services(session)]
        owners = await organizations(session)
    library = services.library()
    library = replace(library, content=replace(library.content, organizations=owners))
    return await asyncio.to_thread(with_drafts, library, standing, drafts)


async def _drafts(services: Services, signed: Signed) -> dict[str, tuple[str, Service | None]]:
    """The drafts in somebody's areas: by id the name, and the listing unless it has faults."""
    async with office_of(services).sessions() as session:
        rows = list(await session.scalars(select(ListingDraft).order_by(ListingDraft.service_id)))
    found = {}
    for row in rows:
        if may_edit(signed.account.areas, areas_of(row.data)):
            listing = form.read({**row.data, "id": row.service_id})
            name = str(row.data.get("name") or row.service_id)
            found[row.service_id] = (name, listing if isinstance(listing, Service) else None)
    return found
