"""What is asked or told right after a crisis and has an answer of its own."""

from dataclasses import replace

import pytest

from bot.answers.moments import is_only_a_moment, moment
from bot.gateway.memory import AFTER_CRISIS, EASED, Memory
from nlu.traits import STRANGLED, SWALLOWED
from tests.answers.speaking import Talk, ids, real_library, text

BEATEN = Memory(crisis="violence", danger=3, topics=("violence",))
CHOKED = replace(BEATEN, traits=(STRANGLED,))
RAPED = Memory(crisis="sexual_violence", danger=3, topics=("sexual_abuse",))
FORCED = Memory(crisis="honour", danger=3, topics=("honour",))
POISONED = Memory(crisis="medical", danger=3, for_whom="relative")
TOOK_PILLS = Memory(crisis="suicide", danger=3, traits=(SWALLOWED,))
WANTS_TO_DIE = Memory(crisis="suicide", danger=2)
LOST = Memory(crisis="child_at_risk", danger=3)
HEARS_VOICES = Memory(crisis="psychosis", danger=3)
OF_A_FRIEND = Memory(crisis="third_party", danger=3, for_whom="relative")


@pytest.mark.parametrize(
    ("memory", "words", "id"),
    [
        (CHOKED, "allt är bra nu", "strangled"),
        (CHOKED, "det är lugnt nu, han är på jobbet", "strangled"),
        (CHOKED, "är det farligt", "strangled"),
        (CHOKED, "han gör det bara ibland", "strangled"),
        (BEATEN, "nu har han slutat", "stopped"),
        (BEATEN, "vad händer om jag ringer", "calling"),
        (BEATEN, "får han låsa in mig", "locked_in"),
        (BEATEN, "får jag gå ut?", "locked_in"),
        (POISONED, "hon andas", "breathing"),
        (LOST, "hon har hört av sig nu", "heard_from"),
        (HEARS_VOICES, "jag tänker inte göra det", "not_obeying"),
        (OF_A_FRIEND, "jag vet inte var hon bor", "unknown_place"),
        (TOOK_PILLS, "hon verkar pigg", "swallowed"),
        (TOOK_PILLS, "han sover nu", "let_sleep"),
        (BEATEN, "han har lagt sig nu", "asleep"),
        (BEATEN, "han kommer hem klockan fem", "returns"),
        (BEATEN, "han får inte veta", "hidden"),
        (BEATEN, "kan jag ta med barnen", "children"),
        (BEATEN, "ska jag flytta hem till honom", "leave"),
        (BEATEN, "var kan jag sova inatt", "shelter"),
        (BEATEN, "where can I stay tonight", "shelter"),
        (BEATEN, "är det verkligen våld", "is_violence"),
        (FORCED, "är det verkligen farligt", "forced"),
        (RAPED, "ska jag duscha", "wash"),
        (RAPED, "vill inte polisen", "no_report"),
        (RAPED, "how do I report it", "report"),
        (BEATEN, "hur anmäler jag honom", "report"),
        (BEATEN, "I don't want to report it to the police", "no_report"),
        (POISONED, "nu vaknade han", "woke"),
        (POISONED, "hon har vaknat", "woke"),
        (POISONED, "nu vaknar hon lite", "woke"),
        (POISONED, "hon vaknar till nu", "woke"),
        (OF_A_FRIEND, "nu vaknade hon", "woke"),
        (POISONED, "ska vi låta honom sova", "let_sleep"),
        (TOOK_PILLS, "jag mår bättre nu", "swallowed"),
        (WANTS_TO_DIE, "vad säger jag", "say_self"),
        (OF_A_FRIEND, "vad ska jag säga till henne", "say_other"),
        (OF_A_FRIEND, "får jag berätta för hennes mamma", "tell_others"),
        (OF_A_FRIEND, "jag har lovat att inte berätta", "tell_others"),
        (OF_A_FRIEND, "lovade henne att hålla tyst", "tell_others"),
        (OF_A_FRIEND, "hon fick mig att lova att inte säga nåt", "tell_others"),
        (OF_A_FRIEND, "I promised her not to tell", "tell_others"),
        (OF_A_FRIEND, "hon svarade, hon var på toa", "answered"),
        (OF_A_FRIEND, "hon säger att hon ska göra det sen ändå", "later"),
    ],
)
def test_it_is_answered_with_112_and_those_who_answer(memory: Memory, words: str, id: str) -> None:
    assert moment(words, memory) == id
    reply = Talk(memory=memory).turn("nlu_fallback", text=words, sure=0.3)
    texts = real_library().texts.languages["sv"][f"moment.{id}"]
    assert any(each in text(reply) for each in texts)
    assert "112" in text(reply)
    assert len(ids(reply)) == 3
    assert ("sos-112" in ids(reply)) == (memory.danger == 3)
    assert reply.memory.expects == AFTER_CRISIS


