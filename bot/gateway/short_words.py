"""What a short line means in the dialogue around the human: yes, no, here, by phone, stop, a code, a number.

Only whole lines that say nothing else are read. A yes to being stored and read by somebody must be
a yes: "ja men vad händer sen" is a question, and goes to whoever answers questions.
"""

import re

import phonenumbers
from phonenumbers import PhoneNumberMatcher, PhoneNumberType

from bot.escalation.codes import read_code
from nlu.text import folded_words, words


def _set(line: str) -> frozenset[str]:
    return frozenset(line.split())


_YES = _set("ja jo japp jada absolut garna ok okej okay visst yes yeah yep sure")
_AROUND_YES = _set(
    "tack det den ar bra gar vill jag for mig mycket da please thanks thank you that is it fine i do"
)
_NO = _set("nej na nejtack nope no avbryt")
_AROUND_NO = _set("tack inte nu vill jag det just helst thanks thank you not now i do want to")
_HELPED = _set("hjalpte helped did")
_HELPED_NOT = _NO | _set("inte not")
_CHAT = _set("chatt chatten chatta har chat here skriv skriva skriver")
_PHONE = _set("ring ringa ringer telefon telefonen samtal uppringd phone call")
_AROUND_WAY = _set("i pa via helst hellre in the on by me mig upp att vill jag bli tack please want a")
_NUMBER = _set("nummer numret telefonnummer telefonnumret mobilnummer number phone")
_AROUND_NUMBER = (
    _AROUND_WAY
    | _YES
    | _PHONE
    | _set("det har detta samma mitt this the same my som fran skriver smsar du kan ni number from i writing")
)
_ASKING = _set("vad vem vilka vilken vilket hur varfor ser sparas sparar what who how why where which")
# Only what begins a question: "när jag ska sova" begins none.
_WHEN = re.compile(
    r"(?:\w+ ){0,2}(?:nar|hur lange|hur lang tid|when|how long)(?:"
    r"(?: da| then)?$"
    r"| (?:hor|ringer|svarar|skriver|oppnar|kommer|ar|kan) (?:ni|nagon|de|det|du)\b"
    r"| far jag (?:svar|hjalp)\b| blir det\b| (?:till|tar|drojer)\b| (?:ska|maste|far) jag vanta\b"
    r"| (?:will|do|does|can|is|are) (?:you|somebody|someone|anybody|anyone|they|it)\b"
    r"| until\b| do i (?:have to )?wait\b)"
)
_STANDING = re.compile(
    r"\b(?:"
    r"(?:ni|du|de) (?:har )?(?:visst )?glomt (?:bort )?(?:mig|oss)|har (?:ni|du|de) glomt"
    r"|hor (?:ni|du|nagon|de|ingen) av (?:er|sig|dig)|kommer (?:det )?nagon$"
    r"|(?:kan|ska|kommer) (?:nagon|ni|de|det nagon) (?:komma|svara|ringa|skriva|hora av)"
    r"|har (?:ni|nagon|ingen) svarat|varfor svarar (?:ni|ingen|nagon)"
    r"|ar (?:det nagon|nagon|ni|du) (?:dar|kvar|pa plats)|hur gar det(?: med .*)?$|vad hander(?: nu)?$"
    r"|(?:have|did) you forg(?:et|ot|otten)|you(?: have)? forg(?:ot|otten) (?:about )?me"
    r"|(?:can|could|will|is) (?:you|somebody|someone|anybody|anyone) (?:come|coming|there|answer|call|write)"
    r"|has (?:anybody|anyone|somebody|someone) answered|what happens(?: now)?$"
    r")(?!\w)"
)
_STOP = frozenset(
    ("avbryt", "avbryta", "avbryt arendet", "avbryt det", "jag vill avbryta", "cancel", "cancel it",
     "cancel the case")
)  # fmt: skip
_FORGET = frozenset(
    ("glom mig", "glom allt", "glom det", "glom det jag skrivit", "radera allt", "radera mig", "forget me",
     "forget everything", "delete my data", "delete everything")
)  # fmt: skip
_CODE = re.compile(r"(?<![\w-])[^\W_]{4}[-\u2010-\u2015][^\W_]{4}(?![\w-])")
# Calling these costs the one who calls nothing out of the ordinary.
_CALLABLE = frozenset(
    (
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
        PhoneNumberType.PERSONAL_NUMBER,
    )
)
_DIGITS = re.compile(r"\d")
_MANY_DIGITS = 5
# A line of so many words may answer a question that was just asked; a longer one tells something.
_SHORT = 6
_SHORT_QUESTION = 8
_CODE_LENGTH = 8


