"""While life is in danger a sure guess at another matter leads nobody away; what is asked for is answered."""

from dataclasses import replace

import pytest

from bot.gateway.memory import AFTER_CRISIS, EASED, Memory
from tests.answers.speaking import Talk, choices, ids, kinds, text

IN_DANGER = Memory(crisis="suicide", danger=3, topics=("low_mood",), age=16)
IN_DISTRESS = replace(IN_DANGER, danger=2)


@pytest.fixture
def talk() -> Talk:
    return Talk(memory=IN_DANGER)


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("loneliness", "har ingen plan"),
        ("anxiety", "jag är rädd"),
        ("parent_illness", "mamma är inte hemma och pappa jobbar natt så jag är själv"),
        ("money_housing", "jag har skulder överallt"),
        ("relationship", "my girlfriend left me"),
        ("leisure", "vad kan man göra"),
        ("self_harm", "hur stoppar man blodet"),
        ("rights", "vad får jag göra nu"),
    ],
)
def test_a_sure_guess_at_another_matter_is_a_door_and_no_way_out(talk: Talk, topic: str, words: str) -> None:
    reply = talk.turn(topic, topics=[topic], text=words, sure=0.999)
    assert "112" in text(reply).split("\n")[0]
    assert ids(reply)[0] == "sos-112"
    assert f"topic:{topic}" in choices(reply)
    assert reply.memory.expects == AFTER_CRISIS


@pytest.mark.parametrize(
    ("intent", "words", "sure"),
    [
        ("greet", "vet inte", 0.99),
        ("greet", "hallå", 1.0),
        ("who_are_you", "är du kvar", 1.0),
        ("restart", "vart ska jag ta vägen", 0.54),
        ("privacy", "kan ni komma", 0.59),
        ("open_now", "behöver hjälp nu", 0.4),
        ("open_now", "dörren är öppen", 0.99),
        ("more_services", "finns det nån där", 0.66),
        ("change_language", "kan man dö av det", 0.34),
    ],
)
@pytest.mark.parametrize("memory", [IN_DANGER, IN_DISTRESS], ids=["danger", "distress"])
def test_what_only_looks_like_small_talk_stays(memory: Memory, intent: str, words: str, sure: float) -> None:
    reply = Talk(memory=memory).turn(intent, text=words, sure=sure)
    assert "mind-sjalvmordslinjen" in ids(reply)
    assert "112" in text(reply)
    assert reply.memory.expects == AFTER_CRISIS
    assert reply.memory.crisis == "suicide"


@pytest.mark.parametrize(
    ("topic", "words", "sure"),
    [
        ("leisure", "vilka öppettider har biblioteket", 0.49),
        ("money_housing", "kan ni hjälpa med försörjningsstöd", 0.99),
        ("work", "hur söker jag jobb", 0.99),
        ("work", "finns det lediga jobb", 0.77),
        ("money_housing", "jag behöver hjälp med skulder", 0.99),
        ("sexual_health", "looking for a youth clinic", 0.9),
        ("leisure", "var kan man träna gratis", 0.99),
    ],
)
@pytest.mark.parametrize("memory", [IN_DANGER, IN_DISTRESS], ids=["danger", "distress"])
def test_what_is_asked_for_gets_its_ordinary_answer(
    memory: Memory, topic: str, words: str, sure: float
) -> None:
    reply = Talk(memory=memory).turn(topic, topics=[topic], text=words, sure=sure)
    assert reply.understood.topic == topic
    assert reply.memory.topics == (topic,)
    assert reply.memory.expects not in (AFTER_CRISIS, EASED)


def test_a_request_for_somebody_in_danger_stays_with_them(talk: Talk) -> None:
    told = "jag behöver hjälp med honom"
    reply = talk.turn("relative_support", topics=["relative_support"], text=told, sure=0.99)
    assert ids(reply)[0] == "sos-112"


