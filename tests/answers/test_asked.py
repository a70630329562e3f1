"""What is asked about the places just named is answered by the kind of place, never by the menu."""

import pytest

from bot.content.load import load_content
from bot.gateway.memory import AFTER_CRISIS, Memory
from nlu.words import terms
from tests.answers.speaking import Talk, ids, text

_RIGHTS = load_content().rights
_UMEA = "2480"


def _after(topic: str, age: int | None = 15, **found: object) -> Talk:
    """A conversation in which places for a topic were just named."""
    talk = Talk()
    talk.asks_for(topic, municipality=_UMEA, **({"age": age} if age else {}), **found)
    return talk


def _says(talk: Talk, words: str) -> str:
    return text(talk.turn("nlu_fallback", text=words, sure=0.3))


def _right(right: str) -> str:
    return _RIGHTS[right].answer.sv


class TestSecrecy:
    @pytest.mark.parametrize(
        "words",
        [
            *("får mina päron veta om jag går dit", "får mamma veta", "behöver mina föräldrar få veta"),
            *(
                "mina föräldrar får inte veta",
                "mamma och pappa får absolut inte veta",
                "do my parents need to know",
            ),
            *("ringer dom mamma?", "ringer de hem", "kommer de berätta för pappa", "är det hemligt"),
            *("kan jag gå dit utan att mamma vet", "vill inte att nån får veta", "har de tystnadsplikt?"),
            *("kan de hjälpa mig utan att ringa min familj", "will they tell my parents"),
        ],
    )
    def test_of_care_the_law_on_care_is_told(self, words: str) -> None:
        said = _says(_after("low_mood"), words)
        assert _right("can_parents_know") in said
        assert "Bris 116 111. Du kan vara anonym" in said

    @pytest.mark.parametrize(
        ("topic", "words", "right"),
        [
            ("crime", "får morsan veta", "police_secrecy"),
            ("family_conflict", "får farsan veta då?", "soc_secrecy"),
            ("low_mood", "berättar kuratorn för mamma?", "school_health"),
        ],
    )
    def test_it_follows_the_place(self, topic: str, words: str, right: str) -> None:
        assert _right(right) in _says(_after(topic), words)

    def test_where_nothing_is_known_the_place_is_asked(self) -> None:
        talk = _after("leisure", age=14)
        reply = talk.turn("privacy", text="kan jag gå dit utan att mamma vet", sure=0.9)
        assert "vet jag inte säkert" in text(reply)
        assert ids(reply)[0] == "umea-fritidsgardar"

    def test_a_relative_hears_nothing_of_parents_of_their_own(self) -> None:
        said = _says(_after("parenting", None, for_whom="relative"), "Får hans föräldrar veta att jag ringt?")
        assert "anonym i en orosanmälan" in said or "anmäler oro" in said
        assert "dina föräldrar" not in said

    def test_a_partner_who_gets_to_know_is_no_report_of_concern(self) -> None:
        said = _says(_after("money_housing", 30, for_whom="relative"), "får min sambo veta")
        assert _right("soc_secrecy") in said
        assert "orosanmälan" not in said

    def test_a_yes_says_what_it_answers(self) -> None:
        said = _says(_after("family_conflict"), "kommer soc berätta för mamma?")
        assert said.startswith(f"{_RIGHTS['soc_secrecy'].question.sv} Ja.")

    def test_vart_calls_nobody_itself(self) -> None:
        assert "ringer ingen" in _says(_after("crime"), "ringer ni polisen")

    @pytest.mark.parametrize(
        "words", ["sparar ni vad jag skriver?", "loggar du det här", "is this chat secret?"]
    )
    def test_what_vart_keeps_is_another_question(self, words: str) -> None:
        reply = _after("low_mood").turn("privacy", text=words, sure=0.9)
        assert reply.understood.intent == "privacy"

    def test_with_no_place_named_it_is_vart_that_is_meant(self) -> None:
        assert Talk().turn("privacy", text="är det hemligt", sure=0.9).understood.intent == "privacy"

    @pytest.mark.parametrize("words", ["hur berättar man för mamma", "mamma vill veta allt om mig"])
    def test_what_is_told_or_asked_of_home_is_no_question_of_secrecy(self, words: str) -> None:
        reply = _after("low_mood").turn("low_mood", topics=["low_mood"], text=words, sure=0.95)
        assert reply.understood.topic == "low_mood"


