"""Scripted replies: one of every kind of message the page may be asked to show."""

from typing import Any

from bot.gateway.messages import Message

HOSTILE = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>{{7*7}}"


def service(**changes: Any) -> dict[str, Any]:
    """A listing in wire format; made up, like every number in it that is not a public helpline."""
    return {
        "id": "umea-ungdomsmottagning",
        "name": "Ungdomsmottagningen Umeå",
        "operator": "Region Västerbotten",
        "level": "regional",
        "summary": "Prata med barnmorska, kurator eller psykolog om kropp, relationer och hur du mår.",
        "phones": [{"number": "090-785 90 00", "label": None, "tel": "+46907859000"}],
        "url": "https://www.1177.se/Vasterbotten/",
        "address": "Västra Norrlandsgatan 18, Umeå",
        "open": {"state": "open", "text": "Öppet nu, stänger 16.30"},
        "ages": [13, 24],
        "for": ["self"],
        "languages": ["sv", "en"],
        "cost": "gratis",
        "checked": "2026-03-01",
        "source": "1177.se, 2026-03-01",
        "why": ["din kommun"],
        **changes,
    }


SCHOOL = service(
    id="umea-elevhalsa",
    name="Elevhälsan i Umeå kommun",
    operator="Umeå kommun",
    level="municipal",
    summary="Skolans kurator, sköterska och psykolog. Du kan gå dit utan att fråga någon först.",
    phones=[
        {"number": "090-16 10 00", "label": "växel, ej kontrollerad", "tel": "+4690161000"},
        {"number": "090-16 10 01", "label": "kurator", "tel": "+4690161001"},
    ],
    url=None,
    address=None,
    open={"state": "closed", "text": "Stängt, öppnar 8.00 i morgon"},
    ages=[6, None],
    languages=None,
    cost=None,
    checked=None,
    source="umea.se",
)
BRIS = service(
    id="bris",
    name="Bris",
    operator="Bris",
    level="national",
    summary="Prata, chatta eller mejla med en vuxen som lyssnar. Du behöver inte säga vad du heter.",
    phones=[{"number": "116 111", "label": None, "tel": "116111"}],
    url="https://www.bris.se/",
    address=None,
    open={"state": "open", "text": "Öppet dygnet runt"},
    ages=[None, 17],
    languages=["sv", "en", "ar"],
    checked="2026-09-14",
    source="bris.se",
)
CHAT_ONLY = service(
    id="chatt",
    name="Självskadechatten",
    operator="SHEDO",
    level="national",
    summary="Chatta anonymt om självskada eller ätstörning, för dig själv eller någon du känner.",
    phones=[],
    url="https://shedo.se/",
    address=None,
    open={"state": "unknown", "text": "Öppettider saknas"},
    ages=[None, None],
    languages=["sv"],
    cost=None,
    checked=None,
    source="shedo.se",
)
SUICIDE_LINE = service(
    id="sjalvmordslinjen",
    name="Självmordslinjen",
    operator="Mind",
    level="national",
    phones=[{"number": "90101", "label": None, "tel": "90101"}],
    url="https://mind.se/",
    address=None,
    open={"state": "open", "text": "Öppet dygnet runt"},
    ages=[None, None],
)
SOS = service(
    id="sos-112",
    name="SOS Alarm",
    operator="SOS Alarm",
    level="national",
    phones=[{"number": "112", "label": "nödnummer", "tel": "112"}],
    url="https://www.112.se",
    address=None,
    open={"state": "open", "text": "Öppet dygnet runt"},
    ages=[None, None],
)
POISON = service(
    id="giftinformation",
    name="Giftinformationscentralen",
    operator="Läkemedelsverket",
    level="national",
    phones=[
        {"number": "112", "label": "akut", "tel": "112"},
        {"number": "010-456 67 00", "label": "när det är mindre bråttom", "tel": "+46104566700"},
    ],
    url="https://giftinformation.se/",
    address=None,
    open={"state": "open", "text": "Öppet dygnet runt"},
    ages=[None, None],
)
MORE = [
    {"title": "Visa fler", "payload": "more"},
    {"title": "Öppet nu", "payload": "open_now"},
    {"title": "Det här kan du prova själv", "payload": "tips"},
]
ASK_PLACE = {
    "text": "Vilken kommun bor du i? Då kan jag visa det som finns nära. Du behöver inte svara.",
    "choices": [{"title": "Vill inte säga", "payload": "skip:municipality"}],
    "card": {"kind": "ask", "slot": "municipality"},
}


