"""Conversations in languages that Vart cannot converse in."""

from dataclasses import replace

import pytest

from bot.answers.readers import read_entities
from bot.content.languages import phrasebook
from bot.gateway.memory import Memory
from bot.gateway.reply import Reply
from tests.answers.speaking import Talk, choices, ids, text

_ASYLUM = {"migrationsverket", "vard-asylsokande-vasterbotten"}


def write(talk: Talk, said: str) -> Reply:
    """A message as it is read, whatever a classifier that knows no such language makes of it."""
    return talk.turn("nlu_fallback", read_entities(said), text=said)


def test_a_sad_young_person_gets_who_listens_and_no_asylum_office(talk: Talk) -> None:
    said = ["أشعر بالحزن", "عمري ١٧ سنة", "أسكن في أوميو"]
    first, age, place = (write(talk, one) for one in said)
    arabic = phrasebook()["ar"]
    assert text(first).startswith(arabic.first)
    assert text(age).startswith(arabic.places)
    assert text(place).startswith(arabic.places)
    assert "bris-116111" in ids(place)
    assert not _ASYLUM & {*ids(first), *ids(age), *ids(place)}
    assert (talk.memory.municipality, talk.memory.age, talk.memory.topics) == ("2480", 17, ("low_mood",))


def test_who_writes_of_asylum_gets_the_offices(talk: Talk) -> None:
    assert _ASYLUM & {*ids(write(talk, "أحتاج محامي لطلب اللجوء"))}


def test_the_note_is_said_once_and_then_how_to_ask_for_an_interpreter(talk: Talk) -> None:
    first, second, third = (write(talk, "Мені потрібна допомога") for _ in range(3))
    assert phrasebook()["uk"].first in text(first)
    assert phrasebook()["uk"].first not in text(second)
    assert "ukrainska" in text(second)
    assert not {*ids(first)} & {*ids(second)}
    assert ids(second) != ids(third)


@pytest.mark.parametrize(
    ("first", "thanks", "language"),
    [
        ("أشعر بالحزن", "شكرا", "ar"),
        ("waan murugaysanahay", "mahadsanid", "so"),
        ("olen surullinen", "kiitos", "fi"),
    ],
)
def test_thanks(talk: Talk, first: str, thanks: str, language: str) -> None:
    write(talk, first)
    reply = write(talk, thanks)
    assert text(reply) == phrasebook()[language].thanks
    assert reply.messages[0].lang == language


def test_thanks_for_what_was_shown_in_another_language(talk: Talk) -> None:
    talk.asks_for("low_mood")
    assert text(write(talk, "شكرا")) == phrasebook()["ar"].thanks


def test_what_is_free(talk: Talk) -> None:
    write(talk, "waan murugaysanahay")
    reply = write(talk, "ma bilaash baa")
    assert text(reply).startswith(phrasebook()["so"].free)
    shown = (talk.library.snapshot.by_id[id] for id in ids(reply))
    assert {service.cost for service in shown} == {"Gratis"}


def test_places_and_ages_keep_the_language(talk: Talk) -> None:
    for said in ("waan murugaysanahay", "waxaan joogaa Umeå", "waxaan ahay 18", "Umeå", "ma bilaash baa"):
        assert write(talk, said).messages[0].lang == "so"


@pytest.mark.parametrize("said", ["أنا بخير الآن", "أسكن في أوميو", "شكرا", "عمري ١٧ سنة", "Umeå"])
def test_after_a_crisis_its_lines_stay(said: str) -> None:
    talk = Talk(memory=Memory(language="ar", crisis="suicide", danger=3, turn=1))
    for _ in range(2):
        reply = write(talk, said)
        assert "112" in text(reply)
        assert "mind-sjalvmordslinjen" in ids(reply)
        assert not _ASYLUM & {*ids(reply)}
        talk.memory = replace(talk.memory, crisis="suicide")
        assert talk.memory.expects is not None


@pytest.mark.parametrize("action", ["delete_my_data", "privacy", "talk_to_human", "restart"])
def test_what_a_button_asks_for_is_done(action: str) -> None:
    talk = Talk(memory=Memory(language="ar", turn=3))
    reply = talk.turn(action, text=f"/{action}")
    assert reply.messages[0].lang == "sv"
    assert reply.memory.language == "ar"


def test_words_that_only_look_like_a_wish_to_be_forgotten_are_not_one() -> None:
    talk = Talk(memory=Memory(language="ar", municipality="2480", turn=3))
    reply = talk.turn("delete_my_data", text="أنا حزين")
    assert reply.memory.municipality == "2480"


def test_a_line_for_parents_is_not_shown_to_who_writes_of_themselves(talk: Talk) -> None:
    assert "bris-vuxna-om-barn" not in ids(write(talk, "أشعر بالحزن"))


def test_the_two_languages_are_always_a_press_away(talk: Talk) -> None:
    assert {"lang:en", "lang:sv"} <= {*choices(write(talk, "Мені потрібна допомога"))}
