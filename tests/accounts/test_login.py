"""Logging in: only with the right password and code, and nobody is told which was wrong."""

import asyncio
import time
from html import unescape

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from bot.accounts.accounts import Changes, normal_login
from bot.accounts.passwords import Passwords
from bot.accounts.roles import Role
from bot.accounts.sign_in import SignIn
from bot.db.models.account import Account, AccountSession
from bot.db.models.sms import SmsOutbox
from tests.accounts.site import CHEAP, PASSWORD, PHONE, Site

WRONG = "Namnet eller lösenordet stämmer inte."


async def test_password_and_code_lead_in_where_one_was_going(site: Site) -> None:
    await site.account()
    anna = site.browser()
    await anna.goes("/jour/arenden/3")
    assert anna.path == "/logga-in"
    await anna.gives_password()
    assert anna.path == "/logga-in/kod"
    assert "slutar på 05" in anna.text
    first = anna.http.cookies["__Host-vart"]
    answer = await anna.gives_code()

    assert answer.url.path == "/jour/arenden/3"
    assert anna.http.cookies["__Host-vart"] != first


async def test_the_password_alone_opens_nothing(site: Site) -> None:
    await site.account()
    anna = site.browser()
    await anna.gives_password()

    assert (await anna.goes("/jour")).url.path == "/logga-in"


async def test_nobody_is_told_what_was_wrong(site: Site) -> None:
    await site.account()
    await site.account("bo", phone="+46701740606")
    await site.sign_in.accounts.disable("bo")
    pages = []
    for login, password in (("anna", "fel"), ("ingen", PASSWORD), ("bo", PASSWORD), ("anna", PASSWORD + "x")):
        answer = await site.browser().gives_password(login, password)
        pages.append((answer.status_code, answer.text.count(WRONG)))

    assert pages == [(403, 1)] * 4
    assert site.console == []


async def test_an_unknown_account_takes_as_long(site: Site) -> None:
    site.services.sign_in = SignIn(
        site.sign_in.accounts, site.sign_in.logins, site.sign_in.codes, Passwords(PasswordHasher(time_cost=4))
    )
    await site.account()

    async def took(login: str) -> float:
        began = time.perf_counter()
        await asyncio.gather(*(site.sign_in.passwords.check(None, "fel") for _ in range(2)))
        known = await site.sign_in.accounts.find(login)
        await site.sign_in.passwords.check(None if known is None else known.password_hash, "fel")
        return time.perf_counter() - began

    # What is checked without an account costs real work, not a comparison.
    assert await took("ingen") > 0.03


@pytest.mark.parametrize("written", ["ANNA", "  Anna ", "anna"])
async def test_the_login_may_be_written_as_thumbs_do(site: Site, written: str) -> None:
    await site.account()
    visitor = site.browser()
    await visitor.gives_password(written)

    assert visitor.path == "/logga-in/kod"
    assert normal_login(written) == "anna"


async def test_a_guesser_is_slowed_down_and_the_owner_is_let_in_from_elsewhere(site: Site) -> None:
    await site.account()
    guesser = site.browser("198.51.100.7")
    answers = [await guesser.gives_password("anna", f"gissning {number}") for number in range(8)]
    assert [answer.status_code for answer in answers] == [403] * 6 + [429] * 2
    assert "Vänta en minut" in guesser.text
    assert int(answers[-1].headers["retry-after"]) <= 31
    assert (await guesser.gives_password()).status_code == 429

    owner = site.browser("192.0.2.9")
    await owner.gives_password()
    assert owner.path == "/logga-in/kod"

    site.clock.move(minutes=5)
    await guesser.gives_password()
    assert guesser.path == "/logga-in/kod"


async def test_guessing_from_everywhere_is_slow_but_locks_nobody_out_for_good(site: Site) -> None:
    await site.account()
    answers = []
    for number in range(40):
        visitor = site.browser(f"198.51.100.{number}")
        answers.append((await visitor.gives_password("anna", "fel")).status_code)
    assert answers.count(403) == 30
    site.clock.move(minutes=1)
    owner = site.browser()
    await owner.gives_password()
    assert owner.path == "/logga-in/kod"


async def test_the_code_is_sealed_and_goes_to_the_phone_of_the_account(site: Site) -> None:
    await site.account()
    await site.browser().gives_password()
    async with site.sessions() as session:
        [sms] = await session.scalars(select(SmsOutbox))
        [stored] = await session.scalars(select(AccountSession))
        [account] = await session.scalars(select(Account))
    assert sms.purpose == "code"
    assert sms.to_hash == site.outbox._fingerprints.of(PHONE)
    assert len(site.code) == 6
    assert site.code.encode() not in sms.sealed_body
    assert site.code not in f"{stored.code_hash} {sms.reference}"
    assert account.sealed_phone is not None
    assert PHONE.encode() not in account.sealed_phone
    assert PASSWORD not in account.password_hash


async def test_the_code_is_never_on_a_page(site: Site) -> None:
    await site.account()
    visitor = site.browser()
    await visitor.gives_password()
    assert site.code not in visitor.text
    await visitor.gives_code("000000" if site.code != "000000" else "111111")
    assert site.code not in visitor.text


