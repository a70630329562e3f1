"""Swedish and English in full, a line in other languages."""

import pytest

from bot.content.languages import language_lines
from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, choices, services, text


def test_english_from_now_on(talk: Talk) -> None:
    reply = talk.turn("change_language", {"language": "en"})
    assert reply.memory.language == "en"
    assert {message.lang for message in talk.asks_for("sleep").messages} == {"en"}


def test_the_topic_at_hand_comes_in_the_other_language(talk: Talk) -> None:
    talk.asks_for("sleep", municipality="2460")
    reply = talk.turn("change_language", {"language": "en"})
    assert services(reply)
    assert reply.messages[0].lang == "en"


@pytest.mark.parametrize(("now", "then"), [("sv", "en"), ("en", "sv")])
def test_without_a_language_it_is_the_other_one(now: str, then: str) -> None:
    talk = Talk(memory=Memory(language=now))
    assert talk.turn("change_language").memory.language == then


@pytest.mark.parametrize("language", sorted(language_lines()))
@pytest.mark.parametrize("intent", ["change_language", "sleep", "greet"])
def test_another_language_is_met_with_its_own_line(talk: Talk, intent: str, language: str) -> None:
    reply = talk.turn(intent, {"language": language}, ["sleep"])
    assert language_lines()[language] in text(reply)
    assert reply.messages[0].lang == language
    assert {"lang:en", "lang:sv"} <= set(choices(reply))
    assert services(reply)


def test_a_line_that_speaks_the_language_is_shown_to_those_who_write_it_only(talk: Talk) -> None:
    ukrainian, tigrinya = (talk.turn("greet", {"language": language}) for language in ("uk", "ti"))
    assert "bris-ukrainska" in [service.id for service in services(ukrainian)]
    assert "bris-ukrainska" not in [service.id for service in services(tigrinya)]


def test_a_language_without_a_line(talk: Talk) -> None:
    reply = talk.turn("change_language", {"language": "xx"})
    assert "tolk" in text(reply)
    assert reply.messages[0].lang == "sv"


def test_said_twice_it_is_not_repeated_word_for_word(talk: Talk) -> None:
    assert text(talk.turn("change_language", {"language": "so"})) != text(
        talk.turn("change_language", {"language": "so"})
    )


@pytest.mark.parametrize("words", ["svenska", "answer in Swedish please"])
def test_the_language_that_is_named_is_given(words: str) -> None:
    reply = Talk(memory=Memory(language="en")).turn("change_language", {"language": "sv"}, text=words)
    assert reply.memory.language == "sv"


def test_a_new_language_comes_with_the_next_question(talk: Talk) -> None:
    reply = talk.turn("change_language", {"language": "en"}, text="English")
    assert "What" in text(reply) or "help" in text(reply)
    assert choices(reply)
