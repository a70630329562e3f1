"""After a crisis in other languages: what feeling well does not take away, and what is danger again."""

from dataclasses import replace

import pytest

from bot.answers.readers import read_entities, read_memory
from bot.content.languages import phrasebook
from bot.gateway.memory import EASED, Memory
from bot.gateway.reply import Reply
from tests.answers.speaking import MONDAY, Talk, text

POISON, JOUR = "giftinformationscentralen", "umea-socialjour"


def _after(said: str, language: str, crisis: str) -> Talk:
    """A conversation right after an alarm was answered."""
    memory = read_memory(said, Memory(language=language))
    return Talk(memory=replace(memory, language=language, crisis=crisis, danger=3, turn=1))


def _write(talk: Talk, said: str) -> Reply:
    return talk.turn("nlu_fallback", read_entities(said), text=said)


def ids(reply: Reply) -> list[str]:
    """The listings of a card, an alarm's as well."""
    return [service.id for message in reply.messages for service in getattr(message.card, "services", ())]


@pytest.mark.parametrize(
    ("told", "better", "language"),
    [
        ("لقد تناولت الكثير من الحبوب", "أنا بخير الآن", "ar"),
        ("Waxaan liqay kaniini badan", "waan fiicanahay hadda", "so"),
        ("Я випила багато таблеток", "мені вже краще", "uk"),
        ("Wzięłam dużo tabletek", "już mi lepiej", "pl"),
    ],
)
@pytest.mark.parametrize("crisis", ["medical", "suicide"])
def test_after_tablets_feeling_well_is_not_believed(
    told: str, better: str, language: str, crisis: str
) -> None:
    talk = _after(told, language, crisis)
    first, second = _write(talk, better), _write(talk, better)
    for reply in (first, second):
        assert phrasebook()[language].still in text(reply)
        assert ids(reply)[:2] == ["sos-112", POISON]
        assert reply.messages[0].card is not None
        assert reply.messages[0].card.kind == "crisis"
        assert reply.memory.crisis == crisis
    assert text(first) != text(second)


def test_whatever_is_told_after_tablets_112_and_the_poison_centre_stay() -> None:
    talk = _after("Tomé muchas pastillas", "es", "medical")
    for said in ("gracias", "Umeå", "tengo 17 años"):
        assert {"sos-112", POISON} <= {*ids(_write(talk, said))}


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("قرص ها جلوی من است", "fa"),
        ("kaniiniga waa i hor yaalaa", "so"),
        ("tengo las pastillas aquí delante", "es"),
        ("السكين معي", "ar"),
        ("ніж у мене в руці", "uk"),
        ("j'ai la corde", "fr"),
    ],
)
def test_means_at_hand_are_danger_again(said: str, language: str) -> None:
    talk = _after("", language, "suicide")
    talk.memory = replace(talk.memory, expects=EASED, danger=2)
    reply = _write(talk, said)
    assert phrasebook()[language].means in text(reply)
    assert ids(reply)[0] == "sos-112"
    assert reply.messages[0].card is not None
    assert reply.messages[0].card.kind == "crisis"
    assert (reply.memory.danger, reply.memory.expects) == (3, "after_crisis")


def test_what_tablets_cost_is_no_danger() -> None:
    reply = _write(_after("", "es", "suicide"), "¿cuánto cuestan las pastillas? ¿es gratis?")
    assert phrasebook()["es"].means not in text(reply)


@pytest.mark.parametrize(
    ("told", "better", "language"),
    [
        ("زوجي خنقني أمس", "أنا بخير", "ar"),
        ("Мій чоловік мене душив", "мені краще", "uk"),
        ("Mi marido me estranguló ayer", "ya estoy bien, mejor", "es"),
    ],
)
def test_after_strangling_one_must_be_examined_whoever_feels_well(
    told: str, better: str, language: str
) -> None:
    reply = _write(_after(told, language, "violence"), better)
    assert phrasebook()[language].throat in text(reply)
    assert "1177-telefon" in ids(reply)


def test_what_strangling_can_do_is_said_once_unasked() -> None:
    talk = _after("Mi marido me estranguló ayer", "es", "violence")
    place, age = _write(talk, "Umeå"), _write(talk, "tengo 30 años")
    assert phrasebook()["es"].throat in text(place)
    assert any("Umeå" in line for line in text(place).split("\n"))
    assert phrasebook()["es"].throat not in text(age)
    assert "112" in text(age)


@pytest.mark.parametrize(
    ("told", "said", "language", "crisis"),
    [
        ("تناولت الكثير من الحبوب", "ليس لدي مكان أنام فيه", "ar", "medical"),
        ("", "Мені ніде спати", "uk", "violence"),
    ],
)
def test_somewhere_to_sleep_after_a_crisis(told: str, said: str, language: str, crisis: str) -> None:
    talk = _after(told, language, crisis)
    talk.now = MONDAY.replace(hour=20)
    where = _write(talk, said)
    assert phrasebook()[language].roof in text(where)
    there = _write(talk, "Umeå")
    assert JOUR in ids(there)
    assert "112" in text(there)
    assert there.memory.crisis == crisis
    assert crisis != "medical" or {"sos-112", POISON} <= {*ids(there)}


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("ليس لدي مكان أنام فيه الليلة", "ar"),
        ("جایی برای خوابیدن ندارم", "fa"),
        ("Мені ніде спати", "uk"),
        ("No tengo dónde dormir", "es"),
        ("ሎሚ ለይቲ ዝድቅሰሉ ቦታ የብለይን", "ti"),
    ],
)
def test_somewhere_to_sleep_without_a_crisis(talk: Talk, said: str, language: str) -> None:
    where = _write(talk, said)
    assert phrasebook()[language].roof in text(where)
    there = _write(talk, "Umeå")
    assert {"umea-socialtjanst", JOUR} <= {*ids(there)}
    assert phrasebook()[language].roof not in text(there)


def test_a_roof_told_in_the_alarm_itself_is_remembered() -> None:
    talk = _after("Мені ніде спати", "uk", "suicide")
    reply = _write(talk, "Умео")
    assert JOUR in ids(reply)
    assert "mind-sjalvmordslinjen" in ids(reply)
