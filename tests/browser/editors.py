"""What editors, and somebody who asks, do in the browser: sign in, submit, approve, look in the chat."""

import time
from dataclasses import dataclass

from playwright.async_api import Page, expect

from tests.accounts.site import PASSWORD
from tests.browser.starting import run

EDITOR, REVIEWER = "anna", "bo"


def set_up() -> None:
    """Two accounts for Sorsele: who writes, and who looks at it."""
    for login, role in ((EDITOR, "editor"), (REVIEWER, "reviewer")):
        words = ("user", "add", login, "--name", login.title(), "--role", role, "--area", "Sorsele")
        run(*words, given=f"{PASSWORD}\n")


@dataclass(frozen=True, slots=True)
class Office:
    """Two editors' pages and the page of somebody who asks.

    Attributes:
        address: Of the server.
        editor: The page of the one who writes.
        reviewer: The page of the one who looks at it.
        person: The chat.
    """

    address: str
    editor: Page
    reviewer: Page
    person: Page

    async def sign_in(self, page: Page, login: str) -> None:
        """Sign in to the editors' pages."""
        await page.goto(f"{self.address}/redaktion")
        await page.get_by_label("Användarnamn").fill(login)
        await page.get_by_label("Lösenord").fill(PASSWORD)
        await page.get_by_role("button", name="Logga in").click()
        await expect(page.get_by_role("heading", name="Att kontrollera den här veckan")).to_be_visible()

    async def submit(self) -> None:
        """Send the draft on the editor's page to review, and open it as the second person."""
        await self.editor.get_by_role("button", name="Skicka till granskning").click()
        await expect(self.editor.get_by_text("Nu behöver en annan person granska det.").first).to_be_visible()
        await self.reviewer.goto(self.editor.url.partition("?")[0])

    async def approve(self) -> None:
        """Put the draft live that the second person looks at."""
        await self.reviewer.get_by_role("button", name="Godkänn och publicera").click()
        await expect(self.reviewer.get_by_text("Verksamheten är publicerad")).to_be_visible()

    async def ask(self) -> None:
        """Ask the chat anew, as somebody in Sorsele."""
        await self.person.goto(self.address)
        box = self.person.get_by_label("Skriv vad det gäller")
        await box.fill("Jag bor i Sorsele och undrar över preventivmedel")
        await box.press("Enter")
        await expect(self.person.locator(".service").first).to_be_visible()

    async def sees(self, words: str, *, shown: bool = True) -> None:
        """Ask until a card says it (or none does): a change is there within five seconds, and some to load.

        Raises:
            AssertionError: It never happened.
        """
        until = time.monotonic() + 10
        while time.monotonic() < until:
            await self.ask()
            if bool(await self.person.locator(".service", has_text=words).count()) == shown:
                return
        raise AssertionError(f"{'not ' if shown else 'still '}in the chat: {words}")
