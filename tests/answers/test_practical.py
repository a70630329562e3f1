"""What is asked after a list: how to get in touch, with whom first, what to say, what the listings tell."""

from dataclasses import replace

import pytest

from bot.answers.practical import asks_how, way_on
from bot.content.texts import Texts
from bot.gateway.memory import AFTER_CRISIS, Memory
from tests.answers.speaking import Talk, ids, services, text


def _after(topic: str, **found: object) -> Talk:
    talk = Talk()
    talk.asks_for(topic, **({"municipality": "2480", "age": 16} | found))
    return talk


def _is(said: str, key: str) -> bool:
    return any(variant in said for variants in Texts.load().languages.values() for variant in variants[key])


class TestTheWayOn:
    @pytest.mark.parametrize(
        ("words", "asked"),
        [
            *(("hur gör jag?", "how"), ("hur får jag en tid", "how"), ("how do i contact them", "how")),
            *(("vem hjälper mig", "whom"), ("vart ska hon gå först", "whom"), ("who should i call", "whom")),
            *(("vad säger jag när jag ringer", "say"), ("what do i even say when i call them", "say")),
            *(("vem är du", None), ("hur mår du", None), ("hur slutar man röka", None), ("ring mig", None)),
            *(
                ("vart kan hon vända sig", "whom"),
                ("vem ska ja snacka me", "whom"),
                ("var hänvisar jag", "whom"),
            ),
            *(("vart kan min dotter vända sig", "whom"), ("hon vill inte säga vem", None)),
            *(("vad kostar det", None), ("hur får jag jobb", None), ("", None)),
        ],
    )
    def test_a_message_that_names_no_matter_asks_for_it(self, words: str, asked: str | None) -> None:
        assert way_on(words) == asked

    def test_who_names_more_asks_how_too(self) -> None:
        assert asks_how("vågar inte fråga, hur gör man")
        assert not asks_how("han gör som han vill")

    @pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope", "restart", "who_are_you"])
    def test_the_first_places_and_what_to_say(self, intent: str) -> None:
        talk = _after("low_mood")
        first = talk.memory.shown[0]
        reply = talk.turn(intent, text="hur kontaktar jag dem", sure=0.9)
        assert ids(reply)[0] == first
        assert len(ids(reply)) == 2
        assert "”Hej, " in text(reply)
        assert "Öppet dygnet runt" in text(reply)
        assert "Gratis" in text(reply)

    def test_who_worries_says_so(self) -> None:
        talk = _after("self_harm", for_whom="relative", age=15)
        said = text(talk.turn("nlu_fallback", text="hur gör jag", sure=0.3))
        assert _is(said, "asked.how_relative")

    def test_what_was_tried_is_not_begun_with(self) -> None:
        talk = _after("low_mood")
        tried = talk.memory.shown[0]
        talk.memory = replace(talk.memory, tried=(tried,))
        assert tried not in ids(talk.turn("nlu_fallback", text="vem ringer jag", sure=0.3))

    def test_what_stands_behind_112_goes_last(self) -> None:
        talk = _after("grief", age=30)
        talk.memory = replace(talk.memory, shown=("jourhavande-prast", "bris-vuxna-om-barn", "1177-telefon"))
        assert ids(talk.turn("nlu_fallback", text="vem ringer jag", sure=0.3))[0] != "jourhavande-prast"

    def test_a_known_question_of_rights_is_that(self) -> None:
        talk = _after("parenting", for_whom="relative")
        said = text(talk.turn("nlu_fallback", text="hur anmäler jag", sure=0.3))
        assert "orosanm" in said or "socialtjänsten i kommunen" in said

    def test_after_a_crisis_it_is_for_those_who_answer_it(self) -> None:
        talk = Talk(memory=Memory(crisis="suicide", danger=3, age=16))
        reply = talk.turn("nlu_fallback", text="vad säger jag när jag ringer", sure=0.4)
        assert "112" in text(reply).split("\n")[0]
        assert reply.memory.expects == AFTER_CRISIS


