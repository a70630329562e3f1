"""What the desk calls things."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from babel.dates import format_date

from bot.clock import STOCKHOLM
from bot.content.languages import language_name as language_name  # the pages ask for it here
from bot.db.models.case import CaseAudit, CaseState, Severity
from bot.desk.cases import SmsNumber

STATES = {
    CaseState.HELD: "Startar när någon är på plats",
    CaseState.NOTIFYING: "Ingen har svarat än",
    CaseState.ACKED: "Taget, inte besvarat än",
    CaseState.IN_CONTACT: "Samtal pågår",
    CaseState.EXHAUSTED: "Ingen kunde svara, kan fortfarande tas",
    CaseState.CANCELLED: "Avbrutet",
    CaseState.CLOSED: "Avslutat",
}
SEVERITIES = {Severity.ACUTE: "Akut", Severity.HIGH: "Bråttom", Severity.NORMAL: "Vanligt"}
OUTCOMES = {
    "got_help": "Fick hjälp",
    "referred": "Hänvisad vidare",
    "no_answer": "Svarade inte",
    "wrong": "Fel eller missförstånd",
}
ENDED = OUTCOMES | {"cancelled": "Avbrutet av personen"}
FEEDBACK = {"good": "Det hjälpte", "bad": "Det hjälpte inte"}
FOR_WHOM = {"self": "sig själv", "relative": "någon annan"}
CONTACTS = {"chat": "i chatten", "phone": "på telefon"}
# What an action leads back to the page with (?sagt=...): never words of anybody.
NOTICES = {
    "tagen": "Ärendet är ditt. Skriv en hälsning, så att personen vet att någon är här.",
    "skickat": "Skickat.",
    "ringer": "Antecknat att du ringer.",
    "slappt": "Ärendet är lämnat tillbaka. Nästa på listan får frågan.",
    "lamnat": "Ärendet är överlämnat.",
    "avslutat": "Ärendet är avslutat.",
    "hann-fore": "Någon annan hann före, eller så har ärendet ändrats. Så här ser det ut nu.",
    "borta": "Ärendet är redan avslutat.",
    "tomt": "Skriv något innan du skickar.",
    "langt": "Texten är för lång, högst 1 000 tecken.",
    "paus": "Du har paus och får inga nya ärenden.",
    "aktiv": "Du är aktiv igen.",
    "sett": "Markerat som sett.",
    "sms": "Sms:et är mottaget.",
}
BAD_NOTICES = {"hann-fore", "borta", "tomt", "langt"}


def waited(since: datetime, now: datetime) -> str:
    """How long somebody has waited: "12 min", "2 tim 5 min", "3 dagar"."""
    minutes = max(0, int((now - since) / timedelta(minutes=1)))
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} dagar"
    return f"{hours} tim {minutes} min" if hours else f"{minutes} min"


def moment(at: datetime, now: datetime) -> str:
    """A time as it is read aloud: "14.02", "i går 14.02", "3 nov. 14.02"."""
    local, today = at.astimezone(STOCKHOLM), now.astimezone(STOCKHOLM).date()
    clock = f"{local:%H.%M}"
    if local.date() == today:
        return clock
    if local.date() == today - timedelta(days=1):
        return f"i går {clock}"
    return f"{format_date(local.date(), 'd MMM', locale='sv')} {clock}"


def sms_numbers(numbers: Iterable[SmsNumber]) -> str:
    """What a case is called by SMS: "I din telefon: 3. Anna: 1."."""
    return " ".join(f"{one.name or 'I din telefon'}: {one.code}." for one in numbers)


# Kind of an alarm -> what has happened, and what to do about it.
ALARMS = {
    "roster_gap": "Färre än två personer kan nås på ett steg i jourlistan. Fyll på listan.",
    "staff_stopped": "Någon på jourlistan har svarat STOPP och får inga sms. START slår på dem igen.",
    "unreachable": "Ett nummer på jourlistan går inte att nå. Kontrollera numret.",
    "crisis_contact_overdue": "En kontakt för kriser är inte kontrollerad i tid. Se redaktionens lista.",
    "late_failure": "Ett sms som först såg ut att komma fram gjorde inte det.",
    "relay_failed": "Ett sms med det personen skrev kom inte fram till den som har ärendet.",
    "no_staff": "Ingen på jourlistan har tagit ett ärende: ingen svarade ja, eller ingen kunde frågas.",
    "not_handed": "Ett sms om ett nytt ärende kom inte iväg i tid.",
    "timer_failed": "En påminnelse i ett ärende gick inte att köra. Kontrollera ärendet.",
    "sms_failed": "Ett sms gick inte att skicka. Kontrollera numret, eller kontot hos leverantören.",
    "telegram_not_answered": "Ett Telegrammeddelande gick inte att besvara. Fråga den som sköter driften.",
    "sms_not_handled": "Ett sms som kom in gick inte att ta hand om. Fråga den som sköter driften.",
}
_OTHER_ALARM = "Något behöver ses över. Fråga den som sköter driften."


# Event of the audit -> what happened. {who} is a name.
EVENTS = {
    "opened": "{who} bad om hjälp",
    "ask": "jouren frågades",
    "hold": "väntar på att någon är på plats",
    "handed": "ett sms till jouren gick iväg",
    "take": "{who} tog ärendet",
    "speak": "{who} svarade",
    "giveback": "ärendet gick tillbaka till listan",
    "handover": "{who} lämnade över",
    "close": "{who} avslutade",
    "cancel": "{who} avbröt",
    "declined": "{who} kunde inte ta ärendet",
    "forgotten": "{who} bad Vart att glömma samtalet",
    "rated": "{who} svarade på om det hjälpte",
    "resumed": "{who} kom tillbaka med ärendekoden",
    "more_urgent": "det blev mer bråttom",
}
_OPENED = {"texts": "{who} öppnade samtalet", "phone": "{who} öppnade numret"}
_ACTORS = {"person": "personen", "timer": "Vart", "provider": "sms-tjänsten"}


def event(row: CaseAudit, actors: Mapping[str, str]) -> str:
    """What a row of the audit says.

    Args:
        row: The row.
        actors: Names of staff and accounts, as the audit knows them.
    """
    who = _ACTORS.get(row.actor) or actors.get(row.actor, "någon")
    words = _OPENED.get(row.details.get("what", "")) if row.event == "reveal" else EVENTS.get(row.event)
    return words.format(who=who) if words else "något ändrades"


def alarm(kind: str) -> str:
    """The sentence of an alarm."""
    return ALARMS.get(kind, _OTHER_ALARM)


def about(number: int, one: str, many: str) -> str:
    """A number with its word: "1 ärende", "3 ärenden"."""
    return f"{number} {one if number == 1 else many}"
