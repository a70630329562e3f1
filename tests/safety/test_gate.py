"""The measure of docs/safety.md on lines by writers nothing was trained on."""

import json
from pathlib import Path

import pytest

from bot.safety import assess
from bot.safety.assessor import assessor
from bot.safety.evaluation import evaluate, read_cases
from tests.safety import gates

DATA = Path(__file__).parent.parent / "data"


def test_crises_are_noticed_and_the_rest_is_left_alone() -> None:
    report = evaluate(read_cases(DATA / "safety_test.jsonl"), assessor().assess)
    assert report.recall().share >= gates.RECALL
    assert report.recall(lambda case: case.severity == 3).share >= gates.RECALL_ACUTE
    assert report.severity_told(3).share >= gates.ACUTE_TOLD
    assert report.false_alarms().share <= gates.FALSE_ALARMS


@pytest.mark.parametrize(
    ("name", "most"),
    [("intents_dev", gates.SMALL_TALK_FALSE_ALARMS), ("topics_dev", gates.TOPIC_FALSE_ALARMS)],
)
def test_what_people_ordinarily_write_is_no_crisis(name: str, most: float) -> None:
    lines = (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()
    alarms = [assess(json.loads(line)["text"]).crisis for line in lines]
    assert sum(alarms) / len(alarms) <= most
