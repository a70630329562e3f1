"""Matters within a topic that have places of their own."""

from fnmatch import fnmatchcase

import pytest

from bot.answers.matters import told_matter
from bot.content.texts import Texts
from bot.gateway.memory import Memory
from nlu.words import records
from tests.answers.speaking import Talk, choices, ids, real_library, text

UMEA, DOROTEA = "2480", "2425"
_MATTERS = records("matters", "matters")


def test_every_topic_listing_and_text_of_the_word_list_is_there() -> None:
    content, texts = real_library().content, Texts.load()
    for matter in _MATTERS:
        assert matter["topic"] in content.topics
        for language in texts.languages.values():
            assert f"matter.{matter['id']}" in language
        for pattern in matter["listings"]:
            assert any(fnmatchcase(id, pattern) for id in content.services), pattern


@pytest.mark.parametrize(
    ("told", "matter"),
    [
        ("en kille hotar att lägga ut min nakenbild", "image_threat"),
        ("he threatens to leak my pictures", "image_threat"),
        ("min syster 16 är ihop med en kille på 30 på nätet", "older_contact"),
        ("en vuxen man skriver till mig på snap, 13", "older_contact"),
        ("jag blir utslängd hemifrån på fredag", "no_home"),
        ("sover i bilen sen i måndags", "no_home"),
        ("behöver extrajobb i sommar", "summer_job"),
        ("hur hoppar man av gymnasiet", "leave_school"),
        ("jag vill flytta hemifrån", "move_out"),
        ("orolig för min sons datorspelande", "gaming"),
        ("min syrra är gravid", "pregnant"),
        ("min sambo tog sitt liv i våras", "suicide_loss"),
        ("jag tänker på döden ibland", "thoughts_of_death"),
        ("vi fick avslag på boendestöd", "support_at_home"),
        ("finns det avlastning", "respite"),
        ("jag har slutat med alkohol för två dagar sen", "just_stopped"),
        ("slutade med bensot igår och skakar", "withdrawal"),
        ("mormor har ramlat två gånger i år", "fall"),
        ("min man är dement", "dementia"),
        ("min pappa har fått cancer", "grave_illness"),
        ("min pojkvän tjatar om sex", "sex_pressure"),
        ("min tjej har gjort slut", "breakup"),
        ("min dotter har autism och skolan vägrar ge stöd", "school_refuses"),
        # Those beside.
        ("jag har slutat äta", None),
        ("min son vägrar gå till skolan", None),
        ("min pappa dog i cancer", None),
        ("jag är rädd för cancer", None),
        ("jag gillar att fota bilder", None),
        ("utslängd från festen", None),
        ("en som är elak på roblox", None),
        ("de skriver elakt om mitt extrajobb", None),
        ("spelar bort alla pengar på casino, förut bara fortnite", None),
        ("min fru är gravid i vecka 12", None),
        ("min pappa dog, jag tänker på döden hela tiden", None),
        ("min syster försökte ta livet av sig", None),
        ("byta skor", None),
    ],
)
def test_what_a_message_tells_of(told: str, matter: str | None) -> None:
    found = told_matter(told, Memory())
    assert (found and found.id) == matter


def test_a_matter_of_the_young_is_not_a_grown_ups() -> None:
    told = "mamma dricker varje dag"
    assert told_matter(told, Memory()) is None
    young = told_matter(told, Memory(age=12))
    assert young is not None
    assert young.id == "drinking_at_home"
    assert told_matter("jag är gravid", Memory(age=31)) is None


def test_its_places_stay_first_with_the_next_place_and_age(talk: Talk) -> None:
    first = talk.turn(
        "family_conflict", topics=["family_conflict"], text="jag blir utslängd hemifrån på fredag"
    )
    assert "kommun" in text(first)
    reply = talk.turn("choose_municipality", {"municipality": DOROTEA, "age": 18}, text="dorotea. är 18")
    assert ids(reply)[0] == "dorotea-socialtjanst"


def test_what_else_may_be_meant_is_offered_beside_it(talk: Talk) -> None:
    found = {"municipality": UMEA}
    reply = talk.turn(
        "stress", found, ["stress"], ["anxiety"], text="jag vill hoppa av gymnasiet, orkar inte"
    )
    assert {"topic:stress", "topic:anxiety"} <= set(choices(reply))


def test_a_long_message_must_be_about_it(talk: Talk) -> None:
    told = "jag gråter varje dag och vet inte varför, jag går i skolan och har hund, sommarjobb har jag"
    assert "arbetsformedlingen" not in ids(talk.turn("low_mood", topics=["low_mood"], text=told))


def test_another_topic_ends_it(talk: Talk) -> None:
    talk.turn("work", {"municipality": UMEA}, ["work"], text="behöver sommarjobb")
    assert talk.memory.matter == "summer_job"
    talk.asks_for("sleep")
    assert talk.memory.matter is None


