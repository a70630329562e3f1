"""What a message looks like: every kind of card, links, languages, and text that tries to be markup."""

import pytest
from playwright.async_api import expect

from bot.gateway.messages import Message
from tests.browser.chat import Chat
from tests.browser.replies import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_service_shows_how_to_reach_it_whether_it_is_open_and_when_that_was_checked(
    chat: Chat,
) -> None:
    first = (await chat.says("umeå")).locator(".service").first

    await expect(first.get_by_role("heading")).to_have_text("Ungdomsmottagningen Umeå")
    await expect(first).to_contain_text("Region Västerbotten")
    await expect(first).to_contain_text("Öppet nu, stänger 16.30")
    await expect(first).to_contain_text("Kontrollerad 1 mars 2026. Källa: 1177.se, 2026-03-01.")
    await expect(first).to_contain_text("Ålder: 13–24 år")
    await expect(first).to_contain_text("Språk: svenska, engelska")
    await expect(first).to_contain_text("Kostnad: gratis")
    call = first.get_by_role("link", name="Ring 090-785 90 00")
    await expect(call).to_have_attribute("href", "tel:+46907859000")
    site = first.get_by_role("link", name="Till webbplatsen (öppnas i ny flik)")
    await expect(site).to_have_attribute("href", "https://www.1177.se/Vasterbotten/")
    await expect(site).to_have_attribute("rel", "noopener noreferrer nofollow")


async def test_a_map_is_linked_only_where_the_address_may_be_shown(chat: Chat) -> None:
    listed = (await chat.says("umeå")).locator(".service")

    maps = listed.get_by_role("link", name="Visa på karta")
    await expect(maps).to_have_count(1)
    await expect(maps).to_have_attribute(
        "href", "https://www.openstreetmap.org/search?query=V%C3%A4stra%20Norrlandsgatan%2018%2C%20Ume%C3%A5"
    )


async def test_numbers_say_what_they_are_and_that_nobody_has_confirmed_them(chat: Chat) -> None:
    school = (await chat.says("umeå")).locator(".service").nth(1)

    await expect(school.get_by_role("link", name="Ring 090-16 10 00 växel, ej kontrollerad")).to_be_visible()
    await expect(school).to_contain_text("Uppgifterna är inte bekräftade än. Källa: umea.se.")


async def test_only_the_opening_of_a_list_is_shown_as_text(chat: Chat) -> None:
    text = (await chat.says("umeå")).locator(".text")

    await expect(text).to_have_text("Tack. I Umeå kan du vända dig hit:")


async def test_a_list_without_places_shows_its_text(chat: Chat) -> None:
    message = await chat.says("inga")

    await expect(message).to_contain_text("Jag hittade inget mer.")
    await expect(message.locator(".services")).to_have_count(0)


async def test_tips_are_a_list_and_short_numbers_can_be_tapped(chat: Chat) -> None:
    message = await chat.says("tips")

    await expect(message.locator(".text li")).to_have_text(
        ["Gå upp samma tid varje dag.", "Lägg bort telefonen en timme innan."]
    )
    await expect(message.get_by_role("link", name="1177")).to_have_attribute("href", "tel:1177")


async def test_life_in_danger_puts_112_first_and_alone(chat: Chat) -> None:
    card = (await chat.says("kris")).locator(".bubble")

    links = [
        str(href)
        for href in await card.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    ]
    assert links[0] == "tel:112"
    assert [link for link in links if link != "tel:112"] == ["tel:90101", "tel:116111"]
    # What the buttons say is not repeated in words.
    await expect(card.locator(".text")).to_have_text(
        "Ring 112 nu, eller be någon nära dig att ringa. Gå dit det finns andra människor. "
        "Du behöver inte förklara allt. Det räcker att säga som det är."
    )
    await expect(card.locator(".lines.first a")).to_have_text("Ring 112 SOS Alarm Vid fara för livet")
    await expect(card.get_by_role("link", name="Ring 90101")).to_contain_text("Självmordslinjen")


async def test_no_number_stands_twice_on_a_crisis_card(chat: Chat) -> None:
    numbers = (await chat.says("gift")).locator(".line .number")

    await expect(numbers).to_have_text(["Ring 112", "Ring 010-456 67 00", "Ring 116 111"])


async def test_a_crisis_without_acute_danger_keeps_112_last(chat: Chat) -> None:
    lines = (await chat.says("tankar")).locator(".line")

    hrefs = await lines.evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert hrefs == ["tel:90101", "https://shedo.se/", "tel:112"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("krislinjer", ["Ring 112", "Ring 90101", "Ring 116 111", "Ring 1177"]),
        ("danger", ["Call 90101", "Call 116 111", "Call 1177", "Call 112"]),
    ],
)
async def test_a_crisis_card_without_lines_has_the_smallest_set(
    chat: Chat, text: str, numbers: list[str]
) -> None:
    await expect((await chat.says(text)).locator(".line .number")).to_have_text(numbers)


