"""A question to try on a set of drafts, before anybody else meets them."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
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
OLDEST = 120
_AGE = re.compile(r"[0-9]{1,3}")


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
    place: Annotated[str, Form()] = "",
    age: Annotated[str, Form()] = "",
    draft: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """The answer with those drafts, beside the one without."""
    text, age = text.strip(), age.strip()
    faults = dict(_faults(text, age))
    return await _page(request, services, signed, text, place, age, draft or [], faults)


async def _page(
    request: Request,
    services: Services,
    signed: Signed,
    text: str = "",
    place: str = "",
    age: str = "",
    chosen: list[str] | None = None,
    faults: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    places, drafts = municipalities_for(services, signed), await _drafts(services, signed)
    messages, read = None, None
    if text and not faults:
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
        422 if faults else 200,
        faults=faults,
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


def _faults(text: str, age: str) -> Iterator[tuple[str, str]]:
    """What to mend before there can be an answer, by the box it stands in."""
    if not text:
        yield "text", "Skriv en fråga först, så visas vad Vart skulle svara."
    elif len(text.replace("\r\n", "\n")) > LONGEST:
        yield "text", f"Frågan får ha högst {LONGEST} tecken."
    if age and _years(age) is None:
        yield "age", f"Åldern ska vara ett tal mellan 0 och {OLDEST}, eller tom."


def _years(age: str) -> int | None:
    return int(age) if _AGE.fullmatch(age) and int(age) <= OLDEST else None


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
