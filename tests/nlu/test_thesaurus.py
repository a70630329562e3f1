"""Classes of meaning."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.thesaurus import FOLDER, Thesaurus

# YAML keeps the last of two equal keys and drops the first without a word.
_CLASS = re.compile(r"^(\w+):", re.M)
_REAL = Thesaurus.load()


@pytest.fixture
def thesaurus(tmp_path: Path) -> Thesaurus:
    (tmp_path / "a.yml").write_text("sova: [sov*, somna]\nnatt: [natt*]", "utf-8")
    (tmp_path / "b.yml").write_text("trött: [trött, sömnig]", "utf-8")
    return Thesaurus.load(tmp_path)


def test_classes_come_in_reading_order(thesaurus: Thesaurus) -> None:
    assert thesaurus.sequence("Jag är TRÖTT men somnar inte på natten") == ["trött", "sova", "natt"]


def test_words_without_a_class_are_passed_over(thesaurus: Thesaurus) -> None:
    assert thesaurus.sequence("hej på dig 🙈") == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: str(path.stem))
def test_no_class_is_written_twice_in_a_file(path: Path) -> None:
    written = _CLASS.findall(path.read_text("utf-8"))
    assert len(written) == len(set(written))


@given(st.text())
def test_nothing_that_can_be_written_breaks_it(text: str) -> None:
    assert set(_REAL.sequence(text)) <= set(_REAL.classes)
