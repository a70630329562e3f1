"""The cookies of staff: bound to this host, to https, and out of reach of scripts.

Browsers count loopback as safe, so that a laptop needs no certificate.
"""

from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

SESSION = "__Host-vart"
# Binds the login form to the browser that was given it, before there is a session.
LOGIN_FORM = "__Host-vart-form"
_SAME_SITE: dict[str, Literal["lax", "strict"]] = {SESSION: "lax", LOGIN_FORM: "strict"}


def give(response: Response, name: str, value: str) -> None:
    """Set a cookie that ends with the browser."""
    response.set_cookie(name, value, path="/", secure=True, httponly=True, samesite=_SAME_SITE[name])


def take(response: Response, name: str) -> None:
    """Take a cookie away."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite=_SAME_SITE[name])


def carried(request: Request, name: str) -> str | None:
    """The value of a cookie, if the request carries it."""
    return request.cookies.get(name) or None


def kept_by_browsers(request: Request) -> bool:
    """Whether a browser will keep our cookies: over https, or on its own machine."""
    return request.url.scheme == "https" or request.url.hostname in {"127.0.0.1", "localhost", "::1"}
