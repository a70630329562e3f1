"""The lines that the safety net learns from, and those that are kept aside from it."""

import json

from bot.safety.lines import read_lines, training_files
from bot.safety.ordinary import ordinary_lines, training_lines
from bot.settings import ROOT
from tests.safety import gates

DATA = ROOT / "tests" / "data"
KEPT_ASIDE = (*gates.SETS, "breadth_dev", "long_dev", "twins_dev")


def test_what_the_net_has_labelled_is_not_ordinary_any_more() -> None:
    labelled = read_lines(training_files())
    judged_anew = {line.text for line in ordinary_lines()} & {line.text for line in labelled}
    assert judged_anew
    twice = [line for line in training_lines() if line.text in judged_anew]
    assert len(twice) == sum(line.text in judged_anew for line in labelled)


def test_what_is_kept_aside_was_not_learned() -> None:
    learned = {bare(line.text) for line in training_lines()}
    for name in KEPT_ASIDE:
        lines = (DATA / f"safety_{name}.jsonl").read_text("utf-8").splitlines()
        assert sum(bare(json.loads(line)["text"]) in learned for line in lines) == 0, name


def bare(text: str) -> str:
    """The words without what nobody hears."""
    return "".join(char for char in text.casefold() if char.isalnum() or char == " ").strip()
