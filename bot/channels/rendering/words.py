"""The words around a message on Telegram and in an SMS: hints, labels, what keywords are called.

What Vart says for itself is in content/texts; these only frame it, as words.py does on the page.
"""

from typing import Final

SWEDISH: Final = {
    "overdue": "Inte kontrollerad sedan {date}.",
    "website": "Webbplats: {name}",
    "human": "En människa",
    "human_named": "{name}, en människa",
    "case": "Din kod: {case}",
    "hint_more": "Svara MER för fler, MÄNNISKA för att prata med någon, GLÖM för att radera.",
    "hint": "Svara MÄNNISKA för att prata med någon, GLÖM för att radera.",
    "hint_more_short": "Svara MER eller MÄNNISKA.",
    "hint_short": "Svara MÄNNISKA för att prata med någon.",
    "hint_human": "Svara MÄNNISKA för att prata med någon.",
    "hint_forget": "Svara GLÖM för att radera.",
    "hint_rest": "Svara MER för resten.",
    "human:chat": "Ja, svara mig med SMS",
    "cancel": "avbryt",
    "hint_cancel": "Svara AVBRYT om du ångrar dig.",
    "consent": (
        "Jag frågar dem som har jour. De ser kommun och hur bråttom det är. Den som tar emot, och andra med "
        "jour, kan läsa vad det gäller, ålder och det du skriver från och med nu, kanske som sms. Texten "
        "sparas krypterat och raderas senast 30 dagar efter avslut, ett nummer efter 7. Du får vara anonym "
        "och kan avbryta. Är någon i fara kan andra behöva hjälpa till."
    ),
    "/start": "Börja här",
    "/hjalp": "Så fungerar Vart, och nummer vid akut fara",
    "/manniska": "Prata med en människa",
    "/glom": "Glöm mig och det jag har berättat",
    "/sprak": "Byt språk, change language",
}
ENGLISH: Final = {
    "overdue": "Not checked since {date}.",
    "website": "Website: {name}",
    "human": "A person",
    "human_named": "{name}, a person",
    "case": "Your code: {case}",
    "hint_more": "Reply MORE for more, HUMAN to talk to somebody, FORGET to delete.",
    "hint": "Reply HUMAN to talk to somebody, FORGET to delete.",
    "hint_more_short": "Reply MORE or HUMAN.",
    "hint_short": "Reply HUMAN to talk to somebody.",
    "hint_human": "Reply HUMAN to talk to somebody.",
    "hint_forget": "Reply FORGET to delete.",
    "hint_rest": "Reply MORE for the rest.",
    "human:chat": "Yes, answer me by SMS",
    # Not the bare word: by SMS the provider takes that for a wish to get no more SMS.
    "cancel": "cancel it",
    "hint_cancel": "Reply CANCEL IT if you change your mind.",
    "consent": (
        "I ask those on duty. They see the municipality and how urgent it is. Whoever takes it, and others "
        "on duty, can read what it is about, age and what you write from now on, maybe as a text. Texts are "
        "kept encrypted and deleted at most 30 days after the end, a number after 7. You may be anonymous "
        "and can cancel. If somebody is in danger, others may have to help."
    ),
    "/start": "Begin here",
    "/hjalp": "How Vart works, and numbers for emergencies",
    "/manniska": "Talk to a person",
    "/glom": "Forget me and what I have told",
    "/sprak": "Byt språk, change language",
}
COMMANDS: Final = ("start", "hjalp", "manniska", "glom", "sprak")
_BY_LANGUAGE: Final = {"sv": SWEDISH, "en": ENGLISH}


def fill(lang: str, key: str, **values: str) -> str:
    """The words for `key` around a message in `lang`: Swedish, or English for all others."""
    return _BY_LANGUAGE["sv" if lang == "sv" else "en"][key].format(**values)


def sender(lang: str, name: str | None) -> str:
    """Who speaks when a human does."""
    return fill(lang, "human_named", name=name) if name else fill(lang, "human")
