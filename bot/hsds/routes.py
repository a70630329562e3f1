"""The HSDS 3.0 API under /hsds/: published listings for other systems, read-only and open to everybody."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from math import ceil
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from bot.channels.web.access import ClientAddress, ServicesOf, anyone
from bot.errors import ApiError
from bot.hsds.service import Published, full, minimal, simple
from bot.hsds.shelf import Shelf, ShelfClosedError
from bot.hsds.taxonomy import Json
from bot.hsds.wanted import Wanted
from bot.settings import ROOT

VERSION: Final = "3.0"
PROFILE: Final = ROOT / "docs" / "hsds.md"
_NDJSON: Final = "application/x-ndjson"
# Open data: a page of anybody's may read it. Nothing here depends on who asks.
_OPEN: Final = {"Access-Control-Allow-Origin": "*"}


class _Route(APIRoute):
    """A parameter that cannot be used is told as such: there is no message here that could be JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, and the error around what it cannot read."""
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError:
                raise ApiError("parameter_unusable") from None

        return told


router = APIRouter(prefix="/hsds", route_class=_Route, tags=["HSDS"])


async def shelf_of(services: ServicesOf, address: ClientAddress) -> Shelf:
    """The listings, for who does not ask too often."""
    if services.hsds is None:
        raise ApiError("unavailable")
    wait = services.hsds.limit.take(address)
    if wait is not None:
        raise ApiError("too_often", retry_after=wait)
    return services.hsds


ShelfOf = Annotated[Shelf, Depends(shelf_of)]


@router.get("", dependencies=[Depends(anyone)], include_in_schema=False)
@router.get("/", dependencies=[Depends(anyone)])
async def about(services: ServicesOf) -> Response:
    """The version of HSDS, our profile of it, and the description of this API."""
    base = f"{services.settings.public_url or services.settings.address}/hsds"
    return _answer({"version": VERSION, "profile": f"{base}/profile", "openapi_url": f"{base}/openapi.json"})


@router.get("/profile", dependencies=[Depends(anyone)], include_in_schema=False)
async def profile() -> Response:
    """The Swedish profile, in Markdown."""
    return PlainTextResponse(PROFILE.read_text(encoding="utf-8"), headers=_OPEN, media_type="text/markdown")


@router.get("/openapi.json", dependencies=[Depends(anyone)], include_in_schema=False)
async def openapi() -> Response:
    """This API in OpenAPI."""
    return _answer(get_openapi(title="Vart HSDS", version=VERSION, routes=router.routes))


@router.get("/services", dependencies=[Depends(anyone)])
async def services(
    shelf: ShelfOf, wanted: Annotated[Wanted, Query()], accept: Annotated[str, Header()] = ""
) -> Response:
    """Published services: a page of them, or all as lines of JSON."""
    published = await _published(shelf)
    # 500 whole listings take a tenth of a second: in a thread, so that nobody in the chat waits for it.
    return await asyncio.to_thread(_listed, published.values(), shelf, wanted, accept)


@router.get("/services/{service_id}", dependencies=[Depends(anyone)])
async def service(shelf: ShelfOf, service_id: str) -> Response:
    """One published service with all that belongs to it."""
    found = (await _published(shelf)).get(service_id.lower())
    if found is None:
        raise ApiError("not_found")
    return _answer(full(found, shelf.words, shelf.clock()))


async def _published(shelf: Shelf) -> Mapping[str, Published]:
    try:
        return await shelf.published()
    except ShelfClosedError:
        raise ApiError("unavailable", retry_after=5) from None


def _listed(published: Iterable[Published], shelf: Shelf, wanted: Wanted, accept: str) -> Response:
    chosen = wanted.choose(published, shelf.words)
    shown = _shown(wanted, shelf)
    if wanted.format == "ndjson" or (wanted.format is None and _NDJSON in accept):
        return StreamingResponse(_lines(map(shown, chosen)), media_type=_NDJSON, headers=_OPEN)
    size = max(1, len(chosen)) if wanted.minimal else wanted.per_page
    number = 1 if wanted.minimal else wanted.page
    part = chosen[(number - 1) * size : number * size]
    pages = ceil(len(chosen) / size)
    header = {
        "total_items": len(chosen),
        "total_pages": pages,
        "page_number": number,
        "size": len(part),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not part,
    }
    return _answer(header | {"contents": [shown(one) for one in part]})


def _shown(wanted: Wanted, shelf: Shelf) -> Callable[[Published], Json]:
    now = shelf.clock()
    if wanted.minimal:
        return minimal
    if wanted.full:
        return lambda published: full(published, shelf.words, now)
    return lambda published: simple(published, now)


def _lines(found: Iterable[Json]) -> Iterator[str]:
    for one in found:
        yield json.dumps(one, ensure_ascii=False) + "\n"


def _answer(body: Json) -> Response:
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, headers=_OPEN, media_type="application/json")
