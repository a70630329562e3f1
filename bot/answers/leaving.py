"""When a message right after a crisis asks for something else: a place, a service, help with a matter.

By rule, over the folded words of a line. In danger people write a few words that go on with it, and the
topic model is sure of a topic for all of them: "har ingen plan" is not about loneliness. Who wants
something else asks for it.
"""

import re

from bot.answers.afterwards import asks
from bot.answers.phrases import folded


def _any(*patterns: str) -> re.Pattern[str]:
    """Finds any of the patterns, from the beginning of a word to the end of one."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)")


_I = r"(?:jag|ja|man|vi)"
_SOME = r"(?:nat|nagot|nan|nagon|nagra)"
# What is done about a service, never about a danger.
_APPLY = r"(?:soka|ansoka|boka|byta|anmala|hitta|lara mig|borja pa|ta korkort)"
# Names what is looked for: then a topic need not be surer than in any other message.
_SEEKS = _any(
    rf"(?:finns|ligger) (?:det|d|{_SOME})|har (?:ni|du) (?:{_SOME}|tips)",
    rf"(?:var|vart|dar) (?:finns|ligger|hittar|soker|kan|ska|gar|vander) (?:{_I}|\w+en)",
    r"(?:vilka|vilken|vilket) \w+ (?:har|ar|finns|galler|kan)",
    r"\w*oppettid\w*|(?:ar|har) (?:\w+ ){1,2}opp(?:et|en|na)|nar (?:\w+ ){1,2}oppet",
    r"(?:nummer|numret|adress\w*) till|veta mer om|prata med om|komm(?:a|er) (?:man |jag )?i kontakt med",
    r"(?:hjalp\w*|stod\w*|rad|tips\w*|info\w*|fraga|fragor) (?:mig |oss )?(?:med|mot|om|pa|for|som|till)",
    r"hjalp att (?:soka|hitta|skriva|sluta|fa|ansoka|betala)",
    r"(?:jag|ja|vi|och|hej) (?:soker|letar efter) (?!mig|inte)\w+",
    rf"(?:vill|skulle vilja|behover|ska) {_APPLY}|hur (?:gor|kan) {_I} (?:for )?att (?:{_APPLY}|fa)",
    rf"hur (?:soker|ansoker|bokar|byter|anmaler|fornyar) {_I}|hur far {_I} (?!tag|nan|nagon)\w+",
    # English
    r"is there (?:a|an|any)|are there any|looking for (?:a|an|some)|do you have|information (?:on|about)",
    r"(?:help|support|advice|tips) (?:me )?(?:with|on|about|find|finding|for) (?!what)\w+|need to find",
    r"how do i (?:apply|find|get|book|change|learn)|where can i (?:get|find)",
    r"opening hours|number (?:to|for|of)",
)
# Questions that do not begin as one, or not quite.
_WONDERS = _any(
    r"(?:undrar|veta) (?:over|hur|vad|var|vart|vilk\w+|nar|om man)",
    rf"(?:hr|hu|var|vart) \w+ {_I}",
)
# About somebody, the moment and the place, or what is done against the danger itself.
_GOES_ON = _any(
    r"han|hon|hen|hans|hennes|henne|honom|dom|dem|he|she|him|his|her|them|they",
    r"nu|inatt|i natt|ikvall|i kvall|snart|hit|harifran|har (?:hos|i|pa)|now|tonight|here",
    # "finns det nån jag kan prata med": those named after the crisis
    rf"(?:{_SOME}|anyone|someone)(?: som)?(?: {_I}| i| to)?(?: kan| can)? (?:prata|tala|dar|talk)(?! med om)",
    r"(?:vad|what) (?:kan|ska|gor|maste|can|do|should) (?:jag|ja|man|vi|i|we)(?: gora| do)?$",
    r"ut|undan|bort|gomm\w*|fly|las\w* dorr\w*|stoppa\w*|hindra\w*|lita pa|hide|out|away|stop",
    # "dö" folded, but not the English word
    r"do(?! (?:i|you|we|they))|dor|dog|doden|dod|leva|lever|liv|livet|overlev\w*|slutar? (?:kanna|finnas)",
    r"andas|bloder|blod\w*|sar|saret|arr|vakna\w*|vack\w*|krak\w*|sidolage\w*|tablett\w*",
    r"die|dying|dead|bleed\w*|pills",
)


def seeks_something(text: str) -> bool:
    """Whether a line names what it looks for: a place, a service, help with a matter."""
    line = folded(text)
    return bool(_SEEKS.search(line)) and not _GOES_ON.search(line)


def may_ask_something_else(text: str) -> bool:
    """Whether a line is a question that need not be about the danger, nor about those in it."""
    line = folded(text)
    return (asks(text) or bool(_WONDERS.search(line))) and not _GOES_ON.search(line)
