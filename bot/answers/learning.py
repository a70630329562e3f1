"""What is said about keeping a sentence to learn from: the question, and what came of the answer."""

from bot.answers.turn import Library, Turn
from bot.gateway.messages import Choice, Message
from bot.gateway.reply import Reply

KEPT, NOT_KEPT = "learn.kept", "learn.not_kept"
# There was nothing left to keep; it could not be kept.
GONE, FAILED = "learn.gone", "learn.failed"


def question(turn: Turn, library: Library) -> Message:
    """Ask whether the sentence may be kept."""
    return Message(
        text=turn.say(library, "learn.ask"),
        lang=turn.language,
        choices=[
            Choice(title=turn.say(library, "choice.learn_yes"), payload="learn:yes"),
            Choice(title=turn.say(library, "choice.learn_no"), payload="learn:no"),
        ],
    )


def outcome(turn: Turn, library: Library, key: str) -> Reply:
    """What became of the sentence; the conversation stands where it stood."""
    message = Message(text=turn.say(library, key), lang=turn.language)
    return Reply((message,), turn.memory, turn.understood(turn.intent))
