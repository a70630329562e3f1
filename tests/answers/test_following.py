"""A message that goes on with what was talked about is not taken for a new matter."""

from dataclasses import replace
from itertools import pairwise

import pytest

from bot.answers.noted import MORE_OF_IT
from bot.content.texts import Texts
from bot.gateway.memory import AFTER_CRISIS, EASED, Memory
from tests.answers.speaking import Talk, choices, ids, kinds, services, text

IN_DANGER = Memory(crisis="suicide", danger=3, age=16)
IN_DISTRESS = Memory(crisis="suicide", danger=2, age=30)


class TestMoreOfIt:
    @pytest.fixture
    def talk(self) -> Talk:
        talk = Talk()
        talk.asks_for("violence", municipality="2480", age=16)
        return talk

    def test_what_is_not_understood_alone_is_about_the_matter_at_hand(self, talk: Talk) -> None:
        reply = talk.turn("nlu_fallback", options=["work", "gambling"], text="han är på bussen nu", sure=0.3)
        assert reply.understood.topic == "violence"
        assert kinds(reply) == ["services"]
        assert "human" in choices(reply)

    def test_only_what_the_words_suggest_is_a_button(self, talk: Talk) -> None:
        told = "jag har sömnproblem med"
        reply = talk.turn("nlu_fallback", options=["gambling", "sleep"], text=told, sure=0.3)
        assert "topic:sleep" in choices(reply)
        assert "topic:gambling" not in choices(reply)

    def test_a_short_message_must_be_surer_of_another_matter(self, talk: Talk) -> None:
        assert talk.turn("work", topics=["work"], text="han jobbar", sure=0.8).understood.topic == "violence"
        told = "jag söker jobb och vet inte alls var jag ska börja"
        assert talk.turn("work", topics=["work"], text=told, sure=0.8).understood.topic == "work"

    def test_the_first_time_all_places_stay_at_hand(self, talk: Talk) -> None:
        shown = talk.memory.shown
        reply = talk.turn("nlu_fallback", text="han är på jobbet nu", sure=0.2)
        assert set(ids(reply)) == set(shown)
        assert "112" not in text(reply)

    @pytest.mark.parametrize(
        "words",
        ["jag vill bara att det ska sluta", "vi vet inte vart det bär hän", "jag behöver nån som hör mig"],
    )
    def test_a_wish_or_a_need_gets_the_places_and_no_thanks(self, talk: Talk, words: str) -> None:
        said = text(talk.turn("nlu_fallback", text=words, sure=0.2))
        assert said.startswith(tuple(Texts.load().languages["sv"]["topic.wished"]))

    def test_one_more_thing_is_a_matter_of_its_own(self, talk: Talk) -> None:
        told = "tack. en sak till, jag kan inte sova"
        reply = talk.turn("thanks", options=["sleep"], text=told, sure=0.9)
        assert reply.understood.topic == "sleep"
        assert ids(reply)

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
        before = set(talk.memory.shown)
        reply = talk.turn("nlu_fallback", text="han blir arg", sure=0.2)
        assert ids(reply)
        assert not before & set(ids(reply))
        assert "human" in choices(reply)
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

    def test_what_now_goes_on_with_whom_to_reach_and_how(self, talk: Talk) -> None:
        reply = talk.turn("goodbye", text="vad gör jag nu då", sure=0.97)
        assert reply.understood.topic == "violence"
        assert "”Hej, " in text(reply)

    def test_who_worries_is_beside_them_already(self, talk: Talk) -> None:
        talk.memory = replace(talk.memory, for_whom="relative")
        words = "tänk om hon blir jättearg på mig sen"
        reply = talk.turn("relative_support", topics=["relative_support"], text=words, sure=0.8)
        assert reply.understood.topic == "violence"

    def test_a_question_that_nothing_answers_is_no_refusal_twice(self, talk: Talk) -> None:
        first = text(talk.turn("nlu_fallback", text="är det samma person varje gång?", sure=0.2))
        again = talk.turn("nlu_fallback", text="vad har de för dörr", sure=0.2)
        assert "fråga" in first.casefold()
        assert text(again) != first
        assert kinds(again) == []

    def test_told_on_and_on_nothing_is_said_twice_in_a_row(self, talk: Talk) -> None:
        said = [text(talk.turn("nlu_fallback", text="han blir arg", sure=0.2)) for _ in range(12)]
        assert all(first != second for first, second in pairwise(said))

    @pytest.mark.parametrize(
        "words", ["vad händer sen", "Vad händer nu då?", "och sen då", "what happens next"]
    )
    def test_what_comes_then_is_no_question_of_data(self, talk: Talk, words: str) -> None:
        reply = talk.turn("privacy", text=words, sure=0.8)
        assert reply.understood.topic == "violence"
        assert "privacy" not in kinds(reply)

    def test_what_becomes_of_what_was_written_is_one(self, talk: Talk) -> None:
        assert "privacy" in kinds(talk.turn("privacy", text="vad händer med det jag skrev", sure=0.99))

    @pytest.mark.parametrize(
        "words", ["nej jag är rädd", "nej mamma vill inte se det", "nej inte kurator heller"]
    )
    def test_a_no_that_says_more_goes_on_with_places_not_shown_yet(self, talk: Talk, words: str) -> None:
        before = talk.memory.shown
        reply = talk.turn("deny", text=words, sure=0.97)
        assert reply.understood.topic == "violence"
        assert ids(reply)
        assert not set(ids(reply)) & set(before)
        assert reply.memory.shown == (*before, *ids(reply))

    @pytest.mark.parametrize("words", ["nej", "nej tack", "nä det behövs inte nu"])
    def test_a_no_alone_is_a_no(self, talk: Talk, words: str) -> None:
        assert talk.turn("deny", text=words, sure=0.97).understood.intent == "deny"

    def test_a_no_to_what_was_offered_is_a_no(self, talk: Talk) -> None:
        talk.memory = replace(talk.memory, expects="clarify", options=("work", "sleep"))
        reply = talk.turn("deny", text="nej vi bor inte ihop", sure=0.9)
        assert reply.memory.expects == "lost"

    def test_a_no_that_says_the_same_again_is_no_second_list(self, talk: Talk) -> None:
        reply = talk.turn("violence", topics=["violence"], text="nej han slår inte mig bara mamma", sure=0.99)
        assert reply.memory.expects == MORE_OF_IT

    def test_what_is_told_of_oneself_is_no_blame(self, talk: Talk) -> None:
        reply = talk.turn("feedback_bad", text="jag vet att mina syskon ser det", sure=0.97)
        assert reply.understood.topic == "violence"
        assert (
            talk.turn("feedback_bad", text="du hjälper inte mig", sure=0.97).understood.intent
            == "feedback_bad"
        )

    def test_that_it_is_over_is_no_goodbye(self, talk: Talk) -> None:
        reply = talk.turn("goodbye", text="det gick över nu", sure=0.97)
        assert reply.understood.topic == "violence"
        assert "lätta" in text(reply)
        assert talk.turn("goodbye", text="hejdå", sure=0.97).understood.intent == "goodbye"


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

    def test_what_comes_then_is_no_question_of_data(self) -> None:
        reply = Talk(memory=IN_DISTRESS).turn("privacy", text="vad händer sen", sure=0.97)
        assert reply.memory.expects == AFTER_CRISIS

    def test_what_now_is_no_goodbye(self) -> None:
        reply = Talk(memory=IN_DISTRESS).turn("goodbye", text="vad gör jag nu då", sure=0.97)
        assert reply.memory.expects == AFTER_CRISIS

    def test_thanks_are_thanks(self) -> None:
        assert kinds(Talk(memory=IN_DISTRESS).turn("thanks", text="tack snälla", sure=0.99)) == ["smalltalk"]

    @pytest.mark.parametrize("found", [{"age": 17}, {"municipality": "2480"}])
    def test_a_detail_told_is_no_new_beginning(self, found: dict[str, object]) -> None:
        reply = Talk(memory=Memory(crisis="suicide", danger=2)).turn("tell_age", found, text="17", sure=0.99)
        assert "mind-sjalvmordslinjen" in ids(reply)
        assert reply.memory.crisis == "suicide"
        assert reply.memory.expects == AFTER_CRISIS

    def test_a_no_with_more_is_no_end(self) -> None:
        words = "nej inte just nu men tänker på det"
        reply = Talk(memory=IN_DISTRESS).turn("deny", text=words, sure=0.97)
        assert "bära det ensam" in text(reply) or "Vänta ändå inte" in text(reply)

    @pytest.mark.parametrize("intent", ["goodbye", "feedback_bad", "feedback_good"])
    def test_nothing_ends_it_but_a_clear_matter(self, intent: str) -> None:
        reply = Talk(memory=IN_DISTRESS).turn(intent, text="hejdå", sure=0.99)
        assert "mind-sjalvmordslinjen" in ids(reply)

    def test_once_it_has_eased_112_is_no_longer_shouted(self) -> None:
        talk = Talk(memory=replace(IN_DANGER, crisis="threat"))
        reply = talk.turn("nlu_fallback", text="nu är jag inne på ica", sure=0.3)
        assert reply.memory.expects == EASED
        assert "sos-112" not in ids(reply)
        assert "112" in text(reply)
        again = talk.turn("nlu_fallback", text="fötterna är blöta", sure=0.3)
        assert again.memory.expects == EASED
        assert text(again).split("\n")[0] != text(reply).split("\n")[0]

    def test_vague_words_twice_are_not_met_by_the_same_two_texts(self) -> None:
        talk = Talk(memory=IN_DANGER)
        said = [text(talk.turn("nlu_fallback", text="jag står kvar", sure=0.3)).split("\n")[0]]
        talk.memory = replace(talk.memory, crisis="suicide")
        said += [
            text(talk.turn("nlu_fallback", text="det blåser", sure=0.3)).split("\n")[0] for _ in range(2)
        ]
        assert len(set(said)) == 3
        assert all("112" in words for words in said)

    @pytest.mark.parametrize("words", ["kan man skriva istället", "jag är döv", "jag vågar inte ringa"])
    def test_who_does_not_call_gets_somebody_to_write_to(self, words: str) -> None:
        reply = Talk(memory=Memory(crisis="suicide", danger=2)).turn("talk_to_human", text=words, sure=0.9)
        assert {"mind-sjalvmordslinjen", "bris-116111"} <= set(ids(reply))
        assert all(not service.phones and service.url for service in services(reply))
        assert "112" in text(reply)

    def test_who_waits_in_line_is_not_sent_to_that_line_again(self) -> None:
        words = "har ringt 90101 man får vänta jättelänge"
        reply = Talk(memory=Memory(crisis="suicide", danger=2)).turn("nlu_fallback", text=words, sure=0.2)
        assert "90101" not in text(reply)
        assert "bris-116111" in ids(reply)

    def test_that_help_came_is_no_matter_of_its_own(self) -> None:
        reply = Talk(memory=IN_DANGER).turn("crime", topics=["crime"], text="polisen är här nu", sure=0.99)
        assert reply.memory.expects == EASED

    def test_who_has_called_is_not_told_that_it_is_over(self) -> None:
        reply = Talk(memory=IN_DANGER).turn("nlu_fallback", text="jag har ringt 112", sure=0.2)
        assert reply.memory.expects == AFTER_CRISIS
        assert "112 igen" in text(reply)

    def test_what_was_not_written_here_is_not_forgotten(self) -> None:
        reply = Talk(memory=IN_DISTRESS).turn("delete_my_data", text="jag vill inte ha det kvar", sure=0.9)
        assert reply.memory.crisis == "suicide"

    def test_thanks_do_not_end_it(self) -> None:
        talk = Talk(memory=IN_DISTRESS)
        assert talk.turn("thanks", text="tack", sure=0.99).memory.expects == AFTER_CRISIS
        assert "mind-sjalvmordslinjen" in ids(talk.turn("tell_age", {"age": 30}, text="30", sure=0.99))

    def test_another_matter_that_is_clear_is_answered(self) -> None:
        told = "har ni någon fritidsgård i Umeå?"
        reply = Talk(memory=IN_DISTRESS).turn("leisure", topics=["leisure"], text=told, sure=0.99)
        assert reply.understood.topic == "leisure"
        assert reply.memory.expects != AFTER_CRISIS


