"""A hit as the person sees it."""

from datetime import date, datetime
from typing import Any

import pytest

from bot.directory.hours import ZONE
from bot.directory.present import present
from bot.gateway.messages import Service
from tests.factories import WEEKDAYS, make_service, make_snapshot

EVENING = datetime(2026, 11, 24, 18, 0, tzinfo=ZONE)


def shown(lang: str = "sv", **overrides: Any) -> Service:
    """The card of a listing."""
    hit = make_snapshot(make_service(**overrides)).hit(overrides.get("id", "ungdomshalsan"), EVENING)
    assert hit is not None
    return present(hit, lang)


def test_a_card_says_everything_that_is_known() -> None:
    card = shown(
        opening_hours=WEEKDAYS,
        minimum_age=13,
        maximum_age=25,
        languages=("sv", "en"),
        cost="Gratis",
        address={"text": "Umevägen 1, Vännäs"},
        phones=({"number": "0935-140 00", "label": "reception"},),
        assured_date=date(2026, 10, 1),
    )
    assert card.model_dump(by_alias=True) == {
        "id": "ungdomshalsan",
        "name": "Ungdomshalsan",
        "operator": "Ungdomshalsan-huset",
        "level": "municipal",
        "summary": "Här kan du prata med någon som lyssnar.",
        "phones": [{"number": "0935-140 00", "label": "reception", "tel": "+4693514000"}],
        "url": "https://www.example.se/hjalp",
        "address": "Umevägen 1, Vännäs",
        "open": {"state": "closed", "text": "Stängt, öppnar 8.00 i morgon"},
        "ages": (13, 25),
        "for": ["self", "relative"],
        "languages": ["sv", "en"],
        "cost": "Gratis",
        "checked": "2026-10-01",
        "source": "example.se, 2026-09-01",
        "overdue": False,
        "why": [],
    }


@pytest.mark.parametrize(("assured", "overdue"), [(None, False), ("2026-10-01", False), ("2025-10-01", True)])
def test_a_card_says_when_it_should_have_been_checked_again(assured: str | None, overdue: bool) -> None:
    assert shown(assured_date=assured).overdue is overdue


def test_a_card_does_not_make_up_what_is_not_known() -> None:
    card = shown(phones=(), url=None, assured_date=None)
    assert (card.phones, card.url, card.address, card.languages, card.cost, card.checked) == (
        [],
        None,
        None,
        None,
        None,
        None,
    )
    assert card.ages == (None, None)


def test_in_english_the_state_is_english() -> None:
    assert shown("en", opening_hours=WEEKDAYS).open.text == "Closed, opens tomorrow at 08:00"
    assert shown("so").open.text == "Opening hours not known – call and ask"


@pytest.mark.parametrize(
    ("lang", "label"), [("sv", "växel, ej kontrollerad"), ("en", "switchboard, not verified")]
)
def test_an_unconfirmed_number_says_so(lang: str, label: str) -> None:
    card = shown(lang, phones=({"number": "0935-140 00", "label": "Växel", "unconfirmed": True},))
    assert [phone.label for phone in card.phones] == [label]


def test_a_confidential_address_and_a_draft_number_never_leave() -> None:
    card = shown(
        address={"text": "Hemliga gatan 1", "confidential": True},
        phones=({"number": "090-16 10 00", "publication": "draft"},),
    )
    assert (card.address, card.phones) == (None, [])
    assert "Hemliga" not in card.model_dump_json()


def test_the_chat_is_the_address_when_there_is_no_page() -> None:
    assert shown(url=None, chat="https://www.example.se/chatt").url == "https://www.example.se/chatt"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ({"url": "https://www.1177.se/Vasterbotten/", "date": "2026-03-01"}, "1177.se, 2026-03-01"),
        ({"url": "https://vannas.se/stod"}, "vannas.se"),
        ({"title": "Broschyr från Vännäs kommun", "url": "https://vannas.se"}, "Broschyr från Vännäs kommun"),
    ],
)
def test_the_source_is_short(source: dict[str, str], text: str) -> None:
    assert shown(sources=(source, {"url": "https://other.example.se"})).source == text
