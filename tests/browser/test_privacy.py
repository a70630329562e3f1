"""Nothing is kept, nothing is asked of anybody else, and the page says nothing to who looks at the tab."""

import pytest
from playwright.async_api import expect

from tests.browser.chat import Chat
from tests.browser.conftest import Opener
from tests.browser.replies import EVERY_KIND

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

STORED = """async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: window.caches ? (await caches.keys()).length : 0,
    workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
})"""
NOTHING = {"local": 0, "session": 0, "cookies": "", "databases": 0, "caches": 0, "workers": 0}


async def test_nothing_is_stored_in_the_browser(chat: Chat) -> None:
    await chat.says(*EVERY_KIND)

    assert await chat.page.evaluate(STORED) == NOTHING
    assert await chat.page.context.cookies() == []
    assert (await chat.page.context.storage_state())["origins"] == []


async def test_every_request_goes_to_our_own_server_without_what_was_said_in_its_address(chat: Chat) -> None:
    await chat.says(*EVERY_KIND)

    assert len(chat.requests) > len(EVERY_KIND)
    assert chat.foreign() == []
    for request in chat.requests:
        assert "kris" not in request.url
        assert "?" not in request.url


async def test_the_secret_is_in_a_header_only(chat: Chat) -> None:
    await chat.says("hej")

    asked = [request for request in chat.requests if "/api/conversations/" in request.url]
    headers = [await request.all_headers() for request in asked]
    (secret,) = {each["authorization"].removeprefix("Bearer ") for each in headers}
    assert not any(secret in request.url for request in chat.requests)
    assert secret not in await chat.page.content()


async def test_nothing_is_begun_before_something_is_said(chat: Chat) -> None:
    await expect(chat.page.locator(".message")).to_have_count(1)

    assert [request.url for request in chat.requests if "/api/" in request.url] == []


async def test_loading_the_page_again_begins_anew(chat: Chat) -> None:
    await chat.says("kris")
    await chat.page.reload()

    await expect(chat.page.locator(".message")).to_have_count(1)
    await expect(chat.input).to_have_value("")
    await chat.says("hej")
    begun = [request for request in chat.requests if request.url.endswith("/api/conversations")]
    assert len(begun) == 2


@pytest.mark.parametrize(("path", "title"), [("/", "Vart"), ("/integritet", "Integritet – Vart")])
async def test_the_tab_is_neutral(opened: Opener, path: str, title: str) -> None:
    chat = await opened(path)
    if path == "/":
        await chat.says("kris")

    await expect(chat.page).to_have_title(title)


async def test_nothing_inline_runs_even_if_it_got_into_the_page(chat: Chat) -> None:
    """The policy holds where the browser keeps it, not only in a header."""
    await chat.page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = "document.title = 'broken'";
            document.body.append(script);
            const image = document.createElement('img');
            image.src = 'https://example.org/pixel.png';
            document.body.append(image);
        }"""
    )

    await expect(chat.page).to_have_title("Vart")
    blocked = [request for request in chat.requests if request.url.startswith("https://example.org")]
    assert [request.failure for request in blocked] == ["csp"]
    chat.requests.remove(blocked[0])
    assert len([fault for fault in chat.faults if "Content Security Policy" in fault]) == 2
    chat.faults.clear()
