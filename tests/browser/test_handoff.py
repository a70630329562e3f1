"""The human on the page: where the case stands, who writes, a way to end it, with script and without."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from bot.db.models.case import Severity
from bot.gateway.cases import CaseView
from bot.gateway.messages import HandoffCard, HandoffState, Message
from tests.browser.chat import Chat, phone, schemes
from tests.browser.conftest import Opener
from tests.browser.test_axe import faults
from tests.browser.test_exit import has_left, weather
from tests.browser.test_plain_form import write
from tests.browser.test_speech import LISTEN, heard

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
CODE = "7KMP-3WXA"
WITHOUT_SCRIPT: dict[str, Any] = {**phone(), "java_script_enabled": False}


def telling(state: HandoffState, text: str, **more: Any) -> Message:
    """What the human service tells the person."""
    return Message(text=text, card=HandoffCard(state=state, case=CODE), **more)


def anna(text: str) -> Message:
    """What a human writes."""
    return telling("active", text, from_="human", name="Anna")


def case(state: HandoffState) -> CaseView:
    """A case as the gateway sees it."""
    now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    return CaseView(
        1, state, CODE, 1, 1, "Anna", now, now, None, "chat", Severity.NORMAL, municipality=None, topic=None
    )


def bar(chat: Chat) -> Locator:
    """The line above the box to write in."""
    return chat.page.get_by_role("region", name="Ditt ärende")


async def test_the_line_follows_the_case_from_its_beginning_to_its_end(chat: Chat) -> None:
    await expect(bar(chat)).to_have_count(0)
    await chat.says("erbjuden")
    await expect(bar(chat)).to_have_count(0)
    await chat.says("väntar")
    await expect(bar(chat)).to_contain_text("Skickat, ingen har svarat än")
    await expect(bar(chat)).to_contain_text("Din kod: K7F2")
    await expect(chat.page.locator("#unsaved")).to_be_hidden()
    events = chat.services.events
    later: tuple[tuple[HandoffState, str], ...] = (
        ("claimed", "Någon har tagit emot"),
        ("active", "En människa är med i samtalet"),
        ("exhausted", "Ingen kunde svara"),
    )
    for state, words in later:
        events.publish(telling(state, f"Nytt: {state}."))
        await expect(bar(chat)).to_contain_text(words)
        await expect(bar(chat)).to_contain_text(CODE)
    # What is written to the bot alone is not kept.
    await expect(chat.page.locator("#unsaved")).to_be_visible()
    events.publish(telling("closed", "Klart. Hjälpte det?"))
    await expect(bar(chat)).to_have_count(0)


async def test_a_human_is_named_and_told_apart_from_the_bot(chat: Chat) -> None:
    await chat.says("väntar")
    await chat.page.evaluate(LISTEN)
    chat.services.events.publish(anna("Hej, jag läser nu."))
    message = chat.page.locator(".message.human")
    await expect(message.locator(".sender")).to_have_text("Anna, en människa")
    await expect(message.locator(".state")).to_have_count(0)
    await expect(bar(chat)).to_contain_text("En människa är med i samtalet")
    assert ["news", "Anna, en människa: Hej, jag läser nu.", "sv"] in await heard(chat.page)
    assert [region for region, _, _ in await heard(chat.page)] == ["news"]


async def test_what_goes_to_the_human_has_a_quiet_receipt_and_no_answer(chat: Chat) -> None:
    await chat.says("väntar")
    await chat.page.evaluate(LISTEN)
    before = await chat.page.locator(".message.bot").count()
    await chat.says("till anna")
    await expect(chat.page.locator(".you").last.locator(".receipt")).to_have_text("Skickat till Anna 14.02.")
    assert await chat.page.locator(".message.bot").count() == before
    assert [text for _, text, _ in await heard(chat.page)] == ["Skickat till Anna 14.02."]


async def test_it_can_be_ended_from_the_line_at_any_time(chat: Chat) -> None:
    await chat.says("väntar")
    await bar(chat).get_by_role("button", name="Avbryt ärendet").click()
    await chat.answered()
    assert chat.services.gateway.taken[-1].payload == "human:cancel"
    await expect(chat.last).to_contain_text("Nu är det avbrutet")
    await expect(bar(chat)).to_have_count(0)
    await chat.says("väntar")
    # A second case can be ended too.
    await expect(bar(chat).get_by_role("button", name="Avbryt ärendet")).to_be_enabled()


async def test_being_forgotten_takes_the_line_away(chat: Chat) -> None:
    await chat.says("väntar", "glöm")
    await expect(bar(chat)).to_have_count(0)


async def test_leaving_the_page_does_not_end_a_case(chat: Chat) -> None:
    await weather(chat)
    await chat.says("väntar")
    await chat.page.get_by_role("link", name="Lämna sidan").click()
    await has_left(chat)
    assert chat.services.gateway.forgotten == []


async def test_without_script_the_line_and_what_is_new_are_there(opened: Opener) -> None:
    chat = await opened(**WITHOUT_SCRIPT)
    await write(chat.page, "väntar")
    chat.services.gateway.case = case("queued")
    await write(chat.page, "hej")
    await expect(bar(chat)).to_contain_text("Skickat, ingen har svarat än")
    await expect(bar(chat)).to_contain_text(CODE)
    fetch = bar(chat).get_by_role("button", name="Hämta nya meddelanden")
    await fetch.click()
    await expect(chat.page.get_by_text("Inget nytt än.")).to_be_visible()
    chat.services.gateway.case = case("active")
    chat.services.events.publish(anna("Hej, jag läser nu."))
    await fetch.click()
    await expect(chat.page.locator(".message.human .sender")).to_have_text("Anna, en människa")
    await expect(bar(chat)).to_contain_text("En människa är med i samtalet")
    await fetch.click()
    await expect(chat.page.locator(".message.human")).to_have_count(0)
    # What came while they wrote is shown with the answer, once.
    chat.services.events.publish(anna("Är du kvar?"))
    await write(chat.page, "till anna")
    await expect(chat.page.locator(".message.human")).to_have_count(1)
    await expect(chat.page.locator(".you .receipt")).to_have_text("Skickat till Anna 14.02.")
    taken = len(chat.services.gateway.taken)
    await bar(chat).get_by_role("button", name="Avbryt ärendet").click()
    await expect(chat.page.locator(".bot").last).to_contain_text("Nu är det avbrutet")
    assert len(chat.services.gateway.taken) == taken + 1


async def test_the_script_goes_on_after_what_the_plain_page_has_shown(opened: Opener) -> None:
    chat = await opened()
    await chat.page.route("**/*.js", lambda route: route.abort())
    await chat.open()
    chat.services.gateway.case = case("active")
    await write(chat.page, "väntar")
    await bar(chat).wait_for()
    chat.services.events.publish(anna("Hej, jag läser nu."))
    await chat.page.unroute("**/*.js")
    await bar(chat).get_by_role("button", name="Hämta nya meddelanden").click()
    await expect(chat.page.locator(".message.human")).to_have_count(1)
    await chat.page.wait_for_load_state("load")
    await expect(chat.page.locator("#fetch")).to_be_hidden()
    chat.services.events.publish(anna("Är du kvar?"))
    await expect(chat.page.locator(".message.human")).to_have_count(2)
    await expect(chat.page.locator(".message.human").last).to_contain_text("Är du kvar?")


@pytest.mark.parametrize("scheme", schemes())
@pytest.mark.parametrize("scripted", [True, False])
async def test_axe_finds_no_fault(opened: Opener, scheme: str, scripted: bool) -> None:
    chat = await opened(color_scheme=scheme, **phone(height=3_000))
    if not scripted:
        await chat.page.route("**/*.js", lambda route: route.abort())
        await chat.open()
    chat.services.gateway.case = case("active")
    chat.services.events.publish(anna("Hej, jag läser nu."))
    for text in ("väntar", "till anna"):
        await (chat.says(text) if scripted else write(chat.page, text))
        await bar(chat).wait_for()
        assert await faults(chat.page) == [], text


@pytest.mark.parametrize("width", [320, 390])
async def test_nothing_is_wider_than_the_smallest_screen(opened: Opener, width: int) -> None:
    chat = await opened(**phone(width=width, height=560))
    await chat.says("väntar", "till anna")
    assert await chat.page.evaluate("document.documentElement.scrollWidth") <= width
    button = await bar(chat).get_by_role("button", name="Avbryt ärendet").bounding_box()
    assert button is not None
    assert button["height"] >= 44
    await expect(chat.input).to_be_in_viewport()
