"""The vocabulary: one slip is mended and two are not, split words are joined and joined ones taken apart."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.lexicon import FUZZY_LENGTH, LONGEST_WORD, Lexicon, keys

# Every two of them are further than two slips from each other.
WORDS = ("hjalper", "orkar", "stopa", "tableterna", "ensamhet")
LEXICON = Lexicon(
    {
        "self": frozenset({"jag", "vil", "inte", "leva"}),
        "help": frozenset(WORDS),
        "dark": frozenset({"sorg*", "sjalvmord*"}),
    },
    ["sorgsen"],
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and the same with one letter lost, added, wrong or swapped, never the first."""
    word = draw(st.sampled_from(WORDS))
    at = draw(st.integers(1, len(word) - 1))
    letter = draw(st.sampled_from(LETTERS))
    forms = [word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]]
    if at + 1 < len(word):
        forms.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return word, draw(st.sampled_from([form for form in forms if len(form) >= FUZZY_LENGTH] or [word]))


@given(slipped())
def test_one_slip_is_mended(case: tuple[str, str]) -> None:
    word, written = case
    assert LEXICON.symbol(written) == word


@pytest.mark.parametrize(
    "written", ["hjlpr", "okarx", "ojkra", "tabeltrena", "ensamhetxx", "xxorkar", "stqqa"]
)
def test_two_slips_are_not(written: str) -> None:
    assert LEXICON.symbol(written) is None


def test_a_slip_in_the_first_letter_is_not() -> None:
    assert LEXICON.symbol("korkar") is None
    assert LEXICON.symbol("arkar") is None


@pytest.mark.parametrize("written", ["leba", "lev", "jah"])
def test_a_short_word_is_not_taken_for_another(written: str) -> None:
    assert LEXICON.symbol(written) is None


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("orkar", "orkar"),
        ("sorgligt", "sorg*"),
        ("sorg", "sorg*"),
        ("sorgsen", "sorgsen"),
        ("0rk4r", "orkar"),
        ("l3va", "leva"),
        ("v!l", "vil"),
        ("or*kar", "orkar"),
        ("112", None),
        ("", None),
        ("orkar" * 9, None),
    ],
)
def test_a_written_word_has_its_name_in_the_vocabulary(written: str, symbol: str | None) -> None:
    assert LEXICON.symbol(written) == symbol


def test_the_longest_stem_names_a_word() -> None:
    assert Lexicon({"a": frozenset({"sjalv*", "sjalvmord*"})}).symbol("sjalvmordet") == "sjalvmord*"


def test_a_stem_in_a_group_takes_the_vocabulary_words_that_begin_so() -> None:
    assert LEXICON.groups["dark"] == {"sorg*", "sorgsen", "sjalvmord*"}
    assert LEXICON.groups_of("sorgsen") == ("dark",)
    assert LEXICON.groups_of("·") == ()


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("ensam het", "ensamhet"),
        ("tablet terna", "tableterna"),
        ("sjalv mordstankar", "sjalvmordstankar"),
        ("jagvilinteleva", "jag vil inte leva"),
        ("jagorkar", "jag orkar"),
        ("ja g vi l in te", "jag vil inte"),
        ("j a g v i l", "jag vil"),
    ],
)
def test_split_words_are_joined_and_joined_words_taken_apart(written: str, mended: str) -> None:
    assert LEXICON.repair([written.split()]) == [mended.split()]


@pytest.mark.parametrize(
    "written",
    [
        "jag vil inte leva",
        "i a o",
        "vi ska ha det",
        "sam het",
        "zebra finkar",
        "orkarzebra",
        "stopaorkar",
        "1 2 3 4 5",
    ],
)
def test_what_needs_no_mending_is_left_alone(written: str) -> None:
    assert LEXICON.repair([written.split()]) == [written.split()]


def test_sentences_are_mended_one_by_one() -> None:
    assert LEXICON.repair([["ensam"], ["het"]]) == [["ensam"], ["het"]]


PIECES = ["ja", "g", "i", "vil", "jagvil", "ensam", "het", "orkar", "inteleva", "sor", "sorg", "a", "zz", "å"]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12), max_size=4))
def test_mending_keeps_every_letter_in_its_place(sentences: list[list[str]]) -> None:
    mended = LEXICON.repair(sentences)
    assert [undoubled("".join(words)) for words in mended] == [
        undoubled("".join(words)) for words in sentences
    ]
    assert all(word for words in mended for word in words)


def undoubled(text: str) -> str:
    """Doubled letters fall together where words meet."""
    return "".join(letter for letter, _ in groupby(text))


@pytest.mark.parametrize("run", [["a"] * 4_000, ["jagvil" * 600], ["x", "y"] * 2_000, ["sorg"] * 800])
def test_hostile_runs_stay_as_they_are(run: list[str]) -> None:
    assert LEXICON.repair([run]) == [run]


def test_a_word_longer_than_words_are_is_not_taken_apart() -> None:
    fitting, longer = "orkar" * (LONGEST_WORD // 5), "orkar" * (LONGEST_WORD // 5 + 1)
    assert LEXICON.repair([[fitting]]) == [["orkar"] * (LONGEST_WORD // 5)]
    assert LEXICON.repair([[longer]]) == [[longer]]


def test_keys_are_folded_words_and_keep_their_star() -> None:
    assert list(keys(["DÖD*", "Själv", "'", "*"])) == ["dod*", "sjalv"]


def test_our_own_groups_all_hold_words() -> None:
    assert all(Lexicon.load().groups.values())
