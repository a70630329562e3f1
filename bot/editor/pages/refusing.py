"""Why a step was not taken, as a page."""

from collections.abc import Callable, Coroutine
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.accounts.refusal import StaffRoute, refusal
from bot.editor.fields import Unusable
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
                return page_of(refused)

        return answered


def page_of(refused: Refusal | Unusable) -> Response:
    """The page that says why."""
    if isinstance(refused, Denied):
        return refusal(403, "Det här får du inte göra", _DENIED[refused.reason])
    if isinstance(refused, NotFound):
        return refusal(404, "Här finns inget att visa", "Verksamheten finns inte, eller så är den borttagen.")
    if isinstance(refused, Moved):
        sentence = "Någon annan hann före, eller så har du redan gjort det. Öppna verksamheten igen och se."
        return refusal(409, "Verksamheten har ändrats", sentence)
    if isinstance(refused, Faulty):
        sentences = " ".join(problem.sentence for problem in refused.problems[:5])
        return refusal(422, "Det går inte än", sentences or "Något behöver rättas först.")
    sentence = "Ett fält innehåller något som inte kan sparas, eller alldeles för mycket text."
    return refusal(422, "Det gick inte att spara", sentence)
