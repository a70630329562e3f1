"""Questions about rights and how things work: a short answer that rests on a named source."""

from dataclasses import replace

from bot.answers.parts import services_message
from bot.answers.turn import Library, Turn
from bot.content.schema import Right
from bot.gateway.messages import Choice, Message
from bot.gateway.reply import Reply
from nlu.text import fold

_LIMIT = 2
_OFFERED = 4


def answer_right(turn: Turn, library: Library) -> Reply:
    """The answer whose keywords the question holds; else the questions that can be answered."""
    right = _asked_for(turn, library)
    result = turn.find(library, ("rights",), limit=_LIMIT)
    if right is None:
        opening = turn.say(library, "rights.which")
        message = services_message(turn, library, opening, result, "rights", _questions(turn, library))
        messages: tuple[Message, ...] = (message,)
    else:
        english = turn.language == "en"
        source = right.sources[0]
        rests_on = turn.say(library, "rights.source", source=source.title or source.url or "")
        text = f"{right.answer.en if english else right.answer.sv}\n\n{rests_on}"
        others = [q for q in _questions(turn, library) if q.payload != f"right:{right.id}"][:2]
        follow = services_message(
            turn, library, turn.say(library, "rights.ask_people"), result, "rights", others
        )
        messages = (Message(text=text, lang=turn.language), follow)
    shown = tuple(hit.service.id for hit in result.hits)
    memory = replace(turn.memory, topics=("rights",), shown=shown, expects=None, options=())
    return Reply(messages, memory, turn.understood("topic", "rights"))


def _asked_for(turn: Turn, library: Library) -> Right | None:
    rights = library.content.rights
    if (chosen := turn.entities.get("right")) in rights:
        return rights[str(chosen)]
    text = f" {fold(turn.text)} "
    scored = [(_match(right, text), right.id) for right in rights.values()]
    best, right_id = max(scored, default=(0, ""))
    return rights[right_id] if best > 0 else None


def _match(right: Right, folded: str) -> int:
    """How much of a question a right's own question and keywords cover, in letters: longer ones say more."""
    own = (right.question.sv.rstrip("?"), right.question.en.rstrip("?"), *right.keywords)
    return sum(len(word) for word in own if fold(word) in folded)


def _questions(turn: Turn, library: Library) -> list[Choice]:
    english = turn.language == "en"
    rights = list(library.content.rights.values())[:_OFFERED]
    return [
        Choice(title=right.question.en if english else right.question.sv, payload=f"right:{right.id}")
        for right in rights
    ]
