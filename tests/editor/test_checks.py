"""What an editor is told while writing, at which field."""

from typing import Any

import pytest

from bot.editor.checks.plain_language import lix
from bot.editor.fields import Unusable, cleaned
from bot.editor.refusals import Faulty
from tests.editor.world import SHOWN, World, form

LONG = (
    "Här kan du prata med någon som lyssnar på dig och som vet mycket om hur det är att vara ung och ha "
    "det svårt hemma eller i skolan."
)


async def told(world: World, **changes: Any) -> dict[str, list[str]]:
    """Sentences by "level field"."""
    found: dict[str, list[str]] = {}
    for problem in await world.listings.problems(form(**changes)):
        found.setdefault(f"{problem.level} {problem.field}", []).append(problem.sentence)
    return found


async def test_a_good_listing_has_no_errors(world: World) -> None:
    assert [key for key in await told(world) if key.startswith("error")] == []


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "Skriv vad verksamheten heter"),
        ({"summary": "kort"}, "summary", "minst 10 tecken"),
        ({"topics": []}, "topics", "minst ett ämne"),
        ({"topics": ["finns-inte"], "main_topics": []}, "topics", "i listan"),
        ({"service_areas": ["Vännäs"]}, "service_areas.0", "i listan"),
        ({"service_areas": ["9999"]}, "service_areas", "i listan"),
        ({"organization": "finns-inte"}, "organization", "finns inte"),
        ({"minimum_age": "25", "maximum_age": "13"}, "minimum_age", "fel ordning: från 25 till 13"),
        ({"minimum_age": "tretton"}, "minimum_age", "bara siffror"),
        ({"phones": [{"number": "0910-ring"}]}, "phones.0.number", "går inte att ringa"),
        ({"phones": [{"number": "112"}, {"number": "123"}]}, "phones.1.number", "går inte att ringa"),
        ({"sms": "hej"}, "sms", "går inte att ringa"),
        ({"url": "javascript:alert(1)"}, "url", "https://"),
        ({"chat": "www.bris.se"}, "chat", "https://"),
        ({"email": "halsan"}, "email", "e-postadress"),
        ({"opening_hours": "Mo-Fr 25:00-26:00"}, "opening_hours", "går inte att tolka"),
        ({"opening_hours": "Mo-Fr 08:00-16:00; Mo-Su off"}, "opening_hours", "aldrig öppet"),
        ({"sources": []}, "sources", "källa"),
        ({"sources": [{"date": "2020"}]}, "sources.0.url", "adress eller en rubrik"),
        ({"summary": "Ring <b>oss</b> om du mår dåligt."}, "summary", "ingen HTML"),
        ({"not_for": "Vuxna <script>alert(1)</script>"}, "not_for", "ingen HTML"),
        ({"summary": "Ring oss\x07 om du mår dåligt."}, "summary", "tecken som inte syns"),
        ({"assured_date": "2030-01-01"}, "assured_date", "inte varit än"),
        ({"assured_date": "i går"}, "assured_date", "ÅÅÅÅ-MM-DD"),
        ({"level": "galaktisk"}, "level", "ett av alternativen"),
        ({"phones": [], "url": "", "email": ""}, "phones", "minst ett sätt"),
        ({"main_topics": ["grief"]}, "main_topics", "inte finns bland ämnena"),
    ],
)
async def test_errors_stand_at_their_field(
    world: World, changes: dict[str, Any], field: str, words: str
) -> None:
    sentences = (await told(world, **changes)).get(f"error {field}", [])
    assert any(words in sentence for sentence in sentences), await told(world, **changes)
    assert all("pattern" not in sentence and "^" not in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"summary": "Hjälp för unga!"}, "summary", "utropstecknen"),
        ({"summary": LONG}, "summary", "Dela den i två"),
        ({"summary": "Vi erbjuder samtalsbehandlingsinsatser för dig."}, "summary", "vardagligare"),
        ({"summary": "Stöd till unga i Vännäs kommun."}, "minimum_age", "Vilka åldrar"),
        ({"url": "http://www.example.se"}, "url", "https://"),
        ({"opening_hours": ""}, "opening_hours", "Öppettider saknas"),
        ({"opening_hours": "Mo-Fr 16:00-08:00"}, "opening_hours", "16 timmar i sträck"),
        ({"opening_hours": "Dec 24 off; Mo-Su 10:00-12:00"}, "opening_hours", "ingen verkan"),
        ({"phones": []}, "phones", "telefon eller en chatt"),
        (
            {"topics": ["violence"], "main_topics": ["violence"], "address": {"text": "Storgatan 1"}},
            "address",
            "skyddad",
        ),
    ],
)
async def test_advice_stands_at_its_field(
    world: World, changes: dict[str, Any], field: str, words: str
) -> None:
    sentences = (await told(world, **changes)).get(f"advice {field}", [])
    assert any(words in sentence for sentence in sentences), await told(world, **changes)


async def test_the_same_place_twice_is_noticed(world: World) -> None:
    again = await told(world, id="ny", name="Ungdomshälsa")
    assert "”Ungdomshälsan”" in again["advice name"][0]
    assert "”Ungdomshälsan”" in again["advice phones.0.number"][0]
    assert "advice name" not in await told(world)


def test_lix_tells_plain_words_from_those_of_authorities() -> None:
    plain = "Ring oss. Vi lyssnar på dig. Du kan vara helt anonym."
    heavy = (
        "Verksamhetens samordningsfunktion tillhandahåller individanpassade stödinsatser avseende "
        "psykosocial problematik inom ramen för kommunens övergripande ansvarsområde."
    )
    assert lix(plain) < 30 < 60 < lix(heavy)
    assert lix("") == 0


def test_a_secret_address_is_never_kept() -> None:
    kept = cleaned(form(address={"text": "Hemliga vägen 7", "confidential": "true"}))
    assert "Hemliga" not in str(kept)


def test_what_was_never_typed_in_a_form_is_refused() -> None:
    for data in ({"rubrik": "x"}, {"summary": "x" * 5001}, {"topics": ["x"] * 101}):
        with pytest.raises(Unusable):
            cleaned(data)


async def test_a_preview_is_the_card_as_the_person_sees_it(world: World) -> None:
    card = await world.listings.preview(form(opening_hours="Mo-Fr 08:00-16:00"), "2460", 16, "sleep")
    assert (card.name, card.operator, card.open.text) == (
        SHOWN.name,
        "Halsan-huset",
        "Öppet nu, stänger 16.00",
    )
    assert "Hör till Vännäs" in (card.why or [])


@pytest.mark.parametrize(
    ("changes", "place", "topic", "words"),
    [
        ({"minimum_age": 18}, "2460", None, "Visas inte för den som är 16 år"),
        ({}, "2480", None, "Visas inte i Umeå"),
        ({"for": ["relative"]}, "2460", None, "Visas bara för den som frågar för någon annan"),
        ({}, "2460", "npf", "Visas inte för det ämnet"),
        ({"status": "defunct"}, "2460", None, "Visas inte: verksamheten är inte i gång"),
        ({"self_referral": False}, "2460", None, "Visas inte: hit kommer man bara med remiss"),
    ],
)
async def test_a_preview_says_when_the_person_would_not_see_the_card(
    world: World, changes: dict[str, Any], place: str, topic: str | None, words: str
) -> None:
    card = await world.listings.preview(form(**changes), place, 16, topic)
    assert card.why == [words]


async def test_there_is_no_preview_of_half_a_listing(world: World) -> None:
    with pytest.raises(Faulty):
        await world.listings.preview({"name": "Halvfärdig"}, "2460", 16)
