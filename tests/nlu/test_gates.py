"""Labelled messages, read without Rasa, against the gates."""

from functools import cache
from typing import Any

import pytest
import yaml

from bot.evaluation.lines import read_lines
from bot.settings import ROOT
from nlu.gazetteer import Gazetteer
from nlu.persons import read_person
from tests.nlu import gates

_DATA = ROOT / "tests" / "data"


@cache
def _names() -> dict[str, str]:
    entries = yaml.safe_load((ROOT / "content" / "municipalities.yml").read_text("utf-8"))
    return {entry["code"]: entry["name"] for entry in entries}


def _places(name: str) -> list[dict[str, Any]]:
    return read_lines(_DATA / f"municipality_{name}.jsonl", "text", "municipality", "outside")


def _persons() -> list[dict[str, Any]]:
    return read_lines(_DATA / "person_dev.jsonl", "text", "age", "for")


@pytest.mark.parametrize(
    ("name", "share", "most_invented"),
    [
        ("dev", gates.MUNICIPALITY_DEV, gates.INVENTED_DEV),
        ("test", gates.MUNICIPALITY_TEST, gates.INVENTED_TEST),
    ],
)
def test_the_municipality_is_read(gazetteer: Gazetteer, name: str, share: float, most_invented: int) -> None:
    lines = _places(name)
    found = [(_names().get(gazetteer.read(line["text"]).municipality or ""), line) for line in lines]
    right = sum(name == line["municipality"] for name, line in found)
    invented = sum(name is not None and line["municipality"] is None for name, line in found)
    assert right / len(lines) >= share
    assert invented <= most_invented


def test_places_outside_the_county_are_known_as_such(gazetteer: Gazetteer) -> None:
    lines = _places("dev")
    right = sum((gazetteer.read(line["text"]).outside is not None) == line["outside"] for line in lines)
    assert right / len(lines) >= gates.OUTSIDE


def test_the_age_is_read() -> None:
    lines = _persons()
    assert sum(read_person(line["text"]).age == line["age"] for line in lines) / len(lines) >= gates.AGE


def test_for_whom_is_read() -> None:
    lines = _persons()
    right = sum(read_person(line["text"]).for_whom == line["for"] for line in lines)
    assert right / len(lines) >= gates.FOR_WHOM
