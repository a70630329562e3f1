"""A detail sharpens the last answer; not telling is fine."""

import pytest

from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, choices, ids, kinds, services, text


def test_a_municipality_answers_the_topic_anew(talk: Talk) -> None:
    before = ids(talk.asks_for("school_absence"))
    reply = talk.turn("choose_municipality", {"municipality": "2460", "locality": "Vännäs"})
    assert "Vännäs" in reply.messages[0].text
    assert ids(reply) != before
    assert reply.memory.topics == ("school_absence",)
    assert reply.memory.expects is None


def test_a_village_is_said_back_with_its_municipality(talk: Talk) -> None:
    talk.asks_for("sleep")
    reply = talk.turn("choose_municipality", {"municipality": "2421", "locality": "Tärnaby"})
    assert "Tärnaby" in text(reply)
    assert "Storuman" in text(reply)


def test_another_municipality_takes_the_place_of_the_first(talk: Talk) -> None:
    talk.asks_for("money_housing", municipality="2480")
    reply = talk.turn("choose_municipality", {"municipality": "2460", "locality": "Vännäs"})
    assert reply.memory.municipality == "2460"
    assert not any("umea" in id for id in ids(reply))


def test_moving_out_of_the_county_takes_the_municipality_away(talk: Talk) -> None:
    talk.asks_for("sleep", municipality="2480")
    reply = talk.turn("choose_municipality", {"outside": "Luleå"})
    assert reply.memory.municipality is None
    assert "Luleå" in text(reply)
    assert services(reply)


def test_an_age_answers_the_topic_anew(talk: Talk) -> None:
    talk.asks_for("sleep", municipality="2480")
    reply = talk.turn("tell_age", {"age": 15})
    assert "15" in text(reply)
    for service in services(reply):
        low, high = service.ages
        assert (low or 0) <= 15 <= (high if high is not None else 200)


def test_for_whom_resets_the_age(talk: Talk) -> None:
    talk.asks_for("sleep", age=45, for_whom="self")
    reply = talk.turn("tell_for_whom", {"for_whom": "relative"})
    assert (reply.memory.for_whom, reply.memory.age) == ("relative", None)


def test_the_writers_own_age_is_not_taken_for_hers(talk: Talk) -> None:
    talk.asks_for("self_harm", age=15, for_whom="relative")
    before = ids(talk.turn("tell_age", {"age": 15}))
    reply = talk.turn("tell_age", {"age": 43, "own_age": 43, "for_whom": "self", "for_whom_unsure": True})
    assert (reply.memory.age, reply.memory.other_age) == (15, 43)
    assert ids(reply) == before
    assert "43" not in text(reply)


def test_a_place_where_somebody_else_lives_is_not_said_back_as_the_writers(talk: Talk) -> None:
    talk.asks_for("sleep", municipality="2480")
    found = {"municipality": "2481", "locality": "Lycksele", "their_municipality": "2481", "away": True}
    reply = talk.turn("choose_municipality", found)
    assert reply.memory.municipality == "2480"
    assert "Lycksele" not in text(reply)


def test_where_only_the_writer_lives_is_no_unknown_place(talk: Talk) -> None:
    talk.asks_for("sleep", municipality="2480", their_municipality="2480", for_whom="relative")
    reply = talk.turn("choose_municipality", {"municipality": "2460", "locality": "Vännäs", "own_home": True})
    assert (reply.memory.municipality, reply.memory.other_municipality) == ("2480", "2460")
    assert "ort" not in text(reply).split()


def test_where_she_lives_is_said_back_when_it_is_about_her(talk: Talk) -> None:
    talk.asks_for("sleep", municipality="2460", for_whom="relative")
    found = {"municipality": "2460", "locality": "Vännäs", "their_municipality": "2480"}
    reply = talk.turn("choose_municipality", found)
    assert (reply.memory.municipality, reply.memory.other_municipality) == ("2480", "2460")
    assert "Umeå" in text(reply)


def test_a_detail_that_could_not_be_read_is_no_unknown_place(talk: Talk) -> None:
    assert "ort" not in text(talk.turn("tell_age", {})).split()


def test_for_whom_with_an_age_keeps_that_age(talk: Talk) -> None:
    talk.asks_for("sleep", age=45, for_whom="self")
    assert talk.turn("tell_for_whom", {"for_whom": "relative", "age": 13}).memory.age == 13


def test_the_first_word_of_for_whom_keeps_the_age(talk: Talk) -> None:
    talk.asks_for("sleep", age=15)
    assert talk.turn("tell_for_whom", {"for_whom": "self"}).memory.age == 15


@pytest.mark.parametrize(
    ("intent", "found"),
    [
        ("choose_municipality", {"municipality": "2460", "locality": "Vännäs"}),
        ("choose_municipality", {"outside": "Luleå"}),
        ("tell_age", {"age": 15}),
        ("tell_for_whom", {"for_whom": "relative"}),
        ("tell_for_whom", {"for_whom": "self"}),
        ("choose_municipality", {}),
        ("skip", {"slot": "municipality"}),
    ],
)
def test_a_detail_without_a_topic_is_taken_in_and_the_topic_asked_for(
    talk: Talk, intent: str, found: dict[str, object]
) -> None:
    reply = talk.turn(intent, found)
    assert reply.memory.expects == "topic"
    assert [payload for payload in choices(reply) if payload.startswith("topic:")]
    promised = reply.messages[0].text.partition("\n")[0]
    assert ":" not in promised, "no list is announced where none comes"


@pytest.mark.parametrize(
    ("intent", "found"), [("skip", {"slot": "municipality"}), ("choose_municipality", {"refuses": True})]
)
def test_not_telling_is_fine_and_never_asked_again(talk: Talk, intent: str, found: dict[str, object]) -> None:
    talk.asks_for("sleep")
    reply = talk.turn(intent, found)
    assert reply.memory.refused == ("municipality",)
    assert "ask" not in kinds(reply)
    for topic in ("stress", "work", "npf"):
        assert "ask" not in kinds(talk.asks_for(topic))


def test_refusing_when_there_is_no_more_to_show_still_says_something() -> None:
    talk = Talk(memory=Memory(topics=("sleep",), expects="municipality"))
    shown = ids(talk.asks_for("sleep"))
    while more := ids(talk.turn("more_services")):
        shown += more
    assert text(talk.turn("skip", {"slot": "municipality"}))


def test_a_place_in_two_municipalities_is_asked_about(talk: Talk) -> None:
    talk.asks_for("sleep")
    reply = talk.turn("choose_municipality", {"ambiguous_place": ["2480", "2482"], "locality": "Ersmark"})
    assert kinds(reply) == ["ask"]
    assert talk.turn("choose_municipality", {"municipality": "2482"}).memory.municipality == "2482"


def test_choices_that_wait_for_an_answer_stay() -> None:
    talk = Talk(memory=Memory(expects="clarify", options=("relationship", "online")))
    reply = talk.turn("choose_municipality", {"municipality": "2480"}, text="umeå", sure=0.9)
    assert reply.memory.municipality == "2480"
    assert "topic:online" in choices(reply)
    assert reply.memory.expects == "clarify"