def says_yes(text: str) -> bool:
    """Whether a line is a yes and nothing else."""
    return _only(text, _YES, _AROUND_YES)


def says_no(text: str) -> bool:
    """Whether a line is a no and nothing else."""
    return _only(text, _NO, _AROUND_NO) or folded_words(text) in ("inte nu", "not now")


def says_helped(text: str) -> bool | None:
    """What a line says to whether it helped; None when it is about something else."""
    if _only(text, _HELPED_NOT, _AROUND_NO | _HELPED | {"riktigt", "really"}):
        return False
    return True if _only(text, _YES | _HELPED, _AROUND_YES) else None


def says_chat(text: str) -> bool:
    """Whether a line chooses to be answered here, with or without a yes."""
    return _only(text, _CHAT, _AROUND_WAY | _YES)


def says_phone(text: str) -> bool:
    """Whether a line chooses to be called, with or without a yes."""
    return _only(text, _PHONE, _AROUND_WAY | _YES)


def agrees(text: str) -> bool:
    """Whether a line agrees to a human getting in touch, however it says they should."""
    return says_yes(text) or says_chat(text) or says_phone(text) or says_this_number(text)


def wants_a_call(text: str) -> bool:
    """Whether a line asks to be called."""
    number = mentions_phone(text) and phone_number(text) is not None
    return says_phone(text) or says_this_number(text) or number


def mentions_phone(text: str) -> bool:
    """Whether a text says anything of calling."""
    return bool({word.folded for word in words(text)} & (_PHONE | {"calling"}))


def says_this_number(text: str) -> bool:
    """Whether a line wants to be called on the number it is written from."""
    return _only(text, _NUMBER - {"phone"}, _AROUND_NUMBER)


def asks_about_number(text: str) -> bool:
    """Whether a text asks something about one's number: who sees it, what becomes of it."""
    spoken = {word.folded for word in words(text)}
    return bool(spoken & _NUMBER) and ("?" in text or bool(spoken & _ASKING))


def asks_how_it_stands(text: str) -> bool:
    """Whether a short line asks when a human comes, or whether anybody does."""
    line = folded_words(text)
    short = len(line.split()) <= _SHORT_QUESTION
    return short and bool(_WHEN.match(line) or _STANDING.search(line))


def is_short(text: str) -> bool:
    """Whether a line is short enough to be an answer, or asks something back."""
    return len(words(text)) <= _SHORT or text.rstrip().endswith("?")


def begins_with_no(text: str) -> bool:
    """Whether the first word of a text is a no."""
    return folded_words(text).partition(" ")[0] in _NO


def says_stop(text: str) -> bool:
    """Whether a line asks to end the case."""
    return folded_words(text) in _STOP


def says_forget(text: str) -> bool:
    """Whether a line asks to be forgotten."""
    return folded_words(text) in _FORGET


def case_code(text: str) -> str | None:
    """The case code that a text is, or that stands in it with its hyphen."""
    found = _CODE.search(text)
    return read_code(text.strip()) or (read_code(found.group()) if found else None)


def looks_like_a_code(text: str) -> bool:
    """Whether a line seems meant as a case code, right or not."""
    line = folded_words(text).replace(" ", "").replace("-", "")
    return len(line) == _CODE_LENGTH and bool(_DIGITS.search(text))


def phone_number(text: str) -> str | None:
    """The one number in a text that somebody can be called on, as E.164."""
    found = {
        phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        for match in PhoneNumberMatcher(text, "SE")
        if phonenumbers.number_type(match.number) in _CALLABLE
    }
    return found.pop() if len(found) == 1 else None


def looks_like_a_number(text: str) -> bool:
    """Whether a text seems meant as a phone number, valid or not: many digits, or any in a short line."""
    digits = len(_DIGITS.findall(text))
    return digits >= _MANY_DIGITS or (digits > 0 and is_short(text))


def _only(text: str, needed: frozenset[str], allowed: frozenset[str]) -> bool:
    spoken = {word.folded for word in words(text)}
    return bool(spoken & needed) and spoken <= needed | allowed
