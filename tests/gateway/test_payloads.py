"""The grammar of payloads."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.payloads import PayloadError, parse, to_rasa


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ("topic:sleep", '/choose_topic{"topic": "sleep"}'),
        ("topic:money_housing", '/choose_topic{"topic": "money_housing"}'),
        ("municipality:2460", '/choose_municipality{"municipality": "2460"}'),
        ("age:9", '/tell_age{"age": "9"}'),
        ("age:15", '/tell_age{"age": "15"}'),
        ("age:101", '/tell_age{"age": "101"}'),
        ("for:self", '/tell_for_whom{"for_whom": "self"}'),
        ("for:relative", '/tell_for_whom{"for_whom": "relative"}'),
        ("lang:en", '/change_language{"language": "en"}'),
        ("skip:municipality", '/skip{"slot": "municipality"}'),
        ("right:vem-far-veta", '/ask_right{"right": "vem-far-veta"}'),
        ("more", "/more_services"),
        ("open_now", "/open_now"),
        ("human", "/talk_to_human"),
        ("restart", "/restart"),
        ("forget", "/delete_my_data"),
        ("privacy", "/privacy"),
        ("tips", "/show_tips"),
        ("greet", "/greet"),
        ("feedback:good", "/feedback_good"),
        ("feedback:bad", "/feedback_bad"),
        ("none_of_these", "/none_of_these"),
        # The gateway answers these itself; Rasa would only see them where there are no humans.
        ("human:consent", "/talk_to_human"),
        ("human:chat", "/talk_to_human"),
        ("human:phone", "/talk_to_human"),
        ("human:resume", "/talk_to_human"),
        ("human:no", "/deny"),
        ("human:cancel", "/deny"),
        ("human:end", "/deny"),
        ("human:standing", "/talk_to_human"),
        ("human:this", "/talk_to_human"),
        ("helped:yes", "/feedback_good"),
        ("helped:no", "/feedback_bad"),
    ],
)
def test_every_payload_has_its_intent(payload: str, message: str) -> None:
    assert to_rasa(payload) == message


@pytest.mark.parametrize(
    "payload",
    [
        "", "Topic:sleep", "topic", "topic:", "topic: sleep", "topic:x\n", 'topic:sleep"}', "topic:../etc",
        "topic:" + "a" * 100, "municipality:Vännäs", "municipality:24601", "municipality:٢٤٦٠", "age:-1",
        "age:1000", "age:x", "for:me", "lang:svenska", "skip:topic", "feedback:ok", "more:1", "/restart",
        "restart{}", "forget_now", "affirm", "human:", "human:maybe", "human:consent:1", "helped:so",
        "helped",
    ],
)  # fmt: skip
def test_nothing_else_is_let_through(payload: str) -> None:
    with pytest.raises(PayloadError):
        to_rasa(payload)


def test_a_payload_comes_apart() -> None:
    assert parse("feedback:good").kind == "feedback"
    topic = parse("topic:sleep")
    assert (topic.kind, topic.value, topic.intent, topic.entity) == (
        "topic",
        "sleep",
        "choose_topic",
        "topic",
    )


@given(st.text(max_size=120))
def test_whatever_a_client_sends_rasa_gets_one_intent_of_ours_or_nothing(payload: str) -> None:
    try:
        message = to_rasa(payload)
    except PayloadError:
        return
    intent, brace, entities = message.partition("{")
    assert intent.removeprefix("/").replace("_", "").isalpha()
    assert not brace or json.loads(brace + entities)
