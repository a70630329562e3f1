"""The SMS of staff taken apart: tolerant of thumbs, and never guessing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.escalation.near import near_command
from bot.escalation.words import Aim, Said, Word, read_words

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
        "ja nej",
        "klar 0",
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


PREFIXES = [
    "",
    "#",
    "(",
    "ärende ",
    "Ärende ",
    "ÄRENDE",
    "arende ",
    "till ",
    "Till ärende nr ",
    "Vart: ärende ",
]


@given(
    st.sampled_from(PREFIXES),
    st.integers(1, 999).filter(lambda code: code != 112),
    st.sampled_from([":", " : ", " ", ", ", "; ", ") ", " - ", ". "]),
    st.sampled_from(["Hej Lisa, jag ringer soc nu", "hur är det", "Är du hemma", "Å nej då"]),
)
def test_a_number_before_a_text_is_no_part_of_the_text(
    prefix: str, code: int, between: str, text: str
) -> None:
    said = read_words(f"{prefix}{code}{between}{text}")
    assert said == Said(None, code, text, Aim.NAMED if ":" in between else Aim.LOOSE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2 frågor: hur mår du och var är du", 2),
        ("8.30 passar", 8),
        ("8:30 passar", 8),
        ("10 minuter till", 10),
        ("till 10 på kvällen", 10),
        ("1-2 dagar", 1),
        ("1 och 2: hej", 1),
        ("1, 2 och 3 hej", 1),
        ("3", 3),
        ("15 år är du", 15),
        ("112 ska du ringa", 112),
        ("116 111 är Bris", 116),
        ("1177 svarar dygnet runt", 1177),
    ],
)
def test_another_number_first_may_be_a_case_or_not(text: str, code: int) -> None:
    assert read_words(text) == Said(None, code, text, Aim.PERHAPS)


@pytest.mark.parametrize("text", ["0701740605 kan du ringa", "hej 9", "1234567: hej"])
def test_what_is_no_number_of_a_case_is_text(text: str) -> None:
    assert read_words(text) == Said(None, None, text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("klarr 1", Word.DONE),
        ("klra", Word.DONE),
        ("slap", Word.LET_GO),
        ("jaa", Word.YES),
        ("nejj", Word.NO),
        ("ja 1 och 2", Word.YES),
        ("KLAR och tack", Word.DONE),
        ("KLAR TACK HEJ", Word.DONE),
        ("Okej jag släpper den här", Word.LET_GO),
        ("inte klar", Word.DONE),
        ("JA 4", Word.YES),
        ("paus", Word.PAUSE),
        ("puas", Word.PAUSE),
        ("stoppp", Word.STOP),
        ("rnger 1", Word.CALLING),
    ],
)
def test_a_slip_or_a_code_word_among_few_others_is_near(text: str, word: Word) -> None:
    assert near_command(text, waiting=False) is word


@pytest.mark.parametrize(
    "text",
    [
        "hej",
        "Hej hej",
        "jag är kvar här",
        "Ring 112 nu",
        "jag kommer snart",
        "du är stark",
        "är du klar?",
        "jag är klar om en stund",
        "nej men vad bra",
        "ok 😀",
        "jag ringer dig nu",
        "stopp, gå inte dit",
        "",
    ],
)
def test_what_people_write_to_each_other_is_not_near(text: str) -> None:
    assert near_command(text, waiting=False) is None


def test_while_a_case_waits_a_yes_among_others_may_be_the_answer() -> None:
    assert near_command("ja det kan jag", waiting=True) is Word.YES
    assert near_command("ja det kan jag", waiting=False) is None


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
