"""Classes of meaning: which of them a word is in, and in what order they are asked."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.concepts import MOST, Concepts, thesaurus_files
from bot.safety.normalise import key
from bot.safety.reading import reader

CLASSES = Concepts(
    {
        "exact": ["sömn", "Sovsäck"],
        "stem": ["sov*"],
        "longer_stem": ["sovmorgon*"],
        "ending": ["*ångest"],
        "longer_ending": ["*dödsångest"],
        "rows": ["inte sova"],
        "nothing": ["*", "", "'"],
    }
)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("sömn", "exact"),
        ("sovsäck", "exact"),
        ("sover", "stem"),
        ("sov", "stem"),
        ("sovmorgnar", "stem"),
        ("sovmorgonen", "longer_stem"),
        ("ångest", "ending"),
        ("tentaångest", "ending"),
        ("mindödsångest", "longer_ending"),
        ("sovångest", "stem"),
        ("sömnig", None),
        ("inte sova", None),
        ("", None),
    ],
)
def test_a_word_is_in_its_class(word: str, name: str | None) -> None:
    assert CLASSES.of(key(word)) == ((name,) if name else ())


def test_a_word_in_many_classes_is_in_the_first_of_them() -> None:
    many = Concepts({name: ["ord", "ord*"] for name in ("a", "b", "c", "d")})
    assert many.of("ord") == many.of("orden") == ("a", "b")[:MOST]


@pytest.mark.parametrize("word", ["بيت", "والبيت", "بالبيت", "لبيت", "البيت"])
def test_what_is_written_together_with_a_word_is_taken_off(word: str) -> None:
    classes = Concepts({"home": ["بيت"], "with": ["باب*"]})
    assert classes.of(key(word)) == ("home",)
    assert classes.of(key("باب")) == ("with",)
    assert classes.of(key("ال")) == ()


@given(st.text(max_size=50))
def test_any_word_is_in_at_most_so_many_classes(word: str) -> None:
    assert len(CLASSES.of(word)) <= MOST


def test_a_class_in_two_files_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("sleep: [sova]\n", "utf-8")
    (tmp_path / "b.yml").write_text("sleep: [somna]\nfood: [äta]\n", "utf-8")
    (tmp_path / "read.me").write_text("no class")
    assert [path.name for path in thesaurus_files([tmp_path])] == ["a.yml", "b.yml"]
    classes = Concepts.load([tmp_path])
    assert [classes.of(word) for word in ("sova", "somna", "ata")] == [("sleep",), ("sleep",), ("food",)]


def test_a_word_that_two_files_put_in_one_class_keeps_room_for_another(tmp_path: Path) -> None:
    (tmp_path / "english.yml").write_text("weapons: [knife]\n", "utf-8")
    (tmp_path / "swedish.yml").write_text("weapons: [knife]\nkitchen: [knife]\n", "utf-8")
    assert Concepts.load([tmp_path]).of("knife") == ("weapons", "kitchen")


@pytest.mark.parametrize(
    "sister",
    ["systrarna", "sister", "اختي", "خواهرم", "walaashay", "ሓፍተይ", "сестру"],
    ids=lambda word: ascii(word),
)
def test_the_languages_share_their_classes(sister: str) -> None:
    assert "syskon" in reader().concepts.of(key(sister))
