"""When the connection fails, the server refuses, or the answer comes from a human much later."""

import pytest
from playwright.async_api import expect

from bot.gateway.messages import Message
from tests.browser.chat import Chat
from tests.browser.conftest import Opener
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
MESSAGES = "**/api/conversations/*/messages"


def human(text: str) -> Message:
    """A message from a human."""
    return Message.model_validate({"text": text, "from": "human"})


async def test_a_lost_connection_is_one_sentence_with_numbers_and_a_way_to_try_again(chat: Chat) -> None:
    await chat.page.route(MESSAGES, lambda route: route.abort())
    await chat.input.fill("sömn")
    await chat.input.press("Enter")
    failed = chat.page.locator(".you .failed")

    await expect(failed).to_contain_text("Det gick inte att skicka")
    for number, tel in (("112", "tel:112"), ("1177", "tel:1177"), ("116 111", "tel:116111")):
        await expect(failed.get_by_role("link", name=number, exact=True)).to_have_attribute("href", tel)
    await expect(chat.page.locator(".typing")).to_have_count(0)
    await chat.page.unroute(MESSAGES)
    await failed.get_by_role("button", name="Försök igen").click()
    await chat.answered()
    await expect(chat.page.locator(".failed")).to_have_count(0)
    await expect(chat.last).to_contain_text("Vilken kommun bor du i?")
    await expect(chat.page.locator(".you")).to_have_count(1)


async def test_trying_again_sends_the_same_id(chat: Chat) -> None:
    """The answer was lost on its way: the server has seen the message once already."""
    lost = []

    async def lose(route: object) -> None:
        lost.append(await route.fetch())  # type: ignore[attr-defined]
        await route.abort()  # type: ignore[attr-defined]

    await chat.page.route(MESSAGES, lose, times=1)
    await chat.input.fill("hej")
    await chat.input.press("Enter")
    await chat.page.get_by_role("button", name="Försök igen").click()
    await chat.answered()
    await chat.says("hej")

    first, again, other = [turn.id for turn in chat.services.gateway.taken]
    assert len(lost) == 1
    assert first is not None
    assert first == again
    assert other != first


async def test_a_server_that_never_answers_is_a_lost_connection(opened: Opener) -> None:
    chat = await opened()
    await chat.page.clock.install()
    await chat.open()
    chat.services.gateway.may_answer.clear()
    async with chat.page.expect_request(MESSAGES):
        await chat.input.fill("hej")
        await chat.input.press("Enter")
    await chat.page.clock.run_for(15_000)

    await expect(chat.page.locator(".failed")).to_contain_text("Det gick inte att skicka")
    chat.services.gateway.may_answer.set()


async def test_no_server_at_all_when_the_conversation_is_to_begin(chat: Chat) -> None:
    await chat.page.route("**/api/conversations", lambda route: route.abort(), times=1)
    await chat.input.fill("hej")
    await chat.input.press("Enter")
    await chat.page.get_by_role("button", name="Försök igen").click()
    await chat.answered()

    await expect(chat.last).to_contain_text("Berätta kort vad det gäller")


@pytest.mark.parametrize(
    ("text", "sentence", "again"),
    [
        ("många", "Det kom många meddelanden på kort tid.", True),
        ("långt", "Texten är för lång, högst 4 000 tecken får plats.", False),
        ("tomt", "Meddelandet är tomt.", False),
        ("fel", "Något gick fel hos oss.", True),
    ],
)
async def test_what_the_server_refuses_is_said_in_its_own_words(
    chat: Chat, text: str, sentence: str, again: bool
) -> None:
    await chat.says("hej")
    await chat.input.fill(text)
    await chat.input.press("Enter")
    failed = chat.page.locator(".you .failed")

    await expect(failed).to_contain_text(sentence)
    await expect(failed.get_by_role("button", name="Försök igen")).to_have_count(1 if again else 0)
    # What cannot be sent as it is can be changed.
    await expect(chat.input).to_have_value("" if again else text)


