"""Places that were tried, or were no help, in whatever order of words it is said."""

from fnmatch import fnmatchcase

import pytest

from bot.answers.tried import tried_by, unlisted_tried
from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, ids, real_library, text

_SHOWN = ("umea-elevhalsa", "mind-sjalvmordslinjen")


def _found(said: str) -> set[str]:
    return {*(tried_by(said, real_library(), _SHOWN) or ())}


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ("har redan ringt bris", "bris-116111"),
        ("bris har jag redan ringt, det gav inget", "bris-116111"),
        ("soc har jag ringt", "*-socialtjanst"),
        ("elevhälsan har jag redan provat, det gav inget", "*-elevhalsa"),
        ("1177 har jag redan ringt", "1177-telefon"),
        ("1177 ringde jag igår, kom inte fram", "1177-telefon"),
        ("vårdcentralen har jag redan varit hos", "*-halsocentral"),
        ("kuratorn pratade jag med men hon lyssnade inte", "*-elevhalsa"),
        ("jag ringde bris men ingen svarade", "bris-116111"),
        ("jourhavande kompis svarade inte", "jourhavande-kompis"),
        ("bup är fullt", "bup-vasterbotten"),
        ("ungdomsmottagningen, de har stängt", "umea-ungdomsmottagning"),
        ("hon har redan pratat med kuratorn", "*-elevhalsa"),
        ("polisen har lagt ner det", "polisen-114-14"),
        ("the health centre i have already called", "*-halsocentral"),
        ("social services said no", "*-socialtjanst"),
        ("vi har ringt soc, det hände inget", "*-socialtjanst"),
        ("jag har redan ringt budgetrådgivaren, ingen svarar", "*-budget-skuld"),
        ("hälsocentralen sa att jag ska vänta", "*-halsocentral"),
        ("kötiden till bup är 6 månader", "bup-vasterbotten"),
    ],
)
def test_what_was_tried_is_found_in_any_order(said: str, id: str) -> None:
    assert any(fnmatchcase(one, id) for one in _found(said))


@pytest.mark.parametrize("said", ["jag har redan provat dom", "har testat alla"])
def test_those_just_shown_may_be_meant(said: str) -> None:
    assert _found(said) == {*_SHOWN}


@pytest.mark.parametrize(
    "said",
    [
        "jag har inte ringt bris än",
        "har bris stängt?",
        "om bris inte svarar",
        "soc ringde mig",
        "soc har redan ringt mig",
        "pappa är full, soc vet om det",
        "soc vet om det, pappa är full",
        "jag har pratat med mamma",
        "jag pratade med kuratorn igår",
        "vad säger jag när jag ringer bris",
        "när har bup öppet",
    ],
)
def test_what_is_only_told_or_asked_of_a_place_is_no_trial(said: str) -> None:
    assert _found(said) == set()


def test_a_municipality_beside_it_leaves_its_other_places() -> None:
    found = _found("har redan ringt soc i umeå")
    assert "umea-socialtjanst" in found
    assert "umea-elevhalsa" not in found


def test_others_follow_those_not_shown_yet_first() -> None:
    talk = Talk()
    shown = ids(talk.asks_for("loneliness", municipality="2480", age=16))
    reply = talk.turn("nlu_fallback", text="bris har jag redan ringt", sure=0.3)
    assert "bris-116111" not in ids(reply)
    assert not {*shown} & {*ids(reply)}


def test_without_a_matter_it_is_asked_what_it_is_about() -> None:
    reply = Talk().turn("feedback_bad", text="jag ringde bris men ingen svarade", sure=0.9)
    assert "Vad " in text(reply) or "vad " in text(reply)
    assert "bris-116111" in reply.memory.tried


def _worried_parent() -> Talk:
    talk = Talk(memory=Memory(municipality="2404", age=13, for_whom="relative"))
    talk.turn("school_absence", topics=["school_absence"], text="hon skolkar", sure=0.9)
    return talk


def test_when_nothing_new_is_left_that_is_said() -> None:
    reply = _worried_parent().turn("nlu_fallback", text="vi har ringt soc, det hände inget", sure=0.2)
    assert "Socialtjänsten i Vindeln" in text(reply)
    assert any(words in text(reply) for words in ("Några nya ställen", "Fler än de här"))


def test_who_waits_keeps_the_turn_and_gets_what_fits_meanwhile() -> None:
    talk = Talk(memory=Memory(municipality="2482", age=25))
    talk.turn("anxiety", topics=["anxiety"], text="panikångest", sure=0.9)
    said = "hälsocentralen sa att jag ska vänta"
    reply = talk.turn("general_care", topics=["general_care"], text=said, sure=0.99)
    assert "ehåll" in text(reply)
    assert "skelleftea-halsocentral" not in ids(reply)
    assert reply.memory.topics == ("anxiety",)


def test_whom_no_listing_is_for_is_named_back() -> None:
    assert unlisted_tried("vi har redan pratat med rektorn") == "rektorn"
    assert unlisted_tried("jag pratade med läraren igår") is None
    reply = _worried_parent().turn("nlu_fallback", text="vi har redan pratat med rektorn", sure=0.2)
    assert "rektorn" in text(reply)
