"""Swedish and English in full, a line in other languages."""

import pytest

from bot.content.languages import phrasebook
from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, choices, real_library, services, text


def test_english_from_now_on(talk: Talk) -> None:
    reply = talk.turn("change_language", {"language": "en"})
    assert reply.memory.language == "en"
    assert {message.lang for message in talk.asks_for("sleep").messages} == {"en"}


def test_the_topic_at_hand_comes_in_the_other_language(talk: Talk) -> None:
    talk.asks_for("sleep", municipality="2460")
    reply = talk.turn("change_language", {"language": "en"})
    assert services(reply)
    assert reply.messages[0].lang == "en"


@pytest.mark.parametrize(("now", "then"), [("sv", "en"), ("en", "sv")])
def test_without_a_language_it_is_the_other_one(now: str, then: str) -> None:
    talk = Talk(memory=Memory(language=now))
    assert talk.turn("change_language").memory.language == then


@pytest.mark.parametrize("language", sorted(phrasebook()))
@pytest.mark.parametrize("intent", ["change_language", "sleep", "greet"])
def test_another_language_is_met_with_its_own_line(talk: Talk, intent: str, language: str) -> None:
    reply = talk.turn(intent, {"language": language}, ["sleep"])
    assert phrasebook()[language].first in text(reply)
    assert reply.messages[0].lang == language
    assert {"lang:en", "lang:sv"} <= set(choices(reply))
    assert services(reply)


def test_a_line_that_speaks_the_language_is_shown_to_those_who_write_it_only(talk: Talk) -> None:
    ukrainian, tigrinya = (talk.turn("greet", {"language": language}) for language in ("uk", "ti"))
    assert "bris-ukrainska" in [service.id for service in services(ukrainian)]
    assert "bris-ukrainska" not in [service.id for service in services(tigrinya)]


def test_a_language_without_a_line(talk: Talk) -> None:
    reply = talk.turn("change_language", {"language": "xx"})
    assert "tolk" in text(reply)
    assert reply.messages[0].lang == "sv"


@pytest.mark.parametrize(
    ("words", "language", "named"),
    [
        ("på ukrainska finns nåt?", "sv", "ukrainska"),
        ("dari språk finns?", "sv", "persiska"),
        ("pratar de arabiska?", "sv", "arabiska"),
        ("do they speak English?", "en", "English"),
        ("is there somebody who speaks Somali", "en", "Somali"),
    ],
)
def test_a_question_about_a_language_changes_none(words: str, language: str, named: str) -> None:
    talk = Talk(memory=Memory(language=language))
    talk.asks_for("low_mood", municipality="2480", age=16)
    shown = {*talk.memory.shown}
    reply = talk.turn("change_language", text=words)
    assert reply.memory.language == language
    assert named in text(reply)
    assert "tolk" in text(reply) or "interpreter" in text(reply)
    assert shown & {service.id for service in services(reply)}


def test_what_is_known_of_a_language_stands_beside_the_name(talk: Talk) -> None:
    talk.asks_for("low_mood", age=16)
    reply = talk.turn("change_language", text="finns det nån på ukrainska")
    [line] = [line for line in text(reply).splitlines() if "Bris på ukrainska" in line]
    assert line.endswith(("Talar ukrainska", "Språk: ukrainska"))
    listed = talk.turn("change_language", text="finns det nån på dari")
    assert "dari" in text(listed)


def test_another_matter_that_names_a_language_is_that_matter(talk: Talk) -> None:
    talk.asks_for("low_mood")
    reply = talk.turn("violence", {}, ["violence"], text="finns ukrainska kvinnor som blir slagna", sure=0.9)
    assert reply.memory.topics == ("violence",)


def test_a_question_about_a_language_takes_nobody_out_of_a_crisis() -> None:
    talk = Talk(memory=Memory(crisis="suicide", danger=3, turn=1))
    reply = talk.turn("change_language", text="pratar de arabiska?")
    assert [one.id for one in services(reply)][:2] == ["sos-112", "mind-sjalvmordslinjen"]
    assert reply.memory.expects is not None