def test_nothing_of_unemployment_for_a_summer_job(talk: Talk) -> None:
    reply = talk.turn("work", {"municipality": "2482", "age": 16}, ["work"], text="extrajobb i sommar")
    assert ids(reply) == ["skelleftea-vaxel", "arbetsformedlingen"]


def test_in_a_crisis_the_lines_go_before_it() -> None:
    talk = Talk(memory=Memory(crisis="suicide", danger=3, topics=("low_mood",)))
    assert "sos-112" in ids(talk.turn("nlu_fallback", text="jag är hemlös och orkar inte", sure=0.2))


def test_who_refused_is_left_out_for_the_rest_of_the_matter(talk: Talk) -> None:
    talk.turn("money_housing", {"municipality": DOROTEA}, ["money_housing"], text="jag är hemlös")
    reply = talk.turn("rights", topics=["rights"], text="soc har redan sagt nej till mig", sure=0.5)
    assert "dorotea-socialtjanst" not in ids(reply)
    assert "dorotea-socialtjanst" not in ids(talk.turn("more_services", text="nån annan?"))


def test_who_did_not_help_is_left_out_from_the_beginning(talk: Talk) -> None:
    reply = talk.turn(
        "bullying",
        {"municipality": UMEA, "age": 14},
        ["bullying"],
        text="jag är mobbad, kuratorn hjälpte inte",
    )
    assert "umea-elevhalsa" not in ids(reply)


def test_what_only_surrounds_a_graver_topic_is_left_out(talk: Talk) -> None:
    reply = talk.asks_for("sexual_abuse", "alcohol_drugs")
    assert "alkoholhjalpen" not in ids(reply)
    angry = talk.turn("anger", topics=["anger", "violence"], text="min kille blir så arg och kastar saker")
    assert "valj-att-sluta" not in ids(angry)
    own = Talk().turn("anger", {"age": 30}, ["anger"], text="jag slår min sambo när jag blir arg")
    assert "valj-att-sluta" in ids(own)


def test_a_roof_for_tonight_is_met_again_though_its_places_were_refused(talk: Talk) -> None:
    talk.turn("money_housing", {"municipality": "2482", "age": 20}, ["money_housing"], text="jag är vräkt")
    talk.turn("deny", text="nej inte kommunen de hjälper aldrig", sure=0.9)
    reply = talk.turn("nlu_fallback", text="då sover jag ute inatt", sure=0.2)
    assert {"skelleftea-socialtjanst", "skelleftea-social-beredskap"} <= {*ids(reply)}
    assert "socialjouren" in text(reply)
    assert "mind-sjalvmordslinjen" not in ids(reply)


def test_no_food_at_home_is_for_social_services(talk: Talk) -> None:
    reply = talk.turn(
        "money_housing", {"municipality": "2480"}, ["money_housing"], text="jag har ingen mat hemma", sure=0.9
    )
    assert "umea-socialtjanst" in ids(reply)


class TestWithdrawal:
    """Who has just stopped drinking or taking something may fall ill from it."""

    @pytest.mark.parametrize(
        ("told", "matter"),
        [
            ("har slutat nu", "just_stopped"),
            ("han har slutat tvärt", "just_stopped"),
            ("men jag mår illa och skakar", "withdrawal"),
            ("i am shaking and feel sick", "withdrawal"),
            ("jag skakar och ser saker", "withdrawal_danger"),
            ("hon krampar", "withdrawal_danger"),
            ("jag har inte slutat", None),
            ("han har slutat prata med mig", None),
            ("jag mår illa av att han dricker", None),
            ("jag mår illa när jag tänker på det", None),
            ("jag ser folk som dricker", None),
        ],
    )
    def test_what_is_told_with_the_matter_at_hand(self, told: str, matter: str | None) -> None:
        found = told_matter(told, Memory(topics=("alcohol_drugs",)))
        assert (found and found.id) == matter

    def test_signs_are_for_1177_now_and_112(self) -> None:
        talk = Talk(memory=Memory(municipality=UMEA, age=30))
        talk.asks_for("alcohol_drugs")
        reply = talk.turn("nlu_fallback", text="jag skakar och kräks", sure=0.3)
        assert ids(reply)[:2] == ["1177-telefon", "sos-112"]
        assert "112" in text(reply)

    def test_visions_are_for_112(self) -> None:
        talk = Talk(memory=Memory(municipality=UMEA, age=30))
        talk.asks_for("alcohol_drugs")
        reply = talk.turn("psychosis", topics=["psychosis"], text="jag skakar och ser saker", sure=0.9)
        assert ids(reply)[0] == "sos-112"

    def test_that_one_has_stopped_is_no_goodbye(self) -> None:
        talk = Talk(memory=Memory(municipality=UMEA, age=16))
        talk.asks_for("alcohol_drugs")
        reply = talk.turn("goodbye", text="har slutat nu", sure=0.99)
        assert reply.memory.matter == "just_stopped"
        assert "112" in text(reply)
