"""Whether a message after a crisis says that the danger is over, past, denied or misread, and in which way.

By rule, over the folded words of a line. What is said in relief is taken off it; one word of danger, or one
"not", in what is left, and the line is met as danger.
"""

import re
from dataclasses import dataclass
from typing import Literal

from bot.answers.afterwards import asks
from bot.answers.phrases import any_of
from nlu.text import folded_words

Over = Literal[
    "tablets", "joke", "test", "other_wrote", "meant", "helped", "wound", "past", "gone", "safe", "together",
    "talked", "answered", "opened", "not_hitting", "denied", "better",
]  # fmt: skip

# Who is the danger when another is; who is feared for when it is another's life.
_FROM_OTHERS = frozenset(("violence", "sexual_violence", "threat", "honour"))
_LIFE = frozenset(("suicide", "third_party"))
# Of what was swallowed, a relapse or a wound that is open, only those who help can say that it is over.
_BODY = frozenset(("medical", "child_at_risk"))

_ARE = r"(?:ar|e|a|is|are|'s)"
_THEY = r"(?:han|hon|hen|de|dom|he|she|they)"
_THEIR = r"(?:min|mitt|mina|sin|sina|hans|hennes|deras|var|en|my|his|her|their|a)"
_KIN = (
    r"(?:lille?|stor|styv|plast)?(?:mamma|pappa|mor|far|morsa|farsa|foraldrar|mormor|morfar|farmor|farfar"
    r"|moster|faster|syster|syrra|syrran|bror|brorsa|brorsan|kompis|kompisar|van|vaninna|sambo|pojkvan|flickvan|kille|tjej|man|fru|granne|larare"
    r"|kurator|mother|mom|mum|dad|father|sister|brother|friend|friends|parents|aunt|uncle|neighbour|grandma)"
)
_LISTENERS = (
    rf"{_KIN}\w{{0,3}}|kuratorn|lakar\w*|psykolog\w*|skolskoterska\w*|soc|bris|mind|1177|9010?1|116 ?111"
    r"|nan|nagon|someone|somebody"
)
# Where nobody lives who may be the danger.
_REFUGE = (
    r"(?:(?:mormor|morfar|farmor|farfar|moster|faster|granne\w*)"
    r"|(?:min|en|mina|my|a) (?:mormor|morfar|farmor|moster|faster|kompis|van|vaninna|syster|syrra|granne"
    r"|sister(?:'s)?|friend(?:'s)?|aunt(?:'s)?|grandma(?:'s)?))"
)
_LONG_AGO = (
    r"(?:(?:for|typ) )?(?:\w+ ){0,2}(?:ar|manader|veckor) sen(?:dan)?|i (?:varas|somras|hostas|vintras|fjol)"
    r"|forra (?:veckan|manaden|aret|sommaren|vintern|varen|hosten)|(?:for )?lange sen(?:dan)?|jattelange sen"
    r"|(?:\w+ ){0,2}(?:years|months|weeks) ago|last (?:week|month|year|summer|winter|spring)|long ago"
)
_ONLY_LOUD = rf"(?:(?: {_THEY})? bara (?:skriker|gapar|tjatar|gnaller))?"
_TABLETS = any_of(
    r"(?:menar|menade|tog|ar|var|meant|mean) (?:\w+ ){0,4}(?:mot|for) (?:\w+ )?(?:huvudvark|mensvark|feber"
    r"|headache|fever|period pain)"
)
_LAUGHS = r"haha\w*|hehe\w*|lol"
_MEANT = rf"(?:menar|menade|mente|meant|mean|{_LAUGHS})"
_FILL = r"(?:(?:bara|att|jag|ju|det|d|var|blev|sa|it|was|i|just|only|so|that) )*"
_SHAME = (
    r"(?:skamdes|skamts|pinsam\w*|generad|embarrass\w*)(?: (?:sa|mycket|jatte\w*|just|sa mycket)){0,3}"
    r"(?: (?:att|so|that))?(?: jag| ja| i)? (?:ville|wanted to) (?:do|die)"
)
# What ends is a love, and it is said to explain: "alltså med min pojkvän haha". With whom somebody is, or
# fights, tells of no relief.
_LOVE = re.compile(
    rf"(?=.*\b(?:gora slut|alltsa|asso|menar|menade|{_LAUGHS})\b)"
    rf"(?:(?:nej|men|alltsa|asso|ju|jag|ja|menar|menade|att|ska|vill|bara|gora slut|{_LAUGHS}) )*"
    r"med (?:min|mitt) (?:pojkvan|flickvan|kille|tjej|ex|partner|sambo)"
    rf"(?: (?:alltsa|asso|menar|jag|ju|bara|{_LAUGHS}))*"
)
_SAYS: dict[Over, re.Pattern[str]] = {
    "joke": any_of(
        r"(?:haha |lol )?(?:jag |ja )?(?:bara )?(?<!han )(?<!hon )(?:skoja\w*|skamta\w*)"
        r"(?! (?:du|ni|inte|int))(?: bara)?",
        r"(?:bara|(?:det|d) (?:var|ar)) (?:ett )?(?:skamt|skoj)(?! att)|pa skoj",
        r"(?:i was |i'm )?(?:just |only )?(?:joking|kidding)|(?:just |only )?a joke",
    ),
    "test": any_of(
        r"(?:jag |ja )?(?:bara )?(?:testa\w*|provade?|provar)(?: bara)?(?: sa (?:jag|ja))?(?: dig)?$",
        r"(?:jag |ja )?(?:testa(?:r|de)|provade?|provar) bara(?: sa (?:jag|ja))?|bara (?:ett )?test"
        r"|(?:var|ar) (?:ett|bara) test|(?:just |only )(?:a test|testing)",
    ),
    "other_wrote": any_of(
        rf"(?:det|d) (?:ar|e|va|var) (?:(?:bara )?{_THEIR} )?(?:\w+ )?som (?:skrev|tog|hade)(?: det| detta)?",
        r"som skrev(?: det| detta)?",
        rf"(?:(?:det )?var (?:inte|int) jag )?(?:{_THEIR} )?{_KIN} skrev(?: det| detta)?$",
        rf"(?:{_THEY}|{_KIN}\w*) (?:tog|hade|snodde) (?:min )?(?:mobil\w*|telefon\w*)",
        rf"it was {_THEIR} \w+ who wrote(?: it| that)?|someone else wrote (?:it|that)",
    ),
    "meant": any_of(
        r"(?:jag |ja |i )?(?:menar|menade|mente|meant|mean)(?: \w+){1,4}(?= (?:inte|int|not)\b)",
        r"(?:jag |ja )?(?:menade|mente) (?:inte|int) (?:sa|det|allvar|bokstavligt|pa riktigt)",
        r"(?:i )?didn't mean (?:it|that)(?: like that)?",
        # It is past, and said in laughter or to explain: "jag skämdes så mycket att jag ville dö haha".
        rf"{_MEANT} {_FILL}{_SHAME}",
        rf"{_SHAME}(?= (?:\w+ ){{0,3}}(?:{_LAUGHS})\b)",
        r"av skratt(?: alltsa)?|(?:from|of) (?:embarrassment|laughing)",
        r"(?:det |d )?(?:ar|e|va|var) (?:bara )?(?:(?:en|ur en|fran en) )?"
        r"(?:lat|lattext|film|bok|serie|dikt|novell|citat)$",
        # With where it goes: "väntar på tåget" alone may be all that is waited for.
        r"(?:jag )?vantar (?:bara )?pa (?:taget|bussen)(?: bara)?(?: och)?(?: jag)?"
        r" ska (?:till \w+|hem|jobba)",
        r"(?:bara )?ett uttryck|just an expression",
    ),
    "helped": any_of(
        r"(?:ambulans\w*|polis\w*|snuten|lakare\w*|socialjour\w*) (?:"
        r"(?:ar|e|a) (?:nu )?(?:har|framme|hos \w+)|(?:har )?(?:nu )?"
        r"(?:kommit|kom|hamtat|hamtade|tagit|tog|gripit)(?: (?:hit|honom|henne|hen|dem|dom|mig))?)",
        r"(?:ar|e|ligger|sitter|blev|har blivit) (?:nu )?"
        r"(?:inlagd|pa (?:psyk\w*|bup|akuten|sjukhus\w*|polisstationen))",
        r"far hjalp|(?:har )?fatt (?:hjalp|medicin\w*|vard)",
        r"(?:the )?(?:ambulance|police) (?:is|are) here|(?:the )?police (?:took|arrested) (?:him|her|them)"
        r"|in (?:the )?hospital|getting help",
    ),
    "wound": any_of(
        r"(?:inte|int) (?:sa )?(?:djupt|djupa)|bara (?:ytligt|rispor|rispat)",
        r"(?:inget|inte|int) (?:som )?(?:bloder|blod)|bloder (?:inte|int)(?: langre| nu)?|slutat bloda"
        r"|not (?:that )?deep|not bleeding|stopped bleeding",
    ),
    "past": any_of(
        rf"(?:(?:det|d|it) )?(?:ar|var|va|hande|was|happened) (?:{_LONG_AGO})|^(?:{_LONG_AGO})$",
        r"(?:det |d |de )?(?:ar|e) (?:redan )?(?:gammalt|gamla|lakt|lakta)",
        r"(?:hande )?nar jag var (?:liten|yngre)|it's over",
    ),
    "gone": any_of(
        rf"(?:{_THEY}|killen|mannen) (?:har )?(?:nu )?(?:flyttat|flyttade)"
        r"(?! (?:in|ihop|hit|hem|till (?:oss|mig)|tillbaka)\b)(?: ut| harifran| till \w+)?",
        rf"(?:{_THEY}|killen|mannen) (?:(?:har )?(?:gatt|akt|stuckit|dragit)|gick|akte|stack|drog)"
        r"(?: (?:harifran|ivag|hem))?$",
        rf"(?:{_THEY}|killen|mannen) har (?:gatt|akt|stuckit|dragit)(?= (?:nu|harifran|ivag|hem|och jag)\b)",
        rf"{_THEY} {_ARE} (?:inte|int) (?:har|hemma|kvar)",
        rf"{_THEY} {_ARE} (?:pa (?:jobbet|jobb|resa)|i (?:hakte\w*|fangelse\w*|skolan))",
        rf"{_THEY} {_ARE} (?:not (?:here|home)|at work|gone|in (?:jail|prison))",
        r"(?:he|she|they) (?:has )?(?:moved out|left)",
        r"^(?:nej )?(?:inte|int) (?:just |riktigt )?nu(?! (?:men|fast))|^(?:no )?not (?:right )?now(?! but)",
    ),
    "safe": any_of(
        rf"(?:(?:jag|ja|i'm|i|vi) )?(?:ar|e|am|sover|bor|at)? ?(?:nu )?(?:hos|at) {_REFUGE}",
        r"(?:jag |ja |vi )?(?:ar|e|bor) (?:nu )?(?:pa (?:ett |kvinno)?(?:kvinnoboende|boende|jour\w*)"
        r"|i (?:ett )?skyddat boende|pa kvinnojour\w*|i sakerhet)",
        r"(?:vi|jag|ja) bor (?:inte|int) (?:dar|kvar|ihop|med \w+)(?: langre)?",
        r"(?:vi|jag) har flyttat(?! (?:in|ihop|hem|tillbaka)\b)(?: \w+){0,4}$",
        r"(?:jag |ja )?(?:ar|e) hemma(?: nu)?(?= dorren)|dorren ar last",
        r"(?:i'm |i am )?(?:safe|home) now",
    ),
    "together": any_of(
        rf"(?:{_THEIR} )?{_KIN}\w{{0,3}} (?:ar|e|sitter|kom|har kommit|is) (?:nu )?"
        r"(?:har|dar|hos|med|here|there|with)"
        r"(?: (?:med|hos))?(?: (?:mig|oss|henne|honom|me|us|her|him))?",
        rf"(?:nu )?har (?:{_THEIR} )?{_KIN}\w{{0,3}} kommit",
        rf"(?:{_KIN}\w{{0,3}} )?(?:har )?(?:hamtat|hamtade) (?:henne|honom|hen|mig)",
        rf"(?:{_THEY}|jag|ja|i|i'm) (?:ar|e|sover|sitter|am|is)?(?: nu)? ?(?:hos|med|with) "
        rf"(?:{_THEIR} )?{_KIN}",
        r"(?:inte|int) ensam langre",
    ),
    "talked": any_of(
        rf"(?:pratat|snackat|talat|chattat|pratade|snackade) (?:\w+ )?med (?:{_THEIR} )?(?:{_LISTENERS})",
        rf"(?:har |jag )(?:nu )?(?:ringt|ringde) (?:\w+ )?(?:{_LISTENERS})",
        rf"(?:talked|spoke) (?:to|with) (?:{_THEIR} )?(?:{_LISTENERS})",
    ),
    "answered": any_of(
        rf"{_THEY} (?:har )?(?:nu )?(?:svarade|svarat|horde av sig|hort av sig|kom hem|kommit hem)",
        rf"{_THEY} {_ARE} (?:nu )?(?:hittad|trygg|i sakerhet|safe)|hittade (?:henne|honom|hen)",
        r"(?:she|he|they) (?:answered|called back|came home)",
    ),
    "opened": any_of(
        rf"(?:nu )?(?:har )?{_THEY} (?:har )?(?:nu )?(?:oppnat|oppnade|last upp|laste upp|kommit ut|kom ut)"
        r"(?: (?:dorren|at (?:mig|oss)))?(?: nu)?"
        r"(?: (?:och )?vi (?:pratar|sitter|ar)(?: (?:med varandra|nu|tillsammans|ihop))*)?",
        rf"(?:nu )?oppnade {_THEY}(?: dorren)?",
        r"(?:he|she|they)(?: has|'s|'ve| have)? (?:opened|unlocked|come out|came out)(?: the door)?"
        r"(?: now)?(?: and we(?: are|'re) talking)?",
    ),
    "not_hitting": any_of(
        # And nothing behind it: "slår inte så hårt" and "slår inte, han knuffar bara" tell of violence.
        rf"(?:{_THEY}|{_KIN}) (?:har )?(?:inte|int|aldrig) (?:slar|slagit|slog)(?: mig| oss)?{_ONLY_LOUD}$",
        rf"(?:{_THEY}|{_KIN}) slar (?:mig |oss )?(?:inte|int|aldrig)(?: mig| oss)?{_ONLY_LOUD}$",
        r"(?:he|she) (?:doesn't|does not|never) (?:hit|hits)(?: me)?$",
    ),
    "denied": any_of(
        r"^(?:nej |alltsa |asso |fast )*(?:inte|int) (?:som i )?(?:sjalvmord\w*|ta livet av mig)"
        r"(?: alltsa| menar jag| asso| liksom| haha)*$",
        r"(?:nej )?(?:inte|int) pa riktigt|pa riktigt nej|not for real|not really",
        r"(?:jag |ja )?(?:vill|tanker|ska) (?:inte|int) (?:do|ta livet av mig|doda \w+)",
        r"(?:no )?i (?:don't|dont|do not) (?:want|wanna|plan) (?:to )?(?:die|kill myself)",
        r"(?:no )?(?:i'm|im|i am) not (?:suicidal|going to (?:die|kill myself))",
        r"(?:jag )?skulle aldrig (?:gora|skada)(?: \w+){0,2}",
    ),
    "better": any_of(
        r"(?:mar|kanns|gar|ar|e) (?:\w+ )?(?:battre|lugnare|lattare)(?! (?:i|sa|utan|om|av|for|pa|att)\b)",
        r"(?:det |allt )?(?:ar |e )?lugnt(?= nu|$)",
        r"(?:feel(?:ing)? )?(?:better|calmer)(?= now|$)|i'm (?:calmer|fine|ok|okay)(?= now|$)",
    ),
}  # fmt: skip
# What is only said not to be meant.
_NOT_MEANT = any_of(
    r"(?:inte|int) (?:att )?(?:jag )?(?:vill |ska |ville )?(?:do|doda \w+|ta livet av mig|sjalvmord\w*)",
    r"not (?:that )?(?:i )?(?:want to |wanna )?(?:die|kill \w+|suicide)",
)
# A long line may tell of more than these rules can weigh.
_MOST_WORDS = 25
_DANGER = any_of(
    r"inte|int|ej|aldrig|ingen|inget|inga|ingenting|not|never|no one|nobody|don't|can't|isn't",
    r"snart|bestam\w*|beslut\w*|avsked\w*|\w*brev\w*|farval|hejda|goodbye|for sent|tillbaka|igen",
    r"utanfor|kommer|letar|fortfarande|anda|utom|tills|innan|plan",
    r"soon|back|again|outside|still|until|coming|too late|when|too",
    r"dor|dog|dod\w*|leva|liv|livet|sjalvmord\w*|doda\w*|die|dying|dead|kill\w*|life",
    r"kniv\w*|vapen|vapnet|pistol\w*|rep|repet|rakblad\w*|tablett\w*|piller|overdos\w*|bron|knife|gun|pills|rope",
    r"hot|hota\w*|slar|slog|slagit|spark\w*|stryp\w*|valdt\w*|hits?|threat\w*|raped?",
    r"do(?! (?:i|you|we|they|not))|slut|ensam|gomm\w*|inlast|last in|orkar|hjalp mig|snalla",
    r"mycket|jatte\w*|alone|hid\w*|help me|please",
    r"hang\w*|hopp\w*|kast\w*|drank\w*|brinn\w*|skad\w*|jump\w*|cut\w*|burn\w*",
    r"vant\w*|i ko|kon|upptaget|nar|ocksa|sent|an$|nog$|ibland|oftast|varje|dagarna|natten|natterna",
    r"borta|gor det|last\w*|alla|utan|forsvinn\w*|kopt|disappear|varre|worse",
    r"skar\w*|bara att det|egentligen|(?:allvar|menar det)$",
)
# Words that tell nothing by themselves; so few others, and the line only says that it is over.
_SMALL_WORDS = frozenset(
    (
        *("nu", "och", "jag", "ja", "i", "han", "hon", "de", "dom", "det", "d", "har", "ar", "e", "a"),
        *("ok", "okej", "sa", "da", "tack", "nej", "alltsa", "now", "and", "is", "am", "he", "she"),
    )
)
_HARDLY_MORE = 2
# How somebody is, which those who came can see for themselves.
UNWELL = any_of(
    r"radd\w*|livradd|ont|krak\w*|yr|svimma\w*|medvetslos\w*|andas|blod\w*|bloder|darrar",
    r"illa|kvav\w*|afraid|scared|hurts?|blood",
)
_BUT = re.compile(r"\b(?:men|fast|but|however)\b")
_ASKED_BEHIND = any_of(
    r"(?:vart|var|vem|hur|vad|where|who|how|what) (?:kan|ska|far|gor|vander|soker|hittar|can|do|should)",
    r"(?:finns|is) (?:det|there)|^kan (?:jag|man|vi|ni)",
)
# So short a time ago it may go on; only a wound has healed since.
_RECENT = any_of(r"veck\w*|dagar|weeks?|days")


