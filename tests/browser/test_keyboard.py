"""The whole conversation by keyboard alone."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.chat import Chat

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FOCUSED = """() => {
    const at = document.activeElement;
    return (at.getAttribute('aria-label') || at.labels?.[0]?.textContent || at.id || at.textContent).trim();
}"""


async def walk(page: Page, steps: int) -> list[str]:
    """What Tab stops at."""
    stops = []
    for _ in range(steps):
        await page.keyboard.press("Tab")
        stops.append(str(await page.evaluate(FOCUSED)).split("\n")[0])
    return stops


async def test_tab_goes_through_the_page_in_reading_order(chat: Chat) -> None:
    assert await walk(chat.page, 16) == [
        "Hoppa till textrutan",
        "leave",
        "Kommun: inte vald",
        "Akut fara: ring 112",
        "transcript",
        "Nedstämd eller deppig",
        "Oro, ångest och panik",
        "Bråk hemma",
        "Orkar inte gå till skolan",
        "Stöd till anhöriga",
        "English",
        "112",
        "Så hanteras dina uppgifter (öppnas i ny flik)",
        "Skriv vad det gäller",
        "Skicka",
        "Integritet (öppnas i ny flik)",
    ]


async def test_the_first_link_leads_straight_to_writing(chat: Chat) -> None:
    await chat.page.keyboard.press("Tab")
    await expect(chat.page.get_by_role("link", name="Hoppa till textrutan")).to_be_in_viewport()
    await chat.page.keyboard.press("Enter")

    await expect(chat.input).to_be_focused()


async def test_whatever_has_focus_shows_it(chat: Chat) -> None:
    for _ in range(15):
        await chat.page.keyboard.press("Tab")
        outline = await chat.page.evaluate(
            "() => (({ outlineStyle, outlineWidth }) => [outlineStyle, outlineWidth])"
            "(getComputedStyle(document.activeElement))"
        )
        assert outline in (["solid", "3px"], ["solid", "2px"]), await chat.page.evaluate(FOCUSED)


async def test_a_conversation_from_choice_to_call(chat: Chat) -> None:
    keys = chat.page.keyboard
    await walk(chat.page, 6)
    await keys.press("Enter")
    await chat.answered()
    stops = await walk(chat.page, 4)

    assert stops[0] == "112"  # of what is good to know, which stands between
    assert "Ring 116 111" in [*stops, *await walk(chat.page, 2)]


async def test_enter_sends_and_shift_enter_begins_a_new_line(chat: Chat) -> None:
    await chat.input.focus()
    await chat.page.keyboard.type("hej")
    await chat.page.keyboard.press("Shift+Enter")
    await chat.page.keyboard.type("du")
    await expect(chat.input).to_have_value("hej\ndu")
    await chat.page.keyboard.press("Enter")
    await chat.answered()

    assert chat.services.gateway.taken[0].text == "hej\ndu"
    await expect(chat.input).to_be_focused()


async def test_nothing_is_sent_when_nothing_is_written(chat: Chat) -> None:
    await chat.input.fill("  \n ")
    await chat.page.get_by_role("button", name="Skicka").click()

    await expect(chat.page.locator(".you")).to_have_count(0)
    await expect(chat.input).to_be_focused()


async def test_page_up_and_page_down_scroll_the_conversation_while_writing(chat: Chat) -> None:
    await chat.says("umeå", "sömn")
    box = chat.page.locator("#transcript")
    before = await box.evaluate("box => box.scrollTop")
    await chat.input.press("PageUp")
    up = await box.evaluate("box => box.scrollTop")
    await chat.input.press("PageDown")

    assert up < before
    assert await box.evaluate("box => box.scrollTop") > up
    await expect(chat.input).to_be_focused()
