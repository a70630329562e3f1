"""Somebody to talk to."""

import pytest

from bot.gateway.memory import Memory
from tests.answers.speaking import NIGHT, Talk, services, text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("topics", [(), ("work",), ("honour",)])
def test_people_who_answer_now(topics: tuple[str, ...], language: str) -> None:
    talk = Talk(memory=Memory(topics=topics, language=language))
    reply = talk.turn("talk_to_human")
    assert services(reply)
    assert reply.understood.intent == "talk_to_human"


def test_an_open_line_is_called_open_only_when_it_is(talk: Talk) -> None:
    talk.now = NIGHT
    for topic in talk.library.content.topics:
        talk.memory = Memory(topics=(topic,))
        reply = talk.turn("talk_to_human")
        if "nu" in text(reply).partition("\n")[0].removesuffix(".").split()[-1:]:
            assert {service.open.state for service in services(reply)} == {"open"}


def test_nobody_is_promised_in_this_chat(talk: Talk) -> None:
    assert "chatt" in text(talk.turn("talk_to_human"))


def test_asked_twice_it_is_answered_in_other_words(talk: Talk) -> None:
    assert text(talk.turn("talk_to_human")) != text(talk.turn("talk_to_human"))


def test_a_place_told_next_narrows_the_lines_and_asks_for_no_matter() -> None:
    talk = Talk()
    talk.turn("talk_to_human", text="kan jag få prata med en människa", sure=0.9)
    for intent, found in (("affirm", {}), ("choose_municipality", {"municipality": "2480"})):
        reply = talk.turn(intent, found, text="ja")
        assert services(reply)
        assert reply.understood.intent == "talk_to_human"
    reply = talk.turn("tell_age", {"age": 19}, text="19")
    assert services(reply)
    assert "bris-116111" not in [service.id for service in services(reply)]
