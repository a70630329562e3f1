"""Listings: a topic, two topics, more, open now, tips."""

import pytest

from bot.answers.parts import line_of
from bot.content.load import load_content
from bot.gateway.memory import Memory
from bot.gateway.messages import Service
from tests.answers.speaking import NIGHT, Talk, choices, ids, kinds, real_library, services, text
from tests.browser.replies import service

_TOPICS = sorted(load_content().topics)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("for_whom", ["self", "relative"])
@pytest.mark.parametrize("topic", _TOPICS)
def test_every_topic_has_a_usable_first_answer(topic: str, for_whom: str, language: str) -> None:
    talk = Talk(memory=Memory(language=language))
    reply = talk.asks_for(topic, for_whom=for_whom)
    assert services(reply)
    assert reply.understood.topic == topic
    assert {message.lang for message in reply.messages} == {language}


@pytest.mark.parametrize("topic", [topic for topic in _TOPICS if topic != "rights"])
def test_the_listings_come_before_the_question(talk: Talk, topic: str) -> None:
    reply = talk.asks_for(topic)
    assert kinds(reply) == ["services", "ask"]
    assert "skip:municipality" in choices(reply)
    assert reply.memory.expects == "municipality"


def test_the_municipality_is_asked_for_once(talk: Talk) -> None:
    assert "ask" in kinds(talk.asks_for("sleep"))
    for topic in ("stress", "work", "sleep"):
        assert "ask" not in kinds(talk.asks_for(topic))


def test_it_is_not_asked_for_when_it_is_known(talk: Talk) -> None:
    reply = talk.asks_for("sleep", municipality="2460")
    assert "ask" not in kinds(reply)
    assert reply.messages[0].card is not None
    assert getattr(reply.messages[0].card, "municipality", None) == "Vännäs"


def test_two_needs_get_both_lists_and_no_listing_twice(talk: Talk) -> None:
    reply = talk.asks_for("money_housing", "sleep", municipality="2480")
    cards = [message.card for message in reply.messages]
    assert [getattr(card, "topic", None) for card in cards] == ["money_housing", "sleep"]
    assert len(ids(reply)) == len(set(ids(reply)))
    assert reply.memory.topics == ("money_housing", "sleep")


def test_another_topic_that_may_be_meant_is_a_choice(talk: Talk) -> None:
    reply = talk.turn("sleep", {}, ["sleep"], ["stress", "anxiety", "npf"])
    assert "topic:stress" in choices(reply)
    assert "topic:npf" not in choices(reply)


def test_the_same_topic_again_is_said_in_other_words(talk: Talk) -> None:
    first, second, third = (talk.asks_for("sleep").messages[0].text.split("\n\n")[0] for _ in range(3))
    assert len({first, second, third}) == 3


def test_more_shows_what_was_not_shown_until_there_is_no_more(talk: Talk) -> None:
    seen = ids(talk.asks_for("anxiety", municipality="2480"))
    said: list[str] = []
    for _ in range(60):
        reply = talk.turn("more_services")
        assert said[-1:] != [text(reply)]
        said.append(text(reply))
        if not services(reply):
            break
        assert not set(seen) & set(ids(reply))
        seen += ids(reply)
    assert not services(reply)
    assert [payload for payload in choices(reply) if payload.startswith("topic:")], "a way on"


def test_more_is_offered_only_when_there_is_more(talk: Talk) -> None:
    reply = talk.asks_for("anxiety", municipality="2480")
    while services(reply):
        more = getattr(reply.messages[0].card, "more", None)
        assert ("more" in choices(reply)) == more
        reply = talk.turn("more_services")
        assert bool(services(reply)) == more


@pytest.mark.parametrize("intent", ["more_services", "show_tips", "affirm"])
def test_without_a_topic_vart_asks_what_it_is_about(talk: Talk, intent: str) -> None:
    reply = talk.turn(intent)
    assert reply.memory.expects == "topic"
    assert choices(reply)


def test_open_now_shows_what_is_open(talk: Talk) -> None:
    talk.asks_for("anxiety", municipality="2480")
    assert {service.open.state for service in services(talk.turn("open_now"))} == {"open"}


def test_open_now_is_not_offered_again_beside_what_is_open(talk: Talk) -> None:
    assert "open_now" in choices(talk.asks_for("anxiety", municipality="2480"))
    assert "open_now" not in choices(talk.turn("open_now"))


def test_an_address_in_a_line_leads_somewhere_however_long_it_is() -> None:
    long = service(phones=[], name="Vad vården kostar i Västerbotten", url=f"https://www.1177.se/{'a' * 90}/")
    assert line_of(Service.model_validate(long)) == "• Vad vården kostar i Västerbotten: https://www.1177.se/"
    named = line_of(Service.model_validate(long | {"name": "Ett långt namn " * 10}))
    assert len(named) <= 95
    assert named.endswith("…: https://www.1177.se/")


