"""When a message right after a crisis asks for something else: a place, a service, help with a matter.

By rule, over the folded words of a line. In danger people write a few words that go on with it, and the
topic model is sure of a topic for all of them: "har ingen plan" is not about loneliness. Who wants
something else asks for it.
"""

from bot.answers.afterwards import asks
from bot.answers.phrases import any_of
from nlu.text import folded_words

_I = r"(?:jag|ja|man|vi)"
_SOME = r"(?:nat|nagot|nan|nagon|nagra)"
# What is done about a service, never about a danger.
_APPLY = (
    r"(?:soka|ansoka|boka|byta|anmala|hitta|lara mig|borja (?:pa|trana|plugga|studera|jobba|spela)|ta korkort"
    r"|sluta (?:roka|snusa|vejpa))"
)
# Names what is looked for: then a topic need not be surer than in any other message.
_SEEKS = any_of(
    rf"(?:finns|ligger) (?:det|d|{_SOME})|har (?:ni|du) (?:{_SOME}|tips)",
    rf"(?:var|vart|dar) (?:finns|ligger|hittar|soker|kan|ska|gar|vander) (?:{_I}|\w+en)",
    r"(?:vilka|vilken|vilket) \w+ (?:har|ar|finns|galler|kan)",
    r"\w*oppettid\w*|(?:ar|har) (?:\w+ ){1,2}opp(?:et|en|na)|nar (?:\w+ ){1,2}oppet",
    # "jag vill prata med nån på ungdomsmottagningen", "kan vi prata om skolan istället"
    rf"prata (?:med )?(?:{_SOME} )?(?:pa|hos) (?!telefon|riktigt|plats)\w{{4,}}",
    r"prata om (?!det|detta|mig|hur|vad|att|allt)\w+ (?:istallet|i stallet)",
    r"hur (?:ar|e|va) det (?:da )?med (?!mig|dig|oss|han|hon|min|mina)\w+",
    r"(?:en|nan) (?:annan )?(?:grej|sak|fraga) till|(?:en|nan) annan (?:grej|sak)",
    r"(?:var|vart) (?:finns|ligger|ar|e) (?:narmaste|nasta) \w+",
    r"(?:nummer|numret|adress\w*) till|veta mer om|prata med om|komm(?:a|er) (?:man |jag )?i kontakt med",
    # "hjälp mig för jag är rädd", "hjälp på toaletten" ask for nothing else
    r"hjalp\w* (?:mig |oss )?(?:med|mot)",
    r"(?:stod\w*|rad|tips\w*|info\w*|fraga|fragor) (?:med|mot|om|pa|for|som|till) (?!jag|ja|hur|vad|att)\w+",
    r"hjalp\w* (?:mig |oss )?(?:att )?(?:soka|hitta|skriva|ansoka|betala|(?:sluta|fa) \w+)",
    r"(?:^|(?:jag|ja|vi|och|hej) )(?:soker|letar efter) (?!mig|inte)\w+",
    rf"(?:(?:vill|skulle vilja|behover|ska) (?:{_I} )?|^){_APPLY}",
    rf"hur (?:gor|kan) {_I} (?:for )?att (?:{_APPLY}|fa)|vill ha tid (?:hos|till|pa)",
    r"(?:behover|need) (?:en |ett |a )?(?:tandlakare|bostad|jobb|lagenhet|praktik|logoped|job|flat|dentist)",
    rf"hur (?:soker|ansoker|bokar|byter|anmaler|fornyar) {_I}",
    rf"hur far {_I} (?!tag|nan|nagon|upp|ner|slut|stopp|luft|det)\w+",
    # English
    r"is there (?:a|an|any)|are there any|looking for (?:a|an|some)|do you have|information (?:on|about)",
    r"(?:help|support|advice|tips) (?:me )?(?:with|about|find|finding) (?!what)\w+|need to find",
    r"(?:support|advice|tips) (?:on|for) (?!what|my|me)\w+",
    r"how do i (?:apply|find|get|book|change|learn)|where can i (?:get|find)",
    r"opening hours|number (?:to|for|of)",
)
# Questions that do not begin as one, or not quite.
_WONDERS = any_of(
    r"(?:undrar|veta) (?:ocksa |bara )?(?:over|hur|var|vad|vart|vilk\w+|nar|om man)",
    rf"(?:hr|hu|var|vart) \w+ {_I}|(?:nu )?undrar jag (?:ocksa )?hur|en annan (?:fraga|sak)|annan fraga",
)
# Those who may be in the danger, or be it.
_PEOPLE = (
    r"han|hon|hen|hans|hennes|henne|honom|dom|dem|he|she|him|his|her|them|they",
    r"\w*(?:mamma|pappa)[ns]?|(?:morsa|farsa|\w*bror|broder|\w*syster|systrar|syrr|kompis|pojkvan|flickvan)\w*",
    r"foralder|foraldrar(?:na)?|mina van\w*",
    r"(?:min|en) (?:mor|far|kille|tjej|man|fru|son|dotter|partner|sambo|van|exman)",
    r"dad|mom|mum|mother|father|brother|sister|boyfriend|girlfriend|husband|wife|my (?:friend|son|daughter)",
)
# What it may be done with, and where.
_MEANS = (
    r"bron?|broar\w*|rep|repet|kniv\w*|rakblad\w*|vapen|vapnet|pistol\w*|gevar\w*|yxa\w*|tag(?:et|en)?",
    r"\w*sparet|tagspar|tablett\w*|(?<!efter )(?<!p )(?<!p-)piller|medicin\w*|alvedon\w*|panodil\w*|ipren\w*",
    r"overdos\w*|gift|hogst\w*|hogt|(?:\w*dorr|\w*fonst|pulsad)\w*",
    r"bridge|rope|gun|knife|blade|razor|pills|tablets|trains|tracks|painless",
)
# The body, an end, and no way on.
_AN_END = (
    # "dö" folded, but not the English word
    r"do(?! (?:i|you|we|they))|dor|dog|dod\w*|leva|lever|liv|livet|overlev\w*|slutar? (?:kanna|finnas)",
    r"hoppa\w*(?! (?:\w+ )?av)|hanga mig|begrav\w*|eutanasi|slut (?:pa )?(?:det|allt)|slut pa|stopp\w*",
    r"utvag\w*|mening|luft|puls\w*|sluta(?! (?:roka|snusa|vejpa|dricka|spela|skolan|gymnasiet))",
    r"fort|smart\w*|trost|hittar mig|dos\w*|vass\w*|starkt|starkare|hamnd|lugnet|ro",
    r"isen|sjon|vatten|vattnet|djup\w*",
    r"satt|losning|anledning|fortsatta|orka\w*|gud|himlen|bryr|hatar|varfor|why",
    r"andas|bloder|blod\w*|sar|saret|arr|vakna\w*|vack\w*|krak\w*|sidolage\w*|skara|ont|\w*skador|farlig\w*",
    r"die|dying|dead|bleed\w*|blood|kill\w*|end it|over with|point|hope|way (?:to|out)|reason|strength|vein",
)
# The moment and the place, or what is done against the danger itself.
_GOES_ON = any_of(
    *(*_PEOPLE, *_MEANS, *_AN_END),
    # no matter at all: "hjälp med allt", "vill hitta något", "finns det nåt annat nummer"
    r"(?:med|mot) (?:allt|mig|det$|detta$|tank\w*|mina tank\w*|rost\w*)",
    r"(?:hitta|soker|soka) (?:nagon|nagot|nan|nat)\w*|(?:nagot|nat|nan|nagon) (?:annat|annan|battre)",
    r"adress\w* till (?:mig|oss|mitt)|(?:soka|soker) upp|mig till",
    r"(?:with|about) (?:this|it|everything|my (?:thoughts|breathing))",
    r"anyone|someone|people there|help(?: fast)?$",
    # those who come, and the way to them
    r"akuten|akutmottag\w*|sjukhus\w*|ambulans\w*|polisen|hospital|112|ringer|kan komma|kvar$|natten",
    r"(?!^)nu|inatt|i natt|ikvall|i kvall|snart|hit|harifran|now|tonight|here",
    r"har (?:hos|pa|i(?! (?:stan|byn|kommunen|umea|skelleftea)))",
    # "finns det nån jag kan prata med": those named after the crisis
    rf"(?:{_SOME}|anyone|someone)(?: som)?(?: {_I}| i| to)?(?: kan| can)? (?:prata|tala|dar|talk)(?! med om)",
    r"(?:vad|what) (?:kan|ska|gor|maste|can|do|should) (?:jag|ja|man|vi|i|we)(?: gora| do)?$",
    rf"hur (?:(?:ska|kan) )?(?:gor )?{_I}(?: (?:ska|kan))?(?: gora?)?(?: det)?$|hur det (?:kanns|ar)",
    rf"(?:var|vart) (?:kan|ska|far|maste|gar) {_I} (?:(?:sova|vara|aka|ga|springa|bo|vanda mig)$|ta vagen)",
    rf"(?:var|vart) (?:gar|vander) {_I}(?: mig)?$",
    r"hur manga|hur (?:mycket|lang tid) (?:som )?(?:behov\w*|kravs|tar)",
    r"(?:ska|kan|maste|far|kommer) (?:jag|ja|man|vi|du|ni|det) (?:ringa|ta|gora ont)|ta fler",
    r"ut|undan|bort|gomm\w*|fly|hindra\w*|lita pa|hide|out|away|stop",
)

