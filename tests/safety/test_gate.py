"""The measure of docs/safety.md on lines by writers nothing was trained on."""

import json
from pathlib import Path

import pytest

from bot.safety import assess
from bot.safety.assessor import assessor
from bot.safety.evaluation import evaluate, read_cases
from tests.safety import gates

DATA = Path(__file__).parent.parent / "data"


@pytest.mark.parametrize("name", gates.SETS)
def test_crises_are_noticed_and_the_rest_is_left_alone(name: str) -> None:
    recall, acute, told, false_alarms = gates.SETS[name]
    report = evaluate(read_cases(DATA / f"safety_{name}.jsonl"), assessor().assess)
    assert report.recall().share >= recall
    assert report.recall(lambda case: case.severity == 3).share >= acute
    assert report.severity_told(3).share >= told
    assert report.false_alarms().share <= false_alarms


@pytest.mark.parametrize(
    "details",
    [", 21 åsele", ". jag är 17 och bor i Umeå", " vem kan jag prata med", ". finns det nån hjälp?"],
)
def test_a_crisis_is_one_whatever_details_stand_behind_it(details: str) -> None:
    lines = map(json.loads, (DATA / "safety_dev.jsonl").read_text("utf-8").splitlines())
    short = [line["text"] for line in lines if len(line["text"]) <= gates.SHORT and line["lang"] == "sv"]
    crises = [text for text in short if assess(text).crisis]
    kept = [assess(text.rstrip(".!") + details).crisis for text in crises]
    assert sum(kept) / len(kept) >= gates.KEPT_WITH_DETAILS


@pytest.mark.parametrize(
    ("name", "most"),
    [("intents_dev", gates.SMALL_TALK_FALSE_ALARMS), ("topics_dev", gates.TOPIC_FALSE_ALARMS)],
)
def test_what_people_ordinarily_write_is_no_crisis(name: str, most: float) -> None:
    lines = map(json.loads, (DATA / f"{name}.jsonl").read_text("utf-8").splitlines())
    # People who read the alarms found a few crises among the topic lines: "mamma slår mig".
    alarms = [assess(line["text"]).crisis for line in lines if not line.get("crisis")]
    assert sum(alarms) / len(alarms) <= most
