"""What is stored, and forgetting it."""

from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, choices, kinds, text


def test_what_is_stored_is_said_with_the_button_that_forgets(talk: Talk) -> None:
    reply = talk.turn("privacy")
    assert kinds(reply) == ["privacy"]
    assert choices(reply) == ["forget"]
    assert "24 timmar" in text(reply)


def test_asked_twice_it_is_answered_in_other_words(talk: Talk) -> None:
    assert text(talk.turn("privacy")) != text(talk.turn("privacy"))


def test_everything_is_forgotten(talk: Talk) -> None:
    talk.asks_for("sleep", municipality="2460", age=15)
    reply = talk.turn("delete_my_data")
    assert reply.memory == Memory()
    assert kinds(reply) == ["smalltalk"]


def test_the_language_of_the_reply_stays() -> None:
    talk = Talk(memory=Memory(language="en", municipality="2460"))
    assert talk.turn("delete_my_data").memory == Memory(language="en")
