"""A session: bound to its cookie, ended by time, by logging out and by a disabled account."""

import re
from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, text

from bot.accounts.guard import own_form
from bot.accounts.pages import HOME, own_path
from bot.accounts.roles import Role
from bot.channels.web.access import RULES
from bot.db.models.account import Account, AccountSession
from tests.accounts.site import Site, Visitor

# Signed in, on a Vart whose desk is not there: the page that says so, and not the login.
IN = 503


async def is_in(visitor: Visitor) -> bool:
    await visitor.goes("/jour")
    return visitor.page.status_code == IN


async def test_the_cookie_is_bound_to_this_host_and_out_of_reach(site: Site) -> None:
    await site.account()
    visitor = site.browser()
    await visitor.goes("/logga-in")
    fields = visitor.hidden() | {"name": "anna", "password": "korrekt-häst-batteri"}
    answer = await visitor.http.post("/logga-in", data=fields, headers={"Origin": "https://vart.test"})
    [cookie] = [
        each
        for each in answer.headers.get_list("set-cookie")
        if each.startswith("__Host-vart=") and len(each) > 50
    ]
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert parts == {"httponly", "path=/", "samesite=lax", "secure"}
    async with site.sessions() as session:
        [stored] = await session.scalars(select(AccountSession.token_hash))
    assert stored not in cookie


async def test_half_an_hour_without_work_ends_it(site: Site) -> None:
    await site.account()
    anna = await site.signed_in()
    site.clock.move(minutes=29)
    assert await is_in(anna)
    site.clock.move(minutes=29)
    assert await is_in(anna)
    site.clock.move(minutes=30)
    assert not await is_in(anna)


async def test_a_page_that_renews_itself_is_no_work(site: Site) -> None:
    await site.account()
    anna = await site.signed_in()
    for _ in range(6):
        site.clock.move(minutes=5)
        await anna.goes("/jour", **{"Vart-Live": "1"})
    assert not await is_in(anna)


async def test_twelve_hours_end_it_however_busy(site: Site) -> None:
    await site.account()
    anna = await site.signed_in()
    for _ in range(47):
        site.clock.move(minutes=15)
        assert await is_in(anna)
    site.clock.move(minutes=15)
    assert not await is_in(anna)


async def test_between_password_and_code_there_is_a_quarter(site: Site) -> None:
    await site.account()
    anna = site.browser()
    await anna.gives_password()
    site.clock.move(minutes=15)
    assert (await anna.goes("/logga-in/kod")).url.path == "/logga-in"


async def test_logging_out_ends_it_also_for_a_copy_of_the_cookie(site: Site) -> None:
    await site.account()
    anna = await site.signed_in()
    copy = site.browser()
    copy.http.cookies.update(dict(anna.http.cookies))
    assert await is_in(copy)
    token = await site.sign_in.logins.open(anna.http.cookies["__Host-vart"])
    assert token is not None
    await anna.sends("/logga-ut", csrf=token.csrf)
    assert anna.path == "/logga-in"
    assert not await is_in(copy)


async def test_a_disabled_account_is_out_at_once(site: Site) -> None:
    await site.account()
    anna = await site.signed_in()
    assert await site.sign_in.accounts.disable("ANNA ")
    assert not await is_in(anna)
    assert not await site.sign_in.accounts.disable("anna")


async def test_an_account_disabled_in_the_database_is_out_too(site: Site) -> None:
    await site.account()
    anna = await site.signed_in()
    async with site.sessions.begin() as session:
        (await session.scalars(select(Account))).one().disabled_at = site.clock()
    assert not await is_in(anna)


async def test_ended_sessions_are_swept_away(site: Site) -> None:
    await site.account()
    await site.signed_in()
    site.clock.move(hours=13)
    await site.signed_in()
    async with site.sessions() as session:
        assert len((await session.scalars(select(AccountSession))).all()) == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.COORDINATOR])
async def test_other_roles_have_no_business_at_the_desk(site: Site, role: Role) -> None:
    await site.account("red", (role,), phone=None)
    editor = site.browser()
    await editor.gives_password("red")
    assert editor.page.status_code == 403
    assert "inte behörighet" in editor.text


async def test_a_word_that_is_no_role_gives_nothing(site: Site) -> None:
    await site.account()
    anna = await site.signed_in()
    async with site.sessions.begin() as session:
        (await session.scalars(select(Account))).one().roles = ["root", "admin"]
    assert (await anna.goes("/jour")).status_code == 403


