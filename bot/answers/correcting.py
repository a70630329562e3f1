"""What somebody says it is not about is left: "nej inte pengar, bara fortnite", "sömn? nej"."""

from dataclasses import replace

from bot.answers.matters import told_matter
from bot.answers.named import about, matter_of, others_than
from bot.answers.parts import find_something, result_choices, services_message, topic_choices
from bot.answers.readers import lexicon
from bot.answers.services import answer_matter, answer_topics
from bot.answers.tried import names_in
from bot.answers.turn import Library, Turn
from bot.gateway.messages import Choice, Message
from bot.gateway.reply import Reply
from nlu.correction import ENOUGH_BEHIND, Denial, denied
from nlu.text import fold, words
from nlu.words import codes, terms

# Letters that two words share when they are about the same: "mobbad", "mobbning".
_SAME = 4
_OFFERED = 3
# What places are called: "nej inte hälsocentralen" leaves the place, not the matter.
_KINDS_OF_PLACES = tuple(codes("asked", "named"))
_VIOLENT_WORDS, _AT_HOME = tuple(terms("correction", "violence")), tuple(terms("correction", "at_home"))
_VIOLENCE, _HOME = frozenset(("violence", "sexual_abuse", "honour")), "family_conflict"
_LIMIT = 3
# "nej inte kurator heller" names one more place that is no help, not what it is about.
_NEITHER = (" heller", " either")


def correction(turn: Turn, library: Library) -> Reply | None:
    """The reply to a message that denies a matter, or a place; None when it does not.

    Right after a crisis nothing is left: "nej, de är inte farliga nu" is for those who answer it.
    """
    memory = turn.memory
    if not turn.text or turn.text.startswith("/") or memory.crisis is not None:
        return None
    if (denial := denied(turn.text)) is None or denial.what.casefold().endswith(_NEITHER):
        return None
    if not memory.topics:
        return _before_any_topic(denial, turn, library)
    if _is_violence(denial) and _VIOLENCE.isdisjoint(memory.topics):
        return _no_violence(turn, library)
    if fold(denial.rest).startswith(_AT_HOME) and _HOME not in memory.topics:
        return answer_topics(replace(turn, topics=(_HOME,), options=()), library)
    if meant := told_matter(denial.rest, memory):
        return answer_matter(turn, library, meant)
    if matter := matter_of(turn, denial.rest):
        return about(matter, turn, library)
    left = _of_a_deed(denial, turn) if denial.deed else _topics_of(denial.what, library)
    if (named := names_in(denial.what, library)) and not _names_a_matter(denial.what, left, library):
        return others_than(turn, library, named)
    return _without(left, denial, turn, library) if left else None


def _is_violence(denial: Denial) -> bool:
    """Whether all that is said is that somebody does not hit, force or threaten."""
    spoken = (word.folded for word in words(denial.what))
    return denial.deed and not denial.rest and any(word.startswith(_VIOLENT_WORDS) for word in spoken)


def _no_violence(turn: Turn, library: Library) -> Reply:
    """The matter at hand goes on, with its places, and with what to do should there be violence after all."""
    memory = turn.memory
    result = find_something(turn, library, memory.topics, _LIMIT)
    human = Choice(title=turn.say(library, "choice.human"), payload="human")
    choices = [*result_choices(turn, library, result.more)[:1], human]
    opening = turn.say(library, "correction.no_violence")
    message = services_message(turn, library, opening, result, memory.topics[0], choices)
    return Reply((message,), replace(memory, expects=None), turn.understood("topic", memory.topics[0]))


def _before_any_topic(denial: Denial, turn: Turn, library: Library) -> Reply | None:
    """What is denied of the choices that were offered, or at once: it was heard, and the others stay."""
    if denial.rest or len(denial.what.split()) > 1 or not (left := _topics_of(denial.what, library)):
        return None
    offered = [topic for topic in turn.memory.options if topic not in left]
    return _said(turn, library, left[0], (), offered[:_OFFERED])


def _names_a_matter(what: str, left: tuple[str, ...], library: Library) -> bool:
    """Whether one word names a topic as we do, though listings have it in their names: "ätstörning"."""
    spoken = [word.folded for word in words(what)]
    labels = {
        word.folded for topic in left for lang in ("sv", "en") for word in words(library.label(topic, lang))
    }
    return len(spoken) == 1 and spoken[0] in labels and not spoken[0].startswith(_KINDS_OF_PLACES)


def _of_a_deed(denial: Denial, turn: Turn) -> tuple[str, ...]:
    """What "han slår inte" is not about: what was read in it, else the matter at hand."""
    if len(words(denial.rest)) >= ENOUGH_BEHIND:  # was read by itself
        return ()
    new = tuple(topic for topic in turn.topics if topic not in turn.memory.topics)
    if not denial.rest:
        return new or turn.memory.topics[:1]
    # "skär sig inte eller så, bara ledsen" was read with what is denied.
    named = lexicon().scores(denial.what)
    return tuple(topic for topic in turn.topics if topic in named) or new[:1]


def _topics_of(what: str, library: Library) -> tuple[str, ...]:
    """The topics that a few words are about: by the lexicon, else by the topics' own names."""
    if scores := lexicon().scores(what):
        return tuple(sorted(scores, key=lambda topic: -scores[topic]))
    said = {word.folded[:_SAME] for word in words(what) if len(word.folded) >= _SAME}
    return tuple(
        topic
        for topic in library.content.topics
        if said & {word.folded[:_SAME] for lang in ("sv", "en") for word in words(library.label(topic, lang))}
    )


def _without(left: tuple[str, ...], denial: Denial, turn: Turn, library: Library) -> Reply | None:
    memory = turn.memory
    meant = tuple(topic for topic in turn.topics if topic not in left)
    if denial.rest and meant and (denial.deed or not set(meant) <= set(memory.topics)):
        return answer_topics(replace(turn, topics=meant), library)
    stays = tuple(topic for topic in memory.topics if topic not in left)
    if denial.rest and stays:
        return None  # what it goes on with is about the matter at hand
    offered = (
        [topic for topic in (*turn.options, *meant) if topic not in (*left, *stays)] if denial.rest else []
    )
    related = library.topic(memory.topics[0]).related
    offered += [topic for topic in related if topic not in (*left, *stays, *offered)]
    return _said(turn, library, left[0], stays, offered[:_OFFERED])


def _said(
    turn: Turn, library: Library, denied_topic: str, stays: tuple[str, ...], offered: list[str]
) -> Reply:
    """That it was heard, and what it may be about then."""
    label = library.label(denied_topic, turn.language)
    human = Choice(title=turn.say(library, "choice.human"), payload="human")
    if stays:
        topic = library.label(stays[0], turn.language)
        text = turn.say(library, "correction.stays", denied=label, topic=topic)
        choices = [
            *result_choices(turn, library, more=True)[:1],
            human,
            *topic_choices(turn, library, offered),
        ]
    else:
        text = turn.say(library, "correction.left", denied=label)
        choices = [*topic_choices(turn, library, offered), human]
    message = Message(text=text, lang=turn.language, choices=choices)
    memory = replace(turn.memory, topics=stays, options=(), expects=None if stays else "topic")
    return Reply(
        (message,), memory, turn.understood("topic" if stays else "deny", stays[0] if stays else None)
    )