async def test_an_answer_that_is_not_ours_is_a_failure_of_the_connection(chat: Chat) -> None:
    page = "<h1>502 Bad Gateway</h1>"
    await chat.page.route(
        MESSAGES, lambda route: route.fulfill(status=502, body=page, content_type="text/html")
    )
    await chat.input.fill("hej")
    await chat.input.press("Enter")

    await expect(chat.page.locator(".failed")).to_contain_text("Det gick inte att skicka")


async def test_a_conversation_that_has_ended_begins_anew_by_itself(chat: Chat) -> None:
    await chat.says("umeå")
    for id in list(chat.services.conversations._recent):
        await chat.services.conversations.forget(id)
    await chat.says("hej")

    await expect(chat.page.locator(".note-line")).to_contain_text("Samtalet hade tagit slut")
    await expect(chat.last).to_contain_text("Berätta kort vad det gäller")
    await expect(chat.page.locator("#place-name")).to_have_text("inte vald")
    assert [turn.text for turn in chat.services.gateway.taken] == ["umeå", "hej"]


async def test_messages_are_answered_in_the_order_they_were_written(chat: Chat) -> None:
    chat.services.gateway.may_answer.clear()
    for text in ("hej", "tips", "väder"):
        await chat.input.fill(text)
        await chat.input.press("Enter")
    chat.services.gateway.may_answer.set()
    await expect(chat.page.locator(".message.bot")).to_have_count(4)

    assert [turn.text for turn in chat.services.gateway.taken] == ["hej", "tips", "väder"]


async def test_later_messages_come_once_also_after_a_broken_connection(opened: Opener) -> None:
    chat = await opened()
    await chat.page.clock.install()
    await chat.open()
    await chat.says("hej")
    events = chat.services.events
    events.publish(human("Hej, jag heter Anna."))
    await expect(chat.page.locator(".human")).to_have_count(1)
    events.hang_up()
    events.publish(human("Är du kvar?"))
    await chat.page.clock.run_for(2_000)
    await expect(chat.page.locator(".human")).to_have_count(2)

    assert events.asked_after == [0, 1]
    await expect(chat.page.locator(".human").last).to_contain_text("Är du kvar?")


async def test_a_silent_connection_is_made_again(opened: Opener) -> None:
    chat = await opened()
    await chat.page.clock.install()
    await chat.open()
    await chat.says("hej")
    async with chat.page.expect_request("**/events"):
        await chat.page.clock.run_for(48_000)

    await expect(chat.page.locator(".message.bot")).to_have_count(2)


async def test_connections_are_tried_less_and_less_often(opened: Opener) -> None:
    chat = await opened()
    await chat.page.clock.install()
    await chat.open()
    await chat.page.route("**/events", lambda route: route.abort())
    await chat.says("hej")
    for _ in range(120):
        await chat.page.clock.run_for(1_000)

    tries = [request for request in chat.requests if request.url.endswith("/events")]
    assert 4 <= len(tries) <= 9


async def test_nobody_listens_when_the_conversation_is_gone(opened: Opener) -> None:
    chat = await opened()
    await chat.page.clock.install()
    await chat.open()
    await chat.says("hej")
    for id in list(chat.services.conversations._recent):
        await chat.services.conversations.forget(id)
    async with chat.page.expect_response("**/events") as answer:
        chat.services.events.hang_up()
        await chat.page.clock.run_for(2_000)
    assert (await answer.value).status == 404
    before = len(chat.requests)
    await chat.page.clock.run_for(120_000)

    assert len(chat.requests) == before


async def test_a_page_hidden_for_long_stops_listening_and_catches_up(opened: Opener) -> None:
    chat = await opened()
    await chat.page.clock.install()
    await chat.open()
    await chat.says("hej")
    hide = """(hidden) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
    }"""
    await chat.page.evaluate(hide, True)
    await chat.page.clock.run_for(4 * 60_000)
    chat.services.events.publish(human("Hej, jag heter Anna."))
    await expect(chat.page.locator(".human")).to_have_count(1)
    asked = len(chat.services.events.asked_after)
    await chat.page.clock.run_for(10 * 60_000)
    await until(lambda: chat.services.events.listeners == 0)
    chat.services.events.publish(human("Är du kvar?"))
    assert len(chat.services.events.asked_after) >= asked
    await chat.page.evaluate(hide, False)

    await expect(chat.page.locator(".human")).to_have_count(2)
