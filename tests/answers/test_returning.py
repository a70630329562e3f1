"""After a crisis it comes back: to what is said in relief, to a place told, to what is asked for."""

from dataclasses import replace

import pytest

from bot.gateway.memory import AFTER_CRISIS, EASED, Memory
from tests.answers.speaking import Talk, choices, ids, text

BEATEN = Memory(crisis="violence", danger=3, topics=("violence",))
WANTS_TO_DIE = Memory(crisis="suicide", danger=2, topics=("low_mood",))
LYCKSELE = {"municipality": "2481", "age": 13}


def after(talk: Talk, crisis: str) -> None:
    """The gateway keeps the crisis where the answer does."""
    kept = crisis if talk.memory.expects in (AFTER_CRISIS, EASED) else None
    talk.memory = replace(talk.memory, crisis=kept)


def test_relief_is_taken_up_and_leads_to_the_matter() -> None:
    reply = Talk(memory=BEATEN).turn("nlu_fallback", text="nej inte nu, han e på jobbet", sure=0.2)
    assert "sos-112" not in ids(reply)
    assert "bris-116111" in ids(reply)
    assert "112" in text(reply)
    assert reply.memory.expects == EASED


def test_who_wanted_to_die_keeps_90101_in_the_next_answers() -> None:
    talk = Talk(memory=WANTS_TO_DIE)
    eased = talk.turn("relative_support", text="jag har pratat med min syster nu", sure=0.4)
    assert ids(eased)[0] == "mind-sjalvmordslinjen"
    after(talk, "suicide")
    asked = talk.turn("work", topics=["work"], text="hur söker man jobb", sure=0.99)
    assert asked.memory.topics == ("work",)
    assert text(asked).count("90101") == 1
    after(talk, "suicide")
    assert "90101" not in text(talk.turn("sleep", topics=["sleep"], text="och så sover jag illa", sure=0.99))


def test_what_was_meant_instead_is_answered() -> None:
    words = "jag menade inte så, jag är bara trött på skolan"
    reply = Talk(memory=WANTS_TO_DIE).turn("school_absence", topics=["school_absence"], text=words, sure=0.95)
    assert reply.understood.topic == "school_absence"
    assert "90101" in text(reply)


def test_the_one_concept_named_is_what_was_meant() -> None:
    words = "alltså jag menar pluggångesten, inte att jag vill dö"
    reply = Talk(memory=WANTS_TO_DIE).turn("self_harm", topics=["self_harm"], text=words, sure=0.4)
    assert reply.understood.topic == "stress"
    assert "90101" in text(reply)


def test_a_joke_leaves_doors_and_no_list() -> None:
    reply = Talk(memory=BEATEN).turn("nonsense", text="skämtade bara", sure=0.4)
    assert ids(reply) == []
    assert "112" in text(reply)
    assert "topic:family_conflict" in choices(reply)
    assert reply.memory.expects is None


def test_no_hitting_keeps_those_who_help_against_violence() -> None:
    reply = Talk(memory=BEATEN).turn("nlu_fallback", text="han slår inte, bara skriker", sure=0.2)
    assert reply.memory.topics == ("violence",)
    assert "112" in text(reply)
    assert ids(reply)


@pytest.mark.parametrize(
    ("said", "crisis"),
    [
        ("han slår inte så hårt", "violence"),
        ("han slår inte längre", "violence"),
        ("han slår inte, han knuffar bara", "violence"),
        ("han slår inte", "threat"),
        ("han slår inte", "sexual_violence"),
    ],
)
def test_less_than_blows_and_other_dangers_are_no_relief(said: str, crisis: str) -> None:
    reply = Talk(memory=replace(BEATEN, crisis=crisis)).turn("nlu_fallback", text=said, sure=0.2)
    assert "sos-112" in ids(reply)


def test_tablets_for_a_headache_are_for_1177_first() -> None:
    memory = Memory(crisis="medical", danger=3)
    words = "nej jag menar alvedon mot huvudvärk, tre stycken"
    reply = Talk(memory=memory).turn("general_care", topics=["general_care"], text=words, sure=0.9)
    assert ids(reply)[0] == "1177-telefon"
    assert "giftinformationscentralen" not in ids(reply)
    assert "112" in text(reply)


