"""What is said after a crisis is read by rule; what is not sure stays danger."""

import pytest

from bot.answers.afterwards import (
    asks,
    cannot_call,
    has_eased,
    is_about_the_danger,
    is_setback,
    only_a_no,
    said_after,
)


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
        ("det gick över nu", "psychosis", "eased"),
        ("polisen kom nyss", "threat", "eased"),
        ("jag står i kö", "suicide", "waiting"),
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
        ("jag känner mig trygg med beslutet", "suicide"),
        ("det känns lättare nu när jag vet hur", "suicide"),
        ("jag mår bättre när jag skär mig", "self_harm"),
        ("det är okej nu", "self_harm"),
        ("hon säger att hon mår bra nu", "third_party"),
        ("mannen stack mig", "violence"),
        ("hon drog mig i håret", "violence"),
        ("han gick på mamma", "violence"),
        ("han gick precis in i huset", "threat"),
        ("han är också inne på ica", "threat"),
        ("han åkte för att hämta sina bröder", "honour"),
        ("ambulansen kom för sent", "medical"),
        ("inne på max dos", "medical"),
        ("pratade med kuratorn igår hon bara skrattade", "suicide"),
        ("är hos en kompis", "suicide"),
        ("jag är född i fel kön", "suicide"),
        ("vill skriva ett avskedsbrev", "suicide"),
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


@pytest.mark.parametrize("text", ["mår bra nu", "det gick över", "det känns bättre"])
def test_where_life_was_in_danger_a_feeling_is_not_enough(text: str) -> None:
    assert has_eased(text, "suicide")
    assert not has_eased(text, "suicide", acute=True)
    assert has_eased("ambulansen är här nu", "suicide", acute=True)
    assert has_eased("han gick nyss", "violence", acute=True)


@pytest.mark.parametrize("text", ["han är tillbaka", "nej det gjorde det inte", "det kommer igen"])
def test_a_setback_takes_back_that_it_had_eased(text: str) -> None:
    assert is_setback(text)


@pytest.mark.parametrize("text", ["vad gör jag imorgon", "kan ni inte hjälpa mig", "tack"])
def test_a_question_or_thanks_is_no_setback(text: str) -> None:
    assert not is_setback(text)


@pytest.mark.parametrize(
    "text", ["polisen kom men dom åkte igen", "hon somnar", "mamma kör henne till sjukhuset nu"]
)
def test_what_tells_of_those_who_help_goes_on_with_the_danger(text: str) -> None:
    assert is_about_the_danger(text)


@pytest.mark.parametrize("text", ["jag kan inte sova", "måste jag gå till polisen", "jag söker jobb"])
def test_another_matter_and_a_question_do_not(text: str) -> None:
    assert not is_about_the_danger(text)
