"""Two who wrote in the same fields: both versions side by side, and what becomes of each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.accounts.guard import Signed
from bot.editor.fields import changes
from bot.editor.pages.page import editor_page, names_of_accounts, office_of
from bot.editor.refusals import Conflict
from bot.services import Services


@dataclass(frozen=True, slots=True)
class Differing:
    """A field that both have changed.

    Attributes:
        field: Its name.
        label: What it is called.
        mine: As text.
        theirs: As text.
    """

    field: str
    label: str
    mine: str
    theirs: str


async def conflict_page(
    request: Request, services: Services, signed: Signed, id: str, conflict: Conflict
) -> Response:
    """The page to put two changes together on; nothing that was typed is lost.

    Args:
        request: The request.
        services: What the app is made of.
        signed: Who saves.
        id: The listing.
        conflict: Both changes.
    """
    names = await office_of(services).editor.listings.names()
    merged = changes(conflict.base, conflict.merged, names)
    who = (await names_of_accounts(services)).get(conflict.by or 0, "Verksamheten själv")
    return editor_page(
        request,
        services,
        signed,
        "konflikt.html",
        409,
        id=id,
        who=who,
        differing=_differing(conflict, names),
        taken=[one for one in merged if one.field not in conflict.fields],
        base=conflict.revision,
        fields=json.dumps(dict(conflict.merged), ensure_ascii=False),
    )


def _differing(conflict: Conflict, names: Mapping[str, str]) -> list[Differing]:
    return [
        Differing(one.field, one.label, one.after, one.before)
        for one in changes(conflict.theirs, conflict.mine, names)
        if one.field in conflict.fields
    ]
