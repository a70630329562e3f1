"""Who does what decides the need where the words are the same."""

import pytest

from nlu.decision import FALLBACK, Outcome
from nlu.roles import by_role

_VIOLENCE = Outcome("violence", topics=("violence",), options=("relationship",))


@pytest.mark.parametrize(
    "text",
    [
        "jag slog min flickvän",
        "Jag har slagit honom flera gånger",
        "ja brukar slå mitt barn när jag blir arg",
        "rädd att jag slår henne",
        "I hit my girlfriend",
    ],
)
def test_whoever_hits_is_shown_help_to_stop(text: str) -> None:
    assert by_role(text, _VIOLENCE) == Outcome("anger", topics=("anger",), options=("relationship",))


@pytest.mark.parametrize(
    "text",
    [
        "min kille slog mig",
        "han slår min mamma",
        "jag blev slagen av min kille",
        "jag slog honom tillbaka",
        "jag såg pappa slå min bror",
        "jag ser styvpappa slå min lillebror",
        "jag hör grannen slå min kompis",
        "I saw dad hit my brother",
    ],
)
def test_whoever_is_hit_is_not(text: str) -> None:
    assert by_role(text, _VIOLENCE) == _VIOLENCE


def test_anger_is_not_said_twice() -> None:
    both = Outcome("violence", topics=("violence", "anger"))
    assert by_role("jag slår min bror när jag är arg", both).topics == ("anger",)


def test_whoever_has_become_a_parent_has_no_ill_parent() -> None:
    both = Outcome("perinatal", topics=("perinatal", "parent_illness"))
    assert by_role("jag har blivit pappa och är 20", both).topics == ("perinatal",)
    assert by_role("pappa har blivit sjuk och vi väntar barn", both) == both


@pytest.mark.parametrize(
    "text", ["jag är dottern haha", "nej det gäller mig själv", "men jag är ju sonen här"]
)
def test_for_whom_alone_is_a_detail(text: str) -> None:
    assert by_role(text, Outcome(FALLBACK, options=("relative_support",))) == Outcome("tell_for_whom")


@pytest.mark.parametrize(
    "text", ["jag är dottern och mamma dricker", "jag är arg på sonen", "det gäller mig och skolan"]
)
def test_what_says_more_is_not(text: str) -> None:
    assert by_role(text, _VIOLENCE) == _VIOLENCE


_OLD = Outcome("older_people", topics=("older_people", "school_absence"), options=("work",))


@pytest.mark.parametrize(
    "text",
    [
        "jag är farmor till en pojke på 12 som inte vill gå till skolan",
        "mormor här, barnbarnet 15 röker",
        "hej, är farmor, sonsonen vägrar skolan",
        "som morfar undrar jag över mitt barnbarn",
        "jag är hans mormor, han vägrar skolan",
        "I'm a grandmother, my grandson won't go to school",
    ],
)
def test_a_grandparent_asks_for_the_grandchild(text: str) -> None:
    assert by_role(text, _OLD) == Outcome("school_absence", topics=("school_absence",), options=("work",))
    only_old = Outcome("older_people", topics=("older_people",))
    assert by_role(text, only_old).topics == ("relative_support",)
    beside = Outcome("sleep", topics=("sleep",), options=("older_people", "work"))
    assert by_role(text, beside).options == ("work",)


@pytest.mark.parametrize(
    "text",
    [
        "jag är farmor och ensam",
        "jag är farmor och ensam, barnbarnen bor i stan",
        "som mormor känner jag mig ensam, barnbarnen ser jag inte",
        "mormor här, barnbarnen ringer aldrig",
        "jag är hans farmor och jag har ramlat",
        "min farmor glömmer allt",
        "mormor är ensam och pojken hälsar på",
        "jag är morfar, min fru är dement och barnbarnen kommer aldrig",
    ],
)
def test_a_grandparent_in_need_is_old(text: str) -> None:
    assert by_role(text, _OLD) == _OLD


def test_who_would_harm_others_does_not_harm_themselves() -> None:
    cutting = Outcome("self_harm", topics=("self_harm",))
    assert by_role("jag vill skada folk i skolan", cutting).topics == ("anger",)
    for own in ("jag vill skada mig själv", "jag vill skada min kropp", "jag vill skada mina armar"):
        assert by_role(own, cutting) == cutting
    for own in ("jag kan skada händerna", "I want to hurt my body"):
        assert by_role(own, cutting) == cutting
    assert by_role("jag vill skada min hund", cutting).topics == ("anger",)


def test_whom_another_harms_does_not_harm_themselves() -> None:
    cutting = Outcome("self_harm", topics=("self_harm",))
    assert by_role("han har aldrig gjort mig illa", cutting).topics == ("violence",)
    assert by_role("jag har gjort mig illa", cutting) == cutting


@pytest.mark.parametrize("text", ["tror jag är alkis, 23", "jag är alkoholist", "I am an alcoholic"])
def test_whoever_is_addicted_speaks_of_no_parent(text: str) -> None:
    assert by_role(text, Outcome("parent_illness", topics=("parent_illness",))).topics == ("alcohol_drugs",)


@pytest.mark.parametrize("text", ["mamma är alkoholist", "jag är 14 och pappa är alkis"])
def test_a_parent_who_is_stays(text: str) -> None:
    ill = Outcome("parent_illness", topics=("parent_illness",))
    assert by_role(text, ill) == ill


@pytest.mark.parametrize(
    "text",
    [
        "jag är 17 och bor i Umeå men pappa bor i Vindeln och han är deprimerad",
        "jag är 16 och mamma har panikångest hela tiden",
        "min pappa är sjukskriven för utmattning, jag är 15",
    ],
)
def test_the_parent_is_ill_and_not_the_child(text: str) -> None:
    assert by_role(text, Outcome("low_mood", topics=("low_mood",))).topics == ("parent_illness",)


@pytest.mark.parametrize(
    "text",
    [
        "jag är 16, mamma är arg och jag har ångest",
        "jag är 45 och mamma är deprimerad",
        "jag är 15 och deprimerad, mamma vet inte",
        "mamma är snäll men jag mår dåligt, 15",
    ],
)
def test_whoever_is_ill_themselves_stays_that(text: str) -> None:
    low = Outcome("low_mood", topics=("low_mood",))
    assert by_role(text, low) == low
