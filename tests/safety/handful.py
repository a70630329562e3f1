"""A handful of made-up lines by three writers, enough to train both judges in a second."""

from bot.safety.lines import ORDINARY, Line

WRITERS = ("anna", "bo", "cia")
CRISES = (
    ("jag vill dö", 2, "suicide", "self"),
    ("jag vill inte leva", 2, "suicide", "self"),
    ("pappa slår mig nu", 3, "violence", "self"),
    ("min kompis vill dö", 2, "third_party", "other"),
)
HARMLESS = (
    ("jag vill sova", 0, "dark"),
    ("allt känns tungt", 1, "dark"),
    ("var ligger biblioteket", 0, ORDINARY),
    ("hej på dig", 0, ORDINARY),
)
REPEATED = 6


def lines() -> list[Line]:
    """Every text some times, written by each of the writers in turn."""
    found = []
    for time in range(REPEATED):
        writer = WRITERS[time % len(WRITERS)]
        found += [Line(text, True, grade, why, who, "k", "sv", writer) for text, grade, why, who in CRISES]
        found += [
            Line(text, False, grade, None, "self", kind, "sv", writer) for text, grade, kind in HARMLESS
        ]
    return found
