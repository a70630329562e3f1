"""What people ask about the places just named: do they call my parents, does it cost, may I bring somebody.

The answer follows the kind of place. Where nothing is known it says so, and where to ask.
Questions about what Vart itself keeps are not for here (privacy.py).
"""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answers.afterwards import cannot_call
from bot.answers.at_hand import (
    LIMIT,
    answered,
    asked_at,
    fitting,
    is_nameless,
    kinds_of_places,
    listed,
    listings_of,
    named_place,
    places_shown,
    with_facts,
)
from bot.answers.parts import ask_municipality, listing
from bot.answers.practical import TOLD, tell_way_on, way_on
from bot.answers.questions import is_asked, matches, plain
from bot.answers.rights import is_clearly_asked, tell_right
from bot.answers.services import more_services
from bot.answers.turn import Library, Turn
from bot.directory.present import present
from bot.directory.query import Hit
from bot.gateway.messages import Message
from bot.gateway.messages import Service as Shown
from bot.gateway.reply import Reply
from nlu.text import fold

_MOST_WORDS = 14
# A longer message that is so surely about another matter is that.
_SURE, _SHORT_WORDS = 0.9, 6
_ADULT = 18
# What is asked, in the order it is looked for: what is told apart by one word more comes first.
_QUESTIONS = (
    *("pictures", "custody", "report", "register", "report_sure", "duty", "police", "take_child", "soc_told"),
    *("forced", "complain", "fined", "illegal", "not_kin"),
    *("letter", "bill", "anonymous", "secret_told", "secret", "nobody_told", "be_there", "bring"),
    *("home_visit", "alone"),
    *("cost", "number", "refused", "unwilling", "write", "write_told", "language", "drop_in", "wait"),
    *("referral", "id_number", "peers", "group", "meet", "night", "evening", "weekend", "sooner", "fault"),
    *("allowed", "worn_out", "myself", "parent", "there", "left", "oneself", "to_them", "get_there"),
)
# These are clear without being put as a question.
_TOLD = frozenset(
    (
        *("secret_told", "nobody_told", "unwilling", "write_told", "number", "language", "meet", "sooner"),
        *("fault", "worn_out", "myself", "not_kin", "peers", "complain", "fined", "oneself", "get_there"),
    )
)
# Asked by who worries for a child, also before any place was named.
_OF_CONCERN = frozenset(("report_sure", "duty"))
# These words are of that only where one of these is talked about.
_ONLY_ABOUT = {
    "pictures": frozenset(("online", "sexual_abuse", "bullying", "crime")),
    "custody": frozenset(("family_conflict",)),
}
_ANYWHERE = _OF_CONCERN | {"anonymous"}
# In a crisis these are about the danger, or would lead away from those who answer it.
_NOT_IN_CRISIS = frozenset(
    (
        *("drop_in", "wait", "group", "peers", "meet", "night", "evening", "weekend", "sooner", "allowed"),
        *("worn_out", "myself", "parent", "there", "left", "nobody_told", "fined", "complain"),
        *("oneself", "to_them", "get_there"),
    )
)
# Whoever writes "ni" may mean Vart too.
_HOW = frozenset(("hur", "how", "vad", "what"))
_YOU = re.compile(r"\b(?:ni|du|you)\b")
_TO_SOMEWHERE = re.compile(r"\b(?:nummer|numret|nr|telefonnummer|number) (?:till|to|for|att)\b")
_WAYS = frozenset(("write", "write_told", "number"))
_HUMAN = re.compile(r"\b(?:manniskor?|person|vuxen|pa riktigt|human|real)\b")
# Care tells the police of nobody for having no papers.
_NEWCOMER = "newly_arrived"
_REPORTS = re.compile(r"\banmal")
_RIGHTS = {
    "custody": "parents_separate",
    "report": "must_i_report",
    "take_child": "soc_take_child",
    "soc_told": "duty_to_report",
    "illegal": "is_it_a_crime",
    "bring": "bring_somebody",
    "home_visit": "home_visit",
    "report_sure": "concern_report",
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
# Matters of a school, where it is the school that one complains of.
_AT_SCHOOL = frozenset(("bullying", "school_support", "school_absence"))
# Who seeks help with what may be a crime of their own is told of secrecy, and not sent to the police.
_OWN_DOING = "alcohol_drugs"
# What one may rather ask somebody who does not know one's name.
_DELICATE = frozenset(("custody", "report", "take_child", "soc_told", "illegal"))


def about_places(turn: Turn, library: Library) -> Reply | None:
    """The answer to a question about the places at hand; None when a message asks no such thing."""
    text = plain(turn.text)
    question = _question(turn.text, text)
    if question is None:
        return _way_on(turn, library)
    if _is_about_another_matter(turn, text) or not _can_be_meant(question, text, turn):
        return None
    return _ANSWERS.get(question, _explained)(question, turn, library)


def _way_on(turn: Turn, library: Library) -> Reply | None:
    """How one goes on with the matter at hand; after a crisis that is for those who answer it."""
    asked = way_on(turn.text)
    if asked is None or turn.memory.crisis is not None or not _places_at_hand(turn):
        return None
    return None if is_clearly_asked(turn, library) else tell_way_on(asked, turn, library)


def _can_be_meant(question: str, text: str, turn: Turn) -> bool:
    """Whether what was said before fits a question."""
    memory = turn.memory
    if question in _WAYS and _HUMAN.search(text):
        return False  # who asks for a human is answered as that (human.py)
    if memory.crisis is not None and question in _NOT_IN_CRISIS:
        return False
    relative = memory.for_whom == "relative"
    if (fits := _fits_the_matter(question, turn)) is not None:
        return fits
    if question in _OF_CONCERN:
        return relative
    if question == "complain":
        return bool(memory.shown) and (matches("school", text) or not _AT_SCHOOL.isdisjoint(memory.topics))
    if question in _ONLY_ABOUT:
        own = question != "custody" or not relative
        return own and not _ONLY_ABOUT[question].isdisjoint(memory.topics)
    if question in _WAYS and cannot_call(turn.text):
        return True
    return (
        _places_at_hand(turn)
        or (question == "number" and named_place(text) is not None)
        or (question in _ANYWHERE and relative)
    )


def _fits_the_matter(question: str, turn: Turn) -> bool | None:
    """Whether a question of one's own fits whom and what it is about; None for any other question."""
    memory = turn.memory
    relative = memory.for_whom == "relative"
    if question == "myself":
        return relative or "for_whom" in turn.entities  # "för mig, inte för honom" has just turned it
    if question == "worn_out":
        return relative or not memory.topics  # with a matter at hand it tells more of that
    if question == "oneself":
        return bool(memory.topics)
    if question == "there":
        return "municipality" in turn.entities and bool(memory.topics)
    return None


def _is_about_another_matter(turn: Turn, text: str) -> bool:
    """Whether a longer message is surely about a need of its own: "vad kostar musikskolan, är det kö"."""
    new = [topic for topic in turn.topics if topic != "rights" and topic not in turn.memory.topics]
    sure = (turn.confidence or 0.0) >= _SURE and len(text.split()) > _SHORT_WORDS
    told = any(matches(one, text) for one in ("secret_told", "fined")) or cannot_call(turn.text)
    return bool(new) and sure and turn.ranking[0][0] == new[0] and not told


def _question(original: str, text: str) -> str | None:
    if not text or len(text.split()) > _MOST_WORDS or matches("vart", text):
        return None
    if _TO_SOMEWHERE.search(text) and named_place(text) is None:
        return None  # the number of a place not known by that word is looked for as any other matter
    first = text.split()[0]
    if first in _HOW and matches("secret", text):
        return None  # "hur berättar man för mamma" asks for no secrecy
    asks = is_asked(original, text)
    return next((q for q in _QUESTIONS if (asks or q in _TOLD) and matches(q, text)), None)


def _places_at_hand(turn: Turn) -> bool:
    return bool(turn.memory.shown) or turn.memory.crisis is not None


def _explained(question: str, turn: Turn, library: Library) -> Reply:
    """A question whose answer is the same wherever one turns, or that only the place can answer."""
    kinds = set(kinds_of_places(turn, library))
    if question in _ELSEWHERE and kinds and not kinds & _BY_LAW:
        kind = "line" if kinds == {"line"} else "other"
        text = turn.say(library, f"asked.{question}_{kind}")
        return answered(turn, library, listed(turn, library, text, asked_at(turn, library)))
    if right := _RIGHTS.get(question):
        return _right(right, turn, library, nameless=question in _DELICATE)
    return _said(turn.say(library, f"asked.{question}"), turn, library)


def _right(right_id: str, turn: Turn, library: Library, *, nameless: bool = True) -> Reply:
    """An answer that rests on a law or a page, then whom to ask: without a name, or the places themselves."""
    told = _opened(turn, library, tell_right(library.content.rights[right_id], turn, library))
    hits = fitting(turn, library, is_nameless) if nameless else asked_at(turn, library)
    if not hits:
        return answered(turn, library, told)
    key = "asked.ask_nameless" if nameless else "asked.ask_them"
    field = "anonymity" if nameless else None
    return answered(turn, library, told, with_facts(turn, library, turn.say(library, key), hits, field))


def _said(text: str, turn: Turn, library: Library) -> Reply:
    """A short honest answer and, below, whom one can ask without a name."""
    nameless = fitting(turn, library, is_nameless)
    message = with_facts(turn, library, text, nameless, "anonymity")
    return answered(turn, library, _opened(turn, library, message))


def _opened(turn: Turn, library: Library, message: Message) -> Message:
    """Before what holds for the places, that Vart itself calls nobody, when it may have been meant."""
    if not _YOU.search(fold(turn.text)):
        return message
    return message.model_copy(update={"text": f"{turn.say(library, 'asked.bot')}\n\n{message.text}"})


def _secret(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001 (one form for all answers)
    """Who gets to know: by the place that a law speaks of, else what the listings say themselves."""
    kinds = kinds_of_places(turn, library)
    if _reports_concern(turn, library):
        return _said(turn.say(library, "asked.secret_relative"), turn, library)
    right = next((found for kind in kinds if (found := _secrecy(kind, turn))), None)
    if right is not None:
        return _right(right, turn, library)
    if set(kinds) <= {"line"}:
        return _said(turn.say(library, "asked.secret_line"), turn, library)
    text = turn.say(library, "asked.secret_other")
    message = with_facts(turn, library, text, asked_at(turn, library), "anonymity")
    return answered(turn, library, _opened(turn, library, message))


def _reports_concern(turn: Turn, library: Library) -> bool:
    """Whether somebody asks about telling social services of another person."""
    about_a_child = turn.memory.for_whom == "relative" and bool(_AT_HOME & {*turn.memory.topics})
    return (about_a_child and "soc" in kinds_of_places(turn, library)) or bool(
        _REPORTS.search(plain(turn.text))
    )


def _secrecy(kind: str, turn: Turn) -> str | None:
    """The right that tells who gets to know: a grown-up is not told about parents."""
    if turn.memory.for_whom == "relative" or (turn.memory.age or 0) >= _ADULT:
        return {"care": "care_secrecy", "soc": "soc_secrecy"}.get(kind)
    return _SECRECY.get(kind)


def _anonymous(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    a_child = turn.memory.for_whom == "relative" and (turn.memory.age or _ADULT) < _ADULT
    key = "asked.secret_relative" if a_child or _reports_concern(turn, library) else "asked.anonymous"
    return _said(turn.say(library, key), turn, library)


def _fined(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    """What the law says of a deed is not known here; help may be asked for all the same."""
    key = "asked.fined" if _OWN_DOING in turn.memory.topics else "asked.fined_other"
    return _said(turn.say(library, key), turn, library)


def _illegal(question: str, turn: Turn, library: Library) -> Reply:
    """Whether something is a crime: the police can tell, but not those who seek help against drugs."""
    told = _fined if _OWN_DOING in turn.memory.topics else _explained
    return told(question, turn, library)


def _left(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    """Who has not been shown yet."""
    return more_services(turn, library)


def _police(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    named = named_place(plain(turn.text)) == "socialtjanst"
    if _NEWCOMER in turn.memory.topics and not named:
        return _right("newly_arrived_care", turn, library)
    return (
        _right("soc_and_police", turn, library)
        if named
        else _said(turn.say(library, "asked.police"), turn, library)
    )


def _be_there(question: str, turn: Turn, library: Library) -> Reply:
    """Whether whoever asks may be there: that is for the one who gets the help, and the place."""
    text = turn.say(library, f"asked.{question}")
    return answered(turn, library, listed(turn, library, text, asked_at(turn, library)))


def _cost(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    """What care costs has an answer; of other places, what each listing says."""
    if "care" in kinds_of_places(turn, library):
        return _right("cost", turn, library, nameless=False)
    text = turn.say(library, "asked.cost")
    return answered(turn, library, with_facts(turn, library, text, asked_at(turn, library), "cost"))


def _bill(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    hits = fitting(turn, library, lambda service: "telefonräkning" in (service.anonymity or ""))
    key = "asked.bill" if hits else "asked.bill_unknown"
    return answered(turn, library, with_facts(turn, library, turn.say(library, key), hits, "anonymity"))


def _write(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    """Where one can write; after a crisis, those who answer it."""
    memory = turn.memory
    hits = fitting(turn, library, lambda service: service.chat is not None)
    shown = [_written(hit, turn.language) for hit in hits[:LIMIT]]
    topic = memory.topics[0] if memory.topics else None
    text = turn.say(library, "asked.write")
    messages = [listing(turn, library, text, shown, [], topic=topic, hours=True)]
    if cannot_call(turn.text):
        messages.append(Message(text=turn.say(library, "crisis.cannot_call"), lang=turn.language))
    return answered(turn, library, *messages)


def _written(hit: Hit, language: str) -> Shown:
    """A listing as one writes to it: without numbers to call."""
    shown = present(hit, language)
    return shown.model_copy(update={"phones": [], "url": hit.service.chat or shown.url})


def _number(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    """The number of the place named, where it is asked for; else those shown, once more."""
    held = named_place(plain(turn.text))
    if held is None:
        return answered(
            turn,
            library,
            listed(turn, library, turn.say(library, "asked.numbers"), places_shown(turn, library)[:LIMIT]),
        )
    if outside := turn.entities.get("outside"):
        text = turn.say(library, "asked.number_outside", place=str(outside))
        return answered(turn, library, Message(text=text, lang=turn.language))
    hits = listings_of(held, turn, library)
    if not hits and turn.memory.municipality is None:
        message = ask_municipality(turn, library, "ask.which_municipality")
        return Reply((message,), replace(turn.memory, expects="municipality"), turn.understood("topic"))
    key = "asked.number" if hits else "asked.number_unknown"
    return answered(turn, library, listed(turn, library, turn.say(library, key), hits))


def _unwilling(question: str, turn: Turn, library: Library) -> Reply:  # noqa: ARG001
    """Nobody can be made to want; whoever worries can ask for themselves."""
    relative = replace(turn, memory=replace(turn.memory, for_whom="relative"))
    topics = turn.memory.topics or ("relative_support",)
    result = relative.find(library, topics, limit=LIMIT)
    return answered(
        turn, library, listed(turn, library, turn.say(library, "asked.unwilling"), list(result.hits))
    )


_ANSWERS: dict[str, Callable[[str, Turn, Library], Reply]] = {
    "secret": _secret,
    "secret_told": _secret,
    "nobody_told": _secret,
    "fined": _fined,
    "illegal": _illegal,
    "left": _left,
    "anonymous": _anonymous,
    "police": _police,
    "be_there": _be_there,
    "cost": _cost,
    "bill": _bill,
    "write": _write,
    "write_told": _write,
    "number": _number,
    "unwilling": _unwilling,
    **TOLD,
}
