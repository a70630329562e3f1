"""The whole way on one machine without any account: ask for a human in the chat, SMS, answer, close."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.chat import phone
from tests.browser.starting import Place, run, started

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PASSWORD = "korrekt-häst-batteri"
ROSTER = """
staff:
  - name: Anna
    phone: "+46701740605"
    municipalities: [Vännäs]
    topics: []
    hours: "24/7"
    step: 1
"""


def set_up(roster: Path) -> None:
    """Make an account and the roster."""
    words = ("user", "add", "anna", "--name", "Anna", "--role", "desk", "--area", "Vännäs")
    run(*words, "--phone", "+46701740605", given=f"{PASSWORD}\n")
    run("staff", "import", str(roster))


@pytest_asyncio.fixture(loop_scope="session")
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    roster = tmp_path / "roster.yml"
    roster.write_text(ROSTER, encoding="utf-8")
    async with started(tmp_path, monkeypatch, lambda: set_up(roster)) as made:
        yield made


async def at_desk(page: Page, place: Place) -> None:
    """Sign in at the desk, with the code from the console."""
    await page.goto(place.address + "/jour")
    await page.get_by_label("Användarnamn").fill("anna")
    await page.get_by_label("Lösenord").fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    await page.get_by_label("Kod").fill(place.console[-1].rpartition(" ")[2])
    await page.get_by_role("button", name="Fortsätt").click()
    await expect(page.get_by_role("heading", name="Öppna ärenden")).to_be_visible()


async def texts(page: Page, words: str) -> None:
    """Send an SMS as Anna, through the simulator."""
    await page.goto(page.url.partition("/jour")[0] + "/jour/sms")
    await page.get_by_label("Sms till Vart").fill(words)
    await page.get_by_role("button", name="Skicka").click()
    await expect(page.get_by_text("Sms:et är mottaget.")).to_be_visible()


async def says(page: Page, words: str) -> None:
    """Write in the chat."""
    box = page.get_by_label("Skriv vad det gäller")
    await box.fill(words)
    await box.press("Enter")


async def asks_for_a_human(page: Page) -> None:
    """The person's side, up to the case."""
    await says(page, "Jag bor i Vännäs och kan inte sova")
    await expect(page.get_by_text("Visa fler").last).to_be_visible()
    await says(page, "Jag vill prata med en människa")
    for title in ("Ja, berätta hur det går till", "Ja, svara mig här i chatten"):
        await page.get_by_role("button", name=title).last.click()
    await expect(page.locator(".message").last).to_contain_text("Skickat, ingen har svarat än")


async def test_from_the_chat_to_a_human_and_back(browser: Browser, place: Place) -> None:
    person = await (await browser.new_context(locale="sv-SE", **phone())).new_page()
    anna = await (await browser.new_context(locale="sv-SE", **phone())).new_page()
    await at_desk(anna, place)
    await person.goto(place.address)
    await asks_for_a_human(person)
    await expect(anna.get_by_role("link", name="Ärende 1, Vännäs")).to_be_visible()

    await anna.goto(place.address + "/jour/sms")
    await expect(anna.get_by_text("Vart: ärende 1, Vännäs, VANLIGT. Svara 1 JA")).to_be_visible()
    await texts(anna, "1 JA")
    await expect(person.locator(".message").last).to_contain_text("Nu har Anna tagit emot dig")
    await says(person, "Jag är rädd för natten")
    await expect(anna.get_by_text("1: Jag är rädd för natten")).to_be_visible()
    await texts(anna, "Hej, jag heter Anna och lyssnar.")
    await expect(person.locator(".message.human").last).to_contain_text("Hej, jag heter Anna och lyssnar.")

    await anna.goto(place.address + "/jour/arenden/1")
    await expect(anna.locator("#talk")).to_contain_text("Jag är rädd för natten")
    await anna.get_by_label("Skriv till personen").fill("Vi hörs i morgon.")
    await anna.get_by_role("button", name="Skicka").click()
    await expect(person.locator(".message.human").last).to_contain_text("Vi hörs i morgon.")
    await anna.get_by_label("Hur gick det?").select_option("got_help")
    await anna.get_by_role("button", name="Avsluta ärendet").click()
    await expect(person.locator(".message").last).to_contain_text("Nu är kontakten avslutad")
    await person.get_by_role("button", name="Ja, det hjälpte").last.click()
    await anna.reload()
    await expect(anna.locator("#facts")).to_contain_text("Det hjälpte")
    for page in (person, anna):
        await page.context.close()
