"""What a screen reader is told: each message once, apart from the transcript, and focus never moves."""

import pytest
from playwright.async_api import Page, expect

from bot.gateway.messages import Message
from tests.browser.chat import Chat
from tests.browser.conftest import Opener
from tests.browser.replies import ASK_PLACE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# Notes what is added to the live regions, and how.
LISTEN = """() => {
    window.heard = [];
    for (const id of ['news', 'urgent']) {
        new MutationObserver((changes) => {
            for (const change of changes)
                for (const node of change.addedNodes) window.heard.push([id, node.textContent, node.lang]);
        }).observe(document.getElementById(id), { childList: true, subtree: true, characterData: true });
    }
}"""


async def heard(page: Page) -> list[list[str]]:
    """What has been said: [region, text, language]."""
    said: list[list[str]] = await page.evaluate("window.heard")
    return said


async def test_each_new_message_is_said_once_in_plain_text(chat: Chat) -> None:
    await chat.page.evaluate(LISTEN)
    await chat.says("sömn", "umeå")

    said = await heard(chat.page)
    assert [text.split("\n")[0] for _, text, _ in said] == [
        "Vart: Det är jobbigt när man inte kan sova. Hit kan du vända dig:",
        f"Vart: {ASK_PLACE['text']} En knapp att trycka på.",
        "Vart: Tack. I Umeå kan du vända dig hit:",
    ]
    # The list is said in words, and how many buttons follow.
    assert "• Bris: 116 111" in said[0][1]
    assert said[0][1].endswith("3 knappar att välja mellan.")
    assert {region for region, _, _ in said} == {"news"}


async def test_the_transcript_itself_is_not_live(chat: Chat) -> None:
    await chat.says("sömn")

    live = "[aria-live], [role=log], [role=alert], [role=status]"
    assert await chat.page.locator("#transcript").evaluate(f"box => !!box.closest('{live}')") is False
    assert await chat.page.locator(f"#transcript :is({live})").count() == 0
    await expect(chat.page.locator("#news")).to_have_role("log")


async def test_what_was_said_is_taken_away_again(opened: Opener) -> None:
    chat = await opened()
    await chat.says("hej")

    await expect(chat.page.locator("#news")).to_be_empty()


async def test_a_crisis_is_said_at_once_and_a_human_politely(chat: Chat) -> None:
    await chat.page.evaluate(LISTEN)
    await chat.says("kris")
    chat.services.events.publish(Message.model_validate({"text": "Hej, jag heter Anna.", "from": "human"}))
    await chat.page.locator(".message.human").wait_for()

    said = await heard(chat.page)
    assert said[0][0] == "urgent"
    assert said[0][1].startswith("Vart: 112\nRing 112 nu")
    assert "Bris, under 18 år: 116 111" in said[0][1]
    assert said[1:] == [["news", "En människa: Hej, jag heter Anna.", "sv"]]


async def test_other_languages_are_said_in_their_own_voice(chat: Chat) -> None:
    await chat.page.evaluate(LISTEN)
    await chat.says("مساعدة")

    assert [lang for _, _, lang in await heard(chat.page)] == ["ar"]


async def test_that_vart_is_writing_is_said_at_most_once_and_only_when_it_takes_long(opened: Opener) -> None:
    chat = await opened()
    await chat.page.clock.install()
    await chat.open()
    await chat.page.evaluate(LISTEN)
    chat.services.gateway.may_answer.clear()
    await chat.input.fill("hej")
    await chat.input.press("Enter")
    await chat.page.clock.run_for(1_000)
    await expect(chat.page.locator(".typing")).to_be_visible()
    assert await heard(chat.page) == []
    await chat.input.fill("tips")
    await chat.input.press("Enter")
    await chat.page.clock.run_for(10_000)
    assert [text for _, text, _ in await heard(chat.page)] == ["Vart skriver …"]
    chat.services.gateway.may_answer.set()
    await expect(chat.page.locator(".message.bot")).to_have_count(3)
    await expect(chat.page.locator(".typing")).to_have_count(0)
    assert [text for _, text, _ in await heard(chat.page)].count("Vart skriver …") == 1


async def test_a_quick_answer_shows_no_sign_of_waiting(chat: Chat) -> None:
    await chat.page.evaluate(LISTEN)
    await chat.says("hej")

    assert "Vart skriver …" not in [text for _, text, _ in await heard(chat.page)]


async def test_focus_stays_where_it_is_when_a_message_arrives(chat: Chat) -> None:
    await chat.says("hej")
    await chat.input.fill("Jag skriver på något")
    chat.services.events.publish(Message.model_validate({"text": "Hej, jag heter Anna.", "from": "human"}))
    await chat.page.locator(".message.human").wait_for()

    await expect(chat.input).to_be_focused()
    await expect(chat.input).to_have_value("Jag skriver på något")


async def test_focus_stays_on_the_pressed_choice(chat: Chat) -> None:
    message = await chat.says("oklart")
    await message.get_by_role("button", name="Stress och press").press("Enter")
    await chat.answered()

    await expect(chat.page.get_by_role("button", name="Stress och press (valt)")).to_be_focused()
    await chat.page.keyboard.press("Tab")
    # The next stop is what came with the answer, not the choices that are gone.
    await expect(chat.last.get_by_role("button", name="Sömn")).to_be_focused()


async def test_nothing_scrolls_away_from_somebody_who_reads_further_up(chat: Chat) -> None:
    await chat.says("umeå", "tips")
    box = chat.page.locator("#transcript")
    await box.evaluate("box => { box.scrollTop = 0; }")
    chat.services.events.publish(Message.model_validate({"text": "Hej, jag heter Anna.", "from": "human"}))
    newer = chat.page.get_by_role("button", name="Nytt meddelande längre ner")
    await expect(newer).to_be_visible()

    assert await box.evaluate("box => box.scrollTop") == 0
    await newer.click()
    await expect(chat.page.locator(".message.human")).to_be_focused()
    await expect(chat.page.locator(".message.human")).to_be_in_viewport()
    await expect(newer).to_be_hidden()


async def test_a_long_answer_is_shown_from_its_beginning(chat: Chat) -> None:
    message = await chat.says("umeå")

    await expect(message.locator(".text")).to_be_in_viewport(ratio=1)