def services(*listed: dict[str, Any], municipality: str | None = None, **changes: Any) -> dict[str, Any]:
    """A message with a list of places to turn to."""
    lines = "\n".join(_line(each) for each in listed)
    opening = changes.pop("opening", "Det är jobbigt när man inte kan sova. Hit kan du vända dig:")
    card = {
        "kind": "services",
        "topic": "sleep",
        "municipality": municipality,
        "more": True,
        "services": list(listed),
    }
    return {"text": f"{opening}\n\n{lines}", "choices": MORE, "card": card, **changes}


def _line(listed: dict[str, Any]) -> str:
    way = listed["phones"][0]["number"] if listed["phones"] else listed["url"]
    return f"• {listed['name']}: {way}"


def crisis(severity: int, *listed: dict[str, Any]) -> dict[str, Any]:
    """A crisis card."""
    return {"kind": "crisis", "severity": severity, "reason": "suicide", "services": list(listed)}


def handoff(state: str) -> dict[str, Any]:
    """A message about where a request for a human stands."""
    card = {"kind": "handoff", "state": state, "case": "K7F2" if state != "offered" else None}
    return {"text": "Jag har frågat om någon kan höra av sig.", "card": card}


# What is written -> the messages that answer it.
REPLIES: dict[str, list[dict[str, Any]]] = {
    "sömn": [services(BRIS, SCHOOL, CHAT_ONLY), ASK_PLACE],
    "umeå": [
        services(service(), SCHOOL, BRIS, municipality="Umeå", opening="Tack. I Umeå kan du vända dig hit:")
    ],
    "inga": [{**services(opening="Jag hittade inget mer."), "text": "Jag hittade inget mer."}],
    "var": [
        {
            "text": "Gumboda finns på mer än ett ställe. Vilken kommun är det?",
            "choices": [
                {"title": "Robertsfors", "payload": "municipality:2409"},
                {"title": "Umeå", "payload": "municipality:2480"},
            ],
            "card": {"kind": "ask", "slot": "municipality"},
        }
    ],
    "ålder": [{"text": "Hur gammal är du?", "card": {"kind": "ask", "slot": "age"}}],
    "vem": [
        {
            "text": "Gäller det dig själv eller någon annan?",
            "choices": [
                {"title": "Mig själv", "payload": "for:self"},
                {"title": "Någon annan", "payload": "for:relative"},
            ],
            "card": {"kind": "ask", "slot": "for"},
        }
    ],
    "oklart": [
        {
            "text": "Jag vill inte gissa fel. Är det något av det här?",
            "choices": [
                {"title": "Stress och press", "payload": "topic:stress"},
                {"title": "Stöd i skolan", "payload": "topic:school_support"},
                {"title": "Inget av det här", "payload": "none_of_these"},
            ],
            "card": {"kind": "clarify", "topics": ["stress", "school_support"]},
        }
    ],
    "kris": [
        {
            "text": "112\nRing 112 nu, eller be någon nära dig att ringa. Gå dit det finns andra människor. "
            "Du behöver inte förklara allt. Det räcker att säga som det är.\n"
            "Självmordslinjen: 90101\nBris, under 18 år: 116 111",
            "choices": [{"title": "Jag vill prata med en människa", "payload": "human"}],
            "card": crisis(3, SOS, SUICIDE_LINE, BRIS),
        }
    ],
    "gift": [
        {
            "text": "112\nRing 112 nu och gör som de säger. Stanna hos personen.",
            "card": crisis(3, SOS, POISON, BRIS, BRIS),
        }
    ],
    "tankar": [
        {
            "text": "Tack för att du berättar. Du ska inte behöva bära det här ensam. Det finns någon som "
            "lyssnar nu, hela dygnet, och du får vara anonym. Är det bråttom: ring 112.\n"
            "Självmordslinjen: 90101",
            "card": crisis(2, SUICIDE_LINE, CHAT_ONLY),
        }
    ],
    "krislinjer": [
        {
            "text": "Ring 112 om det är fara för livet just nu.\nSjälvmordslinjen 90101 svarar dygnet runt.",
            "card": crisis(3),
        }
    ],
    "erbjuden": [handoff("offered")],
    "väntar": [handoff("queued")],
    "avbruten": [{**handoff("cancelled"), "text": "Nu är det avbrutet, och ingen hör av sig."}],
    "till anna": [{**handoff("active"), "text": "Skickat till Anna 14.02."}],
    "anna": [{**handoff("active"), "text": "Hej, jag heter Anna.", "from": "human", "name": "Anna"}],
    "integritet": [
        {
            "text": "Det jag kommer ihåg är kommun, ålder, vem det gäller, ämne och språk.",
            "choices": [{"title": "Glöm det jag skrivit", "payload": "forget"}],
            "card": {"kind": "privacy"},
        }
    ],
    "hej": [
        {
            "text": "Hej. Berätta kort vad det gäller, så letar jag.",
            "choices": [{"title": "Sömn", "payload": "topic:sleep"}],
            "card": {"kind": "smalltalk", "intent": "greet"},
        }
    ],
    "glöm": [
        {"text": "Klart. Jag har glömt det.", "card": {"kind": "smalltalk", "intent": "delete_my_data"}}
    ],
    "väder": [{"text": "Det kan jag inte hjälpa till med.", "card": {"kind": "out_of_scope"}}],
    "tips": [
        {
            "text": "Medan du väntar kan du prova det här:\n\n• Gå upp samma tid varje dag.\n"
            "• Lägg bort telefonen en timme innan.\n\nRing 1177 om det inte blir bättre."
        }
    ],
    "help": [
        services(
            {**BRIS, "open": {"state": "open", "text": "Open around the clock"}},
            service(open={"state": "unknown", "text": "Opening hours not known – call and ask"}),
            CHAT_ONLY,
            lang="en",
            opening="It is hard when you cannot sleep. You can turn to:",
            choices=[{"title": "Show more", "payload": "more"}],
        )
    ],
    "danger": [
        {
            "text": "Call 112 if somebody's life is in danger right now.",
            "lang": "en",
            "card": crisis(2),
        }
    ],
    "مساعدة": [
        services(
            {**BRIS, "open": {"state": "open", "text": "Open around the clock"}},
            lang="ar",
            opening="أنا أفهم القليل من العربية.\nاتصل بالرقم 112 إذا كنت في خطر.",
            choices=[{"title": "English", "payload": "lang:en"}, {"title": "Svenska", "payload": "lang:sv"}],
        )
    ],
    "کمک": [{"text": "من کمی فارسی می‌فهمم.", "lang": "fa"}],
    "ont": [
        {
            **services(
                service(
                    name=HOSTILE,
                    operator=HOSTILE,
                    summary=HOSTILE,
                    url="javascript:document.title='broken'",
                    phones=[
                        {"number": HOSTILE, "label": HOSTILE, "tel": "090"},
                        {"number": "1", "label": None, "tel": "1\" onclick=\"document.title='broken'"},
                    ],
                    address=HOSTILE,
                    open={"state": "open", "text": HOSTILE},
                    cost=HOSTILE,
                    source=HOSTILE,
                )
            ),
            "text": HOSTILE,
            "choices": [{"title": HOSTILE, "payload": "more"}],
        }
    ],
}
# The same in sentences, for pictures.
SENTENCES = {
    "Jag kan inte sova": "sömn",
    "Jag bor i Umeå": "umeå",
    "Allt är för mycket just nu": "oklart",
    "Jag orkar inte leva längre": "tankar",
    "Jag tänker göra det i natt": "kris",
    "Kan en människa höra av sig?": "väntar",
    "Vad kan jag prova själv?": "tips",
}
# Pressed choices, where the answer matters to a test; others are answered like "hej".
PAYLOADS: dict[str, str] = {
    "topic:sleep": "sömn",
    "topic:low_mood": "sömn",
    "municipality:2480": "umeå",
    "forget": "glöm",
    "human:cancel": "avbruten",
    "tips": "tips",
}
UNKNOWN: list[dict[str, Any]] = [{"text": "Jag förstår inte riktigt. Skriv gärna lite mer."}]
# One of every kind of card, and of every language the page treats apart.
EVERY_KIND = [text for text in REPLIES if text not in {"ont", "glöm"}]


def answer(text: str | None, payload: str | None) -> tuple[Message, ...]:
    """The scripted answer to what was written or pressed."""
    written = SENTENCES.get(text or "", text or "")
    key = PAYLOADS.get(payload, "hej") if payload else written.lower()
    return tuple(Message.model_validate(message) for message in REPLIES.get(key, UNKNOWN))
