"""Where there is nobody to turn to, and what people asked for in vain."""

import asyncio
from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.channels.web.access import ServicesOf
from bot.editor.pages.coverage import heat_map
from bot.editor.pages.page import HOME, EditorOf, editor_page, municipalities_for, office_of
from bot.editor.pages.refusing import EditorRoute

router = APIRouter(prefix=HOME, route_class=EditorRoute, include_in_schema=False)
_ASKED = timedelta(days=30)


@router.get("/tackning")
async def coverage(request: Request, services: ServicesOf, signed: EditorOf) -> Response:
    """The heat map of topics and municipalities, and the questions without an answer."""
    library, places = services.library(), municipalities_for(services, signed)
    today = services.clock().date()
    found = await asyncio.to_thread(heat_map, library.content, library.snapshot, list(places), today)
    counted = await office_of(services).editor.questions.counted(today - _ASKED)
    return editor_page(
        request,
        services,
        signed,
        "tackning.html",
        found=found,
        places=places,
        topics=library.content.topics,
        asked=[one for one in counted if one.municipality is None or one.municipality in places],
    )
