"""The chat page as a person meets it, in a real browser, with what it asked for on record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request

from tests.browser.scripted import Scripted

TALL = 20_000


@dataclass
class Chat:
    """A page of the chat, open.

    Attributes:
        page: The page.
        address: Of the server.
        services: What the server answers from.
        requests: Every request the page made.
        faults: Errors in the console: script errors, blocked content.
    """

    page: Page
    address: str
    services: Scripted
    requests: list[Request] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def input(self) -> Locator:
        """The box to write in."""
        return self.page.get_by_label("Skriv vad det gäller")

    @property
    def last(self) -> Locator:
        """The last message from Vart or a human."""
        return self.page.locator(".message.bot, .message.human").last

    async def open(self, path: str = "/") -> None:
        """Go to a page."""
        await self.page.goto(self.address + path)

    async def says(self, *texts: str) -> Locator:
        """Write each text and wait for its answer; the last message."""
        for text in texts:
            await self.input.fill(text)
            await self.input.press("Enter")
            await self.answered()
        return self.last

    async def presses(self, title: str) -> Locator:
        """Press a button under the last message and wait for the answer."""
        await self.last.get_by_role("button", name=title).click()
        await self.answered()
        return self.last

    async def answered(self) -> None:
        """Wait until no answer is on its way."""
        await self.page.locator(
            "#messages > :not(.you, .typing):last-child, .you:last-child :is(.failed, .receipt)"
        ).wait_for()

    async def messages(self) -> list[str]:
        """What stands in the conversation, message by message."""
        return [str(text) for text in await self.page.locator(".message .bubble").all_inner_texts()]

    def foreign(self) -> list[str]:
        """Requests to anybody but our own server."""
        host = urlsplit(self.address).netloc
        return [request.url for request in self.requests if urlsplit(request.url).netloc != host]


async def open_chat(
    browser: Browser, address: str, services: Scripted, path: str = "/", **options: Any
) -> tuple[Chat, BrowserContext]:
    """Open the chat in a browser that has never been there.

    Args:
        browser: The browser.
        address: Of the server.
        services: What the server answers from.
        path: The page to open.
        options: Of the browser's context: viewport, colour scheme, without script, ...
    """
    context = await browser.new_context(locale="sv-SE", **options)
    context.set_default_timeout(30_000)
    page = await context.new_page()
    chat = Chat(page, address, services)
    page.on("request", lambda request: chat.requests.append(request))
    page.on("console", lambda message: _note(chat.faults, message))
    page.on("pageerror", lambda error: chat.faults.append(str(error)))
    await chat.open(path)
    return chat, context


def _note(faults: list[str], message: ConsoleMessage) -> None:
    # The browser's own line about an answer with an error status is not a fault of the page.
    if message.type == "error" and "Failed to load resource" not in message.text:
        faults.append(message.text)


def phone(width: int = 390, height: int = 844) -> dict[str, Any]:
    """Options of a telephone's screen."""
    return {"viewport": {"width": width, "height": height}}


def schemes() -> Sequence[str]:
    """The colour schemes that are checked."""
    return ("light", "dark")