class TestOtherQuestions:
    @pytest.mark.parametrize(
        ("words", "right"),
        [
            ("måste jag polisanmäla", "must_i_report"),
            ("måste vi gå till polisen?", "must_i_report"),
            ("är det olagligt?", "is_it_a_crime"),
            ("is it illegal", "is_it_a_crime"),
            ("socialen kommer ta barnet va", "soc_take_child"),
            ("tar soc mina barn då", "soc_take_child"),
            ("berättar soc för polisen", "soc_and_police"),
            ("får soc veta", "duty_to_report"),
            ("kan jag ta med en kompis", "bring_somebody"),
            ("kan min syster hänga med in", "bring_somebody"),
            ("kostar bup pengar", "cost"),
            ("kommer de hem till en", "home_visit"),
            ("kan vi få nån som kommer hem till oss?", "home_visit"),
            ("kan jag gå dit själv", "age_limit"),
            ("vad kostar det", "cost"),
            ("om de säger nej då?", "how_to_complain"),
        ],
    )
    def test_has_its_right(self, words: str, right: str) -> None:
        assert _right(right) in _says(_after("low_mood"), words)

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("kommer jag få ett brev hem", "brev"),
            ("kan man va anonym", "utan att säga"),
            ("kan soc tvinga hem mig", "gör dig illa"),
            ("får jag vara med på mötet", "den som får hjälpen"),
            ("syns det på telefonräkningen", "vet jag inte"),
            ("hur får jag henne att följa med till bup?", "även om den andra inte vill"),
        ],
    )
    def test_what_no_law_tells_is_answered_honestly(self, words: str, said: str) -> None:
        talk = _after("low_mood")
        answers = {_says(talk, words), _says(talk, words)}
        assert any(said in answer for answer in answers)

    def test_what_a_place_costs_is_what_its_listing_says(self) -> None:
        said = _says(_after("leisure", age=14), "kostar de nåt att gå in")
        assert "fråga dem" in said
        assert "Hälso- och sjukvårdslagen" not in said

    def test_a_youth_centre_is_asked_about_friends(self) -> None:
        said = _says(_after("leisure", age=14), "kan jag ta med en vän")
        assert _right("bring_somebody") not in said
        assert "Fritidsgårdar i Umeå" in said

    @pytest.mark.parametrize(
        "words",
        [
            *("inte prata i telefon", "nån man kan skriva till", "finns sms", "nej inte ringa", "chatt"),
            *("vågar inte ringa", "kan man skriva istället", "jag är döv", "can i text instead"),
        ],
    )
    def test_who_would_rather_write_gets_where_to_write(self, words: str) -> None:
        reply = _after("low_mood").turn("deny", text=words, sure=0.9)
        assert "bris-116111" in ids(reply)
        assert "https://www.bris.se" in text(reply)

    def test_what_was_tried_is_not_shown_again(self) -> None:
        talk = _after("low_mood")
        assert "bris-116111" in talk.memory.shown
        shown = ids(talk.turn("nlu_fallback", text="har redan testat bris", sure=0.3))
        assert shown
        assert "bris-116111" not in shown


class TestNumbers:
    def test_of_a_place_by_its_everyday_name(self) -> None:
        reply = Talk().turn("nlu_fallback", {"municipality": _UMEA}, text="vad är numret till soc i umeå")
        assert ids(reply)[0].startswith("umea-socialtjanst")

    def test_beyond_the_county_there_is_none(self) -> None:
        said = text(Talk().turn("nlu_fallback", {"outside": "Piteå"}, text="vad är numret till soc i piteå"))
        assert "Piteå" in said
        assert "växel" in said.lower()

    def test_of_those_just_shown(self) -> None:
        talk = _after("low_mood")
        before = talk.memory.shown
        assert tuple(ids(talk.turn("feedback_bad", text="är det samma nummer", sure=0.9))) == before


class TestAfterCrisis:
    def test_it_is_answered_and_the_crisis_not_forgotten(self) -> None:
        talk = Talk(memory=Memory(crisis="suicide", danger=3, age=15))
        words = "kan de hjälpa mig utan att ringa min familj"
        reply = talk.turn("nlu_fallback", text=words, sure=0.3)
        assert {"bris-116111", "mind-sjalvmordslinjen"} & {*ids(reply)}
        assert reply.memory.crisis == "suicide"
        assert reply.understood.topic == "rights"
        assert "112" in reply.messages[-1].text
        assert reply.memory.expects == AFTER_CRISIS

    def test_lines_that_were_tried_leave_the_crisis_to_what_follows_it(self) -> None:
        talk = Talk(memory=Memory(crisis="suicide", danger=3, age=15))
        reply = talk.turn("nlu_fallback", text="har redan ringt bris", sure=0.3)
        assert ids(reply)[0] == "sos-112"


def test_a_longer_message_that_is_surely_another_matter_is_that() -> None:
    told = "vill spela trumma, vad kostar musikskolan och är det kö?"
    reply = _after("low_mood").turn("leisure", topics=["leisure"], text=told, sure=0.95)
    assert reply.understood.topic == "leisure"


