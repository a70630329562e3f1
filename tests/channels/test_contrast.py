"""Every pair of colours that meets in the style sheet is readable, in light and in dark."""

import re

import pytest

from bot.channels.web.assets import FOLDER

STYLE = (FOLDER / "chat.css").read_text()
TEXT, SHAPE = 4.5, 3.0
# Foreground, background, and what WCAG 2.2 AA asks of them.
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "soft", "accent") for ground in ("paper", "surface")],
    ("on-accent", "accent", TEXT),
    ("on-leave", "leave", TEXT),
    ("paper", "ink", TEXT),
    ("ink", "tint", TEXT),
    ("open", "surface", TEXT),
    ("closed", "surface", TEXT),
    ("ink", "care", TEXT),
    ("accent", "care", TEXT),
    ("care-strong", "care", TEXT),
    ("care-strong", "surface", TEXT),
    ("on-care-strong", "care-strong", TEXT),
    ("ink", "human", TEXT),
    ("accent", "human", TEXT),
    ("human-ink", "paper", TEXT),
    ("edge", "paper", SHAPE),
    ("edge", "surface", SHAPE),
    ("accent", "tint", SHAPE),
    ("care-edge", "care", SHAPE),
    ("care-edge", "surface", SHAPE),
    ("human-ink", "human", SHAPE),
    ("focus", "paper", SHAPE),
    ("focus", "surface", SHAPE),
    ("focus", "care", SHAPE),
]


def colours(scheme: str) -> dict[str, str]:
    """The colours of a scheme by name."""
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        for block in re.findall(r":root \{([^}]*)\}", STYLE)
    )
    return light | dark if scheme == "dark" else light


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast between two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_the_pair_is_readable(scheme: str, ink: str, ground: str, least: float) -> None:
    named = colours(scheme)

    assert contrast(named[ink], named[ground]) >= least


def test_every_colour_has_a_dark_form_and_is_named() -> None:
    light, dark = re.findall(r":root \{([^}]*)\}", STYLE)

    assert set(re.findall(r"--([\w-]+): #", light)) == set(re.findall(r"--([\w-]+): #", dark))
    assert "#" not in re.sub(r":root \{[^}]*\}|/\*.*?\*/", "", STYLE, flags=re.S)
