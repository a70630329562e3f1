"""The assessor as a whole: clear cases of each kind, hostile input, and what must not change a verdict."""

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info

from bot.safety import assess
from bot.safety.assessor import Assessor
from bot.safety.reading import reader

CLEAR = {
    "suicide": "jag vill dö",
    "suicide_english": "I want to kill myself",
    "no_diacritics": "jag vill do, orkar inte leva langre",
    "shouted": "JAG VILL INTE LEVA LÄNGRE",
    "friend": "min kompis säger att hon ska ta livet av sig i kväll",
    "attempt": "jag har tagit massa tabletter för att dö",
    "violence": "pappa slår mig nu, jag har låst in mig på toaletten",
    "rape": "jag blev våldtagen i natt",
    "unconscious": "min kompis är medvetslös och går inte att väcka",
}
HARMLESS = {
    "greeting": "hej",
    "sleep": "jag kan inte sova, bor i Vännäs",
    "laughter": "jag dör av skratt",
    "late": "mamma dödar mig om jag kommer hem sent",
    "phone": "min mobil dog precis",
    "place": "jag bor i Umeå",
    "thanks": "tack så mycket, hej då",
    "forget": "glöm mig",
}


@pytest.mark.parametrize("text", CLEAR.values(), ids=CLEAR)
def test_a_clear_crisis_is_noticed(text: str) -> None:
    assert assess(text).crisis


def test_danger_in_one_clause_is_not_drowned_by_the_others() -> None:
    assert assess("självmordstankar hela tiden, pluggar på distans och bor i Storuman").crisis


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_an_ordinary_message_is_no_crisis(text: str) -> None:
    assert not assess(text).crisis


def test_a_crisis_in_the_middle_of_a_long_message_is_noticed() -> None:
    around = "Vi var i stugan hela helgen och åkte skoter. "
    told = assess(around * 8 + "Jag vill inte leva längre. " + around * 8)
    assert told.crisis
    # By far: the sentence alone is as clear there as anywhere.
    assert told.points > 3.0


def test_without_a_model_the_certain_patterns_decide() -> None:
    alone = Assessor(reader(), None)
    assert alone.assess("jag vill dö").crisis
    assert not alone.assess("hej").crisis


def test_evidence_never_holds_what_was_written() -> None:
    found = assess("jag vill dö, säger Hjalmar Bergqvist")
    assert not any("hjalmar" in line.casefold() for line in found.evidence)


@given(st.text(max_size=600))
@settings(deadline=None)
def test_any_text_is_assessed(text: str) -> None:
    assert assess(text).severity in (0, 1, 2, 3)


@pytest.mark.parametrize("text", CLEAR.values(), ids=CLEAR)
def test_capitals_and_spaces_change_nothing(text: str) -> None:
    assert assess(f"  {text.upper()}  \n").crisis
    assert assess(text.replace(" ", "   ")).crisis


@pytest.mark.parametrize("unit", ["a", "jag vill ", "😭", "inte inte ", "\u0301", "(((("])
def test_hostile_repetition_is_bounded(unit: str) -> None:
    assert assess((unit * 4_000)[:4_000]).severity in (0, 1, 2, 3)


def test_the_same_text_is_always_judged_the_same() -> None:
    assert assess("orkar inte mer") == assess("orkar inte mer")


def test_a_process_that_judges_neither_waits_for_threads_nor_looks_through_the_names_for_garbage() -> None:
    assess("hej")
    blas = [library for library in threadpool_info() if library["user_api"] == "blas"]
    assert blas
    assert {library["num_threads"] for library in blas} == {1}
    assert gc.get_freeze_count() > 10_000
