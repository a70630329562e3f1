"""The headings of the leaflet, and the topics under each; every topic stands under exactly one."""

from typing import Final

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "Om du mår dåligt": (
        "low_mood",
        "anxiety",
        "stress",
        "sleep",
        "self_harm",
        "eating",
        "trauma",
        "psychosis",
        "anger",
        "grief",
        "loneliness",
    ),
    "Våld, hot och brott": ("violence", "honour", "sexual_abuse", "crime"),
    "Hemma och i familjen": (
        "family_conflict",
        "parent_illness",
        "relative_support",
        "parenting",
        "foster_care",
        "perinatal",
    ),
    "Skola och nätet": ("school_support", "school_absence", "bullying", "online"),
    "Jobb, pengar och boende": ("work", "money_housing"),
    "Alkohol, droger och spel": ("alcohol_drugs", "gambling"),
    "Kropp, sex och relationer": ("sexual_health", "lgbtqi", "relationship"),
    "Vård, funktionsnedsättning och äldre": ("general_care", "npf", "disability", "older_people"),
    "Ny i Sverige, samiskt stöd": ("newly_arrived", "sami"),
    "Fritid och rättigheter": ("leisure", "rights"),
}
