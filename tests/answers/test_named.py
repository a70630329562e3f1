"""Places and matters asked for by name, and those that somebody has tried."""

from dataclasses import replace
from fnmatch import fnmatchcase

import pytest

from bot.gateway.memory import Memory
from nlu.words import records
from tests.answers.speaking import Talk, choices, ids, real_library, text


@pytest.fixture
def talk() -> Talk:
    talk = Talk()
    talk.asks_for("bullying", municipality="2480", age=13)
    return talk


def test_every_listing_and_topic_of_the_word_list_is_there() -> None:
    content = real_library().content
    for matter in records("named", "matters"):
        assert matter["topic"] in content.topics
        for pattern in matter["listings"]:
            assert any(fnmatchcase(id, pattern) for id in content.services), pattern


class TestByName:
    @pytest.mark.parametrize(
        ("said", "id"),
        [
            ("Fältgruppen?", "umea-faltgruppen"),
            ("finns det nån fritidsgård", "umea-fritidsgardar"),
            ("vad är numret till soc", "umea-socialtjanst"),
            ("kan jag ringa polisen", "polisen-114-14"),
            ("BUP", "bup-vasterbotten"),
        ],
    )
    def test_a_place_that_is_named_is_shown(self, talk: Talk, said: str, id: str) -> None:
        assert id in ids(talk.turn("nlu_fallback", text=said, sure=0.2))

    @pytest.mark.parametrize("said", ["polisen tog min bror", "barn", "unga", "stöd", "mamma ringer polisen"])
    def test_a_word_among_others_or_of_every_day_names_no_place(self, talk: Talk, said: str) -> None:
        assert "polisen-114-14" not in ids(talk.turn("nlu_fallback", text=said, sure=0.2))

    def test_another_municipalitys_place_is_not_shown(self) -> None:
        talk = Talk(memory=Memory(municipality="2482"))
        assert "umea-ungdomsmottagning" not in ids(talk.turn("nlu_fallback", text="ungdomsmottagningen"))

    def test_without_a_municipality_it_is_asked_for_once(self) -> None:
        talk = Talk()
        assert talk.turn("nlu_fallback", text="soc?").memory.expects == "municipality"
        reply = talk.turn("nlu_fallback", text="soc?")
        assert reply.memory.expects is None
        assert "kommun" in text(reply)

    def test_a_place_elsewhere_has_no_number_of_ours(self, talk: Talk) -> None:
        reply = talk.turn("nlu_fallback", {"outside": "Piteå"}, text="vad är numret till soc i Piteå")
        assert "Piteå" in text(reply)
        assert not ids(reply)

    def test_in_danger_nothing_comes_before_112(self) -> None:
        talk = Talk(memory=Memory(crisis="violence", danger=3))
        assert ids(talk.turn("nlu_fallback", text="polisen?"))[0] == "sos-112"


class TestMatters:
    def test_sfi_is_what_the_municipality_has(self) -> None:
        talk = Talk()
        talk.asks_for("newly_arrived", municipality="2463")
        assert ids(talk.turn("newly_arrived", topics=["newly_arrived"], text="sfi", sure=0.99)) == [
            "asele-larcentrum",
            "asele-vaxel",
        ]

    def test_what_is_in_no_list_is_said_so(self) -> None:
        talk = Talk()
        talk.asks_for("work", municipality="2480")
        reply = talk.turn("work", topics=["work"], text="facket då?", sure=0.9)
        assert "lista" in text(reply)
        assert choices(reply)[0] == "human"
        assert not ids(reply)

    def test_a_man_is_not_sent_to_the_line_for_women_again(self) -> None:
        talk = Talk(memory=Memory(crisis="violence", danger=2, age=25))
        reply = talk.turn(
            "violence", topics=["violence"], text="kvinnofridslinjen är väl för tjejer", sure=0.9
        )
        assert ids(reply)[0] == "stodlinjen-for-man"
        assert "kvinnofridslinjen" not in ids(reply)

    def test_that_somebody_is_a_man_means_it_only_there(self, talk: Talk) -> None:
        assert "stodlinjen-for-man" not in ids(talk.turn("nlu_fallback", text="jag är kille", sure=0.2))

    def test_games_without_money_are_not_the_line_for_gambling(self) -> None:
        talk = Talk()
        talk.asks_for("gambling", for_whom="relative")
        reply = talk.turn("gambling", topics=["gambling"], text="nej inte pengar, bara fortnite", sure=0.9)
        assert "stodlinjen-spel" not in ids(reply)
        assert "mind-foraldralinjen" in ids(reply)

    @pytest.mark.parametrize(
        "said", ["jag blir hotad varje dag på roblox", "de skickar bilder på mig på minecraft"]
    )
    def test_what_only_mentions_a_matter_is_about_what_it_is_about(self, said: str) -> None:
        assert Talk().turn("online", topics=["online"], text=said, sure=0.9).understood.topic == "online"

    def test_hash_is_no_tobacco(self) -> None:
        talk = Talk()
        told = "jag röker för mycket hasch"
        reply = talk.turn("alcohol_drugs", topics=["alcohol_drugs"], text=told, sure=0.9)
        assert "droger" in text(reply) or "sluta" in text(reply)
        assert reply.memory.topics == ("alcohol_drugs",)
        assert "sluta-roka-linjen" not in ids(reply)


class TestTried:
    def test_a_place_that_was_tried_is_left_out_from_then_on(self, talk: Talk) -> None:
        assert "bris-116111" not in ids(talk.turn("nlu_fallback", text="har redan testat bris", sure=0.2))
        assert "bris-116111" not in ids(
            talk.turn("nlu_fallback", text="nej inte elevhälsan heller", sure=0.2)
        )
        assert "bris-116111" not in ids(talk.turn("more_services", text="fler"))

    def test_the_last_that_were_not_shown_yet_go_first(self) -> None:
        talk = Talk()
        talk.asks_for("low_mood", municipality="2480", age=15)
        while fresh := set(ids(talk.turn("more_services", text="fler"))):
            last = sorted(one for one in fresh if not one.startswith("bris"))[:2]
        shown = tuple(one for one in talk.memory.shown if one not in last)
        talk.memory = replace(talk.memory, shown=shown)
        reply = talk.turn("nlu_fallback", text="har redan testat bris", sure=0.2)
        assert len(ids(reply)) > len(last)
        assert set(ids(reply)[: len(last)]) == set(last)

    def test_those_just_shown_are_not_shown_again(self, talk: Talk) -> None:
        shown = set(talk.memory.shown)
        reply = talk.turn("nlu_fallback", text="jag har redan provat dom", sure=0.2)
        assert ids(reply)
        assert not shown & set(ids(reply))
        assert "human" in choices(reply)

    def test_for_another_matter_it_may_be_right(self, talk: Talk) -> None:
        talk.turn("nlu_fallback", text="har redan testat bris", sure=0.2)
        assert talk.asks_for("family_conflict").memory.tried == ()

    @pytest.mark.parametrize("said", ["jag har pratat med mamma", "har försökt allt", "dom har testat mig"])
    def test_what_names_no_place_is_no_place_that_was_tried(self, talk: Talk, said: str) -> None:
        assert talk.turn("nlu_fallback", text=said, sure=0.2).memory.tried == ()
