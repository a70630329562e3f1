"""The machine's own Chromium, driven by Playwright, with nothing that talks to anybody by itself."""

import contextlib
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from playwright.async_api import Browser, Playwright, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


class NoBrowserError(Exception):
    """No Chromium is installed; `scripts/setup.sh browser` installs one."""


def executable(playwright: Playwright) -> str:
    """Where Chromium is: the system's, else the one that Playwright has fetched.

    Raises:
        NoBrowserError: There is neither.
    """
    for name in NAMES:
        if found := shutil.which(name):
            return found
    own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    raise NoBrowserError("no Chromium was found; run scripts/setup.sh browser")


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A headless Chromium.

    Raises:
        NoBrowserError: None is installed.
    """
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable(playwright), args=list(ARGUMENTS)
        )
        try:
            yield browser
        finally:
            await browser.close()