def test_a_place_and_an_age_show_what_is_there_for_the_matter() -> None:
    reply = Talk(memory=BEATEN).turn("choose_municipality", LYCKSELE, text="13, bor i Lycksele")
    assert "bris-116111" in ids(reply)
    assert any("lycksele" in id for id in ids(reply))
    assert text(reply).count("112") == 1
    assert reply.memory.expects == AFTER_CRISIS


def test_a_place_after_tablets_is_still_for_those_who_answer() -> None:
    memory = Memory(crisis="medical", danger=3)
    reply = Talk(memory=memory).turn("choose_municipality", LYCKSELE, text="13, bor i Lycksele")
    assert ids(reply)[0] == "sos-112"


@pytest.mark.parametrize(
    "words", ["vem kan jag prata med", "vem pratar jag med", "behöver hjälp med vårdnaden"]
)
def test_whom_to_turn_to_is_what_is_near(words: str) -> None:
    talk = Talk(memory=replace(BEATEN, municipality="2418"))
    reply = talk.turn("nlu_fallback", text=words, sure=0.2)
    assert any("mala" in id for id in ids(reply))
    assert "112" in text(reply)


def test_how_to_do_it_stays_where_the_danger_is_in_oneself() -> None:
    assert ids(Talk(memory=WANTS_TO_DIE).turn("nlu_fallback", text="hur gör man", sure=0.2))[0] == "sos-112"


def test_support_of_ones_own_goes_before_that_of_the_other() -> None:
    memory = Memory(crisis="suicide", danger=3, topics=("parent_illness",))
    found = {"municipality": "2418", "age": 13}
    reply = Talk(memory=memory).turn("choose_municipality", found, text="13 år, Malå")
    assert ids(reply)[0] == "mind-sjalvmordslinjen"
    assert "bris-116111" in ids(reply)
    assert reply.memory.topics[0] == "parent_illness"


def test_the_reminder_comes_once() -> None:
    talk = Talk(memory=BEATEN)
    first = talk.turn("privacy", text="vem läser det här", sure=0.99)
    assert "112" in text(first)
    after(talk, "violence")
    assert "112" not in text(talk.turn("privacy", text="sparar ni det", sure=0.99))


def test_what_answers_is_told_in_danger() -> None:
    reply = Talk(memory=BEATEN).turn("who_are_you", text="är du en riktig människa", sure=0.99)
    assert reply.understood.intent == "who_are_you"
    assert "112" in text(reply)


def test_a_joke_after_a_threat_keeps_somebody_to_talk_to() -> None:
    threat = Memory(crisis="threat", danger=3)
    reply = Talk(memory=threat).turn("nonsense", text="nä skoja", sure=0.4)
    assert "polisen-114-14" in ids(reply)
    assert "112" in text(reply)
    assert reply.memory.expects == EASED


@pytest.mark.parametrize(
    "words",
    [
        "alltså med min pojkvän haha",
        "inte självmord alltså",
        "nej jag menade att jag skämdes så mycket att jag ville dö haha",
        "av skratt alltså",
    ],
)
def test_a_plain_explanation_is_taken_up_and_the_lines_stay(words: str) -> None:
    reply = Talk(memory=WANTS_TO_DIE).turn("nlu_fallback", text=words, sure=0.3)
    assert reply.memory.expects != AFTER_CRISIS
    assert "90101" in text(reply)
    assert "112" in text(reply)


def test_the_matter_that_was_meant_is_met_though_it_was_heard_in_the_crisis() -> None:
    ending = Memory(crisis="suicide", danger=3, topics=("relationship",))
    reply = Talk(memory=ending).turn("nlu_fallback", text="alltså med min pojkvän haha", sure=0.3)
    assert reply.understood.topic == "relationship"


@pytest.mark.parametrize(
    "words", ["alltså med mitt liv", "inte självmord men jag orkar inte", "av skam vill jag inte leva"]
)
def test_what_only_resembles_one_is_danger(words: str) -> None:
    reply = Talk(memory=WANTS_TO_DIE).turn("nlu_fallback", text=words, sure=0.3)
    assert reply.memory.expects == AFTER_CRISIS


def test_who_does_harm_gets_the_line_to_stop_first() -> None:
    harming = Memory(crisis="harming", danger=2, traits=("violent",))
    reply = Talk(memory=harming).turn("choose_municipality", {"municipality": "2403"}, text="bjurholm")
    assert ids(reply)[0] == "valj-att-sluta"
