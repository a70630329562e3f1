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
        "söker lägenhet",
        "nu vill jag söka jobb",
        "jag vill sluta snusa",
        "hjälp mig att hitta ett jobb",
        "hur söker man föräldrapenning",
        "finns det handboll här i Umeå",
        "var får man dagen efter piller, finns det på ungdomsmottagningen",
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
        "jag behöver hjälp med min pappa",
        "jag behöver hjälp mot min bror som slår",
        "behöver hjälp med kniven",
        "hjälp mig för jag är rädd",
        "hjälp mig för guds skull",
        "jag behöver hjälp för pappa har en yxa",
        "hjälp på toaletten",
        "hjälp till sjukhuset",
        "hjälp att få slut på allt",
        "jag behöver stöd för jag orkar inte",
        "har du tips på hur man gör det",
        "jag ska hitta ett rep",
        "jag söker en bro",
        "vi letar efter mamma",
        "vilken medicin är farligast",
        "finns det ingen annan utväg",
        "finns det nån mening med att fortsätta",
        "hur får jag upp pulsen",
        "var kan jag sova",
        "vart ska jag ta vägen",
        "nummer till pappa",
        "help me for real",
        "jag behöver hjälp med mina tankar",
        "behöver hjälp med allt",
        "vill hitta något starkt att ta",
        "jag letar efter min lillasyster",
        "var ligger akuten",
        "finns det nåt annat nummer",
        "adressen till oss är Storgatan 12",
        "looking for a reason to live",
        "where can i find a bridge",
        "is there a painless way",
        "need help with my mom, won't wake up",
    ],
)
def test_what_goes_on_with_the_danger_seeks_nothing_else(text: str) -> None:
    assert not seeks_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "hur slutar man snusa",
        "kan man träna gratis?",
        "jag undrar hur man byter skola",
        "hr sökr jag job",
        "jag undrar också hur man söker csn",
        "en annan sak, hur får man bostad",
        "hur hoppar man av gymnasiet",
    ],
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
        "jag undrar hur det känns att hoppa",
        "hur många behövs",
        "hur lång tid tar det",
        "gör det ont",
        "är det farligt",
        "ska jag ta fler",
        "ska jag ringa",
        "hur gör man",
        "varför ska jag fortsätta",
        "var finns tågspåret",
        "kan du säga till mamma att jag älskar alla",
    ],
)
def test_a_feeling_or_a_question_about_the_danger_may_not(text: str) -> None:
    assert not may_ask_something_else(text)