async def test_five_wrong_codes_end_it_also_when_they_come_at_once(site: Site) -> None:
    await site.account()
    visitor = site.browser()
    await visitor.gives_password()
    wrong = "123456" if site.code != "123456" else "654321"
    fields = visitor.hidden() | {"code": wrong}
    await asyncio.gather(*(visitor.http.post("/logga-in/kod", data=fields, headers=FORM) for _ in range(9)))
    answer = await visitor.gives_code()

    assert answer.url.path != "/jour"
    async with site.sessions() as session:
        verified = await session.scalars(
            select(AccountSession).where(AccountSession.verified_at.is_not(None))
        )
        assert not verified.all()


FORM = {"Origin": "https://vart.test"}


async def test_the_fifth_wrong_code_says_to_begin_anew(site: Site) -> None:
    await site.account()
    visitor = site.browser()
    await visitor.gives_password()
    wrong = "123456" if site.code != "123456" else "654321"
    for _ in range(4):
        await visitor.gives_code(wrong)
        assert "Koden stämmer inte" in visitor.text
    await visitor.gives_code(wrong)
    assert "för många gånger" in visitor.text
    assert (await visitor.goes("/logga-in/kod")).url.path == "/logga-in"


async def test_a_code_is_good_for_ten_minutes_and_once(site: Site) -> None:
    await site.account()
    visitor = site.browser()
    await visitor.gives_password()
    old = visitor.hidden() | {"code": site.code}
    site.clock.move(minutes=10)
    await visitor.gives_code()
    assert "gäller inte längre" in visitor.text
    await visitor.sends("/logga-in/kod/ny")
    assert "En ny kod är skickad" in visitor.text
    before = dict(visitor.http.cookies)
    await visitor.gives_code()
    assert visitor.path == "/jour"
    again = site.browser()
    again.http.cookies.update(before)
    answer = await again.http.post("/logga-in/kod", data=old | {"code": site.code}, headers=FORM)
    assert answer.headers["location"].startswith("/logga-in")


async def test_another_code_makes_the_first_one_void(site: Site) -> None:
    await site.account()
    visitor = site.browser()
    await visitor.gives_password()
    first = site.code
    await visitor.sends("/logga-in/kod/ny")
    if site.code != first:
        await visitor.gives_code(first)
        assert "Koden stämmer inte" in visitor.text
    await visitor.gives_code()
    assert visitor.path == "/jour"


async def test_codes_are_not_sent_without_end(site: Site) -> None:
    await site.account()
    visitor = site.browser()
    await visitor.gives_password()
    for _ in range(6):
        await visitor.sends("/logga-in/kod/ny")
    assert len(site.console) == 4
    assert visitor.page.status_code == 429


async def test_desk_without_a_phone_is_refused_and_an_editor_needs_no_code(site: Site) -> None:
    await site.account("jour", phone=None)
    await site.account("red", (Role.EDITOR,), phone=None)
    answer = await site.browser().gives_password("jour")
    assert "saknar mobilnummer" in answer.text
    editor = site.browser()
    await editor.gives_password("red")
    assert editor.page.status_code == 403
    assert "inte behörighet" in editor.text


async def test_a_number_is_asked_for_a_code_whatever_the_role(site: Site) -> None:
    await site.account("red", (Role.EDITOR,))
    editor = site.browser()
    await editor.gives_password("red")
    assert editor.path == "/logga-in/kod"
    await editor.goes("/redaktion")
    assert editor.path == "/logga-in"


async def test_where_one_was_going_keeps_all_its_parameters(site: Site) -> None:
    await site.account()
    anna, going = site.browser(), "/jour/arenden?lage=alla&sida=2#sist"
    await anna.goes("/logga-in")
    await anna.sends("/logga-in", name="anna", password=PASSWORD, next=going)
    assert unescape(anna.hidden()["next"]) == going
    await anna.sends("/logga-in/kod/ny", next=going)
    assert unescape(anna.hidden()["next"]) == going


async def test_a_changed_account_is_out_and_comes_in_with_what_it_has_now(site: Site) -> None:
    await site.account()
    anna = await site.signed_in()
    new = "ett-helt-nytt-lösenord"
    await site.sign_in.accounts.change("ANNA", Changes(password_hash=CHEAP.hash(new)))
    assert (await anna.goes("/jour")).url.path == "/logga-in"
    assert WRONG in (await site.browser().gives_password()).text
    again = site.browser()
    await again.gives_password(password=new)
    assert again.path == "/logga-in/kod"


async def test_an_old_hash_is_made_anew(site: Site) -> None:
    await site.account()
    site.services.sign_in = SignIn(
        site.sign_in.accounts,
        site.sign_in.logins,
        site.sign_in.codes,
        Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)),
    )
    await site.browser().gives_password()
    known = await site.sign_in.accounts.find("anna")
    assert known is not None
    assert "m=16,t=2" in known.password_hash
    assert await site.sign_in.passwords.check(known.password_hash, PASSWORD)
