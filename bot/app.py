"""The web application: every route, behind one shield."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp, Scope

from bot.accounts import pages as accounts
from bot.accounts.guard import brings_session
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

        async def trusted(scope: Scope) -> bool:
            return await brings_session(scope, self.state.services)

        return Shield(super().build_middleware_stack(), trusted)


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
    for part in (api, health, figures, pages, sms, telegram, embed, accounts, desk, hsds, editor, statistics):
        app.include_router(part.router)
    return app
