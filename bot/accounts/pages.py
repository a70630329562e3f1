"""The pages to log in by: name and password, then a code by SMS."""

import secrets
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from bot.accounts import cookies
from bot.accounts.csrf import check_form
from bot.accounts.guard import SessionOf, holds_session, own_form, sign_in_of
from bot.accounts.otp import DIGITS
from bot.accounts.page import staff_page
from bot.accounts.refusal import LOGIN, NotSignedInError, StaffRoute
from bot.accounts.sessions import Login
from bot.accounts.sign_in import SignInError
from bot.accounts.words import why
from bot.channels.web.access import ClientAddress, ServicesOf, anyone
from bot.services import Services

HOME = "/jour"
CODE = f"{LOGIN}/kod"

router = APIRouter(include_in_schema=False, route_class=StaffRoute)
Halfway = Annotated[Login, Depends(holds_session)]


def own_path(path: str) -> str:
    """A path of ours to go on to after the login; anything else leads to the desk."""
    parts = urlsplit(path)
    plain = path.isascii() and path.isprintable() and not any(each in path for each in "\\ ")
    ours = path.startswith("/") and not path.startswith("//") and not (parts.scheme or parts.netloc)
    return path if plain and ours and len(path) <= 200 and not path.startswith(LOGIN) else HOME


@router.get(LOGIN, dependencies=[Depends(anyone)])
async def login_page(request: Request, login: SessionOf, next: str = HOME) -> Response:
    """Ask for name and password, unless somebody is signed in."""
    if login is not None and login.verified:
        return RedirectResponse(own_path(next), status_code=303)
    return ask_to_log_in(request, next)


def ask_to_log_in(request: Request, next: str, kept: str = "") -> Response:
    """The login, which leads on to `next`.

    Args:
        request: The request.
        next: A path of ours.
        kept: Sealed by the page that somebody was sent away from; comes back to it in a form.
    """
    return _login_page(request, next, kept=kept)


@router.post(LOGIN, dependencies=[Depends(anyone)])
async def login(
    request: Request,
    services: ServicesOf,
    address: ClientAddress,
    csrf: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = HOME,
    kept: Annotated[str, Form()] = "",
) -> Response:
    """Take name and password."""
    check_form(request, services.settings, csrf, cookies.carried(request, cookies.LOGIN_FORM))
    try:
        begun = await sign_in_of(services).with_password(name, password, address)
    except SignInError as error:
        return _login_page(request, next, error, name, kept)
    if kept:
        response = await _with_kept(services, begun.token, next, kept)
    else:
        onward = f"{CODE}?next={quote(own_path(next))}" if begun.code_next else own_path(next)
        response = RedirectResponse(onward, status_code=303)
    cookies.give(response, cookies.SESSION, begun.token)
    cookies.take(response, cookies.LOGIN_FORM)
    return response


@router.get(CODE)
async def code_page(login: Halfway, next: str = HOME, ny: bool = False) -> Response:
    """Ask for the code."""
    if login.verified:
        return RedirectResponse(own_path(next), status_code=303)
    return _code_page(login, next, new=ny)


@router.post(CODE, dependencies=[Depends(own_form)])
async def code(
    request: Request,
    services: ServicesOf,
    login: Halfway,
    code: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = HOME,
    kept: Annotated[str, Form()] = "",
) -> Response:
    """Take the code."""
    try:
        token = await sign_in_of(services).with_code(login, code)
    except SignInError as error:
        if error.why == "code_many":
            # From the beginning, with what was typed before all this still there.
            return _login_page(request, next, error, kept=kept)
        return _code_page(login, next, error, kept=kept)
    response: Response = RedirectResponse(own_path(next), status_code=303)
    if kept:
        response = await _with_kept(services, token, next, kept)
    cookies.give(response, cookies.SESSION, token)
    return response


@router.post(f"{CODE}/ny", dependencies=[Depends(own_form)])
async def another_code(
    services: ServicesOf,
    login: Halfway,
    next: Annotated[str, Form()] = HOME,
    kept: Annotated[str, Form()] = "",
) -> Response:
    """Send another code."""
    if not login.verified:
        try:
            await sign_in_of(services).send_code(login)
        except SignInError as error:
            return _code_page(login, next, error, kept=kept)
        if kept:
            return _code_page(login, next, new=True, kept=kept)
    return RedirectResponse(f"{CODE}?ny=1&next={quote(own_path(next))}", status_code=303)


@router.post("/logga-ut", dependencies=[Depends(own_form)])
async def log_out(services: ServicesOf, login: Halfway) -> Response:
    """End the session."""
    await sign_in_of(services).logins.end(login.key)
    response = RedirectResponse(LOGIN, status_code=303)
    cookies.take(response, cookies.SESSION)
    return response


async def _with_kept(services: Services, token: str, next: str, kept: str) -> Response:
    """What comes after a step of the login when something typed waits: the code, or the way back to it."""
    login = await sign_in_of(services).logins.open(token)
    if login is None:
        raise NotSignedInError
    if not login.verified:
        return _code_page(login, next, kept=kept)
    return staff_page("tillbaka.html", csrf=login.csrf, next=own_path(next), kept=kept)


def _login_page(
    request: Request, next: str, error: SignInError | None = None, name: str = "", kept: str = ""
) -> Response:
    token = cookies.carried(request, cookies.LOGIN_FORM) or secrets.token_urlsafe(32)
    response = staff_page(
        "logga-in.html",
        _status(error),
        csrf=token,
        next=own_path(next),
        name=name[:120],
        fault=error and why(error.why, error.wait),
        unsafe=not cookies.kept_by_browsers(request),
        kept=kept,
    )
    cookies.give(response, cookies.LOGIN_FORM, token)
    return _told_to_wait(response, error)


def _code_page(
    login: Login, next: str, error: SignInError | None = None, new: bool = False, kept: str = ""
) -> Response:
    response = staff_page(
        "kod.html",
        _status(error),
        csrf=login.csrf,
        next=own_path(next),
        digits=DIGITS,
        phone=(login.account.phone or "")[-2:],
        fault=error and why(error.why, error.wait),
        new=new,
        kept=kept,
    )
    return _told_to_wait(response, error)


def _status(error: SignInError | None) -> int:
    if error is None:
        return 200
    return 403 if error.wait is None else 429


def _told_to_wait(response: Response, error: SignInError | None) -> Response:
    if error is not None and error.wait is not None:
        response.headers["Retry-After"] = str(round(error.wait + 0.5))
    return response
