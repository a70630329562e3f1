"""Unsure, lost, and not for Vart."""

from itertools import pairwise

from tests.answers.speaking import Talk, choices, kinds, services, text


def test_near_guesses_are_offered_with_a_way_out(talk: Talk) -> None:
    reply = talk.turn("nlu_fallback", options=["stress", "sleep", "npf"])
    assert kinds(reply) == ["clarify"]
    assert choices(reply) == ["topic:stress", "topic:sleep", "topic:npf", "none_of_these"]
    assert reply.understood.topic == "stress"


def test_the_same_guesses_are_not_offered_twice(talk: Talk) -> None:
    talk.turn("nlu_fallback", options=["stress", "sleep"])
    reply = talk.turn("nlu_fallback", options=["stress", "sleep"])
    assert kinds(reply) == ["services"]


def test_none_of_these_gives_somebody_who_answers(talk: Talk) -> None:
    talk.turn("nlu_fallback", options=["stress", "sleep"])
    reply = talk.turn("none_of_these")
    assert services(reply)
    assert "human" in choices(reply)


def test_lost_is_said_plainly_and_never_twice_in_the_same_words(talk: Talk) -> None:
    said = [text(talk.turn("nonsense")) for _ in range(5)]
    assert all(one != other for one, other in pairwise(said))
    assert services(talk.turn("nlu_fallback"))


def test_what_vart_is_not_for(talk: Talk) -> None:
    first, second = talk.turn("out_of_scope"), talk.turn("out_of_scope")
    assert kinds(first) == ["out_of_scope"]
    assert choices(first)
    assert text(first) != text(second)


def test_a_lost_turn_keeps_the_topic(talk: Talk) -> None:
    talk.asks_for("sleep", municipality="2460")
    talk.turn("nonsense")
    assert talk.memory.topics == ("sleep",)
