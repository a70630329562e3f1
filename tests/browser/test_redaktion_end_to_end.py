"""The editors' whole way: write, have it reviewed, see it in the chat, hear that it is wrong, mend it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.chat import phone
from tests.browser.editors import EDITOR, REVIEWER, Office, set_up
from tests.browser.starting import Place, started
from tests.editor.pages.writing import NAME, fill

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    async with started(tmp_path, monkeypatch, set_up) as made:
        yield made


async def test_from_an_empty_account_to_the_chat_and_back(browser: Browser, place: Place) -> None:
    contexts = [await browser.new_context(locale="sv-SE", **phone()) for _ in range(3)]
    anna, bo, person = [await context.new_page() for context in contexts]
    office = Office(place.address, anna, bo, person)
    await office.sign_in(anna, EDITOR)
    await office.sign_in(bo, REVIEWER)

    await anna.get_by_role("link", name="Ny verksamhet").click()
    await fill(anna)
    await expect(anna.locator("#spoken-hours")).to_contain_text("En vanlig vecka: måndag och tisdag 8–16")
    await expect(anna.locator("#preview h3", has_text=NAME)).to_be_visible()
    await anna.get_by_role("button", name="Spara utkast").click()
    await expect(anna.get_by_text("Utkastet är sparat.")).to_be_visible()
    await office.submit()
    await office.approve()
    await office.sees(NAME)

    async with person.expect_popup() as opened:
        await person.locator(".service", has_text=NAME).get_by_role("link", name="Stämmer inte?").click()
    report = await opened.value
    await report.get_by_role("button", name="Numret stämmer inte").click()
    await expect(report.get_by_role("heading", name="Tack för hjälpen")).to_be_visible()

    await anna.goto(place.address + "/redaktion")
    entry = anna.locator(".entry", has_text=NAME)
    await expect(entry).to_contain_text("Numret stämmer inte")
    await entry.get_by_role("link", name=NAME).click()
    await anna.get_by_role("link", name="Ändra", exact=True).click()
    await anna.get_by_label("Nummer", exact=True).first.fill("0980-319 299")
    await anna.get_by_role("button", name="Spara utkast").click()
    await office.submit()
    await office.approve()
    await office.sees("0980-319 299")
    await anna.reload()
    await anna.get_by_role("button", name="Utrett, avsluta").click()
    await expect(anna.get_by_text("Rapporten är avslutad.")).to_be_visible()

    # The former version, which is the third step: written, submitted, published.
    await anna.get_by_role("button", name="Ta fram den här versionen (steg 3)").click()
    await expect(anna.get_by_text("Den tidigare versionen är ett utkast nu.")).to_be_visible()
    await bo.goto(anna.url.partition("?")[0])
    await office.approve()
    await office.sees("0980-319 200")
    for context in contexts:
        await context.close()
