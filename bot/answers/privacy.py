"""What is stored, and having it forgotten."""

from dataclasses import replace

from bot.answers.turn import Library, Turn
from bot.gateway.memory import Memory
from bot.gateway.messages import Choice, Message, PrivacyCard, SmalltalkCard
from bot.gateway.reply import Reply
from nlu.text import fold, words
from nlu.words import terms

# What the memory expects after the question whether everything is to be forgotten.
FORGETTING = "forgetting"
_REMOVES, _OTHERWISE = tuple(terms("decision", "removes")), terms("decision", "removes_nothing")
# What was written here, and what else stands in a clear wish to have it removed.
_WRITTEN, _AROUND = tuple(terms("decision", "written")), terms("decision", "around_removing")
_ERASES, _REMOVED = tuple(terms("decision", "erases")), terms("decision", "removed")


def privacy(turn: Turn, library: Library) -> Reply:
    """Say what is stored and for how long, with the button that forgets."""
    message = Message(
        text=turn.say(library, "privacy.stored"),
        lang=turn.language,
        choices=[Choice(title=turn.say(library, "choice.forget"), payload="forget")],
        card=PrivacyCard(),
    )
    return Reply((message,), replace(turn.memory, expects=None), turn.understood("privacy"))


def delete_my_data(turn: Turn, library: Library) -> Reply:
    """Forget everything when that is pressed, confirmed or said clearly; else ask: it is for good."""
    confirmed = turn.memory.expects == FORGETTING
    return forgotten(turn, library) if confirmed or _clear(turn.text) else _ask(turn, library)


def _clear(text: str) -> bool:
    """Whether a text says that something is to be taken away: "det jag skrev först" does not."""
    folded = fold(text)
    if not folded or folded.startswith("/"):
        return True  # a pressed choice
    spoken = [word.folded for word in words(text)]
    said = any(word.startswith(_REMOVES) for word in spoken)
    named = any(word in _REMOVED or word.startswith(_WRITTEN) for word in spoken)
    # "ta bort gruppen", "inte ha det kvar": whatever else is named may be meant, and it is for good.
    known = all(word in _AROUND or word.startswith((*_REMOVES, *_WRITTEN)) for word in spoken)
    return said and named and known and not any(phrase in folded for phrase in _OTHERWISE)


def is_about_what_was_written(text: str) -> bool:
    """Whether a text names what was written here, or wants all of it gone."""
    return _clear(text) or any(word.folded.startswith((*_WRITTEN, *_ERASES)) for word in words(text))


def _ask(turn: Turn, library: Library) -> Reply:
    choices = [
        Choice(title=turn.say(library, "choice.forget_all"), payload="forget"),
        Choice(title=turn.say(library, "choice.forget_nothing"), payload="forget:no"),
    ]
    message = Message(text=turn.say(library, "privacy.really"), lang=turn.language, choices=choices)
    return Reply((message,), replace(turn.memory, expects=FORGETTING), turn.understood("delete_my_data"))


def forgotten(turn: Turn, library: Library) -> Reply:
    """Forget everything at once; only the language of this reply stays."""
    message = Message(
        text=turn.say(library, "privacy.forgotten"),
        lang=turn.language,
        card=SmalltalkCard(intent="delete_my_data"),
    )
    return Reply((message,), Memory(language=turn.language), turn.understood("delete_my_data"))
