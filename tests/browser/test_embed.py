"""The chat in a municipality's own page: opened, used, closed and left, with a keyboard and without sight."""

import gzip
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import FrameLocator, Page, expect

from bot.settings import Settings
from tests.browser.chat import schemes
from tests.browser.conftest import Opener
from tests.browser.scripted import PLACES, Scripted, served
from tests.browser.test_axe import faults

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
MOST_LOADER = 5_000
NAME = "Vart kan jag vända mig?"


@dataclass
class Embedding(Scripted):
    """Scripted services that know who may embed."""

    settings: Settings = field(
        default_factory=lambda: Settings(_env_file=None, embed_hosts="https://www.vannas.se")
    )

    def municipality_name(self, code: str | None) -> str | None:
        return PLACES.get(code or "")


@pytest_asyncio.fixture(loop_scope="session")
async def services() -> Scripted:
    return Embedding()


def inside(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


async def answered(page: Page) -> None:
    """Wait until no answer is on its way."""
    await inside(page).locator("#messages > .bot:not(.typing):last-child").nth(0).wait_for()
    await inside(page).locator("#messages > .you").wait_for()


async def opened_chat(opened: Opener, **options: Any) -> Page:
    chat = await opened("/inbaddad/demo?kommun=2460", **options)
    await chat.page.get_by_role("button", name=NAME).click()
    await expect(inside(chat.page).locator("#text")).to_be_focused()
    return chat.page


async def test_nothing_is_loaded_from_vart_before_the_button_is_pressed(opened: Opener) -> None:
    chat = await opened("/inbaddad/demo?kommun=2460")
    await chat.page.get_by_role("button", name=NAME).wait_for()
    assert not [request for request in chat.requests if "/inbaddad?" in request.url or "/api/" in request.url]
    assert await chat.page.context.cookies() == []


async def test_a_keyboard_opens_it_writes_in_it_and_comes_back(opened: Opener) -> None:
    chat = await opened("/inbaddad/demo?kommun=2460")
    button = chat.page.get_by_role("button", name=NAME)
    await expect(button).to_have_attribute("aria-expanded", "false")
    await button.focus()
    await chat.page.keyboard.press("Enter")
    await expect(button).to_have_attribute("aria-expanded", "true")
    await expect(inside(chat.page).locator("#text")).to_be_focused()

    await chat.page.keyboard.type("sömn")
    await chat.page.keyboard.press("Enter")
    await answered(chat.page)
    said = await inside(chat.page).locator("#messages").inner_text()
    await chat.page.keyboard.press("Escape")
    await expect(button).to_have_attribute("aria-expanded", "false")
    await expect(button).to_be_focused()
    # Closed is not forgotten: opened again, the conversation is still there.
    await chat.page.keyboard.press("Enter")
    await expect(inside(chat.page).locator("#text")).to_be_focused()
    assert await inside(chat.page).locator("#messages").inner_text() == said
    assert await chat.page.context.cookies() == []


async def test_the_municipality_is_chosen_and_told_to_the_conversation(
    opened: Opener, services: Scripted
) -> None:
    page = await opened_chat(opened)
    await expect(inside(page).locator("#place-name")).to_have_text("Vännäs")
    await inside(page).locator("#text").fill("sömn")
    await inside(page).locator("#text").press("Enter")
    await answered(page)
    [conversation] = services.gateway.conversations_taken
    kept = await services.conversations.get(conversation)
    assert kept is not None
    assert kept.memory.municipality == "2460"


async def test_the_close_button_closes(opened: Opener) -> None:
    page = await opened_chat(opened)
    await page.get_by_role("button", name="Stäng").click()
    await expect(page.get_by_role("button", name=NAME)).to_be_focused()
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_the_quick_exit_leaves_the_page_around_it_too(opened: Opener) -> None:
    chat = await opened("/inbaddad/demo?kommun=2460")
    page = chat.page
    await page.get_by_role("button", name=NAME).click()
    await expect(inside(page).locator("#text")).to_be_focused()
    left: list[str] = []

    async def elsewhere(route: Any) -> None:
        if route.request.frame == page.main_frame:
            left.append(route.request.url)
        await route.fulfill(body="väder")

    await page.route("https://www.smhi.se/**", elsewhere)
    async with page.expect_navigation(url="https://www.smhi.se/"):
        await inside(page).locator("#leave").click()
    assert left == ["https://www.smhi.se/"]
    # Nothing else was asked of anybody.
    chat.requests[:] = [request for request in chat.requests if request.url != "https://www.smhi.se/"]


@pytest.mark.parametrize("scheme", schemes())
async def test_axe_finds_nothing_closed_or_open(opened: Opener, scheme: str) -> None:
    chat = await opened("/inbaddad/demo?kommun=2460", color_scheme=scheme)
    await chat.page.get_by_role("button", name=NAME).wait_for()
    assert await faults(chat.page) == []
    await chat.page.get_by_role("button", name=NAME).click()
    await expect(inside(chat.page).locator("#text")).to_be_focused()
    assert await faults(chat.page) == []


async def test_the_colour_of_the_page_is_taken_over_where_it_can_be_read(opened: Opener) -> None:
    page = await opened_chat(opened, color_scheme="light")
    accent = "getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()"
    frame = next(frame for frame in page.frames if frame.parent_frame)
    await frame.wait_for_function(f"{accent} === '#6a1b5d'")
    # A yellow that nobody could read on white stays outside.
    await page.evaluate(
        "document.querySelector('vart-chat').shadowRoot.querySelector('iframe').contentWindow"
        ".postMessage({vart: 'colours', colours: {accent: '#ffee00', paper: 'url(x)'}}, '*')"
    )
    assert await frame.evaluate(accent) == "#6a1b5d"


async def test_only_named_sites_may_show_it_and_the_chat_itself_nobody(services: Scripted) -> None:
    async with served(services) as address, httpx.AsyncClient(base_url=address) as http:
        framed = (await http.get("/inbaddad?kommun=2460")).headers["content-security-policy"]
        alone = (await http.get("/")).headers["content-security-policy"]
    assert "frame-ancestors 'self' https://www.vannas.se" in framed
    assert "frame-ancestors 'none'" not in framed
    assert "frame-ancestors 'none'" in alone


async def test_the_script_is_small_and_may_be_loaded_by_others(services: Scripted) -> None:
    async with served(services) as address, httpx.AsyncClient(base_url=address) as http:
        answer = await http.get("/embed.js")
        unknown = await http.get("/inbaddad?kommun=9999")
    assert len(gzip.compress(answer.content)) <= MOST_LOADER
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    for word in ("innerHTML", "eval(", "localStorage", "cookie", "document.write"):
        assert word not in answer.text
    assert "data-place" not in unknown.text
    assert unknown.status_code == 200
