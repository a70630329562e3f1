"""What tells too little to guess from is asked about."""

import pytest

from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, choices, ids, text


@pytest.mark.parametrize(
    "said", ["jag är hungrig", "Jag är så hungrig", "hungrig", "vi är hungriga", "i'm hungry"]
)
def test_who_is_hungry_is_asked_why(talk: Talk, said: str) -> None:
    reply = talk.turn("eating", topics=["eating"], text=said, sure=0.99)
    assert choices(reply) == ["topic:money_housing", "topic:eating"]
    assert not ids(reply)


@pytest.mark.parametrize("said", ["potatis", "banan gurka", "stol"])
def test_a_thing_alone_is_no_matter(talk: Talk, said: str) -> None:
    reply = talk.turn("eating", topics=["eating"], text=said, sure=0.99)
    assert reply.memory.topics == ()
    assert "mat och kropp" not in text(reply)


@pytest.mark.parametrize("said", ["jag vågar inte äta potatis", "är hungrig men kräks", "tar mat"])
def test_what_tells_more_is_answered(talk: Talk, said: str) -> None:
    assert talk.turn("eating", topics=["eating"], text=said, sure=0.99).memory.topics == ("eating",)


def test_a_thing_may_belong_to_the_matter_at_hand() -> None:
    talk = Talk(memory=Memory(topics=("eating",)))
    assert talk.turn("eating", topics=["eating"], text="glass", sure=0.99).memory.topics == ("eating",)