@dataclass(frozen=True, slots=True)
class Relief:
    """What a line says of a danger that is not there, or no more.

    Attributes:
        over: In which way.
        asks: Whether it goes on with a question.
        only: Whether it says hardly anything else.
    """

    over: Over
    asks: bool
    only: bool = False


def relief(text: str, reason: str | None, *, acute: bool = False) -> Relief | None:
    """What a line right after a crisis says in relief; None when it may still be danger.

    Args:
        text: The line.
        reason: Kind of the crisis that was answered.
        acute: Whether life was in danger.
    """
    line = folded_words(text)
    if not line or len(line.split()) > _MOST_WORDS:
        return None
    if reason == "medical" and _TABLETS.search(line):
        return Relief("tablets", asks=False)
    if reason == "suicide" and _LOVE.fullmatch(line):
        return Relief("meant", asks=False, only=True)
    found = [over for over, said in _SAYS.items() if _counts(over, reason, acute) and said.search(line)]
    if not found or (asks(text) and not _BUT.search(line) and found[0] != "denied"):
        return None
    if found[0] == "past" and reason != "self_harm" and _RECENT.search(line):
        return None
    rest = line
    for over in found:
        rest = _SAYS[over].sub(" ", rest)
    rest = _NOT_MEANT.sub(" ", rest)
    behind = _behind_but(line)
    asked = asks(text) or _ASKED_BEHIND.search(behind) is not None
    if _DANGER.search(rest) or (behind and not asked) or (found[0] != "helped" and UNWELL.search(rest)):
        return None
    more = [word for word in rest.split() if word not in _SMALL_WORDS]
    return Relief(found[0], asked, only=len(more) <= _HARDLY_MORE)


def _behind_but(line: str) -> str:
    """What stands behind the first "but" that turns a line."""
    before, *behind = _BUT.split(line, maxsplit=1)
    return behind[0].strip() if before.strip() and behind else ""


def _counts(over: Over, reason: str | None, acute: bool) -> bool:
    """Whether a way of relief is one in this danger: company is none where somebody else is feared."""
    if over == "better":
        return not acute and reason in ("suicide", "psychosis")
    if reason in _BODY:
        return over in ("helped", "joke", "test", "other_wrote")
    if over == "test" and reason == "psychosis":
        return False
    if over == "not_hitting":
        return reason == "violence"
    if over in ("gone", "safe"):
        return reason in _FROM_OTHERS
    if over in ("together", "answered", "opened"):
        return reason in _LIFE
    if over == "wound":
        return reason == "self_harm"
    return over != "talked" or reason in _LIFE or reason == "psychosis"
