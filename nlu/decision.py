"""What to do with a reading and a ranking: answer, offer choices, or say it was not understood.

Pure rules over calibrated probabilities; thresholds measured on the development writers (docs/nlu.md).
"""

from dataclasses import dataclass

from nlu.language import asked_for
from nlu.parts import behind_a_greeting
from nlu.text import folded_words, words
from nlu.words import codes, terms

CONVERSATION = frozenset(
    (
        *("greet", "goodbye", "thanks", "affirm", "deny", "restart", "talk_to_human", "choose_municipality"),
        *(
            "tell_age",
            "tell_for_whom",
            "more_services",
            "open_now",
            "who_are_you",
            "privacy",
            "delete_my_data",
        ),
        *("feedback_good", "feedback_bad", "change_language", "out_of_scope", "nonsense"),
    )
)
FALLBACK = "nlu_fallback"
# What a message may begin with before it says what it is about: "nej inte skolan, jag mår bara skit".
_OPENINGS = frozenset(("deny", "affirm", "thanks", "greet"))
_WISHES = frozenset(
    ("talk_to_human", "open_now", "more_services", "privacy", "delete_my_data", "feedback_bad")
)
# Those that nothing need have been said before: "hej finns du där" asks for no more places.
_FIRST_WISHES = frozenset(("talk_to_human", "open_now", "privacy"))
# What is read by rule beside the topic: "mår dåligt, bor i Umeå" is about the first half.
_DETAILS = frozenset(("choose_municipality", "tell_age", "tell_for_whom"))

# Sure enough to answer at once; below it the nearest two or three are offered.
_ANSWER = 0.42
# A clear lead makes a lower probability good enough.
_LEAD = 0.20
_LEAD_FLOOR = 0.28
# Below this the best guess is no better than noise; beside it, fainter ones make up a choice.
_OFFER = 0.12
_OFFER_TOO = 0.04
# So sure of a topic that nothing else is worth a button; and what is not worth one beside any answer.
# With these an accepted topic is given or offered for 96 % of the development lines, not 87 %.
_CERTAIN = 0.9999
_WORTH_A_BUTTON = 0.0005
_MOST_ALTERNATIVES = 2
_MOST_CHOICES = 3
# A part of a message must be this sure to count as a need of its own.
_PART = 0.55
_PART_BEHIND_AN_OPENING = 0.8
# What a greeting goes on with must be more than a name.
_LEAST_BEHIND_A_GREETING = 2
# So sure of a topic that "vill inte säga det till mamma" is about that, not about what Vart asked.
_SURE = 0.7
# A conversation intent ends or resets things: it must be surer than a topic.
_CONVERSATION = 0.6

# Whole messages that say nothing of what it is about, and the intents that answer them.
_WHOLE = codes("decision", "whole")
_FILLERS = terms("decision", "fillers")
_AGE_WORDS = terms("decision", "age")
# What ends a conversation or judges an answer, told of oneself, must hold a word of it.
_MEANT = {
    intent: terms("decision", f"meant_{intent}") for intent in ("goodbye", "feedback_good", "feedback_bad")
}
# "har slutat nu" tells of something that has ended, and ends no conversation.
_STOPPED = terms("decision", "stopped")
_ONESELF, _HEAVY = terms("decision", "oneself"), terms("decision", "heavy")
# Shorter ones of these words are whole, longer ones are how words begin.
_WHOLE_WORD = 3
_SEEKS = terms("decision", "seeks")
_TIPS, _ASKS_FOR_TIPS = terms("decision", "tips"), terms("decision", "asks_for_tips")


@dataclass(frozen=True)
class Guess:
    """An intent and its probability."""

    name: str
    confidence: float


@dataclass(frozen=True)
class Outcome:
    """The decision.

    Attributes:
        intent: The intent to act on; `nlu_fallback` when unsure.
        topics: Topics to answer (one, or two when the message holds two needs).
        options: Topics to offer, best first: instead of an answer when unsure, else beside it.
    """

    intent: str
    topics: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


def decide(
    text: str,
    ranking: list[Guess],
    parts: list[list[Guess]],
    entities: dict[str, object],
    place_words: int = 0,
) -> Outcome:
    """Decide on one message.

    Args:
        text: The message.
        ranking: Intents by falling probability for the whole text.
        parts: The same for each part of a longer message.
        entities: What `nlu.reading` found, by name.
        place_words: How many of the words name a place.
    """
    if said := _said_outright(text, entities, place_words):
        return Outcome(said)
    best = ranking[0]
    if "refuses" in entities and best.confidence < _SURE:
        return Outcome("choose_municipality")  # "vill inte säga var jag bor"
    if best.name in _DETAILS and (needs := _sure_parts(parts)):
        return _answer(needs)
    if best.name in _OPENINGS and (behind := _behind_an_opening(best.name, text, parts)):
        return behind
    topics = [guess for guess in ranking if guess.name not in CONVERSATION]
    if _is_heavy(text) and not is_meant(best.name, text):
        return Outcome(FALLBACK, options=_choices(topics))
    if best.name in CONVERSATION and (
        best.confidence >= _CONVERSATION
        or (_clear(ranking) and (not topics or topics[0].confidence < _OFFER))
    ):
        return Outcome(best.name)
    if best.name not in CONVERSATION and _clear(ranking):
        answered = _needs(best, parts)
        return Outcome(best.name, topics=answered, options=_alternatives(best, topics, answered))
    return Outcome(FALLBACK, options=_choices(topics))