class TestWhatTheListingsTell:
    @pytest.mark.parametrize(
        ("words", "key"),
        [
            *(("är det drop in", "drop_in"), ("måste man boka tid", "drop_in")),
            *(("hur lång väntetid", "wait"), ("how long is the wait", "wait")),
            *(("måste man ha remiss", "referral"), ("behöver man bank-id", "id_number")),
            *(("vilka språk pratar dom", "language"), ("anyone who speaks my language?", "language")),
            *(("kan de göra så", "allowed"), ("finns det nåt snabbare", "sooner")),
            *(("vem svarar på helgen", "weekend"), ("finns det nån på natten", "night")),
        ],
    )
    def test_each_question_has_its_answer(self, words: str, key: str) -> None:
        talk = _after("low_mood")
        reply = talk.turn("nlu_fallback", text=words, sure=0.4)
        assert _is(text(reply), f"asked.{key}")
        assert services(reply)
        assert reply.memory.topics == ("low_mood",)

    def test_what_a_listing_says_stands_beside_it(self) -> None:
        talk = _after("sexual_health", age=17)
        talk.memory = replace(talk.memory, shown=("ungdomsmottagningar-vasterbotten",))
        assert "drop" in text(talk.turn("nlu_fallback", text="är det drop in", sure=0.4)).split("•")[1]

    def test_a_group_on_the_matter_is_named(self) -> None:
        reply = _after("grief").turn("nlu_fallback", text="finns det nån grupp", sure=0.4)
        assert _is(text(reply), "asked.group_found")
        assert "sorgegrupper-nus" in ids(reply)

    def test_no_group_is_invented(self) -> None:
        reply = _after("parenting").turn("nlu_fallback", text="finns det någon grupp?", sure=0.4)
        assert _is(text(reply), "asked.group")

    def test_in_the_evening_nobody_is_named_who_is_closed(self) -> None:
        reply = _after("bullying").turn("nlu_fallback", text="vem kan jag prata med på kvällen", sure=0.3)
        assert "bris-116111" in ids(reply)
        assert not [id for id in ids(reply) if "elevhalsa" in id]

    def test_places_to_meet_are_near(self) -> None:
        reply = _after("loneliness").turn("nlu_fallback", text="kan man träffa nån på riktigt", sure=0.3)
        assert all(service.level in ("municipal", "local") for service in services(reply))
        nowhere = Talk()
        nowhere.asks_for("loneliness", age=30)
        reply = nowhere.turn("nlu_fallback", text="kan man träffa nån på riktigt", sure=0.3)
        assert services(reply)


class TestFault:
    @pytest.mark.parametrize("words", ["var det mitt fel", "är det mitt fel?", "was it my fault"])
    def test_what_is_done_to_one_is_never(self, words: str) -> None:
        reply = _after("sexual_abuse").turn("deny", text=words, sure=0.9)
        assert text(reply).startswith(("Nej", "No"))

    def test_of_other_matters_nothing_is_judged(self) -> None:
        talk = _after("self_harm", for_whom="relative")
        assert not text(talk.turn("deny", text="är det mitt fel", sure=0.9)).startswith("Nej")

    def test_in_danger_112_goes_first(self) -> None:
        talk = Talk(memory=Memory(crisis="violence", danger=3, age=16))
        said = text(talk.turn("deny", text="är det mitt fel", sure=0.9))
        assert "112" in said.split("\n")[0]
        assert _is(said, "asked.fault")


class TestForOneself:
    @pytest.mark.parametrize("words", ["och jag?", "kan jag få hjälp själv sen?"])
    def test_who_worries_gets_support_too(self, words: str) -> None:
        reply = _after("alcohol_drugs", for_whom="relative").turn("nlu_fallback", text=words, sure=0.3)
        assert "umea-anhorigstod" in ids(reply)


class TestForOthers:
    def test_a_parent_gets_places_for_grown_ups(self) -> None:
        talk = _after("low_mood", age=12)
        reply = talk.turn("nlu_fallback", text="men vem kan mamma prata med, hon är också ledsen", sure=0.3)
        assert services(reply)
        assert "bris-116111" not in ids(reply)
        assert reply.memory.age == 12

    def test_where_one_could_go_is_no_new_home(self) -> None:
        talk = _after("low_mood", municipality="2417")
        found = {"municipality": "2482", "away": True}
        reply = talk.turn("nlu_fallback", found, text="och om jag åker till Skellefteå", sure=0.3)
        assert any("Skellefteå" in service.name for service in services(reply))
        assert reply.memory.municipality == "2417"

    @pytest.mark.parametrize("words", ["jag har inte uppehållstillstånd", "jag är papperslös"])
    def test_who_has_no_papers_is_not_sent_to_the_migration_agency(self, words: str) -> None:
        talk = Talk()
        reply = talk.turn("newly_arrived", topics=["newly_arrived"], text=words, sure=0.99)
        assert services(reply)
        assert "migrationsverket" not in ids(reply)
        assert "migrationsverket" not in ids(talk.turn("more_services", text="fler", sure=0.99))


class TestMyself:
    @pytest.mark.parametrize(
        "words",
        [
            *("och jag då, finns det stöd för mig", "finns det nån hjälp för mig", "vem stöttar mig"),
            *("jag behöver också prata med någon", "jag behöver stöd själv", "hur får jag själv stöd"),
            *("jag orkar inte mer", "men jag orkar snart inte längre", "and me, is there support for me"),
        ],
    )
    def test_whoever_is_close_to_somebody_gets_places_of_their_own(self, words: str) -> None:
        talk = _after("eating", age=19, for_whom="relative")
        reply = talk.turn("nlu_fallback", text=words, sure=0.3)
        assert _is(text(reply), "asked.myself")
        assert "umea-anhorigstod" in ids(reply)

    def test_a_grown_child_changes_nothing_for_a_parent(self) -> None:
        talk = Talk(memory=Memory(traits=("of_child",)))
        talk.asks_for("psychosis", municipality="2480", age=22, for_whom="relative")
        assert "bup-vasterbotten" not in ids(talk.turn("nlu_fallback", text="jag orkar inte mer", sure=0.3))

    def test_who_is_not_close_to_anybody_is_not_meant(self) -> None:
        reply = _after("low_mood").turn("nlu_fallback", text="jag orkar inte mer", sure=0.3)
        assert not _is(text(reply), "asked.myself")


