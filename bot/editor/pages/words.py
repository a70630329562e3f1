"""What the editors' pages call things."""

from datetime import date

from babel.dates import format_date

from bot.content.schema import Level, Publication
from bot.desk.words import about, moment
from bot.editor.fields import LABELS, WORDS

__all__ = ["LABELS", "WORDS", "about", "moment"]

PUBLICATIONS = {
    Publication.PUBLISHED: "Publicerad",
    Publication.DRAFT: "Inte publicerad",
    Publication.ARCHIVED: "Arkiverad",
}
DRAFTS = {"draft": "Utkast", "review": "Väntar på granskning"}
LEVELS = {
    Level.MUNICIPAL: "Kommunen driver den",
    Level.LOCAL: "Någon annan på orten driver den",
    Level.REGIONAL: "Regionen eller länet",
    Level.NATIONAL: "Hela landet",
}
STATUSES = {
    "active": "Finns och tar emot",
    "temporarily closed": "Tillfälligt stängd",
    "inactive": "Vilande",
    "defunct": "Har upphört",
}
AUDIENCES = {"self": "Den som själv behöver hjälp", "relative": "Den som frågar för någon annan"}
LANGUAGES = (
    "sv", "en", "fi", "ar", "fa", "so", "ti", "ku", "uk", "ru", "pl", "es", "fr", "de", "tr", "th",
    "se", "sma", "smj",
)  # fmt: skip
# Kind of a revision -> what was done.
STEPS = {
    "original": "Så såg den ut före redaktionen",
    "saved": "{who} sparade utkastet",
    "copied": "{who} började med en kopia",
    "proposed": "{who} föreslog ändringar",
    "restored": "{who} tog fram en tidigare version",
    "submitted": "{who} skickade till granskning",
    "rejected": "{who} lämnade tillbaka utkastet",
    "discarded": "{who} tog bort utkastet",
    "published": "{who} godkände och publicerade",
    "confirmed": "{who} sa att den stämmer",
    "unpublished": "{who} avpublicerade",
    "archived": "{who} arkiverade",
}
# Steps that brought new content, so that they are worth bringing back.
RESTORABLE = frozenset({"original", "saved", "copied", "proposed", "restored", "published", "confirmed"})
REPORTS = {
    "phone": "Numret stämmer inte",
    "hours": "Öppettiderna stämmer inte",
    "closed": "Verksamheten finns inte kvar",
    "other": "Något annat stämmer inte",
}
# What an action leads back to the page with (?sagt=...): never words of anybody.
NOTICES = {
    "sparat": "Utkastet är sparat. Ingen annan än redaktionen ser det än.",
    "sammanfogat": "Utkastet är sparat, tillsammans med det som någon annan hade ändrat under tiden.",
    "kopia": "Här är en kopia att gå vidare med. Byt namn och det som skiljer.",
    "granskning": "Utkastet är skickat. Nu behöver en annan person granska det.",
    "publicerad": "Verksamheten är publicerad och syns i Vart inom fem sekunder.",
    "tillbaka": "Utkastet är lämnat tillbaka med din kommentar.",
    "borttaget": "Utkastet är borttaget. Det finns kvar i historiken.",
    "avpublicerad": "Verksamheten visas inte längre för någon. Du kan ta fram den igen i historiken.",
    "arkiverad": "Verksamheten är arkiverad. Du kan ta fram den igen i historiken.",
    "framtagen": "Den tidigare versionen är ett utkast nu. Den visas när någon annan har granskat den.",
    "kommenterat": "Kommentaren är sparad.",
    "stammer": "Antecknat att uppgifterna stämmer i dag.",
    "avslutad": "Rapporten är avslutad.",
    "fel": "Utkastet har fel som behöver rättas innan det kan granskas.",
    "anledning": "Skriv varför, så att andra förstår.",
    "ingen-fil": "Välj en fil först.",
    "borta": "Filen finns inte kvar. Läs in den en gång till.",
}
BAD_NOTICES = frozenset({"fel", "anledning", "ingen-fil", "borta"})


def step(kind: str, who: str) -> str:
    """What a step of the history says."""
    return STEPS.get(kind, "{who} ändrade något").format(who=who)


def day(value: date) -> str:
    """A date in running text: "3 mars 2026"."""
    return str(format_date(value, "d MMMM y", locale="sv"))