@pytest.mark.parametrize(
    ("overdue", "lang", "mark"),
    [
        (True, "sv", " (inte kontrollerad sedan oktober 2024)"),
        (True, "ar", " (not checked since October 2024)"),
        (False, "sv", ""),
    ],
)
def test_a_line_says_that_nobody_has_checked_it_for_long(overdue: bool, lang: str, mark: str) -> None:
    listed = service(name="Stöd", checked="2024-10-01") | {"overdue": overdue}
    line = line_of(Service.model_validate(listed), lang)
    assert line.startswith("• Stöd: 090")
    assert line.endswith(mark or "00")
    long = Service.model_validate(listed | {"name": "Ett långt namn " * 10})
    assert len(line_of(long, lang)) <= 95
    assert line_of(long, lang).endswith(mark or "00")


@pytest.mark.parametrize(
    ("number", "label", "expected"),
    [
        ("112", "begär jourhavande präst", "112 (begär jourhavande präst)"),
        ("1177", "välj knappval 2, kontaktcentret visar vägen", "1177 (välj knappval 2)"),
        ("1177", "sjukvårdsrådgivning, dygnet runt", "1177"),
        ("112", None, "112"),
        ("0910-73 50 00", "växeln, välj 1", "0910-73 50 00"),
    ],
)
def test_a_number_that_many_share_says_what_to_ask_for(number: str, label: str | None, expected: str) -> None:
    phone = {"number": number, "label": label, "tel": number}
    listed = Service.model_validate(service(name="Stöd", phones=[phone]))
    assert line_of(listed) == f"• Stöd: {expected}"


def test_open_now_in_the_night_still_gives_somebody(talk: Talk) -> None:
    talk.now = NIGHT
    talk.asks_for("work", municipality="2460")
    reply = talk.turn("open_now")
    assert {service.open.state for service in services(reply)} == {"open"}
    assert "stängt" in text(reply) or "Inget av det" in text(reply)


def test_open_now_without_a_topic(talk: Talk) -> None:
    assert {service.open.state for service in services(talk.turn("open_now"))} == {"open"}


def test_an_open_now_list_is_not_the_end_of_the_conversation(talk: Talk) -> None:
    talk.asks_for("anxiety", municipality="2480")
    shown = ids(talk.turn("open_now"))
    assert set(shown) <= set(talk.memory.shown)
    assert not set(shown) & set(ids(talk.turn("more_services")))


@pytest.mark.parametrize("topic", _TOPICS)
def test_every_topic_has_tips(talk: Talk, topic: str) -> None:
    talk.asks_for(topic)
    reply = talk.turn("show_tips")
    assert text(reply).count("•") >= 2
    assert "tips" not in choices(reply)


def test_tips_offer_more_only_when_there_is_more(talk: Talk) -> None:
    talk.asks_for("anxiety", municipality="2480")
    while services(talk.turn("more_services")):
        pass
    assert "more" not in choices(talk.turn("show_tips"))


def test_outside_the_county_is_said_and_national_lines_are_given(talk: Talk) -> None:
    reply = talk.asks_for("sleep", outside="Luleå")
    assert "Luleå" in text(reply)
    assert {service.level for service in services(reply)} <= {"national", "regional"}
    assert "ask" not in kinds(reply)


def test_a_place_spoken_of_outside_the_county_changes_nothing(talk: Talk) -> None:
    before = ids(talk.asks_for("sleep", municipality="2480"))
    reply = talk.asks_for("sleep", outside="Luleå", away=True)
    assert reply.memory.municipality == "2480"
    assert "Luleå" not in text(reply)
    assert ids(reply) == before


def test_outside_the_county_is_not_asked_about_later(talk: Talk) -> None:
    talk.asks_for("sleep", outside="Luleå")
    assert "ask" not in kinds(talk.asks_for("stress"))


def test_a_place_in_two_municipalities_is_asked_about(talk: Talk) -> None:
    reply = talk.asks_for("sleep", ambiguous_place=["2480", "2482"], locality="Ersmark")
    assert kinds(reply) == ["services", "ask"]
    assert {"municipality:2480", "municipality:2482"} <= set(choices(reply))
    assert "Ersmark" in text(reply)


@pytest.mark.parametrize("words", ["när öppnar dom", "är den öppen i dag?", "öppet på helger"])
def test_when_those_just_shown_are_open_is_told(talk: Talk, words: str) -> None:
    shown = services(talk.asks_for("anxiety", municipality="2480"))
    reply = talk.turn("open_now", text=words)
    assert [service.id for service in services(reply)] == [service.id for service in shown]
    assert all(service.open.text in text(reply) for service in shown)


def test_open_now_asked_plainly_is_no_question_of_hours(talk: Talk) -> None:
    talk.asks_for("anxiety", municipality="2480")
    assert {service.open.state for service in services(talk.turn("open_now", text="öppet nu"))} == {"open"}


def test_whoever_hits_is_met_for_that() -> None:
    reply = Talk().turn("anger", topics=["anger"], text="jag blir så arg att jag slår min tjej")
    assert "112" in text(reply)


def test_whoever_hits_back_is_not() -> None:
    reply = Talk().turn("violence", topics=["violence"], text="jag slog tillbaka när han slog mig")
    assert real_library().topic("violence").intro.sv in text(reply)
