"""Questions about rights and how things work: a short answer that rests on a named source."""

import re
from dataclasses import replace
from functools import cache

from bot.answers.aftercare import kept
from bot.answers.at_hand import answered, listed, places_shown
from bot.answers.parts import services_message
from bot.answers.turn import Library, Turn
from bot.content.schema import Right
from bot.gateway.messages import Choice, Message
from bot.gateway.reply import Reply
from nlu.text import fold, words

_LIMIT = 2
# So many lines of a crisis at hand.
_LINES = 3
_OFFERED = 4
# So many letters of its phrases make a question sure.
_CLEAR = 10
# Shorter words tell nothing of what a question is about.
_TELLING = 4
_YES_OR_NO = re.compile(r"(?:Ja|Nej|Yes|No|Inte|Not|Ibland|Sometimes)\b")


def answer_right(turn: Turn, library: Library) -> Reply:
    """The answer whose keywords the question holds; else the questions that can be answered."""
    right = _asked_for(turn, library)
    if right is not None and turn.memory.crisis is not None:
        return _in_crisis(right, turn, library)
    result = turn.find(library, ("rights",), limit=_LIMIT)
    if right is None:
        opening = turn.say(library, "rights.which")
        message = services_message(turn, library, opening, result, "rights", _questions(turn, library))
        messages: tuple[Message, ...] = (message,)
    else:
        others = [q for q in _questions(turn, library) if q.payload != f"right:{right.id}"][:2]
        follow = services_message(
            turn, library, turn.say(library, "rights.ask_people"), result, "rights", others
        )
        messages = (tell_right(right, turn, library), follow)
    shown = tuple(hit.service.id for hit in result.hits)
    memory = replace(turn.memory, topics=("rights",), shown=shown, expects=None, options=())
    return Reply(messages, memory, turn.understood("topic", "rights"))


def _in_crisis(right: Right, turn: Turn, library: Library) -> Reply:
    """The answer, and those who answer the crisis at hand: they stay, and so does 112."""
    hits = places_shown(turn, library)[:_LINES]
    asked = listed(turn, library, turn.say(library, "asked.ask_them"), hits)
    reply = answered(turn, library, tell_right(right, turn, library), asked)
    return replace(reply, memory=kept(turn, reply.memory))


def tell_right(right: Right, turn: Turn, library: Library) -> Message:
    """The answer of a right, and what it rests on.

    A yes or a no says first what it answers: the question may have been another, as "får mamma veta".
    """
    english = turn.language == "en"
    source = right.sources[0]
    rests_on = turn.say(library, "rights.source", source=source.title or source.url or "")
    answer = right.answer.en if english else right.answer.sv
    if turn.entities.get("right") is None and _YES_OR_NO.match(answer):
        answer = f"{right.question.en if english else right.question.sv} {answer}"
    return Message(text=f"{answer}\n\n{rests_on}", lang=turn.language)


def _asked_for(turn: Turn, library: Library) -> Right | None:
    rights = library.content.rights
    if (chosen := turn.entities.get("right")) in rights:
        return rights[str(chosen)]
    best, right_id = _best(turn, library)
    return rights[right_id] if best > 0 else None


def is_clearly_asked(turn: Turn, library: Library) -> bool:
    """Whether a message holds so much of a known question that it must be that."""
    return _best(turn, library)[0] >= _CLEAR


def _best(turn: Turn, library: Library) -> tuple[int, str]:
    text = re.sub(r"\bdom\b", "de", f" {fold(turn.text)} ")
    scored = ((_match(right, text), right.id) for right in library.content.rights.values())
    return max(scored, default=(0, ""))


def _match(right: Right, folded: str) -> int:
    """How much of a question a right's own question and keywords cover, in letters: longer ones say more."""
    return sum(len(phrase) for phrase in _phrases(right) if _pattern(phrase).search(folded))


def _phrases(right: Right) -> tuple[str, ...]:
    return (right.question.sv.rstrip("?"), right.question.en.rstrip("?"), *right.keywords)


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """Finds a phrase in a folded text, a word or two between its own allowed: "får min mamma veta".

    Kept, since every unclear message is held against all of them; they are the content's, and few.
    """
    folded = fold(phrase)
    patterns = [re.escape(folded)]
    if len(own := folded.split()) > 1:
        between = r"\w*(?:\s+\w+){0,2}\s+"
        patterns.append(r"\b" + between.join(map(re.escape, own)))
    return re.compile("|".join(patterns))


def _questions(turn: Turn, library: Library) -> list[Choice]:
    """The questions that can be answered, those that share most words with what was asked first."""
    english = turn.language == "en"
    asked = {word.folded for word in words(turn.text)}
    rights = sorted(library.content.rights.values(), key=lambda right: -_shared(right, asked))[:_OFFERED]
    return [
        Choice(title=right.question.en if english else right.question.sv, payload=f"right:{right.id}")
        for right in rights
    ]


def _shared(right: Right, asked: set[str]) -> int:
    """How many longer words a right's phrases share with a question."""
    own = {word.folded for phrase in _phrases(right) for word in words(phrase)}
    return sum(len(word) >= _TELLING for word in own & asked)
