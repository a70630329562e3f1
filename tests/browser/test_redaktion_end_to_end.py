"""The editors' whole way: write, have it reviewed, see it in the chat, hear that it is wrong, mend it."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.chat import phone
from tests.browser.starting import Place, run, started
from tests.editor.pages.writing import NAME, fill

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PASSWORD = "korrekt-häst-batteri"


def set_up() -> None:
    """Two accounts: who writes, and who looks at it."""
    for login, role in (("anna", "editor"), ("bo", "reviewer")):
        words = ("user", "add", login, "--name", login.title(), "--role", role, "--area", "Sorsele")
        run(*words, given=f"{PASSWORD}\n")


@pytest_asyncio.fixture(loop_scope="session")
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    async with started(tmp_path, monkeypatch, set_up) as made:
        yield made


async def signs_in(page: Page, place: Place, login: str) -> None:
    """Sign in to the editors' pages."""
    await page.goto(place.address + "/redaktion")
    await page.get_by_label("Användarnamn").fill(login)
    await page.get_by_label("Lösenord").fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    await expect(page.get_by_role("heading", name="Att kontrollera den här veckan")).to_be_visible()


async def approved(editor: Page, reviewer: Page) -> None:
    """Send the draft on the editor's page to review, and put it live as the second person."""
    await editor.get_by_role("button", name="Skicka till granskning").click()
    await expect(editor.get_by_text("Nu behöver en annan person granska det.").first).to_be_visible()
    await reviewer.goto(editor.url.partition("?")[0])
    await reviewer.get_by_role("button", name="Godkänn och publicera").click()
    await expect(reviewer.get_by_text("Verksamheten är publicerad")).to_be_visible()


async def asks(page: Page, place: Place) -> None:
    """Ask the chat anew, as somebody in Sorsele."""
    await page.goto(place.address)
    box = page.get_by_label("Skriv vad det gäller")
    await box.fill("Jag bor i Sorsele och undrar över preventivmedel")
    await box.press("Enter")
    await expect(page.locator(".service").first).to_be_visible()


async def sees(page: Page, place: Place, words: str) -> None:
    """Ask until the chat says it: a change is there within five seconds, and some to load the page."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        await asks(page, place)
        if await page.locator(".service", has_text=words).count():
            return
    pytest.fail(f"not in the chat: {words}")


async def test_from_an_empty_account_to_the_chat_and_back(browser: Browser, place: Place) -> None:
    contexts = [await browser.new_context(locale="sv-SE", **phone()) for _ in range(3)]
    anna, bo, person = [await context.new_page() for context in contexts]
    await signs_in(anna, place, "anna")
    await signs_in(bo, place, "bo")

    await anna.get_by_role("link", name="Ny verksamhet").click()
    await fill(anna)
    await expect(anna.locator("#spoken-hours")).to_contain_text("En vanlig vecka: måndag och tisdag 8–16")
    await expect(anna.locator("#preview h3", has_text=NAME)).to_be_visible()
    await anna.get_by_role("button", name="Spara utkast").click()
    await expect(anna.get_by_text("Utkastet är sparat.")).to_be_visible()
    await approved(anna, bo)
    await sees(person, place, NAME)

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
    await anna.get_by_label("Nummer", exact=True).first.fill("0952-140 99")
    await anna.get_by_role("button", name="Spara utkast").click()
    await approved(anna, bo)
    await sees(person, place, "0952-140 99")
    await anna.reload()
    await anna.get_by_role("button", name="Utrett, avsluta").click()
    await expect(anna.get_by_text("Rapporten är avslutad.")).to_be_visible()

    # The former version, which is the third step: written, submitted, published.
    await anna.get_by_role("button", name="Ta fram den här versionen (steg 3)").click()
    await expect(anna.get_by_text("Den tidigare versionen är ett utkast nu.")).to_be_visible()
    await bo.goto(anna.url.partition("?")[0])
    await bo.get_by_role("button", name="Godkänn och publicera").click()
    await expect(bo.get_by_text("Verksamheten är publicerad")).to_be_visible()
    await sees(person, place, "0952-140 90")
    for context in contexts:
        await context.close()
