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
