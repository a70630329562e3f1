"""What is kept of a sentence names nobody: no number, address, link, name or place gets through."""

import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

import nlu.private
from nlu.private import LONGEST, without_private
from nlu.text import fold

_LISTS = yaml.safe_load((Path(nlu.private.__file__).parent / "words" / "private.yml").read_text("utf-8"))
_EVERYDAY = frozenset(_LISTS["everyday"])
NAMES = sorted({*_LISTS["names"], *_LISTS["names_from_elsewhere"]})
# Enough plain words around whatever is hidden among them for the sentence to be worth keeping.
BEFORE, AFTER = "jag mår så dåligt och orkar inte med skolan", "och vill bara sova hela dagarna"


def around(hidden: str) -> str:
    """What is kept of a sentence with something in the middle of it."""
    kept = without_private(f"{BEFORE} {hidden} {AFTER}")
    assert kept is not None
    return kept


def test_plain_words_stay() -> None:
    text = "Jag mår inte bra, och ingen hemma lyssnar. Vad ska jag göra?"
    assert without_private(text) == text.lower()


def test_english_stays() -> None:
    assert without_private("I'm so tired and I can't sleep") == "i'm so tired and i can't sleep"


@pytest.mark.parametrize(
    "hidden",
    [
        "070-174 06 05", "+46 (0)70 1740605", "0 7 0 1 7 4", "０７０１７４", "20040312-1234", "15", "2b",
        "anna.berg@skola.se", "anna＠skola", "anna snabela skola.se", "https://x.se/a?b=1", "www.x.se",
        "x.se/a",
        "noll sju noll ett två ett två", "nollsjunoll ettsju", "sjuttio sextiosex", "ett sex ett noll",
        "Kjellström", "kjellström", "svensson", "Khaldoon", "khaldoon", "hussein", "Fatimas", "fatimas",
        "Anna-Lena", "anna-lena", "anna berg", "en sex ett ett sex", "Liv", "asa",
        "Tärnaby", "tärnaby", "Umeå", "umeå", "Бorис", "محمد", "@anna", "h\u200bttp",
        "(Anna)", "”Anna”", "Anna,Berg", "anna/berg", "a.n.n.a",
    ],
)  # fmt: skip
def test_what_could_tell_who_it_is_goes(hidden: str) -> None:
    kept = around(hidden)
    assert kept.replace("… ", "").startswith(BEFORE)
    rest = kept.replace("…", "").removeprefix(BEFORE).replace(AFTER, "").split()
    # Of "anna snabela skola.se" the middle is a word like any other.
    assert set(rest) <= {"snabela"}


@pytest.mark.parametrize(
    "begin", ["jag heter", "han heter", "mitt namn är", "she is called", "kallas", "mvh"]
)
@pytest.mark.parametrize("name", ["my", "sten björk", "vide"])
def test_what_follows_an_introduction_goes_whatever_it_is(begin: str, name: str) -> None:
    kept = without_private(f"{BEFORE} {begin} {name}")
    assert kept is not None
    assert kept.startswith(BEFORE)
    assert not set(name.split()) & set(kept.removeprefix(f"{BEFORE} {begin}").split())


def test_everyday_words_that_are_names_too_stay_in_lower_case() -> None:
    assert without_private("hans liv är en dag i taget") == "hans liv är en dag i taget"


def test_a_number_word_with_another_meaning_stays_when_it_stands_alone() -> None:
    assert without_private("vi hade sex en gång och jag är rädd") == "vi hade sex en gång och jag är rädd"


@pytest.mark.parametrize(
    "text",
    [
        "", "hej", "😀 😀", "JAG ORKAR INTE MER", "Anna Berg 0701740605", "min Anna", "مرحبا كيف حالك اليوم",
        "anna berg kjellström hussein bor här", "\u200b", "qwrt zxcv plmk",
    ],
)  # fmt: skip
def test_too_little_that_is_certain_is_nothing(text: str) -> None:
    assert without_private(text) is None


def test_a_long_text_is_cut_between_words() -> None:
    kept = without_private("jag mår inte bra " * 200)
    assert kept is not None
    assert LONGEST - 10 < len(kept) <= LONGEST
    assert set(kept.split()) == {"jag", "mår", "inte", "bra"}


def work(text: str) -> float:
    """Seconds of this thread alone that a text takes; the best of five, once what it needs is read in."""

    def once() -> float:
        begun = time.thread_time()
        without_private(text)
        return time.thread_time() - begun

    return min(once() for _ in range(5))


@pytest.mark.parametrize("piece", ["sextio", "ett", '"', "a'", "a-", "en", "femfem"])
def test_no_text_takes_long(piece: str) -> None:
    one_word, many = piece * (4_000 // len(piece)) + "1", f"{piece * 6}x " * 100
    # Measured against everyday words of the same length: a fiftieth, and less than as much.
    assert work(one_word) < work(f"{BEFORE} " * (len(one_word) // len(BEFORE)))
    assert work(many) < 10 * work(f"{BEFORE} " * (len(many) // len(BEFORE)))


_WILD = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(NAMES).map(str.capitalize),
    st.sampled_from(NAMES).map(lambda name: f"{fold(name)}s"),
    st.from_regex(r"\+?[0-9][0-9 -]{2,14}[0-9]", fullmatch=True),
    st.from_regex(r"[a-z.]{1,8}@[a-z]{1,8}\.se", fullmatch=True),
    st.from_regex(r"https?://[a-z./]{1,12}", fullmatch=True),
    st.text(max_size=8),
    st.sampled_from(BEFORE.split()),
)


@example(pieces=["anna", "@", "berg"], joints=["", ""])
@given(pieces=st.lists(_WILD, max_size=12), joints=st.lists(st.sampled_from(["", " ", ", ", "-", ".", "\n"])))
def test_nothing_wild_survives(pieces: list[str], joints: list[str]) -> None:
    joints += [" "] * (len(pieces) - len(joints))
    middle = "".join(piece + joint for piece, joint in zip(pieces, joints, strict=False))
    kept = without_private(f"{BEFORE} {middle} {BEFORE} {AFTER} {BEFORE}") or ""
    assert len(kept) <= LONGEST
    assert not re.search(r"\d", kept)
    assert "@" not in kept
    assert "http" not in kept
    words = set(re.findall(r"[^\W\d_]+", kept))
    names = {form for name in NAMES for form in (name, fold(name), f"{name}s", f"{fold(name)}s")}
    assert not words & names - _EVERYDAY
