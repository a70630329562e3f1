"""What a message tells that lasts of the one who writes and of their tie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.traits import (
    GROWN,
    MAN,
    OF_ADULT,
    OF_CHILD,
    STRANGLED,
    SUICIDE_LOSS,
    SWALLOWED,
    VIOLENT,
    YOUNG,
    read_traits,
)


@pytest.mark.parametrize(
    ("text", "traits"),
    [
        ("min kompis mår skitdåligt", {YOUNG}),
        ("min bror dricker och skriker på morsan", {YOUNG, OF_ADULT}),
        ("jag är kär i min lärare", {YOUNG}),
        ("min dotters kompis mår dåligt", {GROWN, OF_CHILD}),
        ("min man har demens", {GROWN, OF_ADULT}),
        ("rektor på en skola här", {GROWN}),
        ("min flickvän slår mig ibland, jag är kille", {MAN, OF_ADULT}),
        ("kille 21 åsele", {MAN}),
        ("vem kan jag ringa som kille?", {MAN}),
        ("jag har skulder hos kronofogden", {GROWN}),
        ("jag får så låg pension", {GROWN}),
        ("min pappa har skulder hos kronofogden", {OF_ADULT}),
        ("min mammas sambo är elak", {OF_ADULT}),
        ("min bror tog sitt liv", {OF_ADULT, SUICIDE_LOSS}),
        ("jag slog min flickvän", {VIOLENT, OF_ADULT}),
        ("jag är rädd att jag ska slå henne", {VIOLENT}),
        ("jag kan göra illa henne", {VIOLENT}),
        ("jag har flera gånger slagit henne", {VIOLENT}),
        ("jag blev full och slog henne", {VIOLENT}),
        ("jag har börjat slå honom", {VIOLENT}),
        ("jag funderar på att slå honom", {VIOLENT}),
        ("jag är rädd för att slå henne", {VIOLENT}),
        ("jag tappade kontrollen och slog henne", {VIOLENT}),
        ("I was so angry I hit him", {VIOLENT}),
        ("han tog stryptag på mig", {STRANGLED}),
        ("min sambo ströp mig", {STRANGLED, OF_ADULT, GROWN}),
        ("my boyfriend choked me", {STRANGLED, OF_ADULT}),
        ("han höll mig om halsen", {STRANGLED}),
        ("han försökte strypa mig", {STRANGLED}),
        ("he put his hands around my neck", {STRANGLED}),
        ("lillebror har ätit diskmedel", {SWALLOWED}),
        ("he squeezed my throat", {STRANGLED}),
        ("I took 30 paracetamol", {SWALLOWED}),
        ("i overdosed on my pills", {SWALLOWED}),
        ("jag har tagit massa tabletter", {SWALLOWED}),
        ("hon har tagit nåt och vaknar inte", {SWALLOWED}),
        ("hon har svalt mammas medicin", {SWALLOWED}),
        ("jag tog alla mina tabletter", {SWALLOWED}),
        ("tog hela min medicin på en gång", {SWALLOWED}),
        ("hon har tagit mina tabletter", {SWALLOWED}),
        ("hon har tagit sina sömntabletter, alla", {SWALLOWED}),
        ("jag tog mina tabletter och vill dö", {SWALLOWED}),
        ("jag har tagit 20 alvedon", {SWALLOWED}),
        ("jag tog tabletter från skåpet", {SWALLOWED}),
        ("jag tog någons hjärtpiller", {SWALLOWED}),
        ("I took all my pills", {SWALLOWED}),
    ],
)
def test_what_is_told(text: str, traits: set[str]) -> None:
    assert read_traits(text) == traits


@pytest.mark.parametrize(
    "text",
    [
        "han är en man",
        "jag slår mig själv",
        "jag skadar mig",
        "jag slår vad",
        "han slår henne",
        "hej",
        "jag tog stryptag på honom",
        "jag har inte tagit tabletter",
        "jag tog en alvedon mot huvudvärk",
        "jag såg honom slå henne",
        "jag hör grannen slå sitt barn",
        "jag är rädd att grannen slår ihjäl henne",
        "jag ser hur brorsans polare slår henne",
        "ja ibland slår pappa mamma",
        "I saw dad hit her",
        "I was hit by dad",
        "jag vill skada min kropp",
        "jag vill skada mina armar",
        "I want to hurt my body",
        "jag tog min medicin i morse",
        "i morse tog jag min medicin",
        "har tagit min adhd-medicin idag",
        "jag har tagit mina antidepressiva tabletter i ett år",
        "har tagit antidepressiv medicin i flera år",
        "hon har tagit sin medicin",
        "mamma tog tabletterna från mig",
        "läkaren tog bort min medicin",
        "ska hämta åt någon en medicin",
        "jag tog två alvedon igår",
        "I took my pills this morning",
        "",
    ],
)
def test_what_is_not(text: str) -> None:
    assert not read_traits(text)


@given(st.text())
def test_nothing_that_can_be_written_breaks_it(text: str) -> None:
    assert read_traits(text) == read_traits(text)
