"""What somebody says after a crisis: it has eased, they cannot call, nobody answers, or they ask.

By rule, over the folded words of a line. What is not read surely is none of these, and is met as danger.
"""

import re
from typing import Literal

from bot.answers.phrases import any_of
from nlu.text import folded_words, words
from nlu.words import terms

Said = Literal["cannot_call", "writing", "waiting", "called", "eased", "not_now", "asked"]

_NO_WORDS, _FIRST_NO = terms("afterwards", "a_no"), terms("afterwards", "first_no")


_CANNOT_CALL = any_of(
    r"(?:ar|e|am|is|i'm) (?:\w+ )?(?:dov|dova|dovblind|teckensprakig|deaf|stum|horselskadad)",
    r"(?:jag|ja) hor (?:inte|int|ingenting|daligt|(?:inte|int) (?:sa )?bra)$",
    r"(?:kan|gar|far|fick) (?:\w+ )?(?:inte|int|ej) (?:att )?(?:ringa|prata|tala)(?! (?:med|om|till)\b)",
    r"(?:can't|cannot|cant) (?:call|phone|speak|talk)(?! (?:to|about)\b)",
)
_WRITING = any_of(
    r"(?:finns|kan|far|vill|hellre|har) (?:\w+ ){0,4}(?:chatt\w*|smsa?|messa|skriva|mejla|maila)",
    r"(?:chatt\w*|skriva|smsa?) (?:istallet|i stallet)",
    r"(?:vill|vagar|orkar|klarar|tors) (?:\w+ )?(?:inte|int) (?:\w+ )?(?:ringa|prata|prata i telefon)$",
    r"(?:inte|slippa|utan att|istallet for att) (?:\w+ )?(?:ringa$|(?:prata|tala) i telefon)",
    r"(?:text|write|chat) (?:instead|someone|somebody|with)",
    r"don't want to (?:call|phone)",
)
# Who wants to write a letter may be about to say goodbye.
_LETTER = re.compile(r"\b(?:\w*brev\w*|avsked\w*|hejda|letter|note)\b")
_ONLY_CHAT = re.compile(r"^(?:\w+ ){0,2}(?:chatt\w*|sms\w*)$")
_LINE = r"(?:ring\w*|9010?1|112|1177|116 ?111|bris|mind|linje\w*|telefon\w*|luren|samtal\w*|kurator\w*)(?!\w)"
_WAITING = any_of(
    r"man (?:far|maste|fick) (?:\w+ )?vanta",
    rf"{_LINE}(?: \w+)* (?:vanta\w*|svara\w* (?:inte|int)|(?:ingen|inte|int) (?:\w+ )?svara\w*)",
    rf"ingen svara\w*(?: \w+)* {_LINE}",
    # "Kön" alone may be that of a person.
    r"(?:i|lang|telefon)\s?ko(?:n|tid)?|ko(?:n|tiden)? (?:ar|e) (?:\w+ )?lang\w*",
    r"upptage[tn]",
    r"kommer (?:inte|int) fram",
    r"on hold|line is busy|(?:no one|nobody) answers",
)
_REFUGE = r"(?:mormor|morfar|farmor|farfar|(?:en|min) (?:kompis|van|van\w*)|grann\w*|moster|faster)"
# What may stand behind words of relief; more may turn them round: "mår bättre när jag skär mig".
_TAIL = frozenset(
    (
        "nu",
        "hit",
        "precis",
        "hem",
        "ut",
        "ivag",
        "redan",
        "idag",
        "ikvall",
        "tack",
        "lite",
        "nyss",
        "da",
        "now",
    )
)
# Somebody who can help is there: that counts in any danger.
_HELPED = any_of(
    r"(?:ambulans\w*|polis\w*|snuten|jouren|socialjour\w*|lakare\w*)"
    r" (?:ar har|ar hos (?:mig|oss|henne|honom)|har kommit|kom)",
    r"(?:ar|kom|sitter) (?:\w+ )?pa (?:akuten|sjukhuset|psyket|vardcentralen|polisstationen|jouren)",
    r"ambulance is here|police (?:is|are) here",
)
_TALKED = any_of(
    r"(?:pratat|snackat|talat|chattat|pratade|snackade) (?:\w+ )?med \w+(?: \w+)?",
    r"(?:har|jag) (?:nu )?(?:ringt|ringde) (?:nu )?(?:1177|90101|bris|mind)",
    r"talked to \w+(?: \w+)?",
)
# Away from whoever is the danger: not said of others, and no help against what is in oneself.
_SAFE = any_of(
    r"(?:inne|in) (?:pa|i) (?:ica|coop|willys|lidl|affar\w*|butik\w*|macken|biblioteket|mcdonalds|max)",
    rf"(?:ar|kom|sitter|sover) (?:\w+ )?hos {_REFUGE}",
    r"i sakerhet|(?:ar|kanner mig) (?:\w+ )?(?:trygg|saker)",
    r"(?:inte|int) ensam langre",
    r"faran? ar over|safe now",
)
_OTHERS = re.compile(r"\b(?:han|hon|de|dom|mannen|killen|he|she|they)\b")
_CALLED = any_of(
    r"(?:har|jag|vi|mamma|grannen|nagon) (?:nu )?(?:har )?(?:ringt|ringde) (?:nu )?(?:efter )?"
    r"(?:112|polis\w*|ambulans\w*)",
    r"(?:polis\w*|ambulans\w*|de|dom|hjalpen) (?:ar )?pa vag",
    r"called (?:112|the police|an ambulance)",
)
_BETTER = any_of(
    r"(?:kanns|kandes|mar|blev|blivit|gar|ar|e) (?:\w+ ){0,3}(?:battre|lugnare|lattare)",
    r"(?:kanns|mar|ar|e) (?:\w+ ){0,2}(?:lugnt|ok|okej|bra) nu",
    r"(?:lugnat|samlat) (?:\w+ )?(?:mig|sig|ner)",
    r"(?:va|vad|sa) (?:\w+ )?radd (?:jag|ja) (?:va|var|blev)",
    r"det (?:ar|e|gick|har gatt) over",
    r"feel(?:ing)? better",
)
_THEY_LEFT = any_of(
    r"(?:han|hon|de|dom|killen|mannen|min kille) (?:har )?(?:gick|gatt|akte|akt|stack|stuckit|drog|dragit)"
)
_NOT_NOW = any_of(
    r"(?:inte|int) (?:just |riktigt )nu",
    r"(?:inte|int|ingen) (?:\w+ )?(?:fara|farlig\w*|akut)",
    r"(?:inte|int) (?:idag|i dag|ikvall|i kvall|direkt)",
    r"not (?:right )?now|not in danger",
)
# What takes back that it has eased.
_TAKEN_BACK = any_of(
    r"nar jag|vet hur|beslut\w*|avsked\w*|brev\w*|igen|utanfor",
    r"men|fast|ingen|ingenting|inget|tillbaka|snart|bestamt|farval|hejda|slut|aldrig|but|however|goodbye|not",
    r"(?:inte|int)(?! ensam\b)",
)
# Where somebody else is the danger it is good when they have left.
_FROM_OTHERS = frozenset(("violence", "sexual_violence", "threat", "honour"))
# In these one may feel well, or be asleep, and be in danger all the same.
_FELT_IS_NOT_SAFE = frozenset(("medical", "self_harm", "third_party", "child_at_risk"))
# Told of those who help, or of how somebody is: it goes on with the danger, whatever else it resembles.
_STILL = any_of(
    r"polis\w*|snuten|ambulans\w*|lakar\w*|akuten|sjukhus\w*|psyket|police|ambulance|hospital",
    r"(?:han|hon|hen|he|she) (?:\w+ )?(?:svara\w*|vakna\w*|somna\w*|sover|andas|forsv[au]nn\w*)",
)
# How a question begins: "ska jag" asks, "ska hoppa" does not.
_QUESTION = re.compile(
    r"(?:(?:och|men|ok|okej|fast|jo|ja|nej) )?(?:"
    r"(?:kan|far|ska|maste|vill|har|ar|kommer|behover|blir|brukar|gar|borde|ringer|finns|svarar|hjalper|sager)"
    r" (?:jag|ja|man|vi|de|dom|ni|du|det|nan|nat|nagon|nagot|soc|polisen)\b"
    r"|(?:vem|vilka|vilken|vilket|hur|varfor|finns det|finns)\b(?! (?:mig|inte)\b)|vad (?!radd|skont|bra)"
    r"|va(?:r|rt|d)? (?:finns|kan|ska|ar|ligger|ringer|vander|gar|gor)\b|nar (?:kan|ska|oppnar|kommer|ar)\b"
    r"|(?:can|could|may|must|do|does|will|should) (?:i|you|they|we|it|he|she|somebody|someone)\b"
    r"|(?:who|what|how|where|when|why|which)\b|is there\b)"
)
_COMES = any_of(r"kom|komma|kommer|skicka\w*|come|send")


