"""Texts are counted as the network counts them, and nothing is lost in the split."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sms.gsm7 import sanitise, segments, split

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
ESCAPED = "^{}\\[~]|€"
WORDS = st.text(st.sampled_from(BASIC.replace("\r", "") + ESCAPED + "     "), max_size=1500)
ANYTHING = st.text(max_size=700) | st.text(st.sampled_from("aå €[]\n😭👩‍👧ق\u0301\ud83d"), max_size=700)
MARK = re.compile(r"\A\((\d+)/(\d+)\) ")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("å" * 160, 1),
        ("å" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        # An escape pair cannot straddle two segments (GOV.UK Notify counts two here).
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ع" * 70, 1),
        ("ع" * 71, 2),
        ("😭" * 35, 1),
        ("😭" * 36, 2),
        # Nor can a surrogate pair: 33 of them, not 33 and a half, fit into 67 units.
        ("😭" * 67, 3),
        ("á", 1),
    ],
)
def test_segments_are_those_of_the_network(text: str, count: int) -> None:
    assert segments(text) == count


def test_the_alphabet_has_all_its_letters() -> None:
    assert len(BASIC) == 127  # the 128th is the escape itself
    assert segments(BASIC) == 1
    assert all(segments(letter * 160) == 1 for letter in BASIC)
    assert all(segments(letter * 80) == 1 and segments(letter * 81) == 2 for letter in ESCAPED)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("räksmörgås, ÅÄÖ, Zoé", "räksmörgås, ÅÄÖ, Zoé"),
        ("“hon sa – ‘nej’ — ja…”", "\"hon sa - 'nej' - ja...\""),
        ("hej\u00a0du\u202fdär\u200b", "hej du där"),
        ("ra\u0308ksmo\u0308rga\u030as", "räksmörgås"),
        ("Māja Žižek Łódź đáŋ", "Maja Zizek Lodz dan"),
        ("rad ett\r\nrad två\rrad tre", "rad ett\nrad två\nrad tre"),
        ("\x00a\x1bb\x7f", "ab"),
        ("trasig \ud83d half", "trasig ? half"),
        ("سلام 😭", "سلام 😭"),
        ("  \n ", ""),
    ],
)
def test_what_has_an_equal_is_replaced_and_nothing_else(text: str, clean: str) -> None:
    assert sanitise(text) == clean


@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = sanitise(text)
    assert sanitise(once) == once
    once.encode()


@given(WORDS)
def test_what_the_alphabet_holds_is_kept(text: str) -> None:
    assert sanitise(text) == text.strip()


@given(ANYTHING | WORDS)
def test_the_parts_joined_give_the_text_back(text: str) -> None:
    parts = split(text)
    if len(parts) < 2:
        assert parts == [sanitise(text)] * bool(sanitise(text))
        return
    marks = [MARK.match(part) for part in parts]
    assert [mark and mark.groups() for mark in marks] == [
        (str(number), str(len(parts))) for number in range(1, len(parts) + 1)
    ]
    assert "".join(MARK.sub("", part) for part in parts) == sanitise(text)


@given(ANYTHING | WORDS)
def test_no_part_is_longer_than_two_segments(text: str) -> None:
    for part in split(text):
        assert 0 < segments(part) <= 2
        part.encode()  # no half of a surrogate pair


@given(WORDS)
def test_few_parts_are_more_than_half_empty(text: str) -> None:
    parts = split(text)
    assert len(parts) <= len(text) * 2 // 150 + 1


def test_words_stay_whole() -> None:
    for part in split("jag orkar inte mer just nu " * 40)[:-1]:
        assert part.endswith(" ")


def test_a_text_of_four_thousand_characters_is_split_in_order() -> None:
    parts = split("x" * 4000)
    assert len(parts) == 14
    assert parts[9].startswith("(10/14) ")
