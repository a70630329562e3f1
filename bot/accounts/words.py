"""What is said to somebody who could not log in."""

WHY = {
    "wrong": "Namnet eller lösenordet stämmer inte.",
    "many": "Det har varit många försök. Vänta {wait} och försök igen.",
    "many_codes": "Flera koder är redan skickade. Vänta {wait} innan du ber om en ny.",
    "no_phone": "Ditt konto saknar mobilnummer att skicka en kod till. Fråga den som är administratör.",
    "code_wrong": "Koden stämmer inte. Titta efter i det senaste sms:et.",
    "code_old": "Koden gäller inte längre. Be om en ny.",
    "code_many": "Koden har angetts fel för många gånger. Logga in igen.",
}


def why(key: str, wait: float | None) -> str:
    """The sentence for a `SignInError`."""
    return WHY[key].format(wait=_time(wait or 0))


def _time(seconds: float) -> str:
    minutes = round(seconds / 60 + 0.5)
    return "en minut" if minutes <= 1 else f"{minutes} minuter"