def test_what_is_done_for_another_is_said_as_for_another() -> None:
    reply = _after("parent_illness").turn("nlu_fallback", text="vad kan jag göra för honom", sure=0.3)
    assert _is(text(reply), "asked.how_relative")


class TestPictures:
    @pytest.mark.parametrize(
        "words",
        [
            *("kan man få bort dem", "går det att ta bort bilderna", "can i get them removed"),
            *("kan det tas bort", "kan dom raderas", "får man bilden bort", "går det att få det bort"),
        ],
    )
    def test_whether_they_can_be_taken_down_is_answered(self, words: str) -> None:
        reply = _after("online").turn("nlu_fallback", text=words, sure=0.3)
        assert _is(text(reply), "asked.pictures")
        assert "ecpat-hotline" in ids(reply)

    @pytest.mark.parametrize("words", ["när går det bort?", "går det nånsin bort?"])
    def test_what_it_did_is_no_picture(self, words: str) -> None:
        reply = _after("sexual_abuse").turn("nlu_fallback", text=words, sure=0.3)
        assert not _is(text(reply), "asked.pictures")

    def test_elsewhere_the_words_are_of_something_else(self) -> None:
        reply = _after("anxiety").turn("nlu_fallback", text="kan man få bort det", sure=0.3)
        assert not _is(text(reply), "asked.pictures")


class TestOneself:
    @pytest.mark.parametrize(
        "words",
        [
            *("vad kan jag göra", "vad kan jag göra själv i natt", "vad gör vi under tiden"),
            *("jag vill veta vad jag kan göra tills jag får en tid", "finns det nåt jag kan göra själv"),
            *("what can I do myself tonight", "what can we do while we wait"),
        ],
    )
    def test_what_one_can_do_gets_what_to_try(self, words: str) -> None:
        assert _is(text(_after("sleep").turn("nlu_fallback", text=words, sure=0.2)), "tips.opening")

    @pytest.mark.parametrize("words", ["vad kan jag göra för honom", "vad kan jag få för hjälp"])
    def test_what_one_can_do_for_another_or_get_is_something_else(self, words: str) -> None:
        assert not _is(text(_after("sleep").turn("nlu_fallback", text=words, sure=0.2)), "tips.opening")

    def test_who_worries_for_another_gets_what_helps_them_stand_by(self) -> None:
        reply = _after("eating", for_whom="relative").turn(
            "nlu_fallback", text="vad kan vi göra under tiden", sure=0.2
        )
        assert "lyssna" in text(reply)

    def test_in_a_crisis_the_lines_stay(self) -> None:
        talk = Talk(memory=Memory(crisis="suicide", danger=3, topics=("low_mood",)))
        assert "112" in text(talk.turn("nlu_fallback", text="vad kan jag göra själv i natt", sure=0.2))

    def test_more_tips_are_places(self) -> None:
        assert ids(_after("work").turn("show_tips", text="har du fler tips", sure=0.9))
        assert not ids(_after("work").turn("show_tips", text="har du några tips", sure=0.9))


class TestSayingItToThem:
    @pytest.mark.parametrize("words", ["vad säger jag till honom", "hur tar jag upp det med min dotter"])
    def test_one_sentence_and_who_can_advise(self, words: str) -> None:
        reply = _after("alcohol_drugs", for_whom="relative").turn("nlu_fallback", text=words, sure=0.2)
        assert _is(text(reply), "asked.to_them")
        assert ids(reply)

    def test_nobody_is_sent_to_talk_to_who_harms(self) -> None:
        reply = _after("violence").turn("nlu_fallback", text="vad säger jag till honom", sure=0.2)
        assert _is(text(reply), "asked.to_them_harm")
        assert "112" in text(reply)

    def test_for_oneself_it_begins_with_how_it_feels(self) -> None:
        reply = _after("relationship").turn("nlu_fallback", text="what do I say to him", sure=0.2)
        assert _is(text(reply), "asked.to_them_own")


@pytest.mark.parametrize(
    "words", ["hur tar jag mig dit, finns ingen buss", "det är för långt att åka", "how do I get there"]
)
def test_how_one_gets_there_is_not_known_but_by_phone_or_video(words: str) -> None:
    reply = _after("perinatal").turn("nlu_fallback", text=words, sure=0.2)
    assert _is(text(reply), "asked.get_there")
    assert ids(reply)