def test_a_matter_that_is_asked_for_by_name_is_answered(talk: Talk) -> None:
    reply = talk.turn("nlu_fallback", text="jag vill veta mer om sfi", sure=0.3)
    assert reply.memory.topics == ("newly_arrived",)
    assert reply.memory.expects != AFTER_CRISIS
    named = Talk(memory=IN_DANGER).turn("nlu_fallback", text="på sfi", sure=0.3)
    assert ids(named)[0] == "sos-112"


def test_what_is_looked_for_but_not_known_surely_is_offered(talk: Talk) -> None:
    told = "var hittar jag en psykolog"
    reply = talk.turn("nlu_fallback", options=["trauma", "anxiety", "stress"], text=told, sure=0.2)
    assert choices(reply) == ["human", "topic:trauma", "topic:anxiety"]
    vague = Talk(memory=IN_DANGER).turn("nlu_fallback", options=["trauma", "anxiety"], text="tomt", sure=0.2)
    assert choices(vague) == ["human"]


@pytest.mark.parametrize(
    ("intent", "words"),
    [("privacy", "sparar ni det jag skriver"), ("more_services", "visa fler"), ("thanks", "tack")],
)
def test_what_is_asked_on_the_way_is_answered_and_ends_nothing(talk: Talk, intent: str, words: str) -> None:
    reply = talk.turn(intent, text=words, sure=0.99)
    assert reply.understood.intent == intent
    assert reply.memory.expects == AFTER_CRISIS
    talk.memory = replace(talk.memory, crisis="suicide")
    assert ids(talk.turn("loneliness", topics=["loneliness"], text="ensam hemma", sure=0.99))[0] == "sos-112"


def test_what_was_eased_stays_eased_when_something_is_asked_on_the_way() -> None:
    talk = Talk(memory=replace(IN_DANGER, expects=EASED))
    assert talk.turn("privacy", text="sparar ni det jag skriver", sure=0.99).memory.expects == EASED


def test_another_language_is_the_language_of_the_crisis(talk: Talk) -> None:
    reply = talk.turn("change_language", {"language": "en"}, text="english please", sure=0.99)
    assert reply.messages[0].lang == "en"
    assert ids(reply)[0] == "sos-112"
    assert reply.memory.expects == AFTER_CRISIS


def test_a_language_asked_for_with_a_question_asks_nothing_of_the_lines() -> None:
    said = (
        Talk(memory=Memory(crisis="suicide", danger=2)).turn("change_language", text=words, sure=0.99)
        for words in ("can we talk in english pls", "english please")
    )
    assert len({text(reply) for reply in said}) == 1


def test_a_language_of_few_lines_does_not_end_it(talk: Talk) -> None:
    reply = talk.turn("nlu_fallback", {"language": "so"}, text="i caawi", sure=0.2)
    assert reply.memory.expects == AFTER_CRISIS


def test_a_question_in_danger_is_for_112_first(talk: Talk) -> None:
    first = text(talk.turn("nlu_fallback", text="ska jag väcka henne", sure=0.1))
    talk.memory = replace(talk.memory, crisis="suicide")
    second = text(talk.turn("nlu_fallback", text="ska jag väcka henne", sure=0.1))
    assert first != second
    assert all("112" in words.split(".")[0] and "fråga" in words for words in (first, second))


def test_pressing_a_choice_leads_on(talk: Talk) -> None:
    pressed = '/choose_topic{"topic": "loneliness"}'
    reply = talk.turn("choose_topic", topics=["loneliness"], text=pressed, sure=1.0)
    assert reply.understood.topic == "loneliness"
    assert kinds(reply)[0] == "services"
    assert reply.memory.expects != AFTER_CRISIS


def test_once_it_has_eased_a_sure_matter_is_another_one() -> None:
    talk = Talk(memory=replace(IN_DANGER, expects=EASED))
    reply = talk.turn("sleep", topics=["sleep"], text="jag kan inte sova", sure=0.99)
    assert reply.understood.topic == "sleep"


def test_before_life_is_in_danger_a_sure_matter_is_another_one() -> None:
    reply = Talk(memory=IN_DISTRESS).turn("sleep", topics=["sleep"], text="jag kan inte sova", sure=0.99)
    assert reply.memory.topics == ("sleep",)
