"""The age a message gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.age import read_age
from nlu.text import fold

_AGES = {
    "a number alone": ("15", 15),
    "a word alone": ("sexton", 16),
    "jag är": ("jag är 14 år", 14),
    "jag är, without år": ("jag är 14 och mår dåligt", 14),
    "dialect": ("ja e 17 å bor i byn", 17),
    "bast": ("19 bast, arbetslös", 19),
    "in words": ("jag är tjugotre år", 23),
    "snart": ("jag fyller 18 i mars", 17),
    "fyllt": ("har precis fyllt 13", 13),
    "a relation beside it": ("min dotter 15 vägrar skolan", 15),
    "in brackets": ("min son (9) har ingen kompis", 9),
    "åring": ("en 12-åring", 12),
    "a small child": ("min 3-åring sover inte", 3),
    "grade": ("går i åttan", 14),
    "årskurs": ("åk 7", 13),
    "gymnasium": ("går tvåan på gymnasiet", 17),
    "gy1": ("går gy1", 16),
    "English": ("I'm 16 years old", 16),
    "old": ("hon är 82 år", 82),
    "one's own before a partner's": ("jag är 15 och min kille är 19", 15),
    "put right": ("jag är 13 inte 16", 13),
    "put right the other way": ("inte 16 utan 13", 13),
    "under": ("jag är under 18", 17),
    "over": ("är över 18", 18),
    "no verb": ("jag 18 jag vill jobb", 18),
    "from another country": ("I am 16 from Syria", 16),
    "what one is": ("lärling 18", 18),
    "a letter": ("m 22", 22),
    "behind what has happened": ("jag har blivit pappa och är 20", 20),
    "two who write": ("vi är 17", 17),
    "an old parent": ("mamma är 82", 82),
    "no adult": ("jag är minderårig", 17),
    "no comma": ("jag är 16 har ångest", 16),
    "no comma, of another": ("hon e 14 skär sig", 14),
    "no comma behind a relation": ("min son 14 spelar hela tiden", 14),
    "apart": ("15 årig dotter", 15),
    "only e": ("e 13", 13),
    "before what is the matter": ("17 gravid", 17),
    "behind what is the matter": ("utbränd 17?", 17),
    "before what is done": ("15 vejpar", 15),
    "slang behind it": ("jag är 17 len", 17),
    "English, no comma": ("i'm 14 btw", 14),
    "a small word before it": ("jag är typ 16", 16),
    "an answer with a small word": ("typ 15", 15),
    "an answer with a no": ("nej, 14", 14),
    "an answer with its name": ("ålder: 16", 16),
    "behind a name": ("hej jag heter Kim, 15", 15),
    "who one is, no comma": ("kvinna 41 utbränd", 41),
    "grade in short": ("går i 9an", 15),
    "grade and class": ("klass 9b", 15),
    "grade of one's own": ("jag går i klass 9 och min bror är 12", 15),
    "not yet": ("är inte 18 än", 17),
    "besides years between": ("jag är 15 och han är 10 år äldre", 15),
}
_NO_AGES = {
    "a span of time": "i 3 år har jag mått dåligt",
    "ago": "för 12 år sedan dog pappa",
    "a span back": "12 år sen det hände",
    "a clock": "jag somnar kl 15",
    "a weight": "jag har gått ner 15 kilo",
    "money": "jag är skyldig 500 kronor",
    "a phone number": "ring 070 174 06 05",
    "too old": "jag är 150 år",
    "times": "min son slog mig 3 gånger",
    "somebody who writes to one": "en 30-åring på discord skriver till mig",
    "those in a class": "vi är 24 i klassen",
    "a young parent's": "pappan är 20",
    "degrees": "det är under 18 grader",
    "weeks of a pregnancy": "jag är 16 veckor gravid",
    "years of a couple": "vi har varit ihop 16 år och nu är det slut",
    "years of a marriage": "har varit gift 20 år",
    "years at a place": "vi har bott 12 år i samma hus",
    "how sure": "jag är 99 säker på det",
    "weeks behind it": "gravid 16 veckor",
    "money left": "har 16 kr kvar",
    "a date": "16 maj",
    "tablets": "16 tabletter",
    "hours": "min son spelar 16 timmar",
    "a room": "rum 16",
    "a street": "gatan 16",
    "a line to call": "1177",
    "a span in years": "i 16 år",
    "how often": "16 gånger",
    "messages about somebody": "skriver elaka saker till min dotter, 62 meddelanden på en kväll",
    "a range": "grupp för syskon 18-25",
    "an article": "var hittar man ett stödsamtal",
    "a word of two meanings": "eleven har tappat kontakten",
    "how many cigarettes": "röker 16",
    "a denial is not halved": "jag är inte 18",
    "minutes to go": "jag är 20 min från stan",
    "English minutes": "im 15 mins late",
    "English miles": "he is 30 miles away",
    "weeks and days": "jag är 16+3 gravid",
    "years between": "min kille är 10 år äldre",
    "whom it is for": "aktiviteter för 12-18 år",
    "fever": "min dotter 39,5 graders feber",
    "months": "min bebis 3 mån",
    "money a month": "min son får 12 i månaden",
    "a time with a point": "17.00 stan",
    "a year of birth": "jag är 09a",
    "a road": "e12",
    "a home": "bor i 3an",
    "an illness": "typ 1",
    "a clock not yet": "klockan är inte 22 än",
    "nothing": "",
}
# With a comma for each place, as `nlu.reading` gives it.
_BESIDE_A_PLACE = {
    "the matter before": ("gravid 16 skellefteå", "gravid 16 ,", 16),
    "the verb before": ("jag är 16 Umeå", "jag är 16 ,", 16),
    "another's": ("han är 12 umeå", "han är 12 ,", 12),
    "the matter behind": ("umeå 17 ångest", ", 17 ångest", 17),
    "a clause of its own": ("15 vännäs ångest", "15 , ångest", 15),
    "any matter": ("kurator 15 malå", "kurator 15 ,", 15),
    "in words": ("är sexton umeå", "är sexton ,", 16),
    "a bus": ("buss 16 umeå", "buss 16 ,", None),
    "a street": ("storgatan 16 umeå", "storgatan 16 ,", None),
    "a clock": ("kl. 16 umeå", "kl. 16 ,", None),
    "a time": ("16:30 umeå", "16:30 ,", None),
    "kilos": ("väger 45 umeå", "väger 45 ,", None),
    "too old to be thrown in": ("björkbacken 45 umeå", "björkbacken 45 ,", None),
    "behind a greeting": ("hej 15 tjej umeå", "hej 15 tjej ,", 15),
    "a tablet": ("concerta 18 umeå", "concerta 18 ,", None),
    "opening hours": ("öppet 24 umeå", "öppet 24 ,", None),
    "a day": ("fredag 13 umeå", "fredag 13 ,", None),
    "a bus that leaves": ("tåget går 18 umeå", "tåget går 18 ,", None),
    "a road": ("väg 12 storuman", "väg 12 ,", None),
    "in a longer message": (
        "vi åkte hela vägen dit med hundarna 16 umeå",
        "vi åkte hela vägen dit med hundarna 16 ,",
        None,
    ),
}


@pytest.mark.parametrize(("text", "but_places", "age"), _BESIDE_A_PLACE.values(), ids=_BESIDE_A_PLACE.keys())
def test_an_age_beside_a_place(text: str, but_places: str, age: int | None) -> None:
    assert read_age(fold(text), of_another=False, but_places=fold(but_places)) == age


@pytest.mark.parametrize(("text", "age"), _AGES.values(), ids=_AGES.keys())
def test_the_age(text: str, age: int) -> None:
    assert read_age(fold(text), of_another=False) == age


@pytest.mark.parametrize("text", _NO_AGES.values(), ids=_NO_AGES.keys())
def test_no_age(text: str) -> None:
    assert read_age(fold(text), of_another=False) is None


@pytest.mark.parametrize(
    "text", ["jag är 45 och min dotter är 15", "min dotter är 15 och jag är 45", "dotter 15, själv är jag 45"]
)
def test_the_writers_own_age_is_left_out_when_it_is_about_another(text: str) -> None:
    assert read_age(fold(text), of_another=True) == 15


@given(st.text())
def test_nothing_that_can_be_written_breaks_it(text: str) -> None:
    for of_another in (False, True):
        age = read_age(fold(text), of_another)
        assert age is None or 1 <= age <= 110


@given(st.integers(6, 110))
def test_every_age_is_read(age: int) -> None:
    assert read_age(fold(f"jag är {age} år"), of_another=False) == age
