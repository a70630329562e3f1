"""The page's own script, style and pictures, under an address that changes when they do."""

import functools
import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response

from bot.channels.web.access import anyone
from bot.errors import ApiError

FOLDER = Path(__file__).with_name("static")
_DESK = Path(__file__).parents[2] / "desk" / "static"
_EDITOR = Path(__file__).parents[2] / "editor" / "pages" / "static"
_EMBED = Path(__file__).parents[1] / "embed" / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
# The files hold nothing about anybody, and a telephone at night may have a poor connection.
_FOR_GOOD = "public, max-age=31536000, immutable"

router = APIRouter(dependencies=[Depends(anyone)], include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent, whole and compressed."""

    body: bytes
    packed: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Assets:
    """All files, and the version they have together: modules import each other by name."""

    files: dict[str, Asset]
    version: str

    def path(self, name: str) -> str:
        """The address of a file."""
        return f"/static/{self.version}/{name}"


@functools.cache
def assets() -> Assets:
    """The files, read once."""
    files = {
        path.name: Asset(body, gzip.compress(body, mtime=0), _TYPES[path.suffix])
        for folder in (FOLDER, _DESK, _EDITOR, _EMBED)
        for path in sorted(folder.iterdir())
        if path.suffix in _TYPES
        for body in [path.read_bytes()]
    }
    digest = hashlib.sha256(b"".join(name.encode() + file.body for name, file in files.items()))
    return Assets(files, digest.hexdigest()[:12])


@router.get("/static/{version}/{name}")
async def static(version: str, name: str, accept_encoding: Annotated[str, Header()] = "") -> Response:
    """One file; a page from before an update gets the newest, but is told not to keep it."""
    file = assets().files.get(name)
    if file is None:
        raise ApiError("not_found")
    headers = {
        "Cache-Control": _FOR_GOOD if version == assets().version else "no-cache",
        "Vary": "Accept-Encoding",
    }
    if "gzip" in accept_encoding.lower():
        headers["Content-Encoding"] = "gzip"
        return Response(file.packed, media_type=file.media_type, headers=headers)
    return Response(file.body, media_type=file.media_type, headers=headers)