@pytest.mark.parametrize(
    ("origin", "csrf", "status"),
    [
        ("https://vart.test", None, 303),
        ("https://evil.test", None, 403),
        ("null", None, 403),
        (None, None, 403),
        ("https://vart.test.evil.test", None, 403),
        ("http://vart.test", None, 403),
        ("https://vart.test", "annat", 403),
        ("https://vart.test", "", 403),
        ("https://vart.test", "åäö", 403),
    ],
)
async def test_only_our_own_form_is_taken(
    site: Site, origin: str | None, csrf: str | None, status: int
) -> None:
    await site.account()
    anna = await site.signed_in()
    login = await site.sign_in.logins.open(anna.http.cookies["__Host-vart"])
    assert login is not None
    headers = {} if origin is None else {"Origin": origin}
    fields = {"csrf": login.csrf if csrf is None else csrf}
    answer = await anna.http.post("/logga-ut", data=fields, headers=headers)
    assert answer.status_code == status
    assert await is_in(anna) == (status == 403)


async def test_a_browser_that_hides_the_origin_may_say_same_origin(site: Site) -> None:
    await site.account()
    anna = await site.signed_in()
    login = await site.sign_in.logins.open(anna.http.cookies["__Host-vart"])
    assert login is not None
    answers = [
        await anna.http.post("/logga-ut", data={"csrf": login.csrf}, headers={"Sec-Fetch-Site": where})
        for where in ("cross-site", "same-site", "none", "same-origin")
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403, 303]


async def test_the_login_form_is_bound_to_its_browser(site: Site) -> None:
    await site.account()
    other, anna = site.browser(), site.browser()
    await other.goes("/logga-in")
    await anna.goes("/logga-in")
    fields = other.hidden() | {"name": "anna", "password": "korrekt-häst-batteri"}
    answer = await anna.http.post("/logga-in", data=fields, headers={"Origin": "https://vart.test"})
    assert answer.status_code == 403
    assert site.console == []


def calls(dependant: Dependant) -> Iterator[object]:
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from calls(dependency)


def test_every_form_for_staff_checks_where_it_comes_from(site: Site) -> None:
    checked = {}
    for route in iter_route_contexts(site.app.routes):
        dependant = getattr(route, "dependant", None)
        used = set(calls(dependant)) if dependant is not None else set()
        for name in ("desk_staff", "holds_session"):
            if RULES[name] in used and "POST" in (route.methods or ()):
                checked[route.path] = own_form in used
    assert len(checked) > 9
    assert {path for path, has_check in checked.items() if not has_check} == set()


async def test_pages_say_where_their_forms_stand_but_tell_nobody_else(site: Site) -> None:
    answer = await site.browser().goes("/logga-in")
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert not re.search(r"<script(?! type=\"module\" src=)|style=|onclick", answer.text)


async def test_without_https_the_login_says_why_it_cannot_work(site: Site) -> None:
    visitor = site.browser()
    await visitor.goes("/logga-in")
    assert "över https" not in visitor.text
    await visitor.goes("http://vart.lokalt/logga-in")
    assert "över https" in visitor.text
    await visitor.goes("http://127.0.0.1:8000/logga-in")
    assert "över https" not in visitor.text


async def test_a_database_that_is_away_is_said_on_a_page(site: Site) -> None:
    await site.account()
    anna = await site.signed_in()
    async with site.sessions.begin() as session:
        await session.execute(delete(AccountSession))
        await session.execute(text("DROP TABLE account_session"))
    answer = await anna.goes("/jour")
    assert answer.status_code == 503
    assert "Databasen svarar inte" in answer.text


@given(st.text() | st.from_regex(r"[/\\]{1,3}[a-z.:@\\/\t\n]{0,20}", fullmatch=True))
def test_after_the_login_nobody_is_led_elsewhere(path: str) -> None:
    led = own_path(path)
    assert led == HOME or (led == path and re.match(r"/(?![/\\])", led))
    assert not re.search(r"[\\\s\x00-\x1f]", led)


@pytest.mark.parametrize(
    "path", ["//evil.test", "/\\evil.test", "https://evil.test", "/logga-in", "", "jour"]
)
def test_these_lead_to_the_desk(path: str) -> None:
    assert own_path(path) == HOME


def test_our_own_paths_are_kept() -> None:
    assert own_path("/jour/arenden/3?sagt=tagen") == "/jour/arenden/3?sagt=tagen"
