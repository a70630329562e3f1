"""What people send: cleaned, bounded, and never more than it says it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ApiError
from bot.gateway.incoming import MAX_TEXT, Incoming, clean

ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=200)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  hej  ", "hej"),
        ("rad ett\r\nrad två\rrad tre", "rad ett\nrad två\nrad tre"),
        ("a\x00b\x07c\x1b[31md\x7fe\x9f", "abc[31mde"),
        ("fo\u0308r a\u030a", "för å"),
        ("hej \ud800 du", "hej  du"),
        ("👨\u200d👩\u200d👧 😭", "👨\u200d👩\u200d👧 😭"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("/restart{}", "/restart{}"),
        ("?", "?"),
        ("🫩", "🫩"),
    ],
)
def test_a_text_keeps_what_carries_meaning(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    "typed", ["", " ", "\n\t \r", "\u00a0\u2003", "\u200b\u2060\ufeff", "\x00\x01", "\ud800"]
)
def test_a_text_without_anything_to_read_is_empty(typed: str) -> None:
    with pytest.raises(ApiError, match="text_empty"):
        clean(typed)


def test_four_thousand_characters_are_enough() -> None:
    assert len(clean("å" * MAX_TEXT)) == MAX_TEXT
    assert len(clean("a\u030a" * MAX_TEXT)) == MAX_TEXT
    assert clean("a" * MAX_TEXT + "  \n")
    with pytest.raises(ApiError, match="text_too_long"):
        clean("å" * (MAX_TEXT + 1))


@given(ANY_TEXT)
def test_whatever_is_typed_is_cleaned_or_refused(typed: str) -> None:
    try:
        cleaned = clean(typed)
    except ApiError as error:
        assert error.code == "text_empty"  # noqa: PT017 (both outcomes are right)
        return
    assert cleaned == cleaned.strip()
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean(cleaned) == cleaned
    cleaned.encode()


@pytest.mark.parametrize(("text", "payload"), [(None, None), ("hej", "more"), ("", "")])
def test_it_is_a_text_or_a_payload(text: str | None, payload: str | None) -> None:
    with pytest.raises(ApiError, match="text_or_payload"):
        Incoming.read(text, payload)


@pytest.mark.parametrize("payload", ["", "nonsense", "/restart", "topic:", "topic:SÖMN", "age:15;age:16"])
def test_a_payload_not_ours_is_refused(payload: str) -> None:
    with pytest.raises(ApiError, match="payload_unknown"):
        Incoming.read(None, payload)


def test_a_message_is_the_same_with_the_same_id_and_content_only() -> None:
    key = Incoming(text="hej", id="1").key("a")
    assert key == Incoming(text="hej", id="1").key("a")
    others = [
        Incoming(text="hej", id="1").key("b"),
        Incoming(text="hej", id="2").key("a"),
        Incoming(text="hej då", id="1").key("a"),
        Incoming(payload="hej", id="1").key("a"),
        Incoming(text="hej", id="\ud800").key("a"),
    ]
    assert key not in others
    assert Incoming(text="hej").key("a") is None
