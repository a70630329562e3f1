"""What is stored, and having it forgotten."""

from dataclasses import replace

from bot.answers.turn import Library, Turn
from bot.gateway.memory import Memory
from bot.gateway.messages import Choice, Message, PrivacyCard, SmalltalkCard
from bot.gateway.reply import Reply


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
    """Forget everything at once; only the language of this reply stays."""
    message = Message(
        text=turn.say(library, "privacy.forgotten"),
        lang=turn.language,
        card=SmalltalkCard(intent="delete_my_data"),
    )
    return Reply((message,), Memory(language=turn.language), turn.understood("delete_my_data"))
