"""After a crisis only what asks for something else is another matter; the rest goes on with the danger."""

import pytest

from bot.answers.leaving import may_ask_something_else, seeks_something


@pytest.mark.parametrize(
    "text",
    [
        "finns det lediga jobb",
        "vilka öppettider har biblioteket",
        "jag behöver hjälp med skulder",
        "var finns ungdomsmottagningen",
        "hur ansöker man om bostadsbidrag",
        "hej jag söker lägenhet i Umeå",
        "jag letar efter en ridskola",
        "har ni tips mot ångest",
        "vill veta mer om praktik",
        "jag vill byta kurator",
        "behöver nån att prata med om mobbning",
        "nummer till socialtjänsten",
        "hur gör jag för att söka csn",
        "i need help with my homework",
        "where can i find an apartment",
        "looking for a youth clinic",
    ],
)
def test_who_names_what_they_look_for_seeks_something(text: str) -> None:
    assert seeks_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "har ingen plan",
        "jag behöver hjälp",
        "behöver hjälp nu",
        "jag vill ha mamma",
        "jag söker mig till spåret",
        "jag har skulder överallt",
        "vi har inga pengar",
        "finns det nån jag kan prata med",
        "finns det en väg ut",
        "jag behöver hjälp med honom",
        "jag behöver hjälp att komma härifrån",
        "var kan jag gömma mig",
        "dörren är öppen",
        "han letar efter mig",
        "help me please",
        "where can i go tonight",
        "is there something i can give her",
    ],
)
def test_what_goes_on_with_the_danger_seeks_nothing_else(text: str) -> None:
    assert not seeks_something(text)


@pytest.mark.parametrize(
    "text",
    ["hur slutar man snusa", "kan man träna gratis?", "jag undrar hur man byter skola", "hr sökr jag job"],
)
def test_a_question_may_be_about_something_else(text: str) -> None:
    assert may_ask_something_else(text)


@pytest.mark.parametrize(
    "text",
    [
        "jag är rädd",
        "kan man få ett ärr",
        "vad kan man göra",
        "ska jag väcka henne",
        "hur hjälper jag honom",
        "kan man dö av det",
        "hur kan man stoppa ett bröllop",
        "kan jag lita på polisen",
        "när kommer dom hit",
        "should i wake her up",
    ],
)
def test_a_feeling_or_a_question_about_the_danger_may_not(text: str) -> None:
    assert not may_ask_something_else(text)
