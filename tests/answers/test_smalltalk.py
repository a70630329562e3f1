"""Greetings, thanks, praise and blame, yes and no, beginning anew."""

import pytest

from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, choices, ids, kinds, services, text

_SMALL = ["greet", "goodbye", "thanks", "who_are_you", "feedback_good", "feedback_bad", "restart", "deny"]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("intent", _SMALL)
def test_it_is_answered_in_its_own_words(intent: str, language: str) -> None:
    talk = Talk(memory=Memory(language=language))
    reply = talk.turn(intent)
    assert kinds(reply) == ["smalltalk"]
    assert reply.understood.intent == intent
    assert reply.messages[0].lang == language


@pytest.mark.parametrize("intent", _SMALL)
def test_said_twice_it_is_answered_in_other_words(talk: Talk, intent: str) -> None:
    assert text(talk.turn(intent)) != text(talk.turn(intent))


def test_small_talk_forgets_nothing(talk: Talk) -> None:
    talk.asks_for("sleep", municipality="2460", age=15)
    talk.turn("thanks")
    assert (talk.memory.topics, talk.memory.municipality, talk.memory.age) == (("sleep",), "2460", 15)
    assert services(talk.turn("more_services"))


def test_blame_is_met_with_other_ways(talk: Talk) -> None:
    talk.asks_for("sleep")
    offered = choices(talk.turn("feedback_bad"))
    assert "human" in offered
    assert [payload for payload in offered if payload.startswith("topic:")]


def test_yes_to_several_guesses_asks_which_and_chooses_none(talk: Talk) -> None:
    before = talk.turn("nlu_fallback", options=["stress", "sleep"])
    for _ in range(2):
        reply = talk.turn("affirm")
        assert reply.understood.topic is None
        assert choices(reply) == choices(before)
        assert (reply.memory.expects, reply.memory.options) == ("clarify", ("stress", "sleep"))


def test_yes_to_the_place_asks_which(talk: Talk) -> None:
    talk.asks_for("sleep")
    reply = talk.turn("affirm")
    assert kinds(reply) == ["ask"]
    assert reply.memory.expects == "municipality"


def test_yes_when_lost_gives_people(talk: Talk) -> None:
    talk.turn("nonsense")
    assert talk.turn("affirm").understood.intent == "talk_to_human"


def test_yes_after_a_list_gives_more_of_it(talk: Talk) -> None:
    before = ids(talk.asks_for("anxiety", municipality="2480"))
    after = ids(talk.turn("affirm"))
    assert after
    assert not set(before) & set(after)


def test_no_to_guesses_is_no_to_all_of_them(talk: Talk) -> None:
    talk.turn("nlu_fallback", options=["stress", "sleep"])
    reply = talk.turn("deny")
    assert services(reply)
    assert "clarify" not in kinds(reply)


def test_no_to_the_place_is_a_refusal(talk: Talk) -> None:
    talk.asks_for("sleep")
    assert talk.turn("deny").memory.refused == ("municipality",)
    assert "ask" not in kinds(talk.asks_for("stress"))


def test_no_to_nothing(talk: Talk) -> None:
    assert kinds(talk.turn("deny")) == ["smalltalk"]


def test_beginning_anew_keeps_only_the_language() -> None:
    talk = Talk(memory=Memory(language="en"))
    talk.asks_for("sleep", municipality="2460", age=15)
    assert talk.turn("restart").memory == Memory(language="en", turn=2)


@pytest.mark.parametrize("words", ["vet inte", "jag vet inte"])
def test_who_does_not_know_is_not_greeted_in_the_middle(talk: Talk, words: str) -> None:
    assert kinds(talk.turn("greet", text=words, sure=0.9)) == ["smalltalk"]
    reply = talk.turn("greet", text=words, sure=0.9)
    assert "Hej" not in text(reply)
    assert ids(reply)


@pytest.mark.parametrize("words", ["behöver hjälp", "hjälp mig", "kan du hjälpa mig"])
def test_who_asks_for_help_behind_a_greeting_is_asked_what_about(talk: Talk, words: str) -> None:
    talk.turn("greet", text="hej")
    reply = talk.turn("greet", text=words, sure=0.99)
    assert reply.memory.expects == "topic"
    assert choices(reply)


def test_who_does_not_know_what_to_write_is_met_in_another_way(talk: Talk) -> None:
    talk.turn("greet", text="hej")
    assert talk.turn("greet", text="vet inte vad jag ska skriva", sure=0.99).memory.expects == "lost"


def test_what_has_ended_in_a_life_ends_no_conversation(talk: Talk) -> None:
    assert "Hej då" not in text(talk.turn("goodbye", text="har slutat nu", sure=0.99))
