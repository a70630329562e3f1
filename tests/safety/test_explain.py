"""The explanation: the decision on its first line, its grounds below, whatever the text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety.assessor import Assessor
from bot.safety.explain import explain
from bot.safety.judges import Judges
from bot.safety.reading import reader

PATTERNS_ALONE = Assessor(reader(), None)
HEAD = re.compile(
    r"severity [0-3]( [a-z_]+ \((self|other)\))?: [+-]\d+\.\d points "
    r"\(words ([+-]\d+\.\d|no classifier), patterns \+\d\.\d\)"
)


@pytest.fixture(scope="module")
def assessor(judges: Judges) -> Assessor:
    return Assessor(reader(), judges)


def test_the_first_line_is_the_decision(assessor: Assessor) -> None:
    told = assessor.assess("jag vill dö")
    first = explain("jag vill dö", assessor).splitlines()[0]
    assert first.startswith(f"severity {told.severity} {told.reason} ({told.who}): {told.points:+.1f} points")
    assert HEAD.fullmatch(first)


def test_then_come_the_patterns_the_chances_and_the_words(assessor: Assessor) -> None:
    pattern, chances, words = explain("jag vill dö", assessor).splitlines()[1:]
    assert pattern == '  pattern want_to_die (certain): "vil do"'
    assert re.fullmatch(r"  acute \d\.\d\d, other \d\.\d\d", chances)
    assert words.startswith("  words ")
    assert any(name in words for name in ("w:do", "g:die"))


def test_a_frame_is_named() -> None:
    assert '  frame laughter: "do av skrat"' in explain("jag vill dö av skratt", PATTERNS_ALONE).splitlines()


def test_what_is_no_crisis_has_no_reason(assessor: Assessor) -> None:
    assert re.match(r"severity [01]: -", explain("hej på dig", assessor))


def test_of_several_stretches_the_one_that_decided_is_named(assessor: Assessor) -> None:
    told = explain("Hej på dig. Jag vill dö.", assessor)
    assert re.search(r"\n  words \d+-\d+ of 7, one of 4 stretches\n", told)
    assert "stretches" not in explain("jag vill dö", assessor)


def test_without_a_classifier_it_says_so() -> None:
    told = explain("jag vill dö", PATTERNS_ALONE)
    assert told.splitlines() == [
        "severity 2 suicide (self): +2.0 points (words no classifier, patterns +2.0)",
        '  pattern want_to_die (certain): "vil do"',
    ]


@settings(deadline=None)
@given(
    st.text(max_size=120) | st.text(st.sampled_from("jagvilldöinte .,!\n\r\u2028\x85\x1e😭"), max_size=200)
)
def test_any_text_is_explained(text: str) -> None:
    first, *rest = explain(text, PATTERNS_ALONE).splitlines()
    assert HEAD.fullmatch(first)
    assert all(line.startswith("  ") for line in rest)


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800", "{}%s", "‖", "‖‖ jag vill dö", '"jag vill dö"', "jag vill dö. " * 400]
)
def test_odd_texts_are_explained_with_a_classifier_too(assessor: Assessor, text: str) -> None:
    first, *rest = explain(text, assessor).splitlines()
    assert HEAD.fullmatch(first)
    assert all(line.startswith("  ") for line in rest)
