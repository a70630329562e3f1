"""config.yml names only what works without TensorFlow, which Rasa starts without (docs/decisions/0005)."""

import yaml

from bot.settings import ROOT


def test_rasa_needs_no_tensorflow() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))

    assert all(component["name"].startswith("nlu.rasa.") for component in config["pipeline"])
    assert {policy["name"] for policy in config["policies"]} <= {"RulePolicy", "MemoizationPolicy"}
