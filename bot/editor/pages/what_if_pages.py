"""A question to try on a set of drafts, before anybody else meets them."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BaseModel, Field, StringConstraints
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
from bot.gateway.messages import Message
from bot.services import Services

router = APIRouter(prefix=HOME, route_class=EditorRoute, include_in_schema=False)
LONGEST = 500
OLDEST = 120
Stripped = Annotated[str, StringConstraints(strip_whitespace=True)]
_AGE = re.compile(r"[0-9]{1,3}")


class Asked(BaseModel):
    """What was filled in."""

    text: Stripped = ""
    place: str = ""
    age: Stripped = ""
    draft: list[str] = Field(default_factory=list)

    def faults(self) -> Iterator[tuple[str, str]]:
        """What to mend before there can be an answer, by the box it stands in."""
        if not self.text:
            yield "text", "Skriv en fråga först, så visas vad Vart skulle svara."
        elif len(self.text.replace("\r\n", "\n")) > LONGEST:
            yield "text", f"Frågan får ha högst {LONGEST} tecken."
        if self.age and _years(self.age) is None:
            yield "age", f"Åldern ska vara ett tal mellan 0 och {OLDEST}, eller tom."


@router.get("/tank-om")
async def ask(request: Request, services: ServicesOf, signed: EditorOf) -> Response:
    """The question, and the drafts to try it on."""
    return await _page(request, services, signed)


@router.post("/tank-om", dependencies=[Depends(own_form)])
async def answer(
    request: Request, services: ServicesOf, signed: EditorOf, asked: Annotated[Asked, Form()]
) -> Response:
    """The answer as it would be with those drafts."""
    return await _page(request, services, signed, asked)


async def _page(request: Request, services: Services, signed: Signed, asked: Asked | None = None) -> Response:
    places, drafts = municipalities_for(services, signed), await _drafts(services, signed)
    faults = dict(asked.faults()) if asked else {}
    messages, plain = None, False
    if asked and not faults:
        place = asked.place if asked.place in places else None
        question = Question(asked.text, place, _years(asked.age), services.clock())
        trying = [drafts[id][1] for id in asked.draft if id in drafts]
        messages, plain = await _answered(services, question, [one for one in trying if one])
    return editor_page(
        request,
        services,
        signed,
        "tank-om.html",
        422 if faults else 200,
        faults=faults,
        places=places,
        drafts=drafts,
        asked=asked or Asked(),
        chosen=asked.draft if asked else None,
        messages=messages,
        plain=plain,
        longest=LONGEST,
    )


async def _answered(
    services: Services, question: Question, drafts: list[Service]
) -> tuple[list[Message], bool]:
    """The answer with these drafts, and whether Rasa was away."""
    library = await _library(services, drafts)
    read = await understood(question, services.brain)
    return await asyncio.to_thread(answered, question, library, read), read is None


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
