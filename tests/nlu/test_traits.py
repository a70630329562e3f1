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
        ("han tog stryptag på mig", {STRANGLED}),
        ("min sambo ströp mig", {STRANGLED, OF_ADULT, GROWN}),
        ("my boyfriend choked me", {STRANGLED, OF_ADULT}),
        ("jag har tagit massa tabletter", {SWALLOWED}),
        ("hon har tagit nåt och vaknar inte", {SWALLOWED}),
        ("hon har svalt mammas medicin", {SWALLOWED}),
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
        "",
    ],
)
def test_what_is_not(text: str) -> None:
    assert not read_traits(text)


@given(st.text())
def test_nothing_that_can_be_written_breaks_it(text: str) -> None:
    assert read_traits(text) == read_traits(text)
