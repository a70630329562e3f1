"""Something grave is met with a warm sentence first, and never brushed off."""

import pytest

from bot.content.texts import Texts
from nlu.words import records
from tests.answers.speaking import Talk, text


@pytest.fixture
def talk() -> Talk:
    talk = Talk()
    talk.asks_for("family_conflict", municipality="2480", age=15)
    return talk


def test_every_sentence_is_there_in_both_languages() -> None:
    for each in records("warm", "told"):
        for language in ("sv", "en"):
            assert Texts.load().say(f"warm.{each['text']}", language, 0)


def opens_with(said: str, kind: str) -> bool:
    return said.startswith(tuple(Texts.load().languages["sv"][f"warm.{kind}"]))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("mamma tror mig inte", "believed"),
        ("alla är upptagna, ingen frågar hur jag mår", "unseen"),
        ("är det jag som är jobbig", "blame"),
        ("jag kan inte sluta gråta", "sad"),
        ("hon vill inte att jag säger till nån", "silenced"),
        ("jag rädd gå till läkare", "afraid"),
        ("han säger att jag inte får berätta", "silenced"),
    ],
)
def test_the_sentence_comes_first(talk: Talk, said: str, kind: str) -> None:
    assert opens_with(text(talk.turn("nlu_fallback", text=said, sure=0.2)), kind)


@pytest.mark.parametrize("intent", ["deny", "goodbye"])
def test_what_only_looks_like_an_ending_goes_on(talk: Talk, intent: str) -> None:
    reply = talk.turn(intent, text="är det jag som är dum", sure=0.9)
    assert reply.understood.topic == "family_conflict"
    assert opens_with(text(reply), "blame")


def test_plain_words_get_none(talk: Talk) -> None:
    said = text(talk.turn("nlu_fallback", text="det är på tisdagar", sure=0.2))
    assert said.startswith(tuple(Texts.load().languages["sv"]["topic.noted"]))
