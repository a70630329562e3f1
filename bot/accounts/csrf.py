"""Forms that only our own pages can send: a token in each, and the origin they come from."""

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

from bot.accounts.refusal import Refused
from bot.settings import Settings


def check_form(request: Request, settings: Settings, given: str, expected: str | None) -> None:
    """Refuse a form that another site has sent, or made somebody send.

    Args:
        request: The request.
        settings: They know the public address.
        given: The token in the form.
        expected: The token of the session, or of the page with the login.

    Raises:
        Refused: The token is another, or the form stood on another site.
    """
    right = expected is not None and hmac.compare_digest(
        given.encode(errors="replace"), expected.encode(errors="replace")
    )
    if not right or not _from_our_page(request, settings):
        raise Refused("form")


def _from_our_page(request: Request, settings: Settings) -> bool:
    """Every browser in use names the origin of a form; without it, only what it says in its place."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site") == "same-origin"
    own = {f"{request.url.scheme}://{request.url.netloc}"}
    if settings.public_url is not None:
        public = urlsplit(settings.public_url)
        own.add(f"{public.scheme}://{public.netloc}")
    return origin in own
