"""Whether Vart is alive, and whether it can serve people."""

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from bot.channels.web.access import READ, ServicesOf, anyone

router = APIRouter(dependencies=[Depends(anyone)])


@router.api_route("/healthz", methods=[*READ])
async def healthz() -> dict[str, str]:
    """Alive."""
    return {"status": "ok", "service": "vart"}


@router.api_route("/readyz", methods=[*READ])
async def readyz(services: ServicesOf) -> JSONResponse:
    """Ready for people: 200 with a directory to answer from, also in reduced mode."""
    database = "ready" if await services.conversations.answers() else "unavailable"
    directory = "ready" if services.directory_ready() else "unavailable"
    brain = services.brain_state()
    if directory != "ready":
        status = "unavailable"
    else:
        status = "ready" if brain == "ready" and database == "ready" else "reduced"
    return JSONResponse(
        {"status": status, "database": database, "directory": directory, "brain": brain},
        status_code=503 if status == "unavailable" else 200,
    )
