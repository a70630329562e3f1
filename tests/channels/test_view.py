"""How a message is shown: paragraphs, links that may be followed, lines of a crisis card."""

import re
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web import view
from bot.channels.web.words import BY_LANGUAGE, ENGLISH, SWEDISH, fill
from bot.gateway.messages import CrisisCard, HandoffState, Message, Phone, Service
from tests.browser.replies import BRIS, CHAT_ONLY, SCHOOL, SOS, SUICIDE_LINE, services


def crisis(severity: int, *listed: dict[str, Any]) -> CrisisCard:
    """A crisis card with these services."""
    return CrisisCard.model_validate({"severity": severity, "reason": "suicide", "services": listed})


def test_both_languages_have_the_same_words_with_the_same_places_to_fill() -> None:
    assert set(SWEDISH) == set(ENGLISH)
    for key in SWEDISH:
        assert set(re.findall(r"\{\w+\}", SWEDISH[key])) == set(re.findall(r"\{\w+\}", ENGLISH[key])), key
    assert BY_LANGUAGE == {"sv": SWEDISH, "en": ENGLISH}


def test_every_state_of_a_handoff_has_words() -> None:
    for state in get_args(HandoffState):
        assert fill("sv", state)
        assert fill("en", state)


def test_a_text_becomes_paragraphs_and_lists() -> None:
    assert view.blocks("Ett.\nTvå.\n\n• a\n• b\nEfter.\n\n\nSist.") == [
        ("p", ["Ett.", "Två."]),
        ("ul", ["a", "b"]),
        ("p", ["Efter."]),
        ("p", ["Sist."]),
    ]
    assert view.blocks(" \n") == []


@given(st.text(max_size=200))
def test_no_line_of_a_text_is_lost(text: str) -> None:
    lines = [line for block in view.blocks(text) for line in block.lines]

    assert lines == [line.removeprefix("• ") for line in text.split("\n") if line.strip()]


def test_only_a_list_of_services_hides_its_repetition() -> None:
    listed = Message.model_validate(services(BRIS))
    plain = Message(text="Tips:\n\n• Gå ut en stund.")

    assert view.shown_text(listed) == "Det är jobbigt när man inte kan sova. Hit kan du vända dig:"
    assert view.shown_text(plain) == plain.text


def test_a_crisis_text_is_shown_without_the_lines_that_are_buttons() -> None:
    def shown(text: str, *listed: dict[str, Any]) -> str:
        return view.shown_text(Message(text=text, card=crisis(3, *listed)))

    body = "Du är inte ensam. Är det bråttom: ring 112."
    assert shown(f"112\n{body}\nBris, under 18 år: 116 111\nMind: 90101", BRIS) == f"{body}\nMind: 90101"
    assert shown(f"112\n{body}") == body
    # What could be a sentence stays, however it ends.
    assert shown("Du är inte ensam. Är det bråttom: 112") == "Du är inte ensam. Är det bråttom: 112"


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://www.bris.se/", True),
        ("http://example.se", True),
        ("javascript:alert(1)", False),
        (" https://www.bris.se", False),
        ("data:text/html,x", False),
        ("//example.se", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_links(url: str | None, followed: bool) -> None:
    assert view.web_address(url) == (url if followed else None)


@pytest.mark.parametrize(
    ("tel", "href"),
    [("+46907859000", "tel:+46907859000"), ("112", "tel:112"), ("1\n2", None), ("", None), ("*#06#", None)],
)
def test_only_digits_are_dialled(tel: str, href: str | None) -> None:
    assert view.dialled(Phone(number="x", label=None, tel=tel)) == href


def test_ages_are_said_as_they_are_known() -> None:
    assert view.ages(13, 24, "sv") == "13–24 år"
    assert view.ages(0, 5, "sv") == "0–5 år"
    assert view.ages(13, None, "sv") == "från 13 år"
    assert view.ages(None, 17, "en") == "up to 17 years"
    assert view.ages(None, None, "sv") is None


def test_languages_are_named_when_there_is_more_than_swedish() -> None:
    assert view.language_names(["sv", "so", "ti"], "sv") == "svenska, somaliska, tigrinja"
    assert view.language_names(["sv", "sma"], "en") == "Swedish, Southern Sami"
    assert view.language_names(["sv"], "sv") is None
    assert view.language_names(None, "sv") is None


def test_dates_are_written_as_in_running_text() -> None:
    assert view.written_date("2026-03-01", "sv") == "1 mars 2026"
    assert view.written_date("2026-03-01", "ar") == "1 March 2026"


def test_acute_danger_puts_112_above_the_text_wherever_it_came() -> None:
    first, others = view.crisis_lines(crisis(3, SUICIDE_LINE, SOS, BRIS), "sv")

    assert [line.href for line in first] == ["tel:112"]
    assert first[0].note == "Vid fara för livet"
    assert [line.href for line in others] == ["tel:90101", "tel:116111"]


@pytest.mark.parametrize("listed", [(BRIS,), (SOS, BRIS), (BRIS, SOS)])
def test_112_is_always_there_and_last_unless_life_is_in_danger(listed: tuple[dict[str, Any], ...]) -> None:
    acute, calm = view.crisis_lines(crisis(3, *listed), "sv"), view.crisis_lines(crisis(2, *listed), "sv")

    assert [[line.number for line in part] for part in acute] == [["112"], ["116 111"]]
    assert [[line.number for line in part] for part in calm] == [[], ["116 111", "112"]]


@pytest.mark.parametrize("listed", [(), ({**CHAT_ONLY, "url": None},)])
def test_a_crisis_card_without_lines_has_the_smallest_set(listed: tuple[dict[str, Any], ...]) -> None:
    first, others = view.crisis_lines(crisis(3, *listed), "en")

    assert [line.number for line in first + others] == ["112", "90101", "116 111", "1177"]
    # The notes are Swedish only.
    assert {line.note for line in others} == {""}


def test_a_crisis_card_has_one_line_a_place_and_no_number_twice() -> None:
    poison = {**SCHOOL, "name": "Giftinformation", "phones": [*SOS["phones"], *SCHOOL["phones"][1:]]}
    again = {**BRIS, "id": "bris-chatt", "name": "Bris igen"}
    first, others = view.crisis_lines(crisis(3, SOS, SCHOOL, poison, BRIS, again, CHAT_ONLY, CHAT_ONLY), "sv")

    assert [line.number for line in first] == ["112"]
    assert [(line.name, line.number) for line in others] == [
        ("Elevhälsan i Umeå kommun", "090-16 10 00"),
        # Its first number is on the card already, so the other one says what it is.
        ("Giftinformation, kurator", "090-16 10 01"),
        ("Bris", "116 111"),
        ("Självskadechatten", None),
    ]


@pytest.mark.parametrize(
    ("lang", "way"), [("ar", "rtl"), ("fa", "rtl"), ("sv", "ltr"), ("so", "ltr"), ("uk", "ltr")]
)
def test_languages_are_written_their_own_way(lang: str, way: str) -> None:
    assert view.direction(lang) == way


def test_a_service_of_the_script_fits_the_wire() -> None:
    for each in (BRIS, SCHOOL, CHAT_ONLY, SOS, SUICIDE_LINE):
        Service.model_validate(each)
