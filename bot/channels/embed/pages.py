"""The chat in a municipality's own page: the script, the page in the frame, and a page to try it on."""

import gzip
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web.access import READ, ServicesOf, anyone
from bot.channels.web.form import Exchange
from bot.channels.web.frame import frame_of
from bot.channels.web.templating import CONTENT_SECURITY_POLICY, page

_SCRIPT = Path(__file__).parent / "static" / "embed.js"
_NOBODY = "frame-ancestors 'none'"
# Others load the script and show the page; each for itself, so that it says so only there.
_FOR_OTHERS = {"Cross-Origin-Resource-Policy": "cross-origin"}
# Long enough to spare a telephone, short enough for an update to arrive the same day.
_AN_HOUR = "public, max-age=3600"

router = APIRouter(dependencies=[Depends(anyone)], include_in_schema=False)
Place = Annotated[str, Query(alias="kommun", max_length=10)]


@router.api_route("/embed.js", methods=[*READ])
async def embed(accept_encoding: Annotated[str, Header()] = "") -> Response:
    """The script that a municipality puts on its page."""
    packed = "gzip" in accept_encoding.lower()
    headers = _FOR_OTHERS | {"Cache-Control": _AN_HOUR, "Vary": "Accept-Encoding"}
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(_script(packed), media_type="text/javascript; charset=utf-8", headers=headers)


@router.get("/inbaddad")
async def embedded(services: ServicesOf, place: Place = "") -> HTMLResponse:
    """The chat as it stands in the frame, with the municipality chosen."""
    frame = frame_of(services)
    name = frame.municipalities.get(place)
    hosts = " ".join(("frame-ancestors 'self'", *services.settings.embedding_hosts))
    headers = _FOR_OTHERS | {"Content-Security-Policy": CONTENT_SECURITY_POLICY.replace(_NOBODY, hosts)}
    return page(
        "inbaddad.html",
        headers=headers,
        frame=frame,
        done=Exchange(place=name or ""),
        place=place if name else None,
    )


@router.get("/inbaddad/demo")
async def demo(services: ServicesOf, request: Request, place: Place = "") -> HTMLResponse:
    """A page of a made-up municipality."""
    places = frame_of(services).municipalities
    chosen = place if place in places else next(iter(places), "")
    address = services.settings.public_url or str(request.base_url).rstrip("/")
    headers = {"Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"}
    return page("demo.html", headers=headers, place=chosen, address=address)


@cache
def _script(packed: bool) -> bytes:
    body = _SCRIPT.read_bytes()
    return gzip.compress(body, mtime=0) if packed else body
