"""What is said after a crisis is read by rule; what is not sure stays danger."""

import pytest

from bot.answers.afterwards import asks, cannot_call, has_eased, only_a_no, said_after


@pytest.mark.parametrize(
    ("text", "reason", "said"),
    [
        ("nej inte just nu men tänker på det", "suicide", "not_now"),
        ("nej de är inte farliga nu, men resan är i juni", "honour", "not_now"),
        ("har ringt 90101 man får vänta jättelänge", "suicide", "waiting"),
        ("ingen svarar på 1177", "medical", "waiting"),
        ("det är upptaget hela tiden", "suicide", "waiting"),
        ("kan man skriva istället", "suicide", "writing"),
        ("jag vågar inte ringa", "violence", "writing"),
        ("chatt", "suicide", "writing"),
        ("jag är döv kan inte ringa", "suicide", "cannot_call"),
        ("I'm deaf", "suicide", "cannot_call"),
        ("okej jag har pratat med bris nu", "suicide", "eased"),
        ("ambulansen är här nu", "medical", "eased"),
        ("jag har ringt 112", "medical", "called"),
        ("polisen är på väg", "violence", "called"),
        ("nu är jag inne på ica", "threat", "eased"),
        ("fy fan va rädd jag va", "violence", "eased"),
        ("jag är hos mormor nu", "violence", "eased"),
        ("ok han gick", "violence", "eased"),
        ("det känns lite bättre", "suicide", "eased"),
        ("kan de hjälpa mig utan att ringa min familj", "honour", "asked"),
        ("finns nån grupp", "honour", "asked"),
    ],
)
def test_what_is_said_after_a_crisis(text: str, reason: str, said: str) -> None:
    assert said_after(text, reason) == said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("hon gick nyss", "third_party"),
        ("dom är här nu", "violence"),
        ("pappa kom hem nu", "violence"),
        ("jag mår bra nu", "medical"),
        ("mår lite bättre men vill fortfarande", "suicide"),
        ("jag har bestämt mig, känns bättre", "suicide"),
        ("jag är säker på att jag vill", "suicide"),
        ("har pratat med bris det hjälpte inte", "suicide"),
        ("ska hoppa nu", "suicide"),
        ("kan någon komma", "suicide"),
        ("han står utanför", "threat"),
    ],
)
def test_what_may_still_be_danger_is_not_read_as_anything_else(text: str, reason: str) -> None:
    assert said_after(text, reason) is None
    assert not has_eased(text, reason)


@pytest.mark.parametrize(
    "text", ["nej", "nej tack, inte nu", "nä det behövs inte", "no thanks", "Nej, inget av det där"]
)
def test_a_no_and_nothing_else(text: str) -> None:
    assert only_a_no(text)


@pytest.mark.parametrize(
    "text",
    [
        "nej jag är ensam",
        "nej socialen sa att jag inte får nåt",
        "mamma vill inte se det",
        "nej inga röster nu",
    ],
)
def test_a_no_that_tells_something(text: str) -> None:
    assert not only_a_no(text)


def test_somebody_who_does_not_dare_to_talk_with_someone_can_still_call() -> None:
    assert not cannot_call("jag kan inte prata med mamma om det")
    assert not cannot_call("jag hör inte röster längre")


def test_a_verb_alone_asks_nothing() -> None:
    assert asks("ska jag ringa soc")
    assert not asks("kan inte mer")
