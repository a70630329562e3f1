"""The SMS of staff taken apart: tolerant of thumbs, and never guessing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.escalation.words import Said, Word, read_words

WORDS = {
    "ja": Word.YES,
    "jag tar": Word.YES,
    "ok": Word.YES,
    "nej": Word.NO,
    "kan ej": Word.NO,
    "kan inte": Word.NO,
    "klar": Word.DONE,
    "släpp": Word.LET_GO,
    "slapp": Word.LET_GO,
    "ringer": Word.CALLING,
}
ONESELF = {"paus": Word.PAUSE, "aktiv": Word.ACTIVE, "?": Word.LIST, "stopp": Word.STOP, "start": Word.START}
CASINGS = st.sampled_from([str.lower, str.upper, str.title])
AROUND = st.sampled_from(["", " ", "  ", "\n"])
ENDINGS = st.sampled_from(["", "!", ".", " !", "\n", ")"])


@given(st.sampled_from(sorted(WORDS)), st.integers(1, 999), CASINGS, AROUND, ENDINGS, st.booleans())
def test_a_word_and_a_number_in_any_order_and_form(
    word: str, code: int, casing: object, between: str, ending: str, first: bool
) -> None:
    said = casing(word)  # type: ignore[operator]
    text = f"{code}{between}{said}" if first else f"{said}{between}{code}"
    assert read_words(f"{between}{text}{ending}") == Said(WORDS[word], code)


@given(st.sampled_from(sorted(WORDS | ONESELF)), CASINGS, AROUND, ENDINGS)
def test_a_word_alone(word: str, casing: object, around: str, ending: str) -> None:
    text = f"{around}{casing(word)}{ending}"  # type: ignore[operator]
    assert read_words(text) == Said((WORDS | ONESELF)[word], None)


@pytest.mark.parametrize(
    "text",
    [
        "ja, hur mår du?",
        "ja?",
        "nej men vad bra",
        "jag är klar om en stund",
        "inte klar",
        "3 JA 4",
        "ja nej",
        "klar 0",
        "3 paus",
        "tack",
        "jag ringer dig klockan 3",
        "stopp, gå inte dit",
        "ok 😀",
        "ja, 3 personer till kommer snart",
    ],
)
def test_a_text_is_a_text(text: str) -> None:
    assert read_words(text) == Said(None, None, text)


@given(st.integers(0, 999), st.text(min_size=1).filter(lambda text: text.strip()))
def test_what_stands_after_a_number_and_a_colon_is_for_that_case(code: int, text: str) -> None:
    said = read_words(f"{code}: {text}")
    assert said.code == code
    assert said.text == text.strip()


@given(st.text())
def test_nothing_is_lost_and_nothing_breaks(text: str) -> None:
    said = read_words(text)
    if said.word is None and said.code is None:
        assert said.text == text.strip()


@given(st.text(min_size=41).filter(lambda text: len(text.strip()) > 40 and ":" not in text))
def test_no_long_text_is_a_command(text: str) -> None:
    assert read_words(text).word is None


def test_what_a_person_is_told_never_shows_in_a_log() -> None:
    assert "hemligt" not in repr(read_words("3: hemligt"))
