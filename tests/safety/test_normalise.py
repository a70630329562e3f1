"""Folding: every way of writing a word looks the same, in bounded work, whatever is sent."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.normalise import MAX_CHARS, fold, key, sentences

# Letters and signs that the folding knows, among anything at all; surrogates come as half an emoji.
WILD = st.one_of(
    st.sampled_from(
        "aAöÖåéſßİıΣﬁ½²\u0301\u0308\u0327\u0345ـآأىیئ\u064b\u200c\u200d'’…؟😂🕊\ufe0fא\u05b7가.,! -"
    ),
    st.characters(),
)
# The longest name of an emoji, and a space on each side.
MOST_PER_CHARACTER = 17


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("JAG VILL DÖ", "jag vil do"),
        ("jag viiiiill döööö", "jag vil do"),
        ("jag vill do\u0308", "jag vil do"),
        ("ｊａｇ ｖｉｌｌ", "jag vil"),
        ("j\u200bag v\u00adill", "jag vil"),
        ("don't don’t", "dont dont"),
        ("æ ø ß ı", "a o s i"),
        ("ς", "σ"),
        ("أموت", "اموت"),
        ("می\u200cخواهم", "ميخواهم"),
        ("1100", "1100"),
    ],
)
def test_ways_of_writing_the_same_look_the_same(written: str, plain: str) -> None:
    assert fold(written) == plain


@given(st.text(WILD, max_size=40))
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzåäö ,.!"), max_size=60))
def test_capitals_change_nothing(text: str) -> None:
    assert fold(text.upper()) == fold(text)


@given(st.text(WILD, max_size=60))
def test_no_letter_is_doubled_and_nothing_is_a_capital(text: str) -> None:
    folded = fold(text)
    assert folded == folded.casefold()
    assert not any(first == second and first.isalpha() for first, second in pairwise(folded))


@pytest.mark.parametrize("unit", ["a", "💔", "\ufdfa", "\u0301", "½", "ﬃ", "a\u0308\u0301"])
def test_the_length_is_bounded_by_what_the_api_takes(unit: str) -> None:
    assert len(fold(unit * 3 * MAX_CHARS)) <= MOST_PER_CHARACTER * MAX_CHARS


def test_only_so_many_characters_count() -> None:
    most = "ab " * (MAX_CHARS // 3) + "a"
    assert len(most) == MAX_CHARS
    assert fold(most + "b hej") == fold(most)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("... !!! ,,, ()", []),
        ("jag orkar inte. hjälp mig", [[["jag", "orkar", "inte"]], [["hjalp", "mig"]]]),
        ("trött, ledsen: ensam – rädd", [[["trot"], ["ledsen"], ["ensam"], ["rad"]]]),
        ("rad ett\nrad två", [[["rad", "et"]], [["rad", "tva"]]]),
        ("واقعا؟ لا", [[["واقعا"]], [["لا"]]]),
        ("hej.jag", [[["hej", "jag"]]]),
        ("d.ö.d", [[["dod"]]]),
        ("h@ppy k!ll", [[["h@py", "k!l"]]]),
        ("själv-mord_ord", [[["sjalv", "mord", "ord"]]]),
        ("*hej*", [[["hej"]]]),
        ("leva💔", [[["leva", "emojiheartbreak"]]]),
        ("我想死。他打我、hej", [[["我", "想", "死"]], [["他", "打", "我"], ["hej"]]]),
        ("อยากตาย", [[["อ", "ย", "า", "ก", "ต", "า", "ย"]]]),
    ],
)
def test_sentences_clauses_and_words_come_out(text: str, found: list[list[list[str]]]) -> None:
    assert sentences(text) == found


@given(st.text(WILD, max_size=80))
def test_no_sentence_clause_or_word_is_empty_or_holds_a_space(text: str) -> None:
    for clauses in sentences(text):
        assert clauses
        for words in clauses:
            assert words
            assert all(word.split() == [word] for word in words)


@given(st.text(WILD, max_size=20))
def test_a_key_has_no_space_around_it(word: str) -> None:
    assert key(f"  {word} ") == key(word) == key(word).strip()
