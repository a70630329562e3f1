"""axe-core finds nothing: every page, every kind of message, light and dark."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.browser.chat import TALL, phone, schemes
from tests.browser.conftest import Opener
from tests.browser.replies import EVERY_KIND

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
# The whole conversation is on the screen at once, so that no colour is left unmeasured out of view.
EVERYTHING = phone(height=TALL)
RULES = {"resultTypes": ["violations", "incomplete"]}


async def faults(page: Page) -> list[str]:
    """What axe-core objects to, and contrasts that it could not measure.

    A page that is read before its style sheet has come has other colours than people see.
    """
    await page.wait_for_load_state("load")
    found = await Axe().run(page, options=RULES)
    unmeasured = [rule for rule in found.response["incomplete"] if rule["id"] == "color-contrast"]
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in [*found.response["violations"], *unmeasured]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", schemes())
@pytest.mark.parametrize("path", ["/", "/integritet", "/tillganglighet"])
async def test_no_fault_on_any_page(opened: Opener, path: str, scheme: str) -> None:
    chat = await opened(path, color_scheme=scheme)

    assert await faults(chat.page) == []


@pytest.mark.parametrize("scheme", schemes())
async def test_no_fault_with_any_kind_of_message(opened: Opener, scheme: str) -> None:
    chat = await opened(color_scheme=scheme, **EVERYTHING)
    await chat.says(*EVERY_KIND)

    assert await faults(chat.page) == []


@pytest.mark.parametrize("scheme", schemes())
async def test_no_fault_after_a_choice_a_failure_and_with_the_picker_open(
    opened: Opener, scheme: str
) -> None:
    chat = await opened(color_scheme=scheme, **EVERYTHING)
    await chat.page.locator("#place summary").click()
    await chat.says("oklart")
    await chat.presses("Stress och press")
    await chat.says("fel")

    assert await faults(chat.page) == []


@pytest.mark.parametrize("scheme", schemes())
async def test_no_fault_while_waiting(opened: Opener, scheme: str) -> None:
    chat = await opened(color_scheme=scheme, **phone(height=2_000))
    chat.services.gateway.may_answer.clear()
    await chat.input.fill("sömn")
    await chat.input.press("Enter")
    await chat.page.locator(".typing").wait_for()

    assert await faults(chat.page) == []
    chat.services.gateway.may_answer.set()


async def test_no_fault_without_script(opened: Opener) -> None:
    """The plain pages, in a browser where only axe-core runs."""
    chat = await opened(**phone(height=3_000))
    await chat.page.route("**/*.js", lambda route: route.abort())
    await chat.open()
    for text in ("sömn", "kris", "مساعدة", "långt"):
        await chat.page.get_by_label("Skriv vad det gäller").fill(text)
        await chat.page.get_by_role("button", name="Skicka").click()
        await chat.page.locator(".bot").first.wait_for()
        assert await faults(chat.page) == [], text
