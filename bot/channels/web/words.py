"""The page's own words: on cards, around messages and in errors; the script is handed the same ones.

The script and the templates show a message with the same words, so they are written once, here.
{names} are filled in by `fill` here and by words.js there.
"""

from typing import Final

SWEDISH: Final = {
    "bot": "Vart",
    "human": "En människa",
    "human_named": "{name}, en människa",
    "you": "Du",
    "call": "Ring {number}",
    "website": "Till webbplatsen",
    "map": "Visa på karta",
    "new_tab": "öppnas i ny flik",
    "ages": "Ålder: {ages}",
    "ages_between": "{low}–{high} år",
    "ages_from": "från {low} år",
    "ages_to": "till och med {high} år",
    "languages": "Språk: {languages}",
    "cost": "Kostnad: {cost}",
    "checked": "Kontrollerad {date}.",
    "overdue": "Inte kontrollerad sedan {date}.",
    "unchecked": "Uppgifterna är inte bekräftade än.",
    "source": "Källa: {source}.",
    "wrong": "Stämmer inte?",
    "crisis_3": "Hjälp finns nu",
    "crisis_2": "Prata med någon nu",
    "case": "Din kod: {case}",
    "offered": "Inget är skickat än",
    "consent": "Väntar på ditt svar",
    "held": "Väntar tills någon är på plats",
    "queued": "Skickat, ingen har svarat än",
    "claimed": "Någon har tagit emot",
    "active": "En människa är med i samtalet",
    "exhausted": "Ingen kunde svara",
    "cancelled": "Avbrutet",
    "closed": "Avslutat",
    "privacy": "Läs mer om integritet",
    "place": "Kommun",
    "place_choose": "Välj kommun",
    "place_send": "Välj",
    "chosen": "valt",
    "choices": "{count} knappar att välja mellan.",
    "choice": "En knapp att trycka på.",
}
ENGLISH: Final = {
    "bot": "Vart",
    "human": "A person",
    "human_named": "{name}, a person",
    "you": "You",
    "call": "Call {number}",
    "website": "To the website",
    "map": "Show on a map",
    "new_tab": "opens in a new tab",
    "ages": "Age: {ages}",
    "ages_between": "{low}–{high} years",
    "ages_from": "from {low} years",
    "ages_to": "up to {high} years",
    "languages": "Languages: {languages}",
    "cost": "Cost: {cost}",
    "checked": "Checked {date}.",
    "overdue": "Not checked since {date}.",
    "unchecked": "These details are not confirmed yet.",
    "source": "Source: {source}.",
    "wrong": "Not right?",
    "crisis_3": "Help is there now",
    "crisis_2": "Talk to somebody now",
    "case": "Your code: {case}",
    "offered": "Nothing has been sent yet",
    "consent": "Waiting for your answer",
    "held": "Waiting until somebody is there",
    "queued": "Sent, nobody has answered yet",
    "claimed": "Somebody has received it",
    "active": "A person has joined the conversation",
    "exhausted": "Nobody could answer",
    "cancelled": "Cancelled",
    "closed": "Closed",
    "privacy": "Read more about privacy",
    "place": "Municipality",
    "place_choose": "Choose a municipality",
    "place_send": "Choose",
    "chosen": "chosen",
    "choices": "{count} buttons to choose from.",
    "choice": "One button to press.",
}
# What only the script says, in the language of the page itself.
SCRIPT: Final = {
    "typing": "Vart skriver …",
    "unreachable": (
        "Det gick inte att skicka, så försök igen om en liten stund eller ring: "
        "112 vid fara, 1177 för vård, Bris 116 111 om du är under 18."
    ),
    "retry": "Försök igen",
    "renewed": "Samtalet hade tagit slut, så jag började ett nytt. Kommunen kan du välja igen.",
    "no_place": "inte vald",
}
# By how many presses are left before the page is left.
SHIFT: Final = (
    "Sidan lämnas inte.",
    "Tryck Shift en gång till för att lämna sidan.",
    "Tryck Shift två gånger till för att lämna sidan.",
)
BY_LANGUAGE: Final = {"sv": SWEDISH, "en": ENGLISH}


def ui_language(lang: str) -> str:
    """The language of the words around a message in `lang`: Swedish, or English for all others."""
    return "sv" if lang == "sv" else "en"


def fill(lang: str, key: str, **values: object) -> str:
    """The words for `key` around a message in `lang`."""
    return BY_LANGUAGE[ui_language(lang)][key].format(**values)