def test_who_asks_for_a_human_asks_for_no_way_to_write() -> None:
    reply = _after("low_mood").turn("talk_to_human", text="är det nån vuxen man kan chatta med?", sure=0.9)
    assert reply.understood.intent == "talk_to_human"


def test_an_interpreter_is_no_other_language_of_vart() -> None:
    talk = Talk(memory=Memory(language="en"))
    said = talk.turn("change_language", text="I not speak good swedish, can I have interpreter?", sure=0.9)
    assert _RIGHTS["interpreter"].answer.en in text(said)


def test_every_question_begins_with_folded_words() -> None:
    assert all(word == word.lower() and word.isascii() for word in terms("asked", "begins"))


class TestParentsWhoPart:
    @pytest.mark.parametrize(
        "words",
        [
            *("måste jag välja vem jag ska bo hos", "får jag själv bestämma var jag ska bo"),
            *("måste jag bo hos pappa", "kan jag få en egen advokat", "can i get a lawyer?"),
        ],
    )
    def test_a_child_need_not_choose(self, words: str) -> None:
        assert _right("parents_separate")[:40] in _says(_after("family_conflict", age=12), words)

    def test_after_a_crime_a_lawyer_is_another(self) -> None:
        said = _says(_after("crime"), "kan jag få en egen advokat?")
        assert _right("parents_separate")[:40] not in said


@pytest.mark.parametrize("words", ["jag är döv, kan jag skriva till någon", "jag är döv"])
def test_who_is_deaf_is_shown_where_to_write_before_anything_else(words: str) -> None:
    reply = Talk().turn("disability", topics=["disability"], text=words, sure=0.95)
    assert "bris-116111" in ids(reply)
    assert "112" in text(reply)


class TestLaw:
    @pytest.mark.parametrize(
        "words",
        [
            "vet inte om jag vågar, får man böter",
            "kan man få fängelse för det",
            "är det olagligt",
            "can i get fined",
        ],
    )
    def test_who_seeks_help_against_drugs_is_not_sent_to_the_police(self, words: str) -> None:
        talk = _after("alcohol_drugs", 24)
        reply = talk.turn("crime", topics=["crime"], text=words, sure=0.95)
        assert talk.memory.topics == ("alcohol_drugs",)
        assert ids(reply)
        assert not any("polis" in id or "brottsoffer" in id for id in ids(reply))
        assert "tystnadsplikt" in text(reply)

    @pytest.mark.parametrize(
        "words", ["vart klagar man", "hur klagar jag på skolan", "vart anmäler man skolan"]
    )
    def test_of_a_school_one_complains_to_those_who_watch_it(self, words: str) -> None:
        talk = _after("bullying", 12)
        assert ids(talk.turn("rights", topics=["rights"], text=words, sure=0.9)) == ["beo-skolinspektionen"]

    def test_of_care_one_complains_elsewhere(self) -> None:
        reply = _after("low_mood", 30).turn(
            "rights", topics=["rights"], text="hur klagar jag på vården", sure=0.9
        )
        assert "patientnämnden" in text(reply)


class TestOthers:
    @pytest.mark.parametrize(
        "words", ["jag vill prata med någon min ålder", "finns det andra som har förlorat någon"]
    )
    def test_those_of_ones_own_age_are_in_groups(self, words: str) -> None:
        talk = _after("grief", 15)
        assert "sorgegrupper-nus" in ids(talk.turn("talk_to_human", text=words, sure=0.99))

    @pytest.mark.parametrize(
        "words", ["finns det nån kvar", "har du några fler ställen", "is there anyone else"]
    )
    def test_who_is_left_is_shown(self, words: str) -> None:
        talk = _after("bullying", 12)
        before = talk.memory.shown
        reply = talk.turn("nlu_fallback", text=words, sure=0.3)
        assert reply.understood.intent == "more_services"
        assert not {*before} & {*ids(reply)}

    @pytest.mark.parametrize(
        "words", ["jag är inte släkt, får jag ringa", "får jag ringa fast jag inte är anhörig"]
    )
    def test_who_is_no_relative_may_call(self, words: str) -> None:
        assert _says(_after("older_people", 90), words).startswith("Ja")


@pytest.mark.parametrize(
    "words", ["måste ni berätta för henne?", "berättar ni för henne", "do you have to tell her"]
)
def test_asked_as_you_vart_says_first_that_it_calls_nobody(words: str) -> None:
    said = _says(_after("parent_illness", 14), words)
    assert "bot" in said.split("\n\n")[0]


def test_that_nobody_may_know_is_asked_of_the_places() -> None:
    talk = _after("perinatal", 17)
    assert "tystnadsplikt" in text(talk.turn("privacy", text="ingen får veta", sure=0.99))
