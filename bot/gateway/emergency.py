"""The last words: what goes out when everything that could say it better has failed."""

from bot.gateway.messages import CrisisCard, Message

_CRISIS = {
    "sv": (
        "Ring 112 om det är fara för livet just nu.\n"
        "Självmordslinjen 90101 svarar dygnet runt. Bris 116 111 är för dig under 18. "
        "Sjukvårdsrådgivningen har nummer 1177. Du behöver inte bära det här ensam."
    ),
    "en": (
        "Call 112 if somebody's life is in danger right now.\n"
        "The suicide line 90101 answers day and night. Bris 116 111 is for those under 18. "
        "Health care advice has number 1177. You do not have to carry this alone."
    ),
}
_NO_ANSWER = {
    "sv": (
        "Just nu kan jag inte leta åt dig, något är fel hos mig. Försök gärna igen om en stund. "
        "Under tiden: 1177 ger råd om vård dygnet runt, Bris på 116 111 är för dig under 18, "
        "och 112 är till för det som är akut."
    ),
    "en": (
        "Right now I cannot search for you, something is wrong on my side. Please try again in a while. "
        "Meanwhile: 1177 gives health care advice day and night, Bris on 116 111 is for those under 18, "
        "and 112 is for emergencies."
    ),
}


def crisis(severity: int, reason: str | None, language: str) -> Message:
    """A crisis message that needs nothing but this file."""
    lang = language if language in _CRISIS else "sv"
    card = CrisisCard(severity=3 if severity >= 3 else 2, reason=reason or "suicide", services=[])
    return Message(text=_CRISIS[lang], lang=lang, card=card)


def no_answer(language: str) -> Message:
    """An honest answer when neither Rasa nor the plain search could give one."""
    lang = language if language in _NO_ANSWER else "sv"
    return Message(text=_NO_ANSWER[lang], lang=lang)
