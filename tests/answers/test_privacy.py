"""What is stored, and forgetting it."""

import pytest

from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, choices, ids, kinds, text


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


@pytest.mark.parametrize(
    "words", ["glöm allt", "Radera det jag skrivit", "ta bort mig", "delete my data", "sudda ut hä ja skrev"]
)
def test_said_clearly_it_is_done_at_once(talk: Talk, words: str) -> None:
    talk.asks_for("sleep", municipality="2460")
    assert talk.turn("delete_my_data", text=words).memory == Memory()


@pytest.mark.parametrize(
    "words", ["det jag skrev först", "glöm det där, jag har en annan fråga", "ta bort bris från listan"]
)
def test_what_may_mean_something_else_is_asked_about_first(talk: Talk, words: str) -> None:
    talk.asks_for("sleep", municipality="2460")
    reply = talk.turn("delete_my_data", text=words)
    assert choices(reply) == ["forget", "forget:no"]
    assert reply.memory.municipality == "2460"
    assert talk.turn("deny", text="nej").memory.municipality == "2460"


@pytest.mark.parametrize(
    "words", ["jag vill inte ha det kvar", "kan man få dom å ta bort gruppen", "ta bort bilden"]
)
def test_what_names_nothing_written_here_goes_on_with_the_matter(talk: Talk, words: str) -> None:
    talk.asks_for("online", municipality="2460", age=15)
    reply = talk.turn("delete_my_data", text=words)
    assert reply.understood.topic == "online"
    assert (reply.memory.municipality, reply.memory.age) == ("2460", 15)


@pytest.mark.parametrize("words", ["jag vill inte ha det kvar", "ta bort det", "radera", "ta bort min kille"])
def test_without_a_matter_it_is_asked_about_first(talk: Talk, words: str) -> None:
    talk.memory = Memory(municipality="2460")
    reply = talk.turn("delete_my_data", text=words)
    assert choices(reply) == ["forget", "forget:no"]
    assert reply.memory.municipality == "2460"


def test_who_does_not_want_to_keep_a_pregnancy_hears_who_helps(talk: Talk) -> None:
    talk.asks_for("perinatal", municipality="2480", age=17)
    reply = talk.turn("delete_my_data", text="jag vill inte ha det kvar")
    assert reply.understood.topic == "sexual_health"
    assert any("ungdomsmottagning" in one for one in ids(reply))


def test_a_yes_to_the_question_forgets(talk: Talk) -> None:
    talk.asks_for("sleep", municipality="2460")
    talk.turn("delete_my_data", text="det jag skrev först")
    reply = talk.turn("affirm", text="ja")
    assert reply.memory == Memory()
    assert reply.understood.intent == "delete_my_data"


def test_the_language_of_the_reply_stays() -> None:
    talk = Talk(memory=Memory(language="en", municipality="2460"))
    assert talk.turn("delete_my_data").memory == Memory(language="en")
