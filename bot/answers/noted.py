"""More that is told or asked of the matter at hand: noted, with the places at hand and a next step."""

from dataclasses import replace

from bot.answers.afterwards import asks
from bot.answers.parts import find_something, result_choices, services_message, topic_choices
from bot.answers.practical import hard_to_reach
from bot.answers.questions import asks_of_another, is_told, matches, plain
from bot.answers.readers import lexicon
from bot.answers.turn import Library, Turn
from bot.directory.search import Result
from bot.gateway.messages import Choice, Message
from bot.gateway.reply import Reply

# What the memory expects after somebody told more of the same matter.
MORE_OF_IT = "more_of_it"
_LIMIT, _AGAIN, _OTHERS = 3, 2, 2
# From here on the topic model's guess at a fragment is worth a button by itself.
LIKELY = 0.15


def more_of_it(turn: Turn, library: Library) -> Reply:
    """A question that nothing here answers, or something more that is told: the places stay at hand."""
    question = is_question(turn.text)
    again = turn.memory.expects == MORE_OF_IT
    if question:
        key = "topic.not_known"
        return _only_words(turn, library, f"{key}_again") if again else _with_places(turn, library, key)
    wished = is_wished(turn.text)
    if again:
        return _not_shown_yet(turn, library, "topic.wished" if wished else "topic.noted_again")
    return _with_places(turn, library, "topic.wished" if wished else "topic.noted")


def is_wished(text: str) -> bool:
    """Whether a text tells what somebody needs, wants or does not know: thanks are no answer to that."""
    return matches("wished", plain(text))


def is_question(text: str) -> bool:
    """Whether a text is a question, of oneself or of another."""
    return not is_told(text) and (asks(text) or asks_of_another(text))


def _with_places(turn: Turn, library: Library, key: str) -> Reply:
    """The places to turn to with it: one alone may be just the one that somebody cannot use."""
    memory = turn.memory
    found = find_something(turn, library, memory.topics, _LIMIT)
    # Known from the list, as far as can be.
    hits = sorted(found.hits, key=lambda hit: (*hard_to_reach(hit), hit.service.id not in memory.shown))
    return _listed(turn, library, key, replace(found, hits=tuple(hits)))


def _not_shown_yet(turn: Turn, library: Library, key: str) -> Reply:
    memory = turn.memory
    result = turn.find(library, memory.topics, limit=_AGAIN, exclude=frozenset(memory.shown))
    if not result.hits:
        return _only_words(turn, library, "topic.noted_last")
    return _listed(turn, library, key, result)


def _listed(turn: Turn, library: Library, key: str, result: Result) -> Reply:
    topic = turn.memory.topics[0]
    more = result_choices(turn, library, result.more)[:1]
    choices = [*more, _human(turn, library), *_other_topics(turn, library)]
    reply = _reply(turn, services_message(turn, library, turn.say(library, key), result, topic, choices))
    shown = dict.fromkeys((*turn.memory.shown, *(hit.service.id for hit in result.hits)))
    return replace(reply, memory=replace(reply.memory, shown=tuple(shown)))


def _only_words(turn: Turn, library: Library, key: str) -> Reply:
    more = result_choices(turn, library, more=True)[:2]
    choices = [_human(turn, library), *more, *_other_topics(turn, library)]
    return _reply(turn, Message(text=turn.say(library, key), lang=turn.language, choices=choices))


def _human(turn: Turn, library: Library) -> Choice:
    return Choice(title=turn.say(library, "choice.human"), payload="human")


def _other_topics(turn: Turn, library: Library) -> list[Choice]:
    return topic_choices(turn, library, suggested(turn, library, (*turn.topics, *turn.options)))


def _reply(turn: Turn, message: Message) -> Reply:
    understood = turn.understood("topic", turn.memory.topics[0])
    return Reply((message,), replace(turn.memory, expects=MORE_OF_IT), understood)


def suggested(turn: Turn, library: Library, topics: tuple[str, ...]) -> list[str]:
    """Of other topics those that the message's own words, or the matter at hand, really suggest."""
    memory = turn.memory
    near = {near for topic in memory.topics for near in library.topic(topic).related}
    named = lexicon().scores(turn.text)
    sure = {topic for topic, probability in turn.ranking if probability >= LIKELY}
    others = (topic for topic in dict.fromkeys(topics) if topic not in memory.topics)
    return [topic for topic in others if topic in near or topic in named or topic in sure][:_OTHERS]
