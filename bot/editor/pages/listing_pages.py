"""The listings: found, and one of them with its draft, history and comments."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from bot.accounts.guard import Signed
from bot.channels.web.access import ServicesOf
from bot.channels.web.integers import Whole
from bot.content.schema import Publication
from bot.editor.areas import may_edit
from bot.editor.fields import areas_of, fields_of
from bot.editor.pages.page import (
    LISTINGS,
    EditorOf,
    areas_for,
    editor_page,
    municipalities_for,
    names_of_accounts,
    office_of,
)
from bot.editor.pages.preview import Preview, preview_of
from bot.editor.pages.refusing import EditorRoute
from bot.editor.refusals import Denied
from bot.editor.views import Filter, ListingView
from bot.services import Services

router = APIRouter(prefix=LISTINGS, route_class=EditorRoute, include_in_schema=False)
LONGEST = 200
Text = Annotated[str, Field(max_length=LONGEST)]
_TOO_LONG = f"Sökningen får ha högst {LONGEST} tecken. Här är det som passar de första {LONGEST}."


class State(StrEnum):
    """What the list can be narrowed to."""

    PUBLISHED = "publicerade"
    DRAFT = "utkast"
    ARCHIVED = "arkiverade"
    OVERDUE = "forsenade"


_PUBLICATIONS = {
    State.PUBLISHED: Publication.PUBLISHED,
    State.DRAFT: Publication.DRAFT,
    State.ARCHIVED: Publication.ARCHIVED,
}


class Asked(BaseModel):
    """What the address narrows the list to."""

    q: str = ""
    omrade: Text = ""
    amne: Text = ""
    lage: Text = ""
    sida: Annotated[int, Field(ge=1, le=10_000)] = 1

    def within(self, areas: tuple[str, ...]) -> Filter:
        """What to look for among what somebody with these areas may edit."""
        state = next((one for one in State if one == self.lage), None)
        return Filter(
            text=self.q,
            municipality=self.omrade or None,
            topic=self.amne or None,
            publication=_PUBLICATIONS.get(state) if state else None,
            overdue=True if state is State.OVERDUE else None,
            page=self.sida,
            areas=areas,
        )


@router.get("")
async def find(
    request: Request, services: ServicesOf, signed: EditorOf, asked: Annotated[Asked, Query()]
) -> Response:
    """The listings in somebody's areas that fit, fifty a page."""
    fault = _TOO_LONG if len(asked.q) > LONGEST else None
    asked = asked.model_copy(update={"q": asked.q[:LONGEST]})
    return editor_page(
        request,
        services,
        signed,
        "verksamheter.html",
        422 if fault else 200,
        fault=fault,
        found=await office_of(services).editor.listings.find(asked.within(signed.account.areas)),
        wanted=asked.model_dump(),
        areas=areas_for(services, signed),
        topics=services.library().content.topics,
        today=services.clock().date(),
    )


async def view_for(services: Services, signed: Signed, id: str) -> ListingView:
    """A listing in somebody's areas.

    Raises:
        Denied: It lies elsewhere.
        NotFound: There is none.
    """
    view = await office_of(services).editor.listings.get(id)
    areas = set(view.service.service_areas) if view.service else set()
    areas |= set(areas_of(view.draft.data)) if view.draft else set()
    if not may_edit(signed.account.areas, areas):
        raise Denied("area")
    return view


async def card_of(services: Services, view: ListingView, signed: Signed, wanted: str = "") -> Preview | None:
    """The card of a listing as the person would see it: of the draft, else as it stands."""
    places = municipalities_for(services, signed)
    data = view.draft.data if view.draft else fields_of(view.service) if view.service else {}
    own = [code for code in areas_of(data) if code in places]
    chosen = wanted if wanted in places else next(iter([*own, *places]), None)
    return await preview_of(office_of(services).editor.listings, data, chosen)


@router.get("/{id}")
async def listing(
    request: Request, services: ServicesOf, signed: EditorOf, id: str, plats: Text = ""
) -> Response:
    """One listing."""
    view = await view_for(services, signed, id)
    listings = office_of(services).editor.listings
    draft = view.draft
    return editor_page(
        request,
        services,
        signed,
        "verksamhet.html",
        view=view,
        title=_name(view),
        live=bool(view.service and view.service.publication is Publication.PUBLISHED),
        problems=await listings.problems({**draft.data, "id": id}) if draft else (),
        changes=await listings.diff(id, view.live_revision, draft.revision) if draft else (),
        preview=await card_of(services, view, signed, plats),
        places=municipalities_for(services, signed),
        own=draft is not None and signed.account.id in draft.authors,
        who=await names_of_accounts(services),
        today=services.clock().date(),
    )


@router.get("/{id}/jamfor")
async def compare(
    request: Request,
    services: ServicesOf,
    signed: EditorOf,
    id: str,
    fran: Annotated[Whole, Query()],
    till: Annotated[Whole, Query()],
) -> Response:
    """What differs between two revisions."""
    view = await view_for(services, signed, id)
    changes = await office_of(services).editor.listings.diff(id, fran, till)
    return editor_page(
        request,
        services,
        signed,
        "jamfor.html",
        view=view,
        title=_name(view),
        changes=changes,
        steps={one.number: one for one in view.history},
        numbers=(fran, till),
        who=await names_of_accounts(services),
    )


def _name(view: ListingView) -> str:
    """What a listing is called: in its draft, as people see it, or by its id."""
    written = view.draft.data.get("name") if view.draft else None
    return str(written or (view.service.name if view.service else view.id))