# Whom to turn to: the lines of a crisis are one answer to it, and what is near another.
_WHOM = any_of(
    rf"(?:vem|vilka) (?:kan |ska |far |bor )?{_I} (?:kan |ska )?(?:prata|snacka|tala|ringa|fraga)(?: med)?"
    r"(?! om)",
    rf"vem (?:pratar|talar|ringer|fragar) {_I}(?: med)?(?: da| nu| i ?morgon(?: bitti)?| pa mandag)?$",
    r"vem (?:kan )?hjalper? (?:mig|oss)",
    rf"(?:var|vart) (?:kan |ska )?(?:vander|vanda) {_I}|(?:var|vart) (?:kan |ska ){_I} (?:som \w+ )?vanda",
    # "finns det nån jag kan prata med i Skellefteå"
    rf"(?:finns|ar|e) det (?:{_SOME}) (?:som )?(?:{_I} )?(?:kan |att )?"
    r"(?:prata|snacka|tala|ringa|skriva)(?: med| till)?(?! om)",
    r"is there (?:anyone|someone|anybody|somebody) (?:i|we|to) (?:can )?(?:talk|speak|call)",
    rf"kan {_I} (?:ocksa |sjalv )?fa (?:\w+ )?(?:hjalp|stod)(?! att)",
    r"who (?:can|do|should) (?:i|we) (?:talk|speak|turn|call)",
    r"who (?:can )?helps? (?:me|us)|can i (?:also )?get (?:help|support)(?! to)",
)
# Of a danger in oneself these may be about the danger.
_AWAY_FROM_OTHERS = any_of(
    rf"hur gor {_I}(?: da| nu)?$|vad gor {_I}$|what do (?:i|we) do$",
    r"(?:nanstans|nagonstans|stalle) att (?:bo|sova)|(?:some|any)where to (?:live|sleep|stay)",
    r"place to (?:live|sleep|stay)",
)