def test_what_to_do_about_nothing_told_yet_is_asked_for() -> None:
    reply = Talk().turn("parenting", topics=["parenting"], text="hur gör jag?", sure=0.8)
    assert reply.memory.expects == "topic"
    assert not ids(reply)


class TestNothingTold:
    @pytest.mark.parametrize(
        "words", ["hur gör jag", "okej hur gör jag då", "vad gör jag", "how do i do this"]
    )
    def test_it_is_asked_what_it_is_about(self, words: str) -> None:
        reply = Talk().turn("parenting", topics=["parenting"], text=words, sure=0.9)
        assert not ids(reply)
        assert reply.memory.expects == "topic"

    @pytest.mark.parametrize("words", ["vem ringer jag", "vart kan hon vända sig", "who do i call"])
    def test_whoever_asks_whom_gets_places_too(self, words: str) -> None:
        reply = Talk().turn("open_now", text=words, sure=0.9)
        assert ids(reply)
        assert "mind-sjalvmordslinjen" not in ids(reply)
        assert reply.memory.expects == "topic"

    def test_who_is_open_now_stays_that(self) -> None:
        assert Talk().turn("open_now", text="vem kan jag ringa nu", sure=0.9).understood.intent == "open_now"

    @pytest.mark.parametrize(
        ("intent", "words"), [("greet", "vet inte vart jag ska börja"), ("who_are_you", "vem pratar jag med")]
    )
    def test_what_is_said_to_vart_stays_that(self, intent: str, words: str) -> None:
        assert Talk().turn(intent, text=words, sure=0.9).understood.intent == intent

    @pytest.mark.parametrize(
        "words", ["men jag har ju inte berättat vad det är än", "jag har inte sagt nåt än"]
    )
    def test_who_has_told_nothing_is_not_thanked(self, words: str) -> None:
        talk = Talk()
        talk.asks_for("parenting")
        assert talk.turn("nlu_fallback", text=words, sure=0.3).memory.expects == "topic"

    @pytest.mark.parametrize("topic", ["sexual_abuse", "violence"])
    @pytest.mark.parametrize(
        "words",
        ["jag har inte berättat nåt", "har inte berättat vad de gör med mig", "har inte sagt nåt än"],
    )
    def test_who_has_told_nobody_is_not_asked_what_it_is_about(self, topic: str, words: str) -> None:
        talk = Talk()
        talk.asks_for(topic, municipality="2480", age=15)
        reply = talk.turn("nlu_fallback", text=words, sure=0.3)
        assert reply.memory.expects != "topic"
        assert reply.understood.topic == topic

    def test_after_a_crisis_it_goes_on_with_that(self) -> None:
        reply = Talk(memory=Memory(crisis="suicide", danger=3)).turn(
            "parenting", text="hur gör jag", sure=0.9
        )
        assert "112" in text(reply)


