"""What can be done to a case at the desk: take, answer, hand on, close, open what is sealed."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from starlette.responses import Response

from bot.accounts.guard import desk_staff, own_form
from bot.accounts.page import go
from bot.accounts.refusal import Refused, StaffRoute
from bot.channels.web.access import ServicesOf
from bot.channels.web.integers import Whole
from bot.desk.case_pages import LineOf, path_of
from bot.desk.page import HOME, desk_of, escalation_of
from bot.desk.who import ActorOf, ViewerOf
from bot.desk.words import OUTCOMES
from bot.escalation.cases import CaseGone, CaseMoved

LONGEST = 1_000

router = APIRouter(
    prefix=f"{HOME}/arenden/{{case_id}}",
    route_class=StaffRoute,
    include_in_schema=False,
    dependencies=[Depends(desk_staff), Depends(own_form)],
)
Version = Annotated[Whole, Form()]


@router.post("/ta")
async def take(services: ServicesOf, actor: ActorOf, line: LineOf) -> Response:
    """Take the case."""
    return await _done(line.case.id, "tagen", escalation_of(services).take, line.case.id, actor)


@router.post("/slapp")
async def release(services: ServicesOf, actor: ActorOf, line: LineOf, version: Version) -> Response:
    """Hand it back, so that the next on the roster are asked."""
    escalation = escalation_of(services)
    return await _done(line.case.id, "slappt", escalation.release, line.case.id, actor, version)


@router.post("/lamna")
async def hand_over(
    services: ServicesOf,
    viewer: ViewerOf,
    actor: ActorOf,
    line: LineOf,
    version: Version,
    to: Annotated[Whole, Form()],
) -> Response:
    """Hand it over to a colleague who serves the municipality."""
    colleagues = await desk_of(services).duty.colleagues(viewer, line.case.municipality)
    if to not in {one.id for one in colleagues}:
        raise Refused("malformed")
    hand = escalation_of(services).hand_over
    return await _done(line.case.id, "lamnat", hand, line.case.id, actor, to, version)


@router.post("/avsluta")
async def close(
    services: ServicesOf, actor: ActorOf, line: LineOf, version: Version, outcome: Annotated[str, Form()]
) -> Response:
    """Close it, saying how it went."""
    if outcome not in OUTCOMES:
        raise Refused("malformed")
    escalation = escalation_of(services)
    return await _done(line.case.id, "avslutat", escalation.close, line.case.id, actor, outcome, version)


@router.post("/svara")
async def answer(
    services: ServicesOf,
    actor: ActorOf,
    line: LineOf,
    form_id: Annotated[str, Form(min_length=8, max_length=40)],
    text: Annotated[str, Form()] = "",
) -> Response:
    """Write to the person; the same form sent twice is one message."""
    words = text.replace("\r\n", "\n").strip()
    if not words or len(words) > LONGEST:
        return go(path_of(line.case.id), "langt" if words else "tomt")
    says = escalation_of(services).human_says
    return await _done(line.case.id, "skickat", says, line.case.id, actor, words, f"desk:{form_id}")


@router.post("/ringer")
async def calling(services: ServicesOf, actor: ActorOf, line: LineOf) -> Response:
    """Say that one calls the person, which counts as the first contact."""
    return await _done(
        line.case.id, "ringer", escalation_of(services).human_says, line.case.id, actor, None, ""
    )


@router.post("/visa")
async def reveal(
    services: ServicesOf, viewer: ViewerOf, line: LineOf, what: Annotated[str, Form()]
) -> Response:
    """Open the texts, or the number for whoever has taken the case; the audit says so."""
    reveals = desk_of(services).reveals
    if what == "phone" and line.mine:
        await reveals.open(viewer, line.case, "phone")
    elif what == "texts":
        await reveals.open(viewer, line.case, "texts")
    else:
        raise Refused("forbidden")
    return go(path_of(line.case.id))


async def _done(case_id: int, said: str, act: Callable[..., Awaitable[Any]], *values: object) -> Response:
    """Do something to a case, and lead back to it; somebody else may have been faster."""
    try:
        await act(*values)
    except CaseMoved:
        return go(path_of(case_id), "hann-fore")
    except CaseGone:
        return go(path_of(case_id), "borta")
    return go(path_of(case_id), said)