# Not "är du kvar": that calls for somebody.
_WHO_ANSWERS = any_of(
    r"(?:ar|e) (?:du|ni|det|detta) (?:\w+ ){0,2}(?:bot|robot|dator|manniska|person|ai|chatgpt)",
    r"(?:vem|vad) (?:ar|e) (?:du|ni)$|(?:who|what) are you$",
    r"are you (?:\w+ ){0,2}(?:bot|robot|human|person|real|ai)",
)


def seeks_something(text: str) -> bool:
    """Whether a line names what it looks for: a place, a service, help with a matter."""
    line = folded_words(text)
    return bool(_SEEKS.search(line)) and not _GOES_ON.search(line)


def may_ask_something_else(text: str) -> bool:
    """Whether a line is a question that need not be about the danger, nor about those in it."""
    line = folded_words(text)
    return (asks(text) or bool(_WONDERS.search(line))) and not _GOES_ON.search(line)


def asks_whom(text: str, *, from_others: bool) -> bool:
    """Whether a line asks whom to turn to.

    Args:
        text: The line.
        from_others: Whether somebody else is the danger: then what to do and where to sleep is that too.
    """
    line = folded_words(text)
    return bool(_WHOM.search(line)) or (
        from_others and bool(_AWAY_FROM_OTHERS.search(line) or seeks_something(text))
    )


def asks_who_answers(text: str) -> bool:
    """Whether a line asks if a human or a machine writes."""
    return _WHO_ANSWERS.search(folded_words(text)) is not None
