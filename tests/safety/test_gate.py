"""The measure of docs/safety.md on lines by writers nothing was trained on."""

import json
from pathlib import Path

from bot.safety import assess
from bot.safety.assessor import assessor
from bot.safety.evaluation import evaluate, read_cases
from tests.safety import gates

DATA = Path(__file__).parent.parent / "data"


def test_crises_are_noticed_and_the_rest_is_left_alone() -> None:
    outcomes = evaluate(read_cases(DATA / "safety_test.jsonl"), assessor().assess).outcomes
    crises = [outcome for outcome in outcomes if outcome.case.crisis]
    acute = [outcome for outcome in crises if outcome.case.severity == 3]
    others = [outcome for outcome in outcomes if not outcome.case.crisis]
    assert sum(outcome.right for outcome in crises) / len(crises) >= gates.RECALL
    assert sum(outcome.right for outcome in acute) / len(acute) >= gates.RECALL_ACUTE
    assert sum(not outcome.right for outcome in others) / len(others) <= gates.FALSE_ALARMS


def test_small_talk_is_no_crisis() -> None:
    lines = (DATA / "intents_dev.jsonl").read_text("utf-8").splitlines()
    alarms = [assess(json.loads(line)["text"]).crisis for line in lines]
    assert sum(alarms) / len(alarms) <= gates.ORDINARY_FALSE_ALARMS