@pytest.mark.parametrize(
    ("memory", "words"),
    [
        (Memory(), "var kan jag sova inatt"),
        (WANTS_TO_DIE, "jag mår bättre nu"),
        (WANTS_TO_DIE, "han har lagt sig nu"),
        (BEATEN, "nu vaknade han"),
        (BEATEN, "barnen sover"),
        (BEATEN, "han har inte somnat"),
        (OF_A_FRIEND, "hon lovade att hon inte ska göra det"),
        (OF_A_FRIEND, "hon lovar att inte göra det"),
        (OF_A_FRIEND, "she promised not to do it"),
        (BEATEN, "kan jag ta mig till min mamma"),
        (BEATEN, "vågar inte ringa polisen"),
        (CHOKED, "jag mår inte bra"),
        (OF_A_FRIEND, "hon svarade inte"),
        (replace(OF_A_FRIEND, danger=2), "hon svarade nu"),
        (POISONED, "han vaknade inte"),
        (POISONED, "nu vaknar hon inte"),
        (POISONED, "varför vaknar hon inte"),
        (POISONED, "vaknar aldrig"),
        (POISONED, "hon har inte vaknat"),
        (POISONED, "she hasn't woke up"),
        (OF_A_FRIEND, "hon svarade aldrig"),
        (OF_A_FRIEND, "hon svarade ej"),
        (OF_A_FRIEND, "nu svarade hon inte"),
        (OF_A_FRIEND, "inte ens nu svarade han"),
        (BEATEN, "han sover inte"),
        (BEATEN, "han får inte se att jag skär mig"),
    ],
)
def test_the_same_words_are_something_else_after_another_crisis(memory: Memory, words: str) -> None:
    assert moment(words, memory) is None


def test_help_that_has_come_goes_before() -> None:
    reply = Talk(memory=TOOK_PILLS).turn("nlu_fallback", text="ambulansen är här, jag mår bra", sure=0.3)
    assert "sos-112" not in ids(reply)


def test_who_was_calmer_stays_so() -> None:
    calm = replace(BEATEN, expects=EASED)
    reply = Talk(memory=calm).turn("nlu_fallback", text="var kan vi bo", sure=0.3)
    assert reply.memory.expects == EASED
    assert "sos-112" not in ids(reply)


def test_who_is_about_to_be_in_danger_again_is_not_calm_any_more() -> None:
    calm = replace(BEATEN, expects=EASED)
    reply = Talk(memory=calm).turn("nlu_fallback", text="han kommer hem klockan fem", sure=0.3)
    assert reply.memory.expects == AFTER_CRISIS
    assert ids(reply)[0] == "sos-112"


def test_what_is_near_goes_first_where_somebody_looks_for_a_bed() -> None:
    in_umea = replace(BEATEN, danger=2, municipality="2480")
    reply = Talk(memory=in_umea).turn("sleep", text="var kan jag sova inatt", topics=["sleep"], sure=0.99)
    assert ids(reply)[0] == "umea-socialjour"


@pytest.mark.parametrize(
    ("words", "only"),
    [
        ("han har lagt sig nu", True),
        ("han har lagt sig nu men han har en kniv", False),
        ("han har lagt sig nu och jag vill dö", False),
        ("han har lagt sig nu och lillebror gråter och vill härifrån fort", False),
        ("han har somnat på soffan nu", True),
        ("han kommer hem om en timme", True),
        ("hon sover och är medvetslös", False),
        ("han kollar min mobil och våldtog mig", False),
        ("kan jag ta med barnen han våldtar", False),
        ("han kommer hem snart och ska skjuta mig", False),
        ("han sover jag ska bränna huset", False),
        ("han slog mig och sover nu", False),
        ("mamma sover och vaknar inte", False),
        ("hej", False),
    ],
)
@pytest.mark.parametrize("memory", [BEATEN, replace(BEATEN, crisis="child_at_risk")])
def test_what_is_told_besides_is_heard_as_it_is(words: str, only: bool, memory: Memory) -> None:
    assert is_only_a_moment(words, memory) is (only and moment(words, memory) is not None)


@pytest.mark.parametrize(
    ("words", "memory"),
    [
        ("hon har vaknat men krampar", POISONED),
        ("nu vaknade han och kräks blod", POISONED),
        ("hon svarade, hon står på bron", OF_A_FRIEND),
    ],
)
def test_a_danger_that_goes_on_is_not_only_a_moment(words: str, memory: Memory) -> None:
    assert moment(words, memory) is not None
    assert not is_only_a_moment(words, memory)


def test_what_must_not_be_seen_is_hidden_help_and_nothing_else() -> None:
    assert moment("han får inte veta att jag pratat med er", BEATEN) == "hidden"
    assert moment("han får inte veta att jag dricker", BEATEN) is None


def test_what_may_be_a_danger_of_its_own_is_assessed() -> None:
    assert moment("hon ska göra det ikväll", OF_A_FRIEND) == "later"
    assert not is_only_a_moment("hon ska göra det ikväll", OF_A_FRIEND)
