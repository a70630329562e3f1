"""Telegram: escaped, within its limits, split where a reader would."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.rendering.splitting import chunks, utf16
from bot.channels.rendering.telegram import LONGEST, callable_number, pack, render, unpack
from bot.gateway.messages import Choice, CrisisCard, HandoffCard, Message, Phone, Service, ServicesCard
from tests.browser.replies import HOSTILE, SCHOOL, SOS, service

ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300).filter(str.strip)


def listed(**changes: object) -> Message:
    services = [Service.model_validate(service(**changes)), Service.model_validate(SCHOOL)]
    card = ServicesCard(topic="sleep", municipality="Umeå", more=False, services=services)
    return Message(text="Hit kan du vända dig:\n\n• samma i ord", card=card)


def test_a_listing_is_short_and_its_number_can_be_tapped() -> None:
    [bubble] = render(listed())
    assert "samma i ord" not in bubble.html
    assert "+46 90 785 90 00" in bubble.html
    assert [button.url for row in bubble.rows for button in row] == ["https://www.1177.se/Vasterbotten/"]


@pytest.mark.parametrize("overdue", [True, False])
def test_a_listing_that_nobody_has_checked_for_long_says_so(overdue: bool) -> None:
    [bubble] = render(listed(overdue=overdue, checked="2024-10-01"))
    assert ("<i>Inte kontrollerad sedan 1 oktober 2024.</i>" in bubble.html) == overdue


def test_a_short_number_stays_as_it_is_written() -> None:
    assert callable_number(Phone(number="116 111", label=None, tel="116111")) == "116 111"
    assert callable_number(Phone(number="x", label=None, tel="+4")) == "x"


def test_an_address_that_is_none_becomes_no_button() -> None:
    for address in ("javascript:alert(1)", "http:// x", "tel:112", "https://a b"):
        assert render(listed(url=address))[0].rows == ()


def test_hostile_words_stay_words() -> None:
    for bubble in render(listed(name=HOSTILE, summary=HOSTILE, address=HOSTILE)):
        assert set(re.findall(r"<[^>]*>", bubble.html)) <= {"<b>", "</b>", "<i>", "</i>"}


@pytest.mark.parametrize(("payload", "told"), [("human:cancel", True), ("helped:yes", False), (None, False)])
def test_the_code_stands_where_the_case_does_and_not_under_every_line(
    payload: str | None, told: bool
) -> None:
    choices = [Choice(title="x", payload=payload)] if payload else None
    card = HandoffCard(state="active", case="7KMP-3WXA")
    [bubble] = render(Message(text="Anna är med.", card=card, choices=choices))
    assert ("7KMP-3WXA" in bubble.html) == told


def test_in_a_crisis_a_human_comes_before_a_page_to_read() -> None:
    card = CrisisCard(severity=2, reason="suicide", services=[Service.model_validate(service())])
    [bubble] = render(Message(text="x", card=card, choices=[Choice(title="Människa", payload="human")]))
    assert [row[0].data for row in bubble.rows] == ["human", None]


def test_112_stands_out_alone_on_its_line() -> None:
    card = CrisisCard(severity=3, reason="suicide", services=[Service.model_validate(SOS)])
    [bubble] = render(Message(text="112\nRing nu.", card=card))
    assert bubble.html.startswith("<b>112</b>\nRing nu.")


@given(st.text(min_size=1, max_size=100))
def test_a_payload_comes_back_as_it_was(payload: str) -> None:
    data = pack(payload)
    assert len(data.encode()) <= 64
    if not payload.startswith("#"):
        assert unpack(data, ["topic:other", payload]) == payload


@given(st.lists(ANY, min_size=1, max_size=40), st.sampled_from([" ", "\n", "\n\n", ". "]))
def test_a_text_of_any_length_is_told_whole(parts: list[str], between: str) -> None:
    text = between.join(parts)
    bubbles = render(Message(text=text))
    assert all(0 < utf16(unescape(bubble.html)) <= LONGEST for bubble in bubbles)
    told = unescape(re.sub(r"</?b>", "", " ".join(bubble.html for bubble in bubbles)))
    assert told.split() == text.split() or len(max(text.split(), key=len)) > LONGEST // 2 or "<b>" in text


@given(ANY, st.integers(1, 50))
def test_chunks_are_within_the_limit_and_lose_nothing(text: str, most: int) -> None:
    found = chunks(text, most)
    assert all(0 < len(chunk) <= most for chunk in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_chunk_ends_with_a_sentence() -> None:
    assert chunks("Ett två tre. Fyra fem sex. Sju", 28) == ["Ett två tre. Fyra fem sex.", "Sju"]
