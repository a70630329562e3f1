"""Whatever is written, the gazetteer reads it, the same way each time and in any spelling."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import ROOT
from nlu.gazetteer import Gazetteer
from nlu.text import fold

_GAZETTEER = Gazetteer.load(ROOT / "content")
_MUNICIPALITIES = yaml.safe_load((ROOT / "content" / "municipalities.yml").read_text("utf-8"))
_CODES = {entry["code"] for entry in _MUNICIPALITIES}
_LOCALITIES = sorted({place["name"] for entry in _MUNICIPALITIES for place in entry.get("localities") or ()})
_WORDS = st.sampled_from(
    [
        *_LOCALITIES,
        "bor",
        "i",
        "inte",
        "från",
        "men",
        "jag",
        "kommun",
        "nu",
        "längre",
        "flyttat",
        "911 34",
        ",",
    ]
)


@given(st.text())
def test_nothing_that_can_be_written_breaks_it(text: str) -> None:
    place = _GAZETTEER.read(text)
    assert place.municipality is None or place.municipality in _CODES
    assert place == _GAZETTEER.read(text)


@given(st.lists(_WORDS, max_size=12))
def test_a_reading_says_one_thing(parts: list[str]) -> None:
    place = _GAZETTEER.read(" ".join(parts))
    assert sum(map(bool, (place.municipality, place.outside, place.ambiguous))) <= 1
    assert set(place.ambiguous) <= _CODES


@given(st.lists(_WORDS, max_size=12))
def test_capitals_do_not_matter(parts: list[str]) -> None:
    text = " ".join(parts)
    assert _GAZETTEER.read(text.upper()) == _GAZETTEER.read(text)


@pytest.mark.parametrize("entry", _MUNICIPALITIES, ids=lambda entry: str(entry["name"]))
def test_every_municipality_is_read_however_it_is_spelt(entry: dict[str, str]) -> None:
    text = f"jag bor i {entry['name']}"
    for written in (text, text.upper(), text.lower(), fold(text)):
        assert _GAZETTEER.read(written).municipality == entry["code"]


@pytest.mark.parametrize("name", _LOCALITIES)
def test_every_locality_is_read_however_it_is_spelt(name: str) -> None:
    text = f"jag bor i {name}"
    place = _GAZETTEER.read(text)
    assert place.municipality or place.ambiguous
    for written in (text.upper(), text.lower(), fold(text)):
        assert _GAZETTEER.read(written) == place
