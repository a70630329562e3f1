"""A place that somebody does not want is not shown."""

import pytest

from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, choices, ids, text


def test_a_place_refused_on_the_way_is_left_out() -> None:
    talk = Talk(memory=Memory(municipality="2480", age=15))
    everything = talk.turn("npf", topics=["npf"], text="min adhd", sure=0.9)
    assert any("bup" in id for id in ids(everything))
    again = Talk(memory=Memory(municipality="2480", age=15))
    reply = again.turn("npf", topics=["npf"], text="hjälp med adhd, inte BUP", sure=0.9)
    assert ids(reply)
    assert not any("bup" in id for id in ids(reply))
    # Nor later, while the matter is the same.
    assert not any("bup" in id for id in ids(again.turn("more_services", text="fler")))


def test_a_message_that_only_refuses_gets_other_places() -> None:
    talk = Talk(memory=Memory(municipality="2480", age=15))
    shown = ids(talk.turn("npf", topics=["npf"], text="min adhd", sure=0.9))
    reply = talk.turn("npf", topics=["npf"], text="inte bup", sure=0.9)
    assert ids(reply)
    assert not any("bup" in id for id in ids(reply))
    assert any("bup" in id for id in shown)


@pytest.mark.parametrize("said", ["inte bup, har redan varit där", "jag vill inte prata med bup"])
def test_a_reason_beside_it_changes_nothing(said: str) -> None:
    talk = Talk(memory=Memory(municipality="2480", age=15))
    talk.turn("npf", topics=["npf"], text="min adhd", sure=0.9)
    reply = talk.turn("rights", topics=["rights"], text=said, sure=0.9)
    assert reply.understood.topic == "npf"
    assert ids(reply)
    assert not any("bup" in id for id in ids(reply))


def test_another_matter_beside_it_is_answered() -> None:
    talk = Talk(memory=Memory(municipality="2480", age=15))
    talk.turn("npf", topics=["npf"], text="min adhd", sure=0.9)
    said = "vill inte prata med bup men kan inte sova"
    reply = talk.turn("sleep", topics=["sleep"], text=said, sure=0.95)
    assert reply.understood.topic == "sleep"
    assert not any("bup" in id for id in ids(reply))


@pytest.mark.parametrize("said", ["inte bup", "inte soc tack"])
def test_before_any_matter_it_is_asked_what_it_is_about(said: str) -> None:
    reply = Talk().turn("npf", topics=["npf"], text=said, sure=0.9)
    assert not ids(reply)
    assert "Vad " in text(reply)
    assert reply.memory.tried


def test_in_a_crisis_the_lines_come_first() -> None:
    talk = Talk(memory=Memory(crisis="violence", danger=3, topics=("violence",)))
    reply = talk.turn("deny", text="inte polisen", sure=0.9)
    assert "112" in text(reply)


@pytest.mark.parametrize(
    "said", ["jag vill inte prata med kuratorn hon skvallrar", "hon skvallrar så inte kuratorn"]
)
def test_a_reason_needs_no_pause_and_the_place_is_named_back(said: str) -> None:
    talk = Talk(memory=Memory(municipality="2480", age=15))
    talk.turn("bullying", topics=["bullying"], text="blir mobbad", sure=0.9)
    reply = talk.turn("school_support", topics=["school_support"], text=said, sure=0.9)
    assert "Elevhälsan i Umeå" in text(reply).split("\n\n")[0]
    assert ids(reply)
    assert "umea-elevhalsa" not in ids(reply)


def test_who_refuses_the_municipality_gets_nothing_that_it_runs() -> None:
    talk = Talk(memory=Memory(municipality="2480", age=30))
    talk.turn("money_housing", topics=["money_housing"], text="har inga pengar", sure=0.9)
    reply = talk.turn("nlu_fallback", text="nej inte kommunen de hjälper aldrig", sure=0.2)
    assert "Umeå kommun" in text(reply)
    assert ids(reply)
    assert not any(id.startswith("umea-") for id in ids(reply))


def test_who_refuses_the_church_gets_no_priest() -> None:
    talk = Talk(memory=Memory(municipality="2480", age=70))
    talk.turn("loneliness", topics=["loneliness"], text="ensam", sure=0.9)
    reply = talk.turn("nlu_fallback", text="jag tror inte på gud så inte kyrkan", sure=0.2)
    assert ids(reply)
    assert not any("kyrka" in id or "prast" in id for id in ids(reply))


def test_what_no_listing_is_for_is_named_back_too() -> None:
    talk = Talk(memory=Memory(municipality="2480", age=17))
    talk.turn("perinatal", topics=["perinatal"], text="gravid", sure=0.9)
    reply = talk.turn("perinatal", topics=["perinatal"], text="inte barnmorskan", sure=0.9)
    assert "hoppar jag över barnmorskan" in text(reply) or "räknar jag bort barnmorskan" in text(reply)
    assert ids(reply)


def test_what_was_offered_stays_when_a_place_is_refused_before_any_matter() -> None:
    talk = Talk()
    talk.turn("nlu_fallback", options=["loneliness", "grief"], text="änkling och ensam", sure=0.3)
    reply = talk.turn("nlu_fallback", text="jag är inte troende så inte kyrkan", sure=0.2)
    assert choices(reply) == ["topic:loneliness", "topic:grief"]


def test_who_one_is_may_be_why_a_place_does_not_fit() -> None:
    talk = Talk(memory=Memory(municipality="2480", age=16, topics=("relationship",)))
    reply = talk.turn("lgbtqi", topics=["lgbtqi"], text="inte killar.se jag är tjej", sure=0.9)
    assert reply.memory.topics == ("relationship",)
    assert "killar-se" not in ids(reply)
