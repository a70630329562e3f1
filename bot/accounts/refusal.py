"""What a page for staff says instead of answering, as a page and never as JSON."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.accounts.page import staff_page
from bot.accounts.roles import DESK_ROLES, EDITORIAL_ROLES, Role
from bot.errors import CATALOGUE, ApiError
from bot.logs import get_logger
from bot.malformed import sentence_of

LOGIN = "/logga-in"
# Kind -> status, heading, and what to do.
REFUSALS = {
    "form": (
        403,
        "Formuläret var för gammalt",
        "Inget är sparat. Gå tillbaka, ladda om sidan och skicka igen.",
    ),
    "forbidden": (403, "Du har inte behörighet hit", "Fråga den som är administratör hos er."),
    "no_staff": (
        403,
        "Du står inte på jourlistan",
        "Du kan läsa men inte svara. Den som är administratör kan lägga till numret som ditt konto har.",
    ),
    "not_found": (
        404,
        "Här finns inget att visa",
        "Adressen är fel, eller så ligger ärendet utanför ditt område.",
    ),
    "malformed": (422, "Det gick inte att läsa", "Inget är sparat. Gå tillbaka och fyll i igen."),
    "unavailable": (
        503,
        "Databasen svarar inte",
        "Inget är sparat. Försök igen om en liten stund. Sms till och från jouren tas emot under tiden.",
    ),
}
# What the pages call the fields of their forms and addresses.
_FIELDS = {
    "text": "Texten",
    "note": "Texten",
    "reason": "Anledningen",
    "revision": "Versionens nummer",
    "version": "Versionens nummer",
    "fran": "Versionen att jämföra från",
    "till": "Versionen att jämföra med",
    "sida": "Sidans nummer",
    "omrade": "Området",
    "amne": "Ämnet",
    "lage": "Läget",
    "plats": "Kommunen",
    "to": "Vem som ska ta över",
    "outcome": "Hur det gick",
    "staff": "Personen",
}


class NotSignedInError(Exception):
    """Somebody has to log in first."""


class Refused(Exception):  # noqa: N818 (a state of the world)
    """A request that is not granted.

    Args:
        kind: Key of `REFUSALS`.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class StaffRoute(APIRoute):
    """A route whose errors are pages."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, and pages around what it refuses."""
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await answer(request)
            except NotSignedInError:
                return await self.to_login(request)
            except Refused as refused:
                return refusal(request, *REFUSALS[refused.kind])
            except RequestValidationError as error:
                return _malformed(request, error)
            except ApiError as error:
                status, sentence = CATALOGUE[error.code]
                return refusal(request, status, "Det gick inte", sentence)
            except (SQLAlchemyError, OSError) as error:
                get_logger().error("staff_page_failed", exc_info=error)
                return refusal(request, *REFUSALS["unavailable"])

        return answered

    async def to_login(self, request: Request) -> Response:
        """The login, which leads back here; what was to be sent is not sent again by itself."""
        path = request.url.path if request.method == "GET" else ""
        return RedirectResponse(f"{LOGIN}?next={quote(path)}" if path else LOGIN, status_code=303)


def refusal(
    request: Request,
    status: int,
    heading: str,
    sentence: str,
    *,
    back: tuple[str, str] | None = None,
    written: Sequence[str] = (),
) -> Response:
    """The page that says why, and what to do.

    Args:
        request: The request; whoever it is from is offered the pages that their roles may open.
        status: HTTP status.
        heading: What has happened.
        sentence: Why, and what to do.
        back: Path and words of a link to where it can be done.
        written: What somebody has written, so that they can copy it.
    """
    links = [*([back] if back else []), *_homes(request)]
    return staff_page("nej.html", status, heading=heading, sentence=sentence, links=links, written=written)


def _homes(request: Request) -> list[tuple[str, str]]:
    roles: frozenset[Role] | None = getattr(request.state, "roles", None)
    if roles is None:
        return [(LOGIN, "Logga in")]
    every = (("/jour", "Till jouren", DESK_ROLES), ("/redaktion", "Till redaktionen", EDITORIAL_ROLES))
    return [(path, words) for path, words, needed in every if roles & needed]


def _malformed(request: Request, error: RequestValidationError) -> Response:
    status, heading, otherwise = REFUSALS["malformed"]
    sentence = sentence_of(error, lambda _, field: _FIELDS.get(field, f"Fältet {field}"))
    if sentence is None:
        return refusal(request, status, heading, otherwise)
    # Only what they had to write at length; a number is soon typed again.
    too_long = [str(one["input"]) for one in error.errors() if one["type"] == "string_too_long"]
    return refusal(
        request,
        status,
        heading,
        f"{sentence} Inget är sparat. Gå tillbaka och ändra det.",
        written=too_long,
    )