@pytest.mark.parametrize(
    "words",
    [
        *("när mamma dricker blir jag rädd", "var ensam hela helgen", "när jag var liten slog pappa mig"),
        *("vart vi än går följer han efter", "hur jag än gör blir det fel", "vad jag än säger blir han arg"),
        *("men när han kommer hem får jag panik", "har man gjort fel så får man stryk"),
    ],
)
def test_what_is_told_is_not_met_as_a_question(words: str) -> None:
    talk = Talk()
    talk.asks_for("alcohol_drugs", municipality="2480", age=15)
    said = text(talk.turn("nlu_fallback", text=words, sure=0.2))
    assert not any(one in said for one in Texts.load().languages["sv"]["topic.not_known"])


@pytest.mark.parametrize(
    "words",
    [
        *("kommer han bli dömd", "hamnar hon i fängelse", "varför är han så", "när kommer han ut"),
        *("hur länge måste han sitta inne", "vad för straff får han", "vad händer med honom då"),
    ],
)
@pytest.mark.parametrize("intent", ["nlu_fallback", "deny"])
def test_nobody_is_thanked_for_a_question(words: str, intent: str) -> None:
    talk = Talk()
    talk.asks_for("alcohol_drugs", municipality="2480", for_whom="relative")
    said = text(talk.turn(intent, text=words, sure=0.4))
    assert any(one in said for one in Texts.load().languages["sv"]["topic.not_known"])
