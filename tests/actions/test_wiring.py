"""What is understood leads to an answer: every intent, rule, action and payload fits together."""

from collections import Counter

import pytest

from bot.answers.replies import ANSWERS
from bot.content.load import load_content
from bot.gateway.fallback import _ACTIONS as FALLBACK_ACTIONS
from bot.gateway.payloads import parse
from nlu.decision import CONVERSATION, FALLBACK
from tests.actions import files
from tests.actions.payloads import EVERY_KIND

# Behind buttons only: nobody writes them.
_BUTTONS = {"choose_topic", "ask_right", "skip", "none_of_these", "show_tips"}
# The conversation intents of the contract.
_PROMISED = {
    "greet", "goodbye", "thanks", "affirm", "deny", "restart", "talk_to_human", "choose_municipality",
    "tell_age", "tell_for_whom", "more_services", "open_now", "who_are_you", "privacy", "delete_my_data",
    "feedback_good", "feedback_bad", "change_language", "out_of_scope", "nonsense",
}  # fmt: skip


def test_every_action_of_the_domain_exists_and_no_other() -> None:
    assert set(files.domain()["actions"]) == set(ANSWERS)


def test_every_intent_has_exactly_one_rule() -> None:
    assert Counter(intent for intent, _ in files.rules()) == Counter(files.intents())


def test_every_rule_leads_to_an_action_of_the_domain() -> None:
    assert {action for _, action in files.rules()} == set(files.domain()["actions"])


def test_the_domain_holds_the_topics_the_conversation_and_the_buttons() -> None:
    assert files.intents() == set(load_content().topics) | _PROMISED | _BUTTONS | {FALLBACK}
    assert len(files.domain()["intents"]) == len(files.intents())


def test_every_topic_is_answered_by_the_directory() -> None:
    actions = dict(files.rules())
    expected = dict.fromkeys(load_content().topics, "action_answer_topic") | {"rights": "action_answer_right"}
    assert {topic: actions[topic] for topic in expected} == expected


def test_every_spoken_intent_has_a_training_file_that_holds_it_and_nothing_else() -> None:
    spoken = files.intents() - _BUTTONS - {FALLBACK}
    assert files.trained() == {intent: {intent} for intent in spoken}


def test_the_decision_knows_the_conversation() -> None:
    assert set(CONVERSATION) == _PROMISED


@pytest.mark.parametrize("payload", EVERY_KIND)
def test_every_payload_is_an_intent_and_entity_of_the_domain(payload: str) -> None:
    parsed = parse(payload)
    assert parsed.intent in files.intents()
    assert parsed.entity is None or parsed.entity in files.domain()["entities"]


@pytest.mark.parametrize("payload", EVERY_KIND)
def test_without_rasa_a_payload_leads_to_the_same_action(payload: str) -> None:
    intent = parse(payload).intent
    assert FALLBACK_ACTIONS[intent] == dict(files.rules())[intent]
