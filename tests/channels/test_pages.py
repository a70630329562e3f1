"""The pages over HTTP: headers, what they must say, and the plain form."""

import re
from collections.abc import AsyncIterator
from html import unescape
from typing import Any, cast

import httpx
import pytest
import pytest_asyncio

from bot.app import create_app
from bot.gateway.limits import Buckets, Rate
from bot.gateway.messages import Message
from bot.gateway.store import StoreUnavailable
from bot.services import Services
from bot.sms.retention import KEPT
from tests.browser.replies import HOSTILE
from tests.browser.scripted import Scripted

PAGES = ("/", "/integritet", "/tillganglighet")


@pytest.fixture
def services() -> Scripted:
    return Scripted()


@pytest_asyncio.fixture
async def client(services: Scripted) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(cast(Services, services)))
    async with httpx.AsyncClient(transport=transport, base_url="http://vart.test") as made:
        yield made


def hidden(page: str) -> dict[str, str]:
    """The hidden fields that the next message carries."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.split('id="composer"')[1])
    return dict(found)


def words(page: str) -> str:
    """What a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.split("<body")[1].split(">", 1)[1])).split())


@pytest.mark.parametrize("path", [*PAGES, "/healthz", "/embed.js"])
async def test_what_watches_over_vart_may_ask_by_head(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.head(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == (await client.get(path)).headers["content-type"]


@pytest.mark.parametrize("path", ["/jour", "/redaktion"])
async def test_a_slash_too_many_leads_to_the_page(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(f"{path}/")
    assert (answer.status_code, answer.headers["location"]) == (307, path)


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_lets_nothing_foreign_in_and_is_kept_nowhere(
    client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_loads_only_our_own_files_and_nothing_inline(
    client: httpx.AsyncClient, path: str
) -> None:
    page = (await client.get(path)).text

    loaded = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', page)
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)
    assert {(await client.get(address)).status_code for address in loaded} == {200}
    assert not re.search(r"<style|<script>|\sstyle=|\son\w+=", page)


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_has_its_language_title_and_a_way_out(client: httpx.AsyncClient, path: str) -> None:
    page = (await client.get(path)).text

    assert '<html lang="sv">' in page
    assert re.search(r"<title>(\w+ – )?Vart</title>", page)
    assert '<a class="leave" id="leave" href="https://www.smhi.se/" rel="noreferrer nofollow">' in page
    assert 'href="/integritet"' in page
    assert 'href="/tillganglighet"' in page


async def test_the_chat_says_that_it_is_a_bot_what_it_keeps_and_112(client: httpx.AsyncClient) -> None:
    said = words((await client.get("/")).text)

    for sentence in (
        "Jag är Vart, en bot",
        "Jag är en dator, inte en människa, och jag kan inte larma.",
        "I en nödsituation ringer du 112 .",
        "Det du skriver till mig sparas inte om du inte säger ja till det.",
        "Jag minns kommun, ålder, vem det gäller, lite om dig (till exempel att du är ung), ämne",
        "och om något lät som en kris, i högst 24 timmar.",
        "Webbläsarens historik finns kvar.",
    ):
        assert sentence in said


async def test_the_page_about_privacy_tells_the_whole_truth(client: httpx.AsyncClient) -> None:
    said = words((await client.get("/integritet")).text)

    for part in (
        "vilken kommun det gäller",
        "ålder, om du har sagt det",
        "om det gäller dig själv eller någon annan",
        "vad det handlar om",
        "vilket språk",
        "24 timmar efter ditt senaste meddelande",
        "hemlig nyckel",
        "nätadress (IP-adress)",
        "tio minuter",
        "glöm mig",
        "30 dagar efter att ärendet är avslutat",
        "7 dagar efter att ärendet är avslutat",
        "ärendekod",
        "avslutar inte ärendet",
        "Webbläsarens historik finns kvar.",
        "personuppgiftsansvarig",
        "imy.se",
        "din teleoperatör och genom den sms-tjänst som Vart använder, Twilio",
        "ditt sms och ditt nummer krypterat tills du har fått svar",
        f"raderas de efter {KEPT.days} dagar",
        "I ett halvår",
        "Telegram, som har en egen kopia av chatten",
        "ditt meddelande krypterat tills du har fått svar",
    ):
        assert part in said


async def test_the_accessibility_statement_holds_what_digg_requires(client: httpx.AsyncClient) -> None:
    page = (await client.get("/tillganglighet")).text
    said = words(page)

    for part in (
        "Den kommun eller region som driver Vart",
        "delvis förenlig med lagen",
        "Innehåll som inte är tillgängligt",
        "oskäligt betungande anpassning",
        "kontakta den kommun eller region som driver Vart",
        "Senaste bedömningen gjordes den 22 november 2026.",
        "Redogörelsen uppdaterades senast den",
        "även när den är inbäddad på en annan webbplats",
        "Stämmer det inte?",
        "där en verksamhet bekräftar sina uppgifter",
        "egna kontroller",
    ):
        assert part in said
    assert 'href="https://www.digg.se/tdosanmalan"' in page


async def test_the_chat_opens_without_content(client: httpx.AsyncClient, services: Scripted) -> None:
    def nothing() -> Any:
        raise RuntimeError("the directory has not been built")

    services.library = nothing  # type: ignore[method-assign]
    page = (await client.get("/")).text

    assert 'class="picker"' not in page
    assert "Jag är Vart" in page
    assert 'href="tel:112"' in page
    answer = await client.post("/", data={"text": "kris"})
    assert "Självmordslinjen" in answer.text


async def test_a_text_by_form_is_answered_in_a_new_conversation(client: httpx.AsyncClient) -> None:
    page = (await client.post("/", data={"text": "umeå"})).text

    assert "Tack. I Umeå kan du vända dig hit:" in page
    assert {"conversation", "token", "id", "last"} == set(hidden(page))


async def test_the_next_text_goes_on_in_the_same_conversation(client: httpx.AsyncClient) -> None:
    first = hidden((await client.post("/", data={"payload": "municipality:2480"})).text)
    page = (await client.post("/", data={**first, "text": "hej"})).text

    assert hidden(page)["conversation"] == first["conversation"]
    assert hidden(page)["token"] == first["token"]
    assert hidden(page)["id"] != first["id"]
    assert "Kommun: Umeå" in words(page)


async def test_a_page_loaded_again_sends_the_same_id(client: httpx.AsyncClient, services: Scripted) -> None:
    fields = {**hidden((await client.get("/")).text), "text": "hej"}
    await client.post("/", data=fields)
    await client.post("/", data=fields)

    first, again = services.gateway.taken
    assert first.id == again.id == fields["id"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"conversation": "x", "token": "y"},
        {"conversation": "A" * 22, "token": "y"},
        {"conversation": "A" * 22},
        {"token": "y"},
    ],
)
async def test_a_conversation_that_is_gone_or_not_theirs_is_begun_anew(
    client: httpx.AsyncClient, wrong: dict[str, str]
) -> None:
    answer = await client.post("/", data={**wrong, "text": "kris"})

    assert answer.status_code == 200
    assert "Självmordslinjen" in answer.text
    assert hidden(answer.text)["conversation"] != wrong.get("conversation")


async def test_somebody_elses_conversation_is_not_opened_by_its_id_alone(client: httpx.AsyncClient) -> None:
    theirs = hidden((await client.post("/", data={"payload": "municipality:2480"})).text)
    page = (await client.post("/", data={**theirs, "token": "guessed", "text": "hej"})).text

    assert "Kommun: inte vald" in words(page)


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({}, 422, "Meddelandet är tomt."),
        ({"text": " \n "}, 422, "Meddelandet är tomt."),
        ({"text": "å" * 4_001}, 413, "Texten är för lång"),
        ({"payload": "intent:anything"}, 422, "Knappen går inte att använda."),
        ({"text": "fel"}, 500, "Något gick fel hos oss."),
    ],
)
async def test_what_is_refused_is_said_on_the_page(
    client: httpx.AsyncClient, fields: dict[str, str], status: int, sentence: str
) -> None:
    answer = await client.post("/", data=fields)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert sentence in words(answer.text)
    # Nothing of what was written is lost.
    assert fields.get("text", "").strip() in answer.text


