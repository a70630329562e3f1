"""The quick exit: by button and by Shift three times, it clears and cannot be stepped back from."""

import pytest
from playwright.async_api import Page, expect

from bot.channels.web.templating import EXIT
from tests.browser.chat import Chat
from tests.browser.conftest import Opener

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
WEATHER = "<!doctype html><title>Väder</title><p>Växlande molnighet"


async def weather(chat: Chat) -> None:
    """Stands in for the site the exit leads to: the one request to somebody else that is wanted."""
    await chat.page.context.route(
        f"{EXIT}**", lambda route: route.fulfill(body=WEATHER, content_type="text/html; charset=utf-8")
    )


async def has_left(chat: Chat) -> None:
    """The weather is shown, its address is clean, and Back does not lead to the conversation."""
    page = chat.page
    await page.wait_for_url(EXIT)
    await expect(page).to_have_title("Väder")
    asked = [request for request in chat.requests if request.url.startswith(EXIT)]
    assert "referer" not in await asked[0].all_headers()
    chat.requests[:] = [request for request in chat.requests if request not in asked]
    await page.go_back()
    assert "Samtalet" not in await page.content()
    assert page.url == "about:blank"


async def press_shift(page: Page, times: int) -> None:
    """Press and let go of Shift."""
    for _ in range(times):
        await page.keyboard.press("Shift")


async def test_the_button_leaves_and_forgets(chat: Chat) -> None:
    await weather(chat)
    await chat.says("kris")
    await chat.input.fill("mer som jag inte hann skicka")
    await chat.page.get_by_role("link", name="Lämna sidan").click()

    await has_left(chat)
    assert len(chat.services.gateway.forgotten) == 1


async def test_shift_three_times_leaves_and_forgets(chat: Chat) -> None:
    await weather(chat)
    await chat.says("kris")
    await press_shift(chat.page, 3)

    await has_left(chat)
    assert len(chat.services.gateway.forgotten) == 1


async def test_the_page_is_empty_before_the_other_one_has_come(chat: Chat) -> None:
    await chat.says("kris")
    # The other site does not answer yet.
    await chat.page.context.route(f"{EXIT}**", lambda _: None)
    empty = await chat.page.evaluate(
        "() => { document.getElementById('leave').click(); return document.body.innerHTML; }"
    )

    assert empty == ""
    await chat.page.wait_for_event("request", lambda request: request.url == EXIT)
    chat.requests.clear()


async def test_a_page_the_browser_kept_for_its_back_button_begins_anew(chat: Chat) -> None:
    await chat.says("kris")
    await chat.page.context.route(f"{EXIT}**", lambda _: None)
    await chat.page.evaluate(
        """() => {
            document.getElementById('leave').click();
            window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
        }"""
    )

    await expect(chat.page.locator(".message")).to_have_count(1)
    await expect(chat.page.locator(".crisis")).to_have_count(0)
    chat.requests.clear()


async def test_leaving_before_anything_is_said_forgets_nothing(chat: Chat) -> None:
    await weather(chat)
    await chat.page.get_by_role("link", name="Lämna sidan").click()

    await has_left(chat)
    assert chat.services.gateway.forgotten == []


async def test_presses_are_counted_aloud(chat: Chat) -> None:
    status = chat.page.get_by_role("status")
    await press_shift(chat.page, 1)
    await expect(status).to_have_text("Tryck Shift två gånger till för att lämna sidan.")
    await press_shift(chat.page, 1)

    await expect(status).to_have_text("Tryck Shift en gång till för att lämna sidan.")


async def test_capital_letters_do_not_count(chat: Chat) -> None:
    await chat.input.focus()
    for letter in "VART":
        await chat.page.keyboard.press(f"Shift+{letter}")
    await expect(chat.input).to_have_value("VART")
    # Nor do presses with writing between them.
    for _ in range(3):
        await press_shift(chat.page, 1)
        await chat.page.keyboard.type("a")

    await expect(chat.page.get_by_role("status")).to_be_empty()
    assert chat.page.url == chat.address + "/"


async def test_presses_far_apart_do_not_count(opened: Opener) -> None:
    chat = await opened()
    await chat.page.clock.install()
    await chat.open()
    await press_shift(chat.page, 2)
    await chat.page.clock.run_for(5_000)
    await expect(chat.page.get_by_role("status")).to_have_text("Sidan lämnas inte.")
    await press_shift(chat.page, 2)

    assert chat.page.url == chat.address + "/"


@pytest.mark.parametrize("path", ["/integritet", "/tillganglighet"])
async def test_every_page_has_the_exit(opened: Opener, path: str) -> None:
    chat = await opened(path)
    await weather(chat)
    await press_shift(chat.page, 3)

    await has_left(chat)


async def test_without_script_the_exit_is_a_plain_link(opened: Opener) -> None:
    chat = await opened(java_script_enabled=False)
    link = chat.page.get_by_role("link", name="Lämna sidan")

    await expect(link).to_have_attribute("href", EXIT)
    await expect(link).to_have_attribute("rel", "noreferrer nofollow")
