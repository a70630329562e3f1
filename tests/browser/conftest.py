"""One browser for all browser tests; a new server and a new, empty browser context for each."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.chat import Chat, open_chat, phone
from tests.browser.chromium import NoBrowserError, chromium
from tests.browser.scripted import Scripted, served

# Generous: a machine that does other things is no fault of the page.
expect.set_options(timeout=20_000)

Opener = Callable[..., Awaitable[Chat]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The browser; without one these tests fail, since nothing else tells whether the page works."""
    stack = AsyncExitStack()
    try:
        made = await stack.enter_async_context(chromium())
    except NoBrowserError as error:
        pytest.fail(str(error))
    async with stack:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def services() -> Scripted:
    """What the server answers from."""
    return Scripted()


@pytest_asyncio.fixture(loop_scope="session")
async def opened(browser: Browser, services: Scripted) -> AsyncIterator[Opener]:
    """Opens pages. Whatever a test does, none may ask anybody else for anything, nor break."""
    pages: list[Chat] = []
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(served(services))

        async def opener(path: str = "/", **options: Any) -> Chat:
            chat, context = await open_chat(browser, address, services, path, **(phone() | options))
            stack.push_async_callback(context.close)
            pages.append(chat)
            return chat

        yield opener
        assert [chat.foreign() for chat in pages if chat.foreign()] == []
        assert [chat.faults for chat in pages if chat.faults] == []


@pytest_asyncio.fixture(loop_scope="session")
async def chat(opened: Opener) -> Chat:
    """The chat on a telephone."""
    return await opened()
