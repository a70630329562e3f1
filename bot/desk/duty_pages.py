"""The roster with who is on duty now, alarms, and the local outbox."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from bot.accounts.guard import desk_staff, own_form
from bot.accounts.page import go
from bot.accounts.refusal import Refused, StaffRoute
from bot.channels.web.access import ServicesOf
from bot.channels.web.integers import Whole
from bot.desk.page import HOME, desk_of, desk_page, escalation_of
from bot.desk.who import ActorOf, ViewerOf
from bot.services import Services

ROSTER, ALARMS, SMS = f"{HOME}/jourlista", f"{HOME}/larm", f"{HOME}/sms"
# What a real provider lets through in one SMS.
LONGEST = 1_600

router = APIRouter(route_class=StaffRoute, include_in_schema=False, dependencies=[Depends(desk_staff)])
_CHANGING = [Depends(own_form)]


@router.get(ROSTER)
async def roster(request: Request, services: ServicesOf, viewer: ViewerOf) -> Response:
    """The roster."""
    rows = await desk_of(services).duty.roster(viewer, services.clock())
    return await desk_page(request, services, viewer, "jourlista.html", rows=rows)


@router.post(f"{ROSTER}/jag", dependencies=_CHANGING)
async def myself(services: ServicesOf, actor: ActorOf, paused: Annotated[bool, Form()] = False) -> Response:
    """Pause oneself, or be active again."""
    await escalation_of(services).pause(actor, paused)
    return go(ROSTER, "paus" if paused else "aktiv")


@router.get(ALARMS)
async def alarms(request: Request, services: ServicesOf, viewer: ViewerOf) -> Response:
    """What somebody has to look at."""
    shown = await desk_of(services).alarms.unseen(viewer)
    return await desk_page(request, services, viewer, "larm.html", alarms=shown)


@router.post(f"{ALARMS}/{{alarm_id}}", dependencies=_CHANGING)
async def see(services: ServicesOf, viewer: ViewerOf, alarm_id: int) -> Response:
    """Mark an alarm as seen."""
    if not await desk_of(services).alarms.see(viewer, alarm_id):
        raise Refused("not_found")
    return go(ALARMS, "sett")


async def only_local(services: ServicesOf) -> Services:
    """Refuse where SMS are really sent: then these pages do not exist."""
    if services.settings.sends_sms:
        raise Refused("not_found")
    return services


LocalOf = Annotated[Services, Depends(only_local)]


@router.get(SMS)
async def local_outbox(request: Request, services: LocalOf, viewer: ViewerOf) -> Response:
    """SMS as they would be seen."""
    desk = desk_of(services)
    return await desk_page(
        request,
        services,
        viewer,
        "sms.html",
        messages=await desk.sms.newest(viewer),
        receivers=await desk.sms.receivers(viewer),
        chosen=request.query_params.get("som", ""),
    )


@router.post(SMS, dependencies=_CHANGING)
async def answer_as(
    services: LocalOf, viewer: ViewerOf, staff: Annotated[Whole, Form()], text: Annotated[str, Form()] = ""
) -> Response:
    """Take an SMS as if a member of staff had sent it."""
    desk = desk_of(services)
    sender = next((one for one in await desk.sms.receivers(viewer) if one.id == staff), None)
    form = desk.sms.answer_form(sender, text[:LONGEST]) if sender is not None else None
    if form is None or services.sms is None:
        raise Refused("not_found")
    await services.sms.inbox.store(form)
    return go(f"{SMS}", f"sms&som={staff}")