def said_after(text: str, reason: str | None, *, acute: bool = False) -> Said | None:
    """What a line says of how it goes on, or None.

    Args:
        text: The line.
        reason: Kind of the crisis that was answered.
        acute: Whether life was in danger.
    """
    line = folded_words(text)
    if cannot_call(text):
        return "cannot_call"
    if not _LETTER.search(line) and (_WRITING.search(line) or _ONLY_CHAT.match(line)):
        return "writing"
    if _WAITING.search(line):
        return "waiting"
    if _CALLED.search(line) and not _TAKEN_BACK.search(line):
        return "called"
    if has_eased(text, reason, acute=acute):
        return "eased"
    if _NOT_NOW.search(line):
        return "not_now"
    return "asked" if asks(text) and not _COMES.search(line) else None


def cannot_call(text: str) -> bool:
    """Whether somebody says that they cannot hear, speak or use the phone."""
    return bool(_CANNOT_CALL.search(folded_words(text)))


def has_eased(text: str, reason: str | None = None, *, acute: bool = False) -> bool:
    """Whether the danger, or what was heavy, is said to be over and nothing else; a "but" takes it back.

    Where life was in danger a feeling is not enough, unless the danger was somebody else who is gone.
    """
    line = folded_words(text)
    if _TAKEN_BACK.search(line) or asks(text):
        return False
    if _ends_with(_HELPED, line) or _ends_with(_TALKED, line):
        return True
    if reason in _FROM_OTHERS:
        left = _ends_with(_THEY_LEFT, line) or (_ends_with(_SAFE, line) and not _OTHERS.search(line))
        return left or _ends_with(_BETTER, line)
    return not acute and reason not in _FELT_IS_NOT_SAFE and _ends_with(_BETTER, line)


def is_about_the_danger(text: str) -> bool:
    """Whether a line that asks nothing tells of those who came to help, or of how somebody is."""
    return not asks(text) and _STILL.search(folded_words(text)) is not None


def is_setback(text: str) -> bool:
    """Whether a line may take back that it had eased."""
    return not asks(text) and _TAKEN_BACK.search(folded_words(text)) is not None


def _ends_with(pattern: re.Pattern[str], line: str) -> bool:
    return any(_TAIL.issuperset(line[found.end() :].split()) for found in pattern.finditer(line))


def asks(text: str) -> bool:
    """Whether a line is a question."""
    return text.rstrip().endswith("?") or bool(_QUESTION.match(folded_words(text)))


def only_a_no(text: str) -> bool:
    """Whether a line is a no that tells nothing else: "nej tack, inte nu", but not "nej jag är ensam"."""
    return all(word.folded in _NO_WORDS for word in words(text))


def begins_with_no(text: str) -> bool:
    """Whether the first word of a line is a no."""
    return folded_words(text).partition(" ")[0] in _FIRST_NO
