"""Who may use a route. Every route names exactly one of these rules (tests/meta/test_routes.py)."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import Depends, Header, Path, Request

from bot.errors import ApiError
from bot.gateway.limits import address_key
from bot.gateway.store import StoreUnavailable
from bot.nearness import is_local
from bot.services import Services

RULES: dict[str, Callable[..., Any]] = {}


def rule[F: Callable[..., Any]](check: F) -> F:
    """Register a dependency as an access rule under its name."""
    RULES[check.__name__] = check
    return check


async def services_of(request: Request) -> Services:
    """What the app is made of."""
    return cast(Services, request.app.state.services)


async def client_address(request: Request) -> str:
    """The key that stands for the client's address in rate limits."""
    return address_key(request.client.host if request.client else None)


# What watches whether Vart is up asks by HEAD; the server leaves out the body.
READ = ("GET", "HEAD")
ServicesOf = Annotated[Services, Depends(services_of)]
ClientAddress = Annotated[str, Depends(client_address)]


@rule
async def anyone() -> None:
    """Open to everybody."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds the secret of a conversation.

    Attributes:
        conversation: Its id.
        stranger: The database is away, so that nobody can tell; nothing stored may be shown.
    """

    conversation: str
    stranger: bool = False


@rule
async def holder(
    services: ServicesOf,
    conversation: Annotated[str, Path()],
    authorization: Annotated[str | None, Header()] = None,
) -> Holder:
    """Open to who holds the secret of the conversation in the path.

    Raises:
        ApiError: No secret, another secret, or no such conversation.
    """
    scheme, _, secret = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise ApiError("unauthorized")
    try:
        await services.conversations.open(conversation, secret.strip())
    except StoreUnavailable:
        return Holder(conversation, stranger=True)
    return Holder(conversation)


@rule
async def monitoring(
    request: Request, services: ServicesOf, authorization: Annotated[str | None, Header()] = None
) -> None:
    """Open to this machine itself, and to who holds VART_METRICS_TOKEN.

    Raises:
        ApiError: From elsewhere, or through a proxy, without the token.
    """
    if authorization is None and is_local(request.client.host if request.client else None, request.headers):
        return
    token = services.settings.metrics_token
    scheme, _, given = (authorization or "").partition(" ")
    # As bytes: text that is not ASCII cannot be compared in even time.
    if (
        token is None
        or scheme.lower() != "bearer"
        or not hmac.compare_digest(given.strip().encode(), token.get_secret_value().encode())
    ):
        raise ApiError("metrics_closed")