def _said_outright(text: str, entities: dict[str, object], place_words: int) -> str | None:
    """The intent of a message that rules read surely as a whole."""
    if asked_for(text):
        return "change_language"
    # "hej, kan du hjälpa mig" asks no more than "kan du hjälpa mig".
    spoken = (folded_words(said) for said in (text, behind_a_greeting(text)))
    whole = next((_WHOLE[said] for said in spoken if said in _WHOLE), None)
    return whole or _only_a_detail(text, entities, place_words)


def is_meant(intent: str, text: str) -> bool:
    """Whether a goodbye, praise or blame that tells of oneself holds a word of it."""
    spoken = {word.folded for word in words(text)}
    if intent == "goodbye" and not spoken.isdisjoint(_STOPPED):
        return _holds(spoken - _STOPPED, _MEANT[intent])
    return intent not in _MEANT or spoken.isdisjoint(_ONESELF) or _holds(spoken, _MEANT[intent])


def _holds(spoken: set[str], listed: frozenset[str]) -> bool:
    """Whether a word is listed, or begins as a longer one that is."""
    begins = tuple(word for word in listed if len(word) > _WHOLE_WORD)
    return not spoken.isdisjoint(listed) or any(word.startswith(begins) for word in spoken)


def _is_heavy(text: str) -> bool:
    return _holds({word.folded for word in words(text)}, _HEAVY)


def _answer(needs: list[Guess]) -> Outcome:
    """The answer to what parts of a message are sure of."""
    return Outcome(needs[0].name, topics=tuple(guess.name for guess in needs[:2]))


def _choices(topics: list[Guess]) -> tuple[str, ...]:
    """Two or three topics to choose from; none when even the best is noise."""
    if not topics or topics[0].confidence < _OFFER:
        return ()
    likely = [guess.name for guess in topics[:_MOST_CHOICES] if guess.confidence >= _OFFER_TOO]
    return tuple(likely if len(likely) > 1 else (guess.name for guess in topics[:_MOST_CHOICES]))


def _clear(ranking: list[Guess]) -> bool:
    best, second = ranking[0].confidence, ranking[1].confidence if len(ranking) > 1 else 0.0
    return best >= _ANSWER or (best >= _LEAD_FLOOR and best - second >= _LEAD)


def _sure_parts(parts: list[list[Guess]], enough: float = _PART) -> list[Guess]:
    """The topics that parts of the message are sure of, the surest first, each once."""
    firsts = [part[0] for part in parts if part]
    sure = [guess for guess in firsts if guess.name not in CONVERSATION and guess.confidence >= enough]
    sure.sort(key=lambda guess: -guess.confidence)
    return list({guess.name: guess for guess in reversed(sure)}.values())[::-1]


def _behind_an_opening(opening: str, text: str, parts: list[list[Guess]]) -> Outcome | None:
    """What a message goes on with after a greeting, a yes, a no or thanks."""
    if needs := _sure_parts(parts, _PART_BEHIND_AN_OPENING):
        return _answer(needs)
    asked = _FIRST_WISHES if opening == "greet" else _WISHES
    wishes = (part[0] for part in parts if part and part[0].name in asked)
    if wish := next((guess for guess in wishes if guess.confidence >= _PART_BEHIND_AN_OPENING), None):
        return Outcome(wish.name)
    return _behind_a_greeting(text, parts) if opening == "greet" else None


def _behind_a_greeting(text: str, parts: list[list[Guess]]) -> Outcome | None:
    """What a greeting goes on with, decided as if it had stood alone: "hej, jag söker en kurator"."""
    rest = [part for part in parts if part and part[0].name != "greet"]
    if len(rest) != 1 or len(words(behind_a_greeting(text))) < _LEAST_BEHIND_A_GREETING:
        return None
    best, topics = rest[0][0], [guess for guess in rest[0] if guess.name not in CONVERSATION]
    if best.name in CONVERSATION and best.confidence >= _CONVERSATION:
        return Outcome(best.name) if best.name in _FIRST_WISHES else None
    seeks = bool(_SEEKS & {word.folded for word in words(text)})
    if best in topics and (best.confidence >= _PART or (seeks and _clear(rest[0]))):
        return Outcome(best.name, (best.name,), _alternatives(best, topics, (best.name,)))
    # "hej, jag heter Kim" is met with a greeting, not with a guess.
    options = _choices(topics) if seeks else ()
    return Outcome(FALLBACK, options=options) if options else None


def _needs(best: Guess, parts: list[list[Guess]]) -> tuple[str, ...]:
    """The main topic and, when another part is sure of another topic, that one too."""
    others = [guess.name for guess in _sure_parts(parts) if guess.name != best.name]
    return best.name, *others[:1]


def _alternatives(best: Guess, topics: list[Guess], needs: tuple[str, ...]) -> tuple[str, ...]:
    """What else may have been meant, to be offered beside the answer."""
    if best.confidence >= _CERTAIN:
        return ()
    others = [g.name for g in topics if g.name not in needs and g.confidence >= _WORTH_A_BUTTON]
    return tuple(others[:_MOST_ALTERNATIVES])


def _only_a_detail(text: str, entities: dict[str, object], place_words: int) -> str | None:
    """The intent of a message of few words that rules read surely: a place, an age, a wish for tips."""
    rest = [word for word in words(text) if word.folded not in _FILLERS and not word.folded.isdigit()]
    if {"municipality", "outside", "ambiguous_place"} & entities.keys() and len(rest) <= place_words:
        return "choose_municipality"
    if "age" in entities and all(word.folded in _AGE_WORDS for word in rest):
        return "tell_age"
    said = {word.folded for word in rest}
    return "show_tips" if said & _ASKS_FOR_TIPS and said <= _TIPS else None
