"""Conversations in languages that Vart cannot converse in."""

from dataclasses import replace

import pytest

from bot.answers.readers import read_entities
from bot.content.languages import phrasebook
from bot.gateway.memory import Memory
from bot.gateway.reply import Reply
from tests.answers.speaking import Talk, choices, ids, services, text

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


def test_an_interpreter_and_the_cost_are_about_the_places_just_shown(talk: Talk) -> None:
    write(talk, "waan murugaysanahay")
    place = write(talk, "waxaan joogaa Umeå")
    asked = write(talk, "Turjumaan ma heli karaa")
    assert "Jag talar somaliska." in text(asked)
    assert ids(asked) == ids(place)
    assert set(ids(write(talk, "ma bilaash baa"))) <= set(ids(place))


@pytest.mark.parametrize("said", ["ile to kosztuje", "wie viel kostet das", "¿cuánto cuesta?"])
def test_emergency_is_no_place_that_is_free(talk: Talk, said: str) -> None:
    write(talk, "Szukam mieszkania")
    assert "sos-112" not in ids(write(talk, said))


def test_no_sentence_twice_running(talk: Talk) -> None:
    first, second, third = (write(talk, said) for said in ("أشعر بالحزن", "أنا في أوميو", "أسكن في أوميو"))
    openings = [text(reply).split("\n\n")[0] for reply in (first, second, third)]
    assert len(set(openings)) == len(openings)


@pytest.mark.parametrize(
    ("language", "place", "cost", "interpreter", "better"),
    [
        ("ar", "أنا في أوميو", "هل يكلف شيئا", "هل هناك مترجم", "أنا بخير الآن"),
        ("fa", "در اومیو زندگی میکنم", "آیا رایگان است", "مترجم دارید؟", "الان بهترم"),
        (
            "so",
            "Waxaan degganahay Umeå",
            "Lacag ma tahay",
            "Turjumaan ma heli karaa",
            "Hadda waan fiicanahay",
        ),
        ("ti", "ኣብ ኡመዮ እቕመጥ", "ነጻ ድዩ", "ኣስተርጓሚ ኣሎ ዶ", "ሕጂ ደሓን ኣለኹ"),
        ("uk", "Я живу в Умео", "Це безкоштовно?", "Чи є перекладач?", "Мені вже краще"),
        ("ru", "Я живу в Умео", "Это бесплатно?", "Есть переводчик?", "Мне уже лучше"),
        ("pl", "Mieszkam w Umeå", "Czy to jest bezpłatne?", "Czy jest tłumacz?", "Już mi lepiej"),
        ("tr", "Umeå'da yaşıyorum", "Ücretsiz mi?", "Tercüman var mı?", "Şimdi daha iyiyim"),
        ("fi", "Asun Uumajassa", "Onko se ilmaista?", "Onko tulkkia?", "Nyt on parempi olo"),
        ("es", "Vivo en Umeå", "¿Es gratis?", "¿Hay intérprete?", "Ya estoy mejor"),
        ("fr", "J'habite à Umeå", "C'est gratuit ?", "Y a-t-il un interprète ?", "Ça va mieux maintenant"),
        ("de", "Ich wohne in Umeå", "Ist das kostenlos?", "Gibt es einen Dolmetscher?", "Mir geht es besser"),
        ("ku", "Ez li Umeå dijîm", "Belaş e?", "Wergêr heye?", "Niha baş im"),
        ("ckb", "لە ئومێو دەژیم", "بەخۆڕایی", "وەرگێڕ هەیە", "ئێستا باشترم"),
    ],
)
def test_what_is_asked_after_a_crisis_is_answered_and_112_stays(
    language: str, place: str, cost: str, interpreter: str, better: str
) -> None:
    talk = Talk(memory=Memory(language=language, crisis="suicide", danger=3, turn=1))
    phrases = phrasebook()[language]
    replies = [write(talk, said) for said in (place, cost, interpreter, better)]
    near, free, speaks, eased = map(text, replies)
    assert talk.memory.municipality == "2480"
    assert all("112" in said for said in (near, free, speaks, eased))
    assert all(reply.messages[0].lang == language for reply in replies)
    assert phrases.free in free
    shown = {service.id: service.cost for service in services(replies[1])}
    assert {*shown.values()} == {"Gratis"}
    assert set(ids(replies[2])) <= {*ids(replies[0]), *shown}
    assert "Jag talar" in speaks
    assert phrases.better in eased
    assert talk.memory.crisis == "suicide"
    assert talk.memory.expects is not None


@pytest.mark.parametrize("said", ["мне не лучше", "mir geht es nicht besser", "Es wäre besser ohne mich"])
def test_the_opposite_of_better_is_no_relief(said: str) -> None:
    talk = Talk(memory=Memory(language="de", crisis="suicide", danger=3, turn=1))
    reply = write(talk, said)
    assert not any(text(reply).startswith(phrases.better) for phrases in phrasebook().values())
    assert "112" in text(reply)


def test_a_language_without_sentences_keeps_112_in_every_list(talk: Talk) -> None:
    for said in ("ฉันเหงามาก", "Umeå", "ขอบคุณ"):
        reply = write(talk, said)
        assert "112" in text(reply).split("\n\n")[0]
        assert reply.messages[0].lang == "en"
    assert talk.memory.municipality == "2480"


def test_a_place_told_after_violence_gets_who_helps_there() -> None:
    talk = Talk(memory=Memory(language="es", crisis="violence", danger=3, turn=1))
    reply = write(talk, "Vivimos en Umeå")
    assert "112" in text(reply).split("\n\n")[0]
    assert "kvinnofridslinjen" in ids(reply)
    assert any("Umeå" in service.name for service in services(reply))


def test_a_child_who_stays_away_from_school_gets_who_helps_with_school_before_a_place_is_known(
    talk: Talk,
) -> None:
    assert ids(write(talk, "Moja córka nie chce chodzić do szkoły"))[0] == "beo-skolinspektionen"
