"""The frame of every page of the desk: who is signed in, what waits, and what was just done."""

from types import ModuleType
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.accounts.guard import LIVE
from bot.accounts.page import staff_page
from bot.accounts.refusal import Refused
from bot.desk import words
from bot.desk.desk import Desk
from bot.desk.viewer import Viewer
from bot.escalation.escalation import Escalation
from bot.services import Services

HOME = "/jour"
# How often an open page looks for something new.
SECONDS = 4


def desk_of(services: Services) -> Desk:
    """The desk.

    Raises:
        Refused: This Vart has none.
    """
    if services.desk is None:
        raise Refused("unavailable")
    return services.desk


def escalation_of(services: Services) -> Escalation:
    """What moves cases.

    Raises:
        Refused: This Vart has no cases.
    """
    if services.escalation is None:
        raise Refused("unavailable")
    return services.escalation


async def desk_page(
    request: Request, services: Services, viewer: Viewer, template: str, **values: Any
) -> Response:
    """A page of the desk.

    Args:
        request: The request; `sagt` in its query names what was just done.
        services: What the app is made of.
        viewer: Who looks.
        template: File name in templates/.
        values: What the page shows.
    """
    now, said = services.clock(), request.query_params.get("sagt", "")
    labels: ModuleType = words
    return staff_page(
        template,
        viewer=viewer,
        csrf=viewer.csrf,
        now=now,
        words=labels,
        place=services.municipality_name,
        notice=words.NOTICES.get(said) if LIVE not in request.headers else None,
        bad=said in words.BAD_NOTICES,
        alarm_count=len(await desk_of(services).alarms.unseen(viewer)),
        local=not services.settings.sends_sms,
        seconds=SECONDS,
        **values,
    )
