"""A message that goes on with what was talked about is not taken for a new matter."""

import pytest

from bot.answers.following import MORE_OF_IT
from bot.gateway.memory import AFTER_CRISIS, Memory
from tests.answers.speaking import Talk, choices, ids, kinds, text

IN_DANGER = Memory(crisis="suicide", danger=3, age=16)
IN_DISTRESS = Memory(crisis="suicide", danger=2, age=30)


class TestMoreOfIt:
    @pytest.fixture
    def talk(self) -> Talk:
        talk = Talk()
        talk.asks_for("violence", municipality="2480", age=16)
        return talk

    def test_what_is_not_understood_alone_is_about_the_matter_at_hand(self, talk: Talk) -> None:
        reply = talk.turn("nlu_fallback", options=["work", "sleep"], text="han är på jobbet nu", sure=0.3)
        assert reply.understood.topic == "violence"
        assert kinds(reply) == ["services"]
        assert "human" in choices(reply)
        assert "topic:work" in choices(reply)

    def test_a_short_message_must_be_surer_of_another_matter(self, talk: Talk) -> None:
        assert talk.turn("work", topics=["work"], text="han jobbar", sure=0.8).understood.topic == "violence"
        told = "jag söker jobb och vet inte alls var jag ska börja"
        assert talk.turn("work", topics=["work"], text=told, sure=0.8).understood.topic == "work"

    def test_the_first_time_one_place_is_named_and_not_the_same_list(self, talk: Talk) -> None:
        shown = talk.memory.shown
        reply = talk.turn("nlu_fallback", text="han är på jobbet nu", sure=0.2)
        assert len(ids(reply)) == 1
        assert set(ids(reply)) <= set(shown)
        assert "112" not in text(reply)

    def test_more_of_the_same_matter_is_met_with_what_was_not_shown(self, talk: Talk) -> None:
        shown = set(talk.memory.shown)
        told = "han slår mig varje gång han har druckit"
        reply = talk.turn("violence", topics=["violence"], text=told, sure=0.99)
        assert ids(reply)
        assert not shown & set(ids(reply))

    def test_with_a_new_place_all_is_shown_anew(self, talk: Talk) -> None:
        found = {"municipality": "2482"}
        reply = talk.turn("violence", found, ["violence"], text="han slår mig, bor i Skellefteå", sure=0.99)
        assert "kvinnofridslinjen" in ids(reply) or "bris-116111" in ids(reply)

    def test_that_it_was_read_is_no_more_of_it(self, talk: Talk) -> None:
        assert kinds(talk.turn("nlu_fallback", text="okej", sure=0.2)) == ["smalltalk"]

    def test_told_more_again_no_list_is_repeated(self, talk: Talk) -> None:
        talk.turn("nlu_fallback", text="jag vågar inte", sure=0.2)
        reply = talk.turn("nlu_fallback", text="han blir arg", sure=0.2)
        assert kinds(reply) == []
        assert choices(reply)[0] == "human"
        assert reply.memory.expects == MORE_OF_IT
        assert reply.memory.topics == ("violence",)

    def test_the_answer_to_a_question_of_ours_is_no_more_of_it(self, talk: Talk) -> None:
        talk.turn("out_of_scope", text="vad blir det för väder i morgon tror du", sure=0.9)
        assert talk.memory.expects == "topic"
        assert kinds(talk.turn("nlu_fallback", options=["work", "sleep"], text="jobb", sure=0.3)) == [
            "clarify"
        ]

    def test_a_pressed_choice_is_never_vague(self, talk: Talk) -> None:
        reply = talk.turn("choose_topic", topics=["work"], text='/choose_topic{"topic": "work"}', sure=1.0)
        assert reply.understood.topic == "work"

    @pytest.mark.parametrize("words", ["vad sa du", "Va?", "kan du upprepa"])
    def test_what_was_said_is_said_again(self, talk: Talk, words: str) -> None:
        before = talk.memory.shown
        reply = talk.turn("who_are_you", text=words, sure=0.9)
        assert reply.understood.topic == "violence"
        assert reply.memory.shown == before

    def test_a_question_of_rights_is_answered_though_it_was_not_understood(self, talk: Talk) -> None:
        reply = talk.turn("nlu_fallback", text="får hon veta att jag har varit hos dem", sure=0.3)
        assert reply.understood.topic == "rights"
        assert "tystnadsplikt" in text(reply)

    def test_what_now_goes_on(self, talk: Talk) -> None:
        reply = talk.turn("goodbye", text="vad gör jag nu då", sure=0.97)
        assert reply.understood.topic == "violence"


class TestAfterCrisis:
    @pytest.mark.parametrize("intent", ["nlu_fallback", "deny", "affirm", "out_of_scope", "nonsense"])
    def test_112_stays_first_while_it_is_acute(self, intent: str) -> None:
        talk = Talk(memory=IN_DANGER)
        reply = talk.turn(intent, text="jag står kvar här", sure=0.5)
        assert "112" in text(reply).split("\n")[0]
        assert ids(reply)[0] == "sos-112"
        assert reply.memory.expects == AFTER_CRISIS

    def test_a_no_after_dark_thoughts_leaves_the_door_open(self) -> None:
        reply = Talk(memory=IN_DISTRESS).turn("deny", text="nej det är lugnt", sure=0.99)
        assert "mind-sjalvmordslinjen" in ids(reply)
        assert "112" in text(reply)

    def test_who_asks_for_somebody_to_come_hears_112_again(self) -> None:
        reply = Talk(memory=IN_DANGER).turn("talk_to_human", text="kan någon komma", sure=0.8)
        assert "112" in text(reply).split("\n")[0]
        assert reply.understood.intent == "talk_to_human"
        assert "human" not in choices(reply)

    def test_a_guess_at_a_matter_is_not_trusted(self) -> None:
        talk = Talk(memory=IN_DANGER)
        reply = talk.turn("school_absence", topics=["school_absence"], text="jag går inte hem", sure=0.7)
        assert ids(reply)[0] == "sos-112"
        assert "topic:school_absence" in choices(reply)

    def test_what_now_is_no_goodbye(self) -> None:
        reply = Talk(memory=IN_DISTRESS).turn("goodbye", text="vad gör jag nu då", sure=0.97)
        assert reply.memory.expects == AFTER_CRISIS

    def test_thanks_are_thanks(self) -> None:
        assert kinds(Talk(memory=IN_DISTRESS).turn("thanks", text="tack snälla", sure=0.99)) == ["smalltalk"]

    def test_another_matter_that_is_clear_is_answered(self) -> None:
        told = "har ni någon fritidsgård i Umeå?"
        reply = Talk(memory=IN_DISTRESS).turn("leisure", topics=["leisure"], text=told, sure=0.99)
        assert reply.understood.topic == "leisure"
        assert reply.memory.expects != AFTER_CRISIS
