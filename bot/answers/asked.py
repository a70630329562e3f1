"""What people ask about the places just named: do they call my parents, does it cost, may I bring somebody.

The answer follows the kind of place. Where nothing is known it says so, and where to ask.
Questions about what Vart itself keeps are not for here (privacy.py).
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from bot.answers.parts import ANYTHING, ask_municipality, listing
from bot.answers.rights import tell_right
from bot.answers.turn import Library, Turn
from bot.content.schema import Service
from bot.directory.present import present
from bot.directory.query import Hit
from bot.gateway.memory import AFTER_CRISIS
from bot.gateway.messages import Choice, Message
from bot.gateway.messages import Service as Shown
from bot.gateway.reply import Reply
from bot.safety.contacts import SOS, SUICIDE_LINE, contacts
from nlu.text import fold, folded_words
from nlu.words import codes, pattern, terms

_LIMIT = 3
# So many listings of a matter are looked through for those that fit.
_LOOKED_THROUGH = 12
_MOST_WORDS = 14
# A longer message that is so surely about another matter is that.
_SURE, _SHORT_WORDS = 0.9, 6
_ADULT = 18
# What is asked, in the order it is looked for: what is told apart by one word more comes first.
_QUESTIONS = (
    *("report", "police", "take_child", "soc_told", "forced", "illegal", "letter", "bill", "anonymous"),
    *("secret_told", "secret", "be_there", "bring", "home_visit", "alone", "cost", "number", "refused"),
    *("unwilling", "write", "write_told"),
)
# These are clear without being put as a question.
_TOLD = frozenset(("secret_told", "unwilling", "write_told", "number"))
# Whoever writes "ni" may mean Vart too.
_HOW = frozenset(("hur", "how", "vad", "what"))
_YOU = re.compile(r"\b(?:ni|du)\b")
_TO_SOMEWHERE = re.compile(r"\b(?:nummer|numret|nr|telefonnummer|number) (?:till|to|for|att)\b")
_WAYS = frozenset(("write", "write_told", "number"))
_HUMAN = re.compile(r"\b(?:manniskor?|person|vuxen|pa riktigt|human|real)\b")
_REPORTS = re.compile(r"\banmal")
_NAMELESS = re.compile(r"anonym|behöver inte säga", re.IGNORECASE)
_RIGHTS = {
    "report": "must_i_report",
    "take_child": "soc_take_child",
    "soc_told": "duty_to_report",
    "illegal": "is_it_a_crime",
    "bring": "bring_somebody",
    "home_visit": "home_visit",
    "alone": "age_limit",
    "refused": "how_to_complain",
}
_SECRECY = {
    "care": "can_parents_know",
    "soc": "soc_secrecy",
    "school": "school_health",
    "police": "police_secrecy",
}
# Matters in which whoever worries for another may report concern.
_AT_HOME = frozenset(
    ("violence", "parenting", "family_conflict", "parent_illness", "alcohol_drugs", "honour", "sexual_abuse")
)
_BY_LAW = frozenset(("soc", "school", "police", "care"))
# What no law settles for other places: then they are asked themselves.
_ELSEWHERE = frozenset(("bring", "alone"))
# What one may rather ask somebody who does not know one's name.
_DELICATE = frozenset(("report", "take_child", "soc_told", "illegal"))


def about_places(turn: Turn, library: Library) -> Reply | None:
    """The answer to a question about the places at hand; None when a message asks no such thing."""
    text = _plain(turn.text)
    question = _question(turn.text, text)
    if question is None or _is_about_another_matter(turn, text):
        return None
    if question in _WAYS and _HUMAN.search(text):
        return None  # who asks for a human is answered as that (human.py)
    if not _places_at_hand(turn) and not (question == "number" and _named(text)):
        return None
    return _ANSWERS.get(question, _explained)(question, turn, library)


def _plain(text: str) -> str:
    return folded_words(text).replace("'", "")


def _is_about_another_matter(turn: Turn, text: str) -> bool:
    """Whether a longer message is surely about a need of its own: "vad kostar musikskolan, är det kö"."""
    new = [topic for topic in turn.topics if topic != "rights" and topic not in turn.memory.topics]
    sure = (turn.confidence or 0.0) >= _SURE and len(text.split()) > _SHORT_WORDS
    return bool(new) and sure and turn.ranking[0][0] == new[0] and not _matches("secret_told", text)


def _question(original: str, text: str) -> str | None:
    if not text or len(text.split()) > _MOST_WORDS or _matches("vart", text):
        return None
    if _TO_SOMEWHERE.search(text) and _named(text) is None:
        return None  # the number of a place not known by that word is looked for as any other matter
    first = text.split()[0]
    if first in _HOW and _matches("secret", text):
        return None  # "hur berättar man för mamma" asks for no secrecy
    asks = "?" in original or first in terms("asked", "begins") or first in ("nej", "hej", "no")
    return next((q for q in _QUESTIONS if (asks or q in _TOLD) and _matches(q, text)), None)


@cache
def _compiled(question: str) -> re.Pattern[str]:
    filled = (one.replace("{who}", pattern("asked", "who")) for one in terms("asked", question))
    return re.compile("|".join(one.replace("{home}", pattern("asked", "home")) for one in filled))


def _matches(question: str, text: str) -> bool:
    return _compiled(question).search(text) is not None


def _places_at_hand(turn: Turn) -> bool:
    return bool(turn.memory.shown) or turn.memory.crisis is not None


# --- Which places


def _named(text: str) -> str | None:
    """What the ids hold of the place that a message names; None when it names none."""
    for start, held in codes("asked", "named").items():
        ending = r"\w*" if len(start) > _SHORT else r"(?:s|en)?"
        if re.search(rf"\b{start}{ending}\b", text):
            return held
    return None


# "um" and "soc" begin many words.
_SHORT = 3


def _kind(service: Service) -> str:
    """What kind of place it is: care, soc, school, police, a line to call without a name, or another."""
    found = next((kind for part, kind in codes("asked", "kinds").items() if part in service.id), None)
    if found := found or codes("asked", "runs").get(service.organization):
        return found
    return "line" if _is_nameless(service) else "other"


def _is_nameless(service: Service) -> bool:
    return bool(_NAMELESS.search(service.anonymity or ""))


def _shown(turn: Turn, library: Library) -> list[Hit]:
    """The listings shown last; after a crisis, those that answer it."""
    memory, snapshot = turn.memory, library.snapshot
    last = memory.shown[-_LIMIT:]
    if memory.crisis is not None:
        lines = contacts(memory.crisis, "self", memory, snapshot, turn.now, turn.language)
        last = tuple(line.id for line in lines if line.id != SOS)
    return [hit for id in last if (hit := library.snapshot.hit(id, turn.now))]


def _kinds(turn: Turn, library: Library) -> list[str]:
    """The kinds of the place named, else of those shown."""
    if held := _named(_plain(turn.text)):
        known = codes("asked", "kinds")
        return [next((kind for part, kind in known.items() if part in held or held in part), "other")]
    return [_kind(hit.service) for hit in _shown(turn, library)]


def _asked_at(turn: Turn, library: Library) -> list[Hit]:
    """Where to ask: the place named, else those shown."""
    held = _named(_plain(turn.text))
    return (_at(held, turn, library) if held else _shown(turn, library))[:_LIMIT]


def _at(held: str, turn: Turn, library: Library) -> list[Hit]:
    """The listing of a kind of place, the one of the municipality first."""
    code, by_id = turn.memory.municipality, library.snapshot.by_id
    areas = {"SE", code[:2] if code else "24", code}
    ids = [id for id, one in by_id.items() if held in id and areas & {*one.service_areas}]
    ids.sort(key=lambda id: (code not in by_id[id].service_areas, id))
    return [hit for id in ids[:1] if (hit := library.snapshot.hit(id, turn.now))]


def _fitting(turn: Turn, library: Library, fits: Callable[[Service], bool]) -> list[Hit]:
    """Listings that fit: those shown before others on the matter; without any, what takes anybody."""
    hits = _shown(turn, library)
    if turn.memory.topics:
        hits += turn.find(library, turn.memory.topics, limit=_LOOKED_THROUGH).hits
    found = {hit.service.id: hit for hit in hits if fits(hit.service)}
    if not found:
        anything = turn.find(library, ANYTHING, limit=_LOOKED_THROUGH).hits
        crisis = turn.memory.crisis is not None
        found = {
            h.service.id: h for h in anything if fits(h.service) and (crisis or h.service.id != SUICIDE_LINE)
        }
    return list(found.values())[:_LIMIT]


# --- The answers


def _explained(question: str, turn: Turn, library: Library) -> Reply:
    """A question whose answer is the same wherever one turns, or that only the place can answer."""
    kinds = set(_kinds(turn, library))
    if question in _ELSEWHERE and kinds and not kinds & _BY_LAW:
        kind = "line" if kinds == {"line"} else "other"
        text = turn.say(library, f"asked.{question}_{kind}")
        return _reply(turn, library, _listed(turn, library, text, _asked_at(turn, library)))
    if right := _RIGHTS.get(question):
        return _right(right, turn, library, nameless=question in _DELICATE)
    return _said(turn.say(library, f"asked.{question}"), turn, library)


def _right(right_id: str, turn: Turn, library: Library, *, nameless: bool = True) -> Reply:
    """An answer that rests on a law or a page, then whom to ask: without a name, or the places themselves."""
    told = _opened(turn, library, tell_right(library.content.rights[right_id], turn, library))
    hits = _fitting(turn, library, _is_nameless) if nameless else _asked_at(turn, library)
    if not hits:
        return _reply(turn, library, told)
    key = "asked.ask_nameless" if nameless else "asked.ask_them"
    field = "anonymity" if nameless else None
    return _reply(turn, library, told, _with_facts(turn, library, turn.say(library, key), hits, field))


def _said(text: str, turn: Turn, library: Library) -> Reply:
    """A short honest answer and, below, whom one can ask without a name."""
    nameless = _fitting(turn, library, _is_nameless)
    message = _with_facts(turn, library, text, nameless, "anonymity")
    return _reply(turn, library, _opened(turn, library, message))


def _opened(turn: Turn, library: Library, message: Message) -> Message:
    """Before what holds for the places, that Vart itself calls nobody, when it may have been meant."""
    if not _YOU.search(fold(turn.text)):
        return message
    return message.model_copy(update={"text": f"{turn.say(library, 'asked.bot')}\n\n{message.text}"})


def _secret(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001 (one form for all answers)
    """Who gets to know: by the place that a law speaks of, else what the listings say themselves."""
    kinds = _kinds(turn, library)
    if _reports_concern(turn, library):
        return _said(turn.say(library, "asked.secret_relative"), turn, library)
    right = next((found for kind in kinds if (found := _secrecy(kind, turn))), None)
    if right is not None:
        return _right(right, turn, library)
    if set(kinds) <= {"line"}:
        return _said(turn.say(library, "asked.secret_line"), turn, library)
    text = turn.say(library, "asked.secret_other")
    message = _with_facts(turn, library, text, _asked_at(turn, library), "anonymity")
    return _reply(turn, library, _opened(turn, library, message))


def _reports_concern(turn: Turn, library: Library) -> bool:
    """Whether somebody asks about telling social services of another person."""
    about_a_child = turn.memory.for_whom == "relative" and bool(_AT_HOME & {*turn.memory.topics})
    return (about_a_child and "soc" in _kinds(turn, library)) or bool(_REPORTS.search(_plain(turn.text)))


def _secrecy(kind: str, turn: Turn) -> str | None:
    """The right that tells who gets to know: a grown-up is not told about parents."""
    if turn.memory.for_whom == "relative" or (turn.memory.age or 0) >= _ADULT:
        return {"care": "care_secrecy", "soc": "soc_secrecy"}.get(kind)
    return _SECRECY.get(kind)


def _anonymous(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    key = "asked.secret_relative" if _reports_concern(turn, library) else "asked.anonymous"
    return _said(turn.say(library, key), turn, library)


def _police(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    named = _named(_plain(turn.text)) == "socialtjanst"
    return (
        _right("soc_and_police", turn, library)
        if named
        else _said(turn.say(library, "asked.police"), turn, library)
    )


def _be_there(question: str, turn: Turn, library: Library) -> Reply:
    """Whether whoever asks may be there: that is for the one who gets the help, and the place."""
    text = turn.say(library, f"asked.{question}")
    return _reply(turn, library, _listed(turn, library, text, _asked_at(turn, library)))


def _cost(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    """What care costs has an answer; of other places, what each listing says."""
    if "care" in _kinds(turn, library):
        return _right("cost", turn, library, nameless=False)
    text = turn.say(library, "asked.cost")
    return _reply(turn, library, _with_facts(turn, library, text, _asked_at(turn, library), "cost"))


def _bill(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    hits = _fitting(turn, library, lambda service: "telefonräkning" in (service.anonymity or ""))
    key = "asked.bill" if hits else "asked.bill_unknown"
    return _reply(turn, library, _with_facts(turn, library, turn.say(library, key), hits, "anonymity"))


def _write(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    """Where one can write; after a crisis, those who answer it."""
    memory = turn.memory
    hits = _fitting(turn, library, lambda service: service.chat is not None)
    shown = [_written(hit, turn.language) for hit in hits[:_LIMIT]]
    topic = memory.topics[0] if memory.topics else None
    text = turn.say(library, "asked.write")
    return _reply(turn, library, listing(turn, library, text, shown, [], topic=topic, hours=True))


def _written(hit: Hit, language: str) -> Shown:
    """A listing as one writes to it: without numbers to call."""
    shown = present(hit, language)
    return shown.model_copy(update={"phones": [], "url": hit.service.chat or shown.url})


def _number(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    """The number of the place named, where it is asked for; else those shown, once more."""
    held = _named(_plain(turn.text))
    if held is None:
        return _reply(
            turn,
            library,
            _listed(turn, library, turn.say(library, "asked.numbers"), _shown(turn, library)[:_LIMIT]),
        )
    if outside := turn.entities.get("outside"):
        text = turn.say(library, "asked.number_outside", place=str(outside))
        return _reply(turn, library, Message(text=text, lang=turn.language))
    hits = _at(held, turn, library)
    if not hits and turn.memory.municipality is None:
        message = ask_municipality(turn, library, "ask.which_municipality")
        return Reply((message,), replace(turn.memory, expects="municipality"), turn.understood("topic"))
    key = "asked.number" if hits else "asked.number_unknown"
    return _reply(turn, library, _listed(turn, library, turn.say(library, key), hits))


def _unwilling(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    """Nobody can be made to want; whoever worries can ask for themselves."""
    relative = replace(turn, memory=replace(turn.memory, for_whom="relative"))
    topics = turn.memory.topics or ("relative_support",)
    result = relative.find(library, topics, limit=_LIMIT)
    return _reply(
        turn, library, _listed(turn, library, turn.say(library, "asked.unwilling"), list(result.hits))
    )


# --- How they are put


def _with_facts(turn: Turn, library: Library, text: str, hits: list[Hit], field: str | None) -> Message:
    """A list of places, each with what its listing says of what was asked."""
    if field is None:
        return _listed(turn, library, text, hits)
    missing = turn.say(library, "asked.not_known")
    facts = {hit.service.id: str(getattr(hit.service, field) or missing) for hit in hits}
    return _listed(turn, library, text, hits, facts)


def _listed(
    turn: Turn, library: Library, text: str, hits: list[Hit], facts: dict[str, str] | None = None
) -> Message:
    topic = turn.memory.topics[0] if turn.memory.topics else None
    shown = [present(hit, turn.language) for hit in hits]
    human = [Choice(title=turn.say(library, "choice.human"), payload="human")]
    return listing(turn, library, text, shown, human, topic=topic, facts=facts)


def _reply(turn: Turn, library: Library, *messages: Message) -> Reply:
    """The matter, the places and the crisis at hand stay what they were; in a crisis 112 is said again."""
    expects = None
    if turn.memory.crisis is not None:
        expects = AFTER_CRISIS
        messages += (Message(text=turn.say(library, "asked.danger"), lang=turn.language),)
    return Reply(messages, replace(turn.memory, expects=expects), turn.understood("topic", "rights"))


_ANSWERS: dict[str, Callable[[str, Turn, Library], Reply]] = {
    "secret": _secret,
    "secret_told": _secret,
    "anonymous": _anonymous,
    "police": _police,
    "be_there": _be_there,
    "cost": _cost,
    "bill": _bill,
    "write": _write,
    "write_told": _write,
    "number": _number,
    "unwilling": _unwilling,
}
