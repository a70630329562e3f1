"""Why a step was not taken, as a page."""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from bot.accounts.refusal import StaffRoute, refusal
from bot.editor.fields import Unusable
from bot.editor.pages.page import path_of
from bot.editor.refusals import Denied, Faulty, Moved, NotFound, Refusal

_DENIED = {
    "account": "Kontot är avstängt. Fråga den som är administratör hos er.",
    "role": "Ditt konto har inte den rollen. Fråga den som är administratör hos er.",
    "area": "Verksamheten ligger utanför ditt område. Be någon som har området att göra det.",
    "same_person": (
        "Du har själv skrivit i utkastet. Någon annan behöver granska det, så att två personer har sett det."
    ),
}


class EditorRoute(StaffRoute):
    """A route whose refusals are pages."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, and pages around what the domain refuses."""
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await answer(request)
            except (Refusal, Unusable) as refused:
                return page_of(request, refused)

        return answered


def page_of(request: Request, refused: Refusal | Unusable) -> Response:
    """The page that says why, with a way back to the listing it is about."""
    id = request.path_params.get("id")
    back = (path_of(quote(id, safe="")), "Till verksamheten") if id else None
    if isinstance(refused, Denied):
        # What lies elsewhere, or is for other roles, is not to be opened either.
        there = back if refused.reason == "same_person" else None
        return refusal(request, 403, "Det här får du inte göra", _DENIED[refused.reason], back=there)
    if isinstance(refused, NotFound):
        sentence = "Verksamheten finns inte, eller så är den borttagen."
        return refusal(request, 404, "Här finns inget att visa", sentence)
    if isinstance(refused, Moved):
        sentence = "Någon annan hann före, eller så har du redan gjort det. Öppna verksamheten igen och se."
        return refusal(request, 409, "Verksamheten har ändrats", sentence, back=back)
    if isinstance(refused, Faulty):
        sentences = " ".join(problem.sentence for problem in refused.problems[:5])
        return refusal(request, 422, "Det går inte än", sentences or "Något behöver rättas först.", back=back)
    sentence = "Ett fält innehåller något som inte kan sparas, eller alldeles för mycket text."
    return refusal(request, 422, "Det gick inte att spara", sentence)
