"""/metrics: figures for monitoring, for this machine and for who holds the token."""

from fastapi import APIRouter, Depends
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response

from bot.channels.web.access import ServicesOf, monitoring
from bot.errors import ApiError

router = APIRouter(include_in_schema=False)


@router.get("/metrics", dependencies=[Depends(monitoring)])
async def metrics(services: ServicesOf) -> Response:
    """The figures, in the text format of Prometheus."""
    if services.metrics is None:
        raise ApiError("not_found")
    text = await services.metrics.text(services.brain_state(), services.events.listening)
    return Response(text, media_type=CONTENT_TYPE_LATEST)