def test_english_asked_for_in_english_shows_the_same_list_again() -> None:
    talk = Talk(memory=Memory(language="en"))
    before = services(talk.asks_for("loneliness", municipality="2480", age=23))
    again = talk.turn("change_language", {"language": "en"}, text="can you speak English please")
    assert [one.id for one in services(again)] == [one.id for one in before]


def test_said_twice_it_is_not_repeated_word_for_word(talk: Talk) -> None:
    assert text(talk.turn("change_language", {"language": "so"})) != text(
        talk.turn("change_language", {"language": "so"})
    )


@pytest.mark.parametrize("words", ["svenska", "answer in Swedish please"])
def test_the_language_that_is_named_is_given(words: str) -> None:
    reply = Talk(memory=Memory(language="en")).turn("change_language", {"language": "sv"}, text=words)
    assert reply.memory.language == "sv"


def test_a_new_language_comes_with_the_next_question(talk: Talk) -> None:
    reply = talk.turn("change_language", {"language": "en"}, text="English")
    assert "What" in text(reply) or "help" in text(reply)
    assert choices(reply)


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ("do I need to speak Swedish", "en", "interpreter"),
        ("do I have to speak Swedish when I call", "en", "interpreter"),
        ("must my mother speak Swedish?", "en", "interpreter"),
        ("can I speak English there", "en", "English"),
        ("who can I talk to in English", "en", "English"),
        ("måste man kunna svenska?", "sv", "tolk"),
        ("hon pratar bara albanska, måste hon kunna svenska", "sv", "tolk"),
        ("kan man prata engelska där", "sv", "engelska"),
        ("vem kan jag prata med på finska", "sv", "finska"),
    ],
)
def test_whether_a_language_is_needed_or_spoken_is_no_wish_for_another(
    words: str, language: str, said: str
) -> None:
    talk = Talk(memory=Memory(language=language))
    talk.asks_for("low_mood", municipality="2480", age=21)
    reply = talk.turn("change_language", {}, text=words)
    assert reply.memory.language == language
    assert said in text(reply)
    assert services(reply)


@pytest.mark.parametrize(
    "words",
    [
        *("måste jag kunna svenska för att bli medborgare?", "måste jag kunna svenska för att få jobb?"),
        *("måste jag läsa svenska i skolan?", "do I need to speak Swedish to get a job?"),
        *("behöver jag kunna engelska?", "måste hon prata arabiska där?"),
    ],
)
def test_swedish_may_be_needed_for_more_than_help(words: str) -> None:
    reply = Talk().turn("nlu_fallback", text=words, sure=0.3)
    texts = real_library().texts.languages["sv"]["language.not_needed"]
    assert not any(one in text(reply) for one in texts)


@pytest.mark.parametrize("words", ["can we speak Swedish", "svenska tack", "can I have Swedish please"])
def test_a_wish_for_swedish_is_one(words: str) -> None:
    reply = Talk(memory=Memory(language="en")).turn("change_language", {"language": "sv"}, text=words)
    assert reply.memory.language == "sv"


def test_whether_swedish_is_needed_takes_nobody_out_of_a_crisis() -> None:
    talk = Talk(memory=Memory(language="en", crisis="violence", danger=3, turn=1))
    reply = talk.turn("change_language", text="do I have to speak Swedish when I call")
    assert services(reply)[0].id == "sos-112"
    assert "interpreter" in text(reply)
    assert reply.memory.expects is not None


def test_a_language_that_vart_has_no_sentence_of_is_answered_in_english(talk: Talk) -> None:
    reply = talk.turn("nlu_fallback", {"language": "th"}, text="ฉันเหงามาก")
    assert {message.lang for message in reply.messages} == {"en"}
    assert "112" in text(reply)
    assert "tolk" not in text(reply)
    assert services(reply)
