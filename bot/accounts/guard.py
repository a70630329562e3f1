"""Access rules for staff: whoever is not signed in with the right role is sent away."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form, Request
from starlette.types import Scope

from bot.accounts import cookies
from bot.accounts.accounts import Known
from bot.accounts.csrf import check_form
from bot.accounts.refusal import NotSignedInError, Refused
from bot.accounts.roles import DESK_ROLES, Role, covers
from bot.accounts.sessions import Login
from bot.accounts.sign_in import SignIn
from bot.channels.web.access import ServicesOf, rule
from bot.services import Services

# Sent by a page that renews itself: nobody is at work, so the session does not live longer by it.
LIVE = "vart-live"


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody who is signed in.

    Attributes:
        account: Their account.
        session: Their session.
    """

    account: Known
    session: Login

    def may(self, municipality: str | None) -> bool:
        """Whether a municipality is in their areas."""
        return covers(self.account.areas, municipality)

    def has(self, role: Role) -> bool:
        """Whether they have a role."""
        return role in self.account.roles


def sign_in_of(services: Services) -> SignIn:
    """The way in.

    Raises:
        Refused: This Vart has no database, and so no accounts.
    """
    if services.sign_in is None:
        raise Refused("unavailable")
    return services.sign_in


async def session_of(request: Request, services: ServicesOf) -> Login | None:
    """The session of a request, verified or not."""
    token = cookies.carried(request, cookies.SESSION)
    if token is None:
        return None
    login = await sign_in_of(services).logins.open(token, touch=LIVE not in request.headers)
    if login is not None and login.verified:
        # For the page that says no, which offers only what they may open.
        request.state.roles = login.account.roles
    return login


async def brings_session(scope: Scope, services: Services) -> bool:
    """Whether a request whose body is not read yet is of somebody signed in; it does not count as work."""
    token = cookies.carried(Request(scope), cookies.SESSION)
    if token is None or services.sign_in is None:
        return False
    login = await services.sign_in.logins.open(token, touch=False)
    return login is not None and login.verified


SessionOf = Annotated[Login | None, Depends(session_of)]


def signed_in(name: str, *roles: Role) -> Callable[..., Awaitable[Signed]]:
    """Make an access rule: open to who is signed in and has one of `roles`.

    Args:
        name: Of the rule.
        roles: Any of them is enough.
    """

    async def check(login: SessionOf) -> Signed:
        if login is None or not login.verified:
            raise NotSignedInError
        if login.account.roles.isdisjoint(roles):
            raise Refused("forbidden")
        return Signed(login.account, login)

    check.__name__ = name
    return rule(check)


@rule
async def holds_session(login: SessionOf) -> Login:
    """Open to who has given a password, also when the code is still to come."""
    if login is None:
        raise NotSignedInError
    return login


desk_staff = signed_in("desk_staff", *DESK_ROLES)


async def own_form(
    request: Request, services: ServicesOf, login: SessionOf, csrf: Annotated[str, Form()] = ""
) -> None:
    """Refuse a form that is not from a page of this session; for every route that changes something."""
    if login is None:
        raise NotSignedInError
    check_form(request, services.settings, csrf, login.csrf)
