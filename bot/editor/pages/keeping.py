"""Forms that come back after the login: what was typed travels with it, sealed."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.accounts.csrf import check_form
from bot.accounts.pages import ask_to_log_in
from bot.accounts.refusal import Refused
from bot.channels.web.access import services_of
from bot.editor.pages.kept import Boxes
from bot.editor.pages.refusing import EditorRoute

# Not what the listing says: who sent it, and what for.
_NOT_KEPT = frozenset({"csrf", "kept", "do"})


async def boxes_of(request: Request) -> Boxes:
    """The boxes of the form that was sent, without what every form holds."""
    form = await request.form()
    names = dict.fromkeys(name for name, _ in form.multi_items() if name not in _NOT_KEPT)
    return {
        name: [value.replace("\r\n", "\n") for value in form.getlist(name) if isinstance(value, str)]
        for name in names
    }


class KeepingRoute(EditorRoute):
    """A route whose form comes back after the login."""

    async def to_login(self, request: Request) -> Response:
        """The login, with what was typed in it."""
        services = await services_of(request)
        if request.method != "POST" or services.office is None:
            return await super().to_login(request)
        try:
            # Another site must not be able to put words into a form.
            check_form(request, services.settings, "-", "-")
        except Refused:
            return RedirectResponse("/logga-in?next=/redaktion", status_code=303)
        form = await request.form()
        sealed = form.get("kept")
        if not isinstance(sealed, str) or not sealed:
            sealed = services.office.kept.seal(await boxes_of(request))
        return ask_to_log_in(request, request.url.path, sealed)
