"""Narrow screens, large text, things to press, and less motion."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.chat import Chat, phone
from tests.browser.conftest import Opener
from tests.browser.replies import EVERY_KIND

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# Elements that stick out to the side, whether or not they can be scrolled to.
STICKING_OUT = """() => [...document.querySelectorAll('body *')].filter((element) => {
    const box = element.getBoundingClientRect();
    const hidden = !element.checkVisibility() || element.closest('.unseen, .skip');
    return !hidden && box.width && (box.right > innerWidth + 0.5 || box.left < -0.5);
}).map((element) => element.outerHTML.slice(0, 120))"""
SCROLLS_SIDEWAYS = """() => [document.scrollingElement, document.getElementById('transcript')]
    .filter(Boolean).some((box) => box.scrollWidth > box.clientWidth)"""
# What is pressed, apart from links within a sentence.
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'button, select, textarea, summary, .call, .line, .out, .leave, .sos')]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 44)
    .map((element) => element.outerHTML.slice(0, 120))"""
# Whether a point in the middle of an element belongs to it, or something lies over it.
ON_TOP = """(element) => {
    element.scrollIntoView({ block: 'nearest' });
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return element.contains(top);
}"""


async def twice_the_text(page: Page) -> None:
    """Set the text to 200 %."""
    await page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")


async def fits(page: Page) -> None:
    """Nothing needs scrolling sideways."""
    assert await page.evaluate(STICKING_OUT) == []
    assert await page.evaluate(SCROLLS_SIDEWAYS) is False


@pytest.mark.parametrize("large", [False, True], ids=["100 %", "200 %"])
async def test_the_chat_fits_a_screen_320_pixels_wide(opened: Opener, large: bool) -> None:
    chat = await opened(**phone(320, 568))
    if large:
        await twice_the_text(chat.page)
    await chat.page.locator("#place summary").click()
    await chat.says(*EVERY_KIND)
    await chat.says("fel")

    await fits(chat.page)


@pytest.mark.parametrize("path", ["/integritet", "/tillganglighet"])
async def test_the_pages_to_read_fit_with_twice_the_text(opened: Opener, path: str) -> None:
    chat = await opened(path, **phone(320, 568))
    await twice_the_text(chat.page)

    await fits(chat.page)


@pytest.mark.parametrize("size", [(320, 568), (320, 256), (1280, 800)], ids=str)
async def test_nothing_lies_over_anything_with_twice_the_text(opened: Opener, size: tuple[int, int]) -> None:
    chat = await opened(**phone(*size))
    await twice_the_text(chat.page)
    await chat.says("umeå")

    for control in (
        "#leave",
        "#place summary",
        ".sos",
        "#text",
        ".composer button",
        ".foot a",
        ".service .call",
    ):
        assert await chat.page.locator(control).first.evaluate(ON_TOP), control


async def test_what_is_pressed_is_large_enough_for_a_thumb(opened: Opener) -> None:
    chat = await opened(**phone(320, 568))
    await chat.page.locator("#place summary").click()
    await chat.says(*EVERY_KIND)
    await chat.says("fel")

    assert await chat.page.evaluate(SMALL_TARGETS) == []


async def test_crisis_lines_are_larger_still(chat: Chat) -> None:
    lines = (await chat.says("kris")).locator(".line")

    heights = await lines.evaluate_all("all => all.map((line) => line.getBoundingClientRect().height)")
    assert min(heights) >= 64


async def test_a_desktop_shows_lines_short_enough_to_read(opened: Opener) -> None:
    chat = await opened(viewport={"width": 1920, "height": 1080})
    await chat.says("kris")

    width = await chat.last.evaluate("item => item.getBoundingClientRect().width")
    assert width <= 720


async def test_nothing_moves_for_those_who_ask_for_less_motion(opened: Opener) -> None:
    chat = await opened(reduced_motion="reduce")
    chat.services.gateway.may_answer.clear()
    await chat.input.fill("hej")
    await chat.input.press("Enter")
    await chat.page.locator(".typing").wait_for()

    assert await chat.page.evaluate("() => document.getAnimations().length") == 0
    chat.services.gateway.may_answer.set()


async def test_the_box_to_write_in_stays_above_the_keyboard_of_a_telephone(chat: Chat) -> None:
    await chat.says("umeå")
    await chat.page.evaluate(
        """() => {
            Object.defineProperty(visualViewport, 'height', { value: 420, configurable: true });
            visualViewport.dispatchEvent(new Event('resize'));
        }"""
    )

    for control in (chat.input, chat.page.get_by_role("link", name="Lämna sidan")):
        box = await control.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 420


async def test_a_long_word_and_a_long_text_stay_on_the_page(opened: Opener) -> None:
    chat = await opened(**phone(320, 568))
    await chat.says("å" * 300, "ett ord till " * 200)

    await fits(chat.page)
    await expect(chat.input).to_be_in_viewport()