async def test_the_form_has_the_limits_of_the_chat_api(client: httpx.AsyncClient, services: Scripted) -> None:
    services.limits.messages = Buckets(Rate(burst=1, per_minute=1))
    first = hidden((await client.post("/", data={"text": "hej"})).text)
    refused = await client.post("/", data={**first, "text": "hej"})
    crisis = await client.post("/", data={**first, "text": "kris"})

    assert refused.status_code == 429
    assert hidden(refused.text)["conversation"] == first["conversation"]
    # A cry for help is answered whatever the limit says.
    assert crisis.status_code == 200


@pytest.mark.parametrize("kind", ["messages_of_address", "conversations_of_address"])
async def test_the_form_has_the_limits_of_an_address(
    client: httpx.AsyncClient, services: Scripted, kind: str
) -> None:
    setattr(services.limits, kind, Buckets(Rate(burst=1, per_minute=1)))

    assert (await client.post("/", data={"text": "hej"})).status_code == 200
    assert (await client.post("/", data={"text": "hej"})).status_code == 429
    assert (await client.post("/", data={"text": "kris"})).status_code == 200


async def test_somebody_nobody_can_recognise_is_answered_as_a_stranger(
    client: httpx.AsyncClient, services: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: str) -> None:
        raise StoreUnavailable("database")

    monkeypatch.setattr(services.conversations, "open", away)
    answer = await client.post("/", data={"text": "kris", "conversation": "A" * 22, "token": "y"})

    assert "Självmordslinjen" in answer.text
    assert services.gateway.strangers == 1


