"""The web application: every route, behind one shield."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp

from bot.accounts import pages as accounts
from bot.channels import sms
from bot.channels.embed import pages as embed
from bot.channels.telegram import webhook as telegram
from bot.channels.web import api, figures, health, pages
from bot.channels.web.shield import Shield
from bot.desk import router as desk
from bot.editor.pages import router as editor
from bot.errors import add_error_handlers
from bot.hsds import routes as hsds
from bot.services import Services
from bot.statistics import pages as statistics


class VartApp(FastAPI):
    """FastAPI with the shield outermost, so that no answer leaves without it."""

    def build_middleware_stack(self) -> ASGIApp:
        """The middleware of FastAPI, and the shield around it."""
        return Shield(super().build_middleware_stack())


def create_app(services: Services) -> FastAPI:
    """The application over `services`, which start and stop with it."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with services.running():
            yield

    app = VartApp(
        title="Vart",
        lifespan=lifespan,
        # Its pages would load scripts from elsewhere; docs/api.md is the documentation.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        # FastAPI would record requests that fail together with what was sent.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.services = services
    add_error_handlers(app)
    app.include_router(api.router)
    app.include_router(health.router)
    app.include_router(figures.router)
    app.include_router(pages.router)
    app.include_router(sms.router)
    app.include_router(telegram.router)
    app.include_router(embed.router)
    app.include_router(accounts.router)
    app.include_router(desk.router)
    app.include_router(hsds.router)
    app.include_router(editor.router)
    app.include_router(statistics.router)
    return app
