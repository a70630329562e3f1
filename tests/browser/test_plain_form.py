"""Without script the page is a form, and says the same."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.chat import Chat, phone
from tests.browser.conftest import Opener
from tests.browser.replies import EVERY_KIND, HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
# What a message is made of, apart from ids and hidden fields, which differ on purpose.
SHAPE = r"""(item) => {
    const copy = item.cloneNode(true);
    copy.querySelectorAll('input').forEach((input) => input.remove());
    for (const element of [copy, ...copy.querySelectorAll('*')])
        for (const name of ['id', 'for', 'tabindex']) element.removeAttribute(name);
    copy.normalize();
    const lines = [];
    const walk = (node, depth) => {
        if (node.nodeType === Node.TEXT_NODE) {
            const text = node.textContent.replace(/\s+/g, ' ').trim();
            if (text) lines.push(' '.repeat(depth) + text);
            return;
        }
        const attributes = [...node.attributes].map(({ name, value }) => `${name}=${value}`).sort().join(' ');
        lines.push(`${' '.repeat(depth)}<${node.localName} ${attributes}>`);
        node.childNodes.forEach((child) => walk(child, depth + 1));
    };
    walk(copy, 0);
    return lines;
}"""


async def write(page: Page, text: str) -> Locator:
    """Write and send by the form; the last message of the answer, once its whole page is there, styled."""
    await page.get_by_label("Skriv vad det gäller").fill(text)
    async with page.expect_event("load"):
        await page.get_by_role("button", name="Skicka").click()
    return page.locator(".message").last


@pytest.fixture
def plain() -> dict[str, object]:
    """Options of a browser without script."""
    return {**phone(), "java_script_enabled": False}


async def test_the_form_answers(opened: Opener, plain: dict[str, object]) -> None:
    chat = await opened(**plain)
    await write(chat.page, "umeå")

    await expect(chat.page.locator(".you")).to_contain_text("umeå")
    await expect(chat.page.get_by_role("link", name="Ring 116 111")).to_have_attribute("href", "tel:116111")
    await expect(chat.page.get_by_label("Skriv vad det gäller")).to_have_value("")
    assert chat.page.url == chat.address + "/"


async def test_the_conversation_goes_on_from_page_to_page(opened: Opener, plain: dict[str, object]) -> None:
    chat = await opened(**plain)
    await write(chat.page, "sömn")
    await chat.page.locator(".bot .picker").get_by_label("Välj kommun").select_option("Umeå")
    await chat.page.locator(".bot .picker").get_by_role("button", name="Välj", exact=True).click()
    await expect(chat.page.locator(".you")).to_contain_text("Umeå")
    await expect(chat.page.get_by_text("Kommun: Umeå")).to_be_visible()
    await write(chat.page, "hej")

    # It is remembered, in the same conversation.
    await expect(chat.page.get_by_text("Kommun: Umeå")).to_be_visible()
    assert [turn.payload for turn in chat.services.gateway.taken] == [None, "municipality:2480", None]
    assert await chat.page.context.cookies() == []


async def test_choices_and_the_header_are_buttons_of_the_form(
    opened: Opener, plain: dict[str, object]
) -> None:
    chat = await opened(**plain)
    await chat.page.get_by_role("button", name="Nedstämd eller deppig").click()
    await expect(chat.page.locator(".you")).to_contain_text("Nedstämd eller deppig")
    await chat.page.get_by_role("button", name="Visa fler").click()
    await expect(chat.page.locator(".bot").last).to_contain_text("Hej.")
    await chat.page.get_by_text("Kommun: inte vald").click()
    await chat.page.get_by_role("banner").get_by_role("button", name="Välj", exact=True).click()

    await expect(chat.page.get_by_text("Kommun: Robertsfors")).to_be_visible()
    assert [turn.payload for turn in chat.services.gateway.taken] == [
        "topic:low_mood",
        "more",
        "municipality:2409",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("långt", "Texten är för lång"), ("många", "Vänta en liten stund"), ("  ", "Meddelandet är tomt")],
)
async def test_what_is_refused_is_said_and_what_was_written_is_still_there(
    opened: Opener, plain: dict[str, object], text: str, sentence: str
) -> None:
    chat = await opened(**plain)
    await write(chat.page, text)

    await expect(chat.page.get_by_role("alert").first).to_contain_text(sentence)
    await expect(chat.page.get_by_label("Skriv vad det gäller")).to_have_value(text)
    if text != "  ":
        await expect(chat.page.locator(".failed").get_by_role("link", name="112")).to_have_attribute(
            "href", "tel:112"
        )


async def test_text_is_never_markup(opened: Opener, plain: dict[str, object]) -> None:
    chat = await opened(**plain)
    await write(chat.page, HOSTILE)
    await expect(chat.page.locator(".you .text")).to_have_text(HOSTILE)
    message = await write(chat.page, "ont")

    await expect(message.locator("img, script")).to_have_count(0)
    await expect(message.locator("h3")).to_have_text(HOSTILE)
    assert await chat.page.locator('a[href^="javascript"]').count() == 0


async def test_the_page_says_what_vart_is_what_it_keeps_and_112(
    opened: Opener, plain: dict[str, object]
) -> None:
    chat = await opened(**plain)
    for _ in range(2):
        content = chat.page.locator("body")
        await expect(content).to_contain_text("Vart är en bot")
        await expect(content).to_contain_text("Sparas inte utan ditt ja.")
        await expect(content.get_by_role("link", name="ring 112")).to_have_attribute("href", "tel:112")
        await expect(content.get_by_role("link", name="Integritet")).to_have_attribute("href", "/integritet")
        await write(chat.page, "hej")


@pytest.mark.parametrize("text", [*EVERY_KIND, "ont"])
async def test_script_and_templates_show_a_message_alike(opened: Opener, text: str) -> None:
    """Whatever is changed in one is changed in the other."""
    with_script = await opened()
    await with_script.says(text)
    without = await opened()
    await without.page.route("**/*.js", lambda route: route.abort())
    await without.open()
    await write(without.page, text)
    await without.page.locator(".you").wait_for()

    made = await with_script.page.locator(".you ~ .message").evaluate_all(f"items => items.map({SHAPE})")
    rendered = await without.page.locator(".you ~ .message").evaluate_all(f"items => items.map({SHAPE})")
    assert made == rendered


async def test_the_script_goes_on_with_a_conversation_begun_without_it(chat: Chat) -> None:
    """The script did not come with the first page, on a poor connection, but with the answer."""
    await chat.page.route("**/*.js", lambda route: route.abort())
    await chat.open()
    await chat.page.unroute("**/*.js")
    await write(chat.page, "umeå")
    await expect(chat.last).to_contain_text("Tack. I Umeå kan du vända dig hit:")
    await chat.says("hej")

    await expect(chat.page.locator(".you")).to_have_count(2)
    assert [request.url for request in chat.requests if request.url.endswith("/api/conversations")] == []
    first, second = chat.services.gateway.conversations_taken
    assert first == second
