"""The published listings as a zip of the files of content/."""

import asyncio
import io
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.content.export import write_listings
from bot.content.schema import Municipality, Organization, Service
from bot.directory.records import organizations
from bot.editor.importing.standing import published
from bot.gateway.store import Sessions


async def zipped(
    sessions: Sessions, municipalities: Mapping[str, Municipality], areas: Sequence[str]
) -> bytes:
    """The files, always the same bytes for the same listings.

    Args:
        sessions: Sessions of the database.
        municipalities: By code; they name the folders.
        areas: Only listings that lie in these.
    """
    async with sessions() as session:
        services = [service for service, _ in await published(session, areas)]
        owners = list((await organizations(session)).values())
    return await asyncio.to_thread(_zip, services, owners, municipalities)


def _zip(
    services: Sequence[Service], owners: Sequence[Organization], municipalities: Mapping[str, Municipality]
) -> bytes:
    file = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        root = Path(folder)
        for path in sorted(write_listings(services, owners, municipalities, root)):
            # Without the time of writing, which would differ every time.
            entry = zipfile.ZipInfo(str(path.relative_to(root)))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return file.getvalue()
