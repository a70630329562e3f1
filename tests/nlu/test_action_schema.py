"""Answers of actions are still checked as Rasa checks them, inside Rasa's own environment."""

import subprocess

import pytest

from bot.cli.train import rasa_python
from bot.settings import ROOT

_SCRIPT = """
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

own = RemoteAction._validate_action_result
from nlu.rasa.action_schema import check_schema_once
check_schema_once()
action = RemoteAction("action_answer", EndpointConfig("http://127.0.0.1:1"))
for answer in (
    {"events": [], "responses": [{"custom": {"messages": []}}]},
    {"events": [{"event": "slot", "name": "topic", "value": "sleep"}], "responses": []},
    {"events": "none", "responses": []},
    {"events": [{"event": "slot"}], "responses": []},
    {"events": [{"event": "no such event"}], "responses": []},
    {"events": [], "responses": ["words"]},
    [],
):
    verdicts = []
    for check in (own, RemoteAction._validate_action_result):
        try:
            verdicts.append(check(action, answer))
        except ValidationError:
            verdicts.append(False)
    print(*verdicts)
"""


@pytest.mark.rasa
def test_the_check_says_what_rasas_own_says() -> None:
    command = [str(rasa_python()), "-W", "ignore", "-c", _SCRIPT]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=200)  # noqa: S603
    verdicts = run.stdout.split("\n")[:-1]
    assert verdicts == ["True True"] * 2 + ["False False"] * 5
