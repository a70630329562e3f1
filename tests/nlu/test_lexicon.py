"""The concept lexicon."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.load import load_content
from bot.settings import ROOT
from nlu.lexicon import Lexicon

_REAL = Lexicon.load(ROOT / "content" / "lexicon")
_SLEEP = """
- concept: ligger vaken
  weight: 3
  terms: [sömnlös*, "*insomnia", kan inte sova]
- concept: trött
  weight: 1
  terms: [trött]
"""


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    (tmp_path / "sleep.yml").write_text(_SLEEP, "utf-8")
    (tmp_path / "stress.yml").write_text("- {concept: press, weight: 2, terms: [press*, trött]}", "utf-8")
    return Lexicon.load(tmp_path)


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        pytest.param("jag är sömnlös", {"sleep": 3}, id="a stem"),
        pytest.param("SÖMNLÖSHET", {"sleep": 3}, id="upper case"),
        pytest.param("somnlos", {"sleep": 3}, id="no å ä ö"),
        pytest.param("kan inte sova", {"sleep": 3}, id="a phrase"),
        pytest.param("kan verkligen inte alls sova", {"sleep": 3}, id="a phrase with gaps"),
        pytest.param("kan inte ens få mig att sova", {}, id="a phrase with too wide a gap"),
        pytest.param("sova kan inte", {}, id="a phrase in another order"),
        pytest.param("trött", {"sleep": 1, "stress": 2}, id="a word of two topics"),
        pytest.param("trött, trött, trött", {"sleep": 1, "stress": 2}, id="said thrice counts once"),
        pytest.param("trött och pressad och kan inte sova", {"sleep": 4, "stress": 2}, id="concepts add up"),
        pytest.param("hej", {}, id="nothing"),
    ],
)
def test_scores(lexicon: Lexicon, text: str, scores: dict[str, float]) -> None:
    assert lexicon.scores(text) == scores


@pytest.mark.parametrize(
    "entry",
    ["- {concept: x, terms: [a]}", "- {concept: x, weight: 1}", "- {concept: x, weight: hög, terms: [a]}"],
)
def test_a_faulty_entry_is_named(tmp_path: Path, entry: str) -> None:
    (tmp_path / "sleep.yml").write_text(entry, "utf-8")
    with pytest.raises(ValueError, match=r"sleep\.yml"):
        Lexicon.load(tmp_path)


def test_every_topic_has_its_words() -> None:
    assert {concept.topic for concept in _REAL.concepts} == set(load_content().topics)


def test_every_concept_weighs_one_to_three() -> None:
    assert {concept.name for concept in _REAL.concepts if not 1 <= concept.weight <= 3} == set()


@given(st.text())
def test_nothing_that_can_be_written_breaks_it(text: str) -> None:
    assert _REAL.scores(text) == _REAL.scores(text)