async def test_what_was_written_comes_back_as_text(client: httpx.AsyncClient) -> None:
    page = (await client.post("/", data={"text": HOSTILE})).text
    refused = (await client.post("/", data={"text": HOSTILE * 100})).text

    for each in (page, refused):
        assert "<img src=x" not in each
        assert "<script>document" not in each
        assert "&lt;img src=x" in each
    for field in ("conversation", "token", "id"):
        attack = (await client.post("/", data={field: '"><script>', "text": "långt"})).text
        assert "<script>" not in attack


async def test_a_human_who_has_joined_changes_what_the_page_says_about_keeping(
    client: httpx.AsyncClient,
) -> None:
    page = (await client.post("/", data={"text": "väntar"})).text

    assert '<span id="unsaved" hidden>' in page


async def test_what_came_later_is_fetched_without_saying_anything(
    client: httpx.AsyncClient, services: Scripted
) -> None:
    fields = hidden((await client.post("/", data={"text": "hej"})).text)
    services.events.publish(Message(text=HOSTILE, from_="human", name="Anna"))
    page = (await client.post("/", data={**fields, "fetch": "1"})).text
    again = (await client.post("/", data={**hidden(page), "fetch": "1"})).text

    assert "Anna, en människa" in words(page)
    assert "<img src=x" not in page
    assert hidden(page)["last"] == "1"
    assert "Inget nytt än." in words(again)
    assert len(services.gateway.taken) == 1


@pytest.mark.parametrize("last", ["", "-1", "x", "١", "9" * 40])
async def test_a_number_that_is_none_shows_everything(
    client: httpx.AsyncClient, services: Scripted, last: str
) -> None:
    fields = hidden((await client.post("/", data={"text": "hej"})).text)
    services.events.publish(Message(text="Hej, jag heter Anna.", from_="human"))
    page = (await client.post("/", data={**fields, "last": last, "text": "hej"})).text

    assert "Hej, jag heter Anna." in words(page)


async def test_nobody_fetches_from_somebody_elses_conversation(
    client: httpx.AsyncClient, services: Scripted
) -> None:
    fields = hidden((await client.post("/", data={"text": "hej"})).text)
    services.events.publish(Message(text="Hej, jag heter Anna.", from_="human"))
    answer = await client.post("/", data={**fields, "token": "guessed", "fetch": "1"})

    assert answer.status_code == 401
    assert "Anna" not in answer.text


async def test_a_new_conversation_shows_nothing_of_an_old_one(
    client: httpx.AsyncClient, services: Scripted
) -> None:
    asked: list[int] = []
    since = services.events.since

    async def noted(conversation: str, after: int) -> list[tuple[int, str]]:
        asked.append(after)
        return await since(conversation, after)

    services.events.since = noted  # type: ignore[method-assign]
    await client.post("/", data={"conversation": "A" * 22, "token": "y", "last": "7", "text": "hej"})

    assert asked == [0]
