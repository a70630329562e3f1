"""Which municipality a message speaks of."""

import pytest

from nlu.gazetteer import Gazetteer, Place

NORDMALING, BJURHOLM, VINDELN, ROBERTSFORS, NORSJO, MALA = "2401", "2403", "2404", "2409", "2417", "2418"
STORUMAN, SORSELE, DOROTEA, VANNAS, VILHELMINA, ASELE = "2421", "2422", "2425", "2460", "2462", "2463"
UMEA, LYCKSELE, SKELLEFTEA = "2480", "2481", "2482"

_NAMED = {
    "a name alone": ("umeå", UMEA),
    "in a sentence": ("jag bor i Vännäs", VANNAS),
    "upper case": ("JAG BOR I VINDELN", VINDELN),
    "with kommun": ("bjurholms kommun", BJURHOLM),
    "a nickname": ("ume", UMEA),
    "in English": ("I live in Skellefteå", SKELLEFTEA),
    "decomposed letters": ("jag bor i Va\u0308nna\u0308s", VANNAS),
    "between emoji": ("😭😭 lycksele 😭", LYCKSELE),
    "the last of many words": (
        "jag har mått dåligt så länge nu och ingen hjälper mig här i Sorsele",
        SORSELE,
    ),
    "an answer to a question": ("det är Norsjö", NORSJO),
}
_VILLAGES = {
    "Tärnaby": ("bor i Tärnaby", STORUMAN),
    "Hörnefors": ("vi bor i hörnefors", UMEA),
    "Boliden": ("jag är från Boliden", SKELLEFTEA),
    "Rundvik": ("Rundvik", NORDMALING),
    "Ånäset": ("vårdcentralen i Ånäset", ROBERTSFORS),
    "Vännäsby": ("i vännäsby", VANNAS),
    "a village named like a girl": ("jag bor i Fredrika", ASELE),
}
_PARTS_OF_TOWN = {
    "Ersboda": ("ersboda", UMEA),
    "Ålidhem": ("bor på Ålidhem", UMEA),
    "Haga behind a preposition": ("jag bor på Haga", UMEA),
    "Teg behind a preposition": ("ute på Teg", UMEA),
}
_POSTCODES = {
    "with a space": ("911 34", VANNAS),
    "without a space": ("91134", VANNAS),
    "in a sentence": ("mitt postnummer är 939 31 och jag mår dåligt", MALA),
    "a home outweighs it": ("911 34 är gammalt, jag bor i Umeå", UMEA),
}
_INFLECTED = {
    "genitive": ("umeås ungdomsmottagning", UMEA),
    "who lives there": ("jag är skelleftebo", SKELLEFTEA),
    "the country round it": ("i vännästrakten", VANNAS),
    "its school": ("jag går på malåskolan", MALA),
}
_MISSPELT = {
    "one letter wrong": ("bor i vennäs", VANNAS),
    "one letter doubled": ("i umeåå", UMEA),
    "one letter missing": ("bor i lyksele", LYCKSELE),
    "two letters swapped": ("uemå", UMEA),
    "no å ä ö": ("bor i asele", ASELE),
    "the wrong dots": ("bor i Umeä", UMEA),
}
_WEIGHED = {
    "taken back": ("inte Umeå längre, Vännäs nu", VANNAS),
    "not in but in": ("jag bor inte i Umeå utan i Vindeln", VINDELN),
    "moved from to": ("flyttat från Umeå till Dorotea", DOROTEA),
    "lived before": ("bodde i Umeå förut, bor i Åsele", ASELE),
    "school in one and home in another": ("går i skolan i Umeå men bor i Nordmaling", NORDMALING),
    "home first, school after": ("jag bor i Bjurholm och går gymnasiet i Umeå", BJURHOLM),
    "work in one and home in another": ("jag jobbar i Lycksele, bor i Storuman", STORUMAN),
    "a parent elsewhere": ("pappa bor i Lycksele men jag bor hos mamma i Storuman", STORUMAN),
    "a parent outside the county": ("pappa bor i Piteå men jag bor hos mamma i Norsjö", NORSJO),
    "only a child's home": ("min son bor i Skellefteå och mår dåligt", SKELLEFTEA),
    "born elsewhere": ("jag bor i Vilhelmina, född i Dorotea", VILHELMINA),
    "only born there": ("jag är född och uppvuxen i Dorotea", DOROTEA),
    "from abroad": ("jag är från Syrien och bor i Åsele", ASELE),
    "a not that belongs to something else": ("jag kan inte sova i Vännäs", VANNAS),
    "a common first name behind det är": ("he ä Vilhelmina", VILHELMINA),
    "mala kommun": ("mala kommun", MALA),
    "a first name and an age": ("vilhelmina, 56", VILHELMINA),
    "a first name said again": ("vilhelmina sa jag", VILHELMINA),
    "a first name behind an age": ("jag har ångest, 18 vilhelmina", VILHELMINA),
    "a first name behind years": ("jag är 20 år vilhelmina", VILHELMINA),
    "a first name at the end": ("jag har ångest, vilhelmina", VILHELMINA),
    "Malå with its letters": ("malå har ingenting", MALA),
    "the municipality beside the village": ("bor i Ersmark, Skellefteå kommun", SKELLEFTEA),
    "the last of two": ("Vännäs eller Umeå", UMEA),
    "still living there": ("vi har bott i Åsele i tio år", ASELE),
    "a wish to move": ("vill flytta till Umeå nån gång, bor i Malå", MALA),
    "commuting": ("pendlar från Nordmaling till Umeå", NORDMALING),
    "a place one only goes to": ("finns det hjälp i Bjurholm eller måste jag åka till Umeå", BJURHOLM),
    "another's home and one's own in two clauses": ("mitt ex bor i Lycksele och jag i Umeå", UMEA),
    "only a cottage there": ("bor i Vännäs, har stuga i Dorotea", VANNAS),
}
_GROUPS = {
    "name": _NAMED,
    "village": _VILLAGES,
    "part of town": _PARTS_OF_TOWN,
    "postcode": _POSTCODES,
    "inflected": _INFLECTED,
    "misspelt": _MISSPELT,
    "weighed": _WEIGHED,
}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(text, code, id=f"{group}: {id}")
        for group, cases in _GROUPS.items()
        for id, (text, code) in cases.items()
    ],
)
def test_the_municipality(gazetteer: Gazetteer, text: str, code: str) -> None:
    place = gazetteer.read(text)
    assert place.municipality == code
    assert place.outside is None


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        pytest.param("jag bor i Luleå", "Luleå", id="a town"),
        pytest.param("bor i gbg", "Gbg", id="a short form"),
        pytest.param("flyttat från Umeå till Stockholm", "Stockholm", id="moved away"),
        pytest.param("bor i Piteå, jobbar i Skellefteå", "Piteå", id="home outside, work inside"),
        pytest.param(
            "Ramsele, Sollefteå kommun", "Sollefteå", id="another county's municipality said outright"
        ),
        pytest.param("jag bor i Norge", "Norge", id="abroad, as a home"),
        pytest.param("bor i Lund", "Lund", id="an everyday word as a name"),
        pytest.param("bor i uppsla", "Uppsala", id="misspelt"),
        pytest.param("Sundsvallsbo", "Sundsvall", id="its people"),
        pytest.param("852 31", "852 31", id="a postcode elsewhere and no more"),
        pytest.param("114 28, Östermalm", "114 28", id="a postcode elsewhere and its part of town"),
        pytest.param("jag bor i boden å pappa min i Jörn", "Boden", id="an everyday word that is a home"),
        pytest.param("mitt postnummer är 852 31", "852 31", id="called a postcode"),
        pytest.param("Umeå? nej, Linköping", "Linköping", id="asked and denied"),
        pytest.param("Strömsund, fast närmsta affär är i Dorotea", "Strömsund", id="only near"),
        pytest.param("Berlin. My grandmother used to live in Umeå", "Berlin", id="an opening abroad"),
        pytest.param("Vasa i Finland", "Vasa", id="a town in a country"),
    ],
)
def test_outside_the_county(gazetteer: Gazetteer, text: str, outside: str) -> None:
    place = gazetteer.read(text)
    assert (place.outside, place.municipality) == (outside, None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("barn", id="barn is not Brån"),
        pytest.param("min vän mår dåligt", id="vän is not Vännäs"),
        pytest.param("vännen", id="vännen alone"),
        pytest.param("jag måste skära ner på allt", id="skära is not Skara"),
        pytest.param("jag vill inte vara här", id="vara is not Vara"),
        pytest.param("aha", id="aha"),
        pytest.param("mala på hela dagarna", id="mala the verb"),
        pytest.param("tack för hjälpen, kram, vilhelmina", id="a signature"),
        pytest.param("jag kommer från holland", id="abroad, not Högland"),
        pytest.param("jag heter Vilhelmina", id="a girl's name"),
        pytest.param("det är Vilhelmina som är sjuk", id="a girl behind det är"),
        pytest.param("min dotter Dorotea", id="a daughter's name"),
        pytest.param("jag röker och dricker", id="röker"),
        pytest.param("det ska bli bra", id="ska"),
        pytest.param("på baksidan av berg", id="berg without a capital"),
        pytest.param("kär i Agnes", id="Agnes is not Agnäs"),
        pytest.param("inte Umeå", id="only taken back"),
        pytest.param("jag har aldrig bott i Umeå", id="never lived there"),
        pytest.param("jag är från Syrien", id="from abroad is no home"),
        pytest.param("ring 0935 140 00", id="a phone number"),
        pytest.param("012 34", id="a postcode of nowhere"),
        pytest.param("jag har 123 45 tankar samtidigt", id="five digits in a sentence"),
        pytest.param("ring mig på 070 921 33 45", id="a postcode within a mobile number"),
        pytest.param("mitt ärendenummer är 90342", id="a case number"),
        pytest.param("vill inte att ni ångrar det", id="ångra is not Ånge"),
        pytest.param("ånge mig inte", id="a verb by its object"),
        pytest.param("kan vi börja om", id="börja is not Borgafjäll"),
        pytest.param("vi har sett fucking åmål i skolan", id="a film"),
        pytest.param("ärende 911345", id="a postcode within a longer number"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_place(gazetteer: Gazetteer, text: str) -> None:
    place = gazetteer.read(text)
    assert (place.municipality, place.outside, place.ambiguous) == (None, None, ())


@pytest.mark.parametrize("text", ["Ersmark", "jag bor i ersmark", "bor i Ersmark sen ett år"])
def test_a_village_in_two_municipalities_is_asked_about(gazetteer: Gazetteer, text: str) -> None:
    place = gazetteer.read(text)
    assert place.municipality is None
    assert set(place.ambiguous) == {UMEA, SKELLEFTEA}
    assert place.locality == "Ersmark"


def test_the_locality_is_spelt_right(gazetteer: Gazetteer) -> None:
    assert gazetteer.read("bor i tarnaby").locality == "Tärnaby"


def test_the_words_of_the_names_are_known(gazetteer: Gazetteer) -> None:
    assert gazetteer.read("hej, jag bor i Vännäs").words == frozenset({4})
    assert gazetteer.read("911 34") == Place(VANNAS, "Vännäs", words=frozenset({0, 1}))