async def test_the_state_of_a_handoff_is_said_with_its_code(chat: Chat) -> None:
    await expect(await chat.says("erbjuden")).to_contain_text("Inget är skickat än")
    await expect(chat.page.locator("#unsaved")).to_be_visible()
    await expect(await chat.says("väntar")).to_contain_text("Skickat, ingen har svarat än. Din kod: K7F2")
    # What is written now is for a human, and kept.
    await expect(chat.page.locator("#unsaved")).to_be_hidden()


async def test_a_message_from_a_human_is_marked_as_such(chat: Chat) -> None:
    await chat.says("hej")
    chat.services.events.publish(Message.model_validate({"text": "Hej, jag heter Anna.", "from": "human"}))

    human = chat.page.locator(".message.human")
    await expect(human.locator(".sender")).to_have_text("En människa")
    await expect(human).to_contain_text("Hej, jag heter Anna.")


async def test_privacy_leads_to_the_page_about_it(chat: Chat) -> None:
    link = (await chat.says("integritet")).get_by_role("link")

    await expect(link).to_have_attribute("href", "/integritet")


@pytest.mark.parametrize(
    ("text", "lang", "direction"), [("مساعدة", "ar", "rtl"), ("کمک", "fa", "rtl"), ("help", "en", "ltr")]
)
async def test_other_languages_carry_their_code_and_direction(
    chat: Chat, text: str, lang: str, direction: str
) -> None:
    message = await chat.says(text)

    await expect(message.locator(".text")).to_have_attribute("lang", lang)
    await expect(message.locator(".text")).to_have_attribute("dir", direction)
    await expect(message).to_have_attribute("lang", "en")


async def test_what_a_listing_says_itself_stays_marked_as_swedish(chat: Chat) -> None:
    bris = (await chat.says("help")).locator(".service").first

    await expect(bris.locator(".summary")).to_have_attribute("lang", "sv")
    await expect(bris).to_contain_text("Open around the clock")
    await expect(bris.get_by_role("link", name="Call 116 111")).to_be_visible()
    await expect(bris).to_contain_text("Checked 14 September 2026.")


async def test_text_is_never_markup(chat: Chat) -> None:
    message = await chat.says("ont")

    await expect(chat.page).to_have_title("Vart")
    await expect(message.locator("img, script")).to_have_count(0)
    await expect(message.locator("h3")).to_have_text(HOSTILE)
    await expect(message.get_by_role("button")).to_have_text(HOSTILE)
    hrefs = await message.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert [href for href in hrefs if not href.startswith(("tel:", "https:", "/stammer-inte/"))] == []
    assert await message.locator("[onclick], [onerror]").count() == 0
    await chat.input.fill(HOSTILE)
    await chat.input.press("Enter")
    await expect(chat.page.locator(".you").last.locator(".text")).to_have_text(HOSTILE)
    await expect(chat.page).to_have_title("Vart")


async def test_a_choice_stays_readable_and_the_others_cannot_be_pressed(chat: Chat) -> None:
    message = await chat.says("oklart")
    await message.get_by_role("button", name="Stress och press").click()
    await chat.answered()

    chosen = message.page.get_by_role("button", name="Stress och press (valt)")
    other = message.page.get_by_role("button", name="Stöd i skolan")
    await expect(chosen).to_be_visible()
    await expect(other).to_have_attribute("aria-disabled", "true")
    await expect(other).to_have_attribute("tabindex", "-1")
    await other.click(force=True)
    await expect(chat.page.locator(".you")).to_have_count(2)
    assert [incoming.payload for incoming in chat.services.gateway.taken[1:]] == ["topic:stress"]


async def test_the_picker_of_the_question_sends_the_municipality(chat: Chat) -> None:
    asked = await chat.says("sömn")
    await asked.get_by_label("Välj kommun").select_option("Umeå")
    await asked.get_by_role("button", name="Välj", exact=True).click()
    await chat.answered()

    assert chat.services.gateway.taken[-1].payload == "municipality:2480"
    await expect(chat.page.locator(".you").last).to_contain_text("Umeå")
    await expect(chat.page.locator("#place-name")).to_have_text("Umeå")


async def test_the_picker_is_always_in_the_header_in_alphabetical_order(chat: Chat) -> None:
    await chat.page.get_by_text("Kommun: inte vald").click()
    picker = chat.page.get_by_role("banner").get_by_label("Välj kommun")
    names = await picker.locator("option").all_inner_texts()
    assert names == ["Robertsfors", "Skellefteå", "Umeå", "Vindeln", "Vännäs", "Åsele"]
    await picker.select_option("Umeå")
    await chat.page.get_by_role("banner").get_by_role("button", name="Välj", exact=True).click()
    await chat.answered()

    await expect(chat.page.get_by_text("Kommun: Umeå")).to_be_focused()
    assert chat.services.gateway.taken[-1].payload == "municipality:2480"
    await chat.says("glöm")
    await expect(chat.page.locator("#place-name")).to_have_text("inte vald")


async def test_no_picker_where_the_places_to_choose_between_are_buttons(chat: Chat) -> None:
    message = await chat.says("var")

    await expect(message.get_by_role("button")).to_have_text(["Robertsfors", "Umeå"])
    await expect(message.locator(".picker")).to_have_count(0)
