"""The frame of every page of the editors: who is signed in, where they may edit, what was just done."""

from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from bot.accounts.guard import Signed, signed_in
from bot.accounts.page import staff_page
from bot.accounts.refusal import Refused
from bot.accounts.roles import DESK_ROLES, EDITORIAL_ROLES, Role
from bot.channels.web.access import ServicesOf
from bot.channels.web.frame import frame_of
from bot.content.areas import area_name
from bot.content.layout import WHOLE_COUNTRY
from bot.editor.listings import Listings
from bot.editor.pages import words
from bot.editor.pages.office import Office
from bot.services import Services

HOME = "/redaktion"
LISTINGS = f"{HOME}/verksamheter"

# Reading and writing drafts; what changes what people see is for a second person.
editorial = signed_in("editorial", *EDITORIAL_ROLES)
reviewing = signed_in("reviewing", Role.REVIEWER, Role.ADMINISTRATOR)

EditorOf = Annotated[Signed, Depends(editorial)]
ReviewerOf = Annotated[Signed, Depends(reviewing)]


def listings_of(services: ServicesOf) -> Listings:
    """The listings."""
    return office_of(services).editor.listings


def office_of(services: Services) -> Office:
    """The editors' office.

    Raises:
        Refused: This Vart has none.
    """
    if services.office is None:
        raise Refused("unavailable")
    return services.office


ListingsOf = Annotated[Listings, Depends(listings_of)]


def editor_page(
    request: Request, services: Services, signed: Signed, template: str, status: int = 200, **values: Any
) -> Response:
    """A page of the editors.

    Args:
        request: The request; `sagt` in its query names what was just done.
        services: What the app is made of.
        signed: Who looks.
        template: File name in templates/.
        status: HTTP status.
        values: What the page shows.
    """
    said = request.query_params.get("sagt", "")
    return staff_page(
        template,
        status,
        signed=signed,
        reviewer=signed.has(Role.REVIEWER) or signed.has(Role.ADMINISTRATOR),
        desk=not DESK_ROLES.isdisjoint(signed.account.roles),
        csrf=signed.session.csrf,
        now=services.clock(),
        words=words,
        area=lambda code: area_name(code, services.library().content.municipalities),
        notice=words.NOTICES.get(said),
        bad=said in words.BAD_NOTICES,
        frame=frame_of(services),
        **values,
    )


def areas_for(services: Services, signed: Signed) -> dict[str, str]:
    """Every area by code: the municipalities in somebody's areas, then counties and the country."""
    content = services.library().content
    codes = [code for code in frame_of(services).municipalities if signed.may(code)]
    counties = sorted({one.county for one in content.municipalities.values()})
    wide = [code for code in (*counties, WHOLE_COUNTRY) if signed.may(code)]
    return {code: area_name(code, content.municipalities) for code in (*codes, *wide)}


def municipalities_for(services: Services, signed: Signed) -> dict[str, str]:
    """The municipalities in somebody's areas, in order."""
    return {code: name for code, name in frame_of(services).municipalities.items() if signed.may(code)}


async def names_of_accounts(services: Services) -> dict[int, str]:
    """Who is who in a history."""
    if services.sign_in is None:
        return {}
    return {account.id: account.name for account in await services.sign_in.accounts.every()}


def path_of(id: str) -> str:
    """The page of a listing."""
    return f"{LISTINGS}/{id}"
