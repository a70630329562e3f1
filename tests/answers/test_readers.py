"""What a message tells is taken into the memory; the rest stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.readers import read_entities, read_memory, remember
from bot.gateway.memory import Memory


def test_everything_said_is_remembered() -> None:
    memory = read_memory("jag är 15 och bor i Vännäs", Memory())
    assert (memory.municipality, memory.age, memory.for_whom, memory.language) == ("2460", 15, "self", "sv")


def test_what_is_not_said_stays() -> None:
    memory = Memory(municipality="2460", age=15, for_whom="self", topics=("sleep",))
    assert read_memory("kan inte sova", memory) == memory


def test_a_municipality_of_somebody_outside_is_forgotten() -> None:
    assert read_memory("jag har flyttat till Luleå", Memory(municipality="2460")).municipality is None


def test_another_person_has_another_age() -> None:
    memory = read_memory("min dotter mår dåligt", Memory(age=45, for_whom="self"))
    assert (memory.age, memory.for_whom) == (None, "relative")


@pytest.mark.parametrize(("found", "language"), [("en", "en"), ("sv", "sv"), ("so", "sv"), (None, "sv")])
def test_only_languages_vart_answers_in(found: str | None, language: str) -> None:
    assert remember(Memory(), {"language": found} if found else {}).language == language


@given(st.text())
def test_nothing_that_can_be_written_breaks_it(text: str) -> None:
    assert read_memory(text, Memory()) == remember(Memory(), read_entities(text))
