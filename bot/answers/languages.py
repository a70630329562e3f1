"""Which language to answer in: Swedish and English in full, for others a line and an interpreter."""

from dataclasses import replace

from bot.answers.aftercare import after_crisis, kept
from bot.answers.parts import services_message
from bot.answers.services import answer_topics, ask_what
from bot.answers.turn import Library, Turn
from bot.content.languages import language_lines
from bot.gateway.messages import Choice, SmalltalkCard
from bot.gateway.reply import Reply
from nlu.language import named

FULL = ("sv", "en")
_LIMIT = 3


def change_language(turn: Turn, library: Library) -> Reply:
    """Change to the language asked for; where Vart only has a line of it, say that line."""
    wanted = named(turn.text) or str(turn.entities.get("language") or "")
    if wanted and wanted not in FULL:
        return other_language(turn, library, wanted)
    if not wanted:
        wanted = "en" if turn.language == "sv" else "sv"
    changed = replace(turn, memory=replace(turn.memory, language=wanted))
    if changed.memory.crisis is not None:
        return after_crisis(changed, library, "action_change_language")
    if topics := changed.memory.topics:
        # Without the text, which tells nothing more of the matter: the same places, now in that language.
        return _said(answer_topics(replace(changed, topics=topics, text=""), library), changed, library)
    asking = _said(ask_what(changed, library, "change_language"), changed, library)
    card = SmalltalkCard(intent="change_language")
    return replace(asking, messages=(asking.messages[0].model_copy(update={"card": card}),))


def _said(reply: Reply, turn: Turn, library: Library) -> Reply:
    """The reply, after the word that it comes in the language asked for."""
    first, *rest = reply.messages
    text = f"{turn.say(library, 'language.changed')} {first.text}"
    return replace(reply, messages=(first.model_copy(update={"text": text}), *rest))


def other_language(turn: Turn, library: Library, language: str) -> Reply:
    """One line in the person's language, the right to an interpreter, and lines that speak it."""
    line = language_lines().get(language)
    result = turn.find(library, ("newly_arrived", "general_care"), languages=(language,), limit=_LIMIT)
    choices = [Choice(title="English", payload="lang:en"), Choice(title="Svenska", payload="lang:sv")]
    swedish = turn.say(library, "language.interpreter")
    text = f"{line}\n{swedish}" if line else swedish
    message = services_message(turn, library, text, result, None, choices)
    message = message.model_copy(update={"lang": language if line else turn.language})
    return Reply((message,), kept(turn, turn.memory), turn.understood("change_language"))
