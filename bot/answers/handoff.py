"""What is said around a human: the offer, the plain information, where a case stands, the honest failures."""

from dataclasses import replace
from datetime import datetime

from bot.answers.human import people, talk_to_human
from bot.answers.parts import ask_municipality
from bot.answers.turn import Library, Turn
from bot.clock import STOCKHOLM
from bot.directory.opening_text import date_and_clock, moment_text
from bot.gateway.cases import TAKEN, WAITING, Availability, CaseView
from bot.gateway.memory import Memory
from bot.gateway.messages import Choice, HandoffCard, HandoffState, Message
from bot.gateway.reply import Reply

# What the last reply asked, as Memory.expects remembers it.
OFFERED, CONSENT, PHONE, CODE = "human_offer", "human_consent", "human_phone", "human_code"
CANCEL = "human_cancel"
# Asked on the way to a case, and again until it is answered, refused or left for something else.
ON_THE_WAY = (OFFERED, CONSENT, PHONE)
# In Memory.asked: the plain information has been given in this conversation.
INFORMED = "human"
# There too: where they live has been asked, to find somebody who serves them.
PLACE = "human_place"
# There too: a human is wanted, and none has been asked yet; looked for again when the place changes.
WISH = "human_wish"


def offer(turn: Turn, library: Library, available: Availability) -> Reply:
    """Ask whether a human should get in touch; nothing has been sent, and the open lines stay in view."""
    reply = offer_again(turn, library, available)
    return replace(reply, messages=(*reply.messages, _lines(turn, library)))


def offer_again(turn: Turn, library: Library, available: Availability) -> Reply:
    """The offer alone, with its time, for somebody who asks about it or was not understood."""
    choices = [
        _choice(turn, library, "choice.human_details", "human:consent"),
        _choice(turn, library, "choice.human_no", "human:no"),
        _choice(turn, library, "choice.human_code", "human:resume"),
    ]
    message = _state(turn, _offered(turn, library, available), "offered", choices)
    return _reply(replace(turn, memory=wishing(turn.memory)), message, expects=OFFERED)


def information(turn: Turn, library: Library, available: Availability) -> Reply:
    """What will happen, who reads it, what is stored and for how long; a yes chooses chat or phone."""
    parts = [turn.say(library, "handoff.information"), turn.say(library, "handoff.stored")]
    if not available.staffed and available.opens_at is not None:
        parts.append(turn.say(library, "handoff.waits_until", when=_when(available.opens_at, turn)))
    parts.append(turn.say(library, "handoff.consent"))
    turn = replace(turn, memory=_with(wishing(turn.memory), INFORMED))
    return _reply(turn, _consent(turn, library, "\n\n".join(parts)), expects=CONSENT)


def consent_again(turn: Turn, library: Library, available: Availability, first: str | None = None) -> Reply:
    """The question after the information once more, with the time, or with what was asked about (a key)."""
    told = turn.say(library, first) if first else _on_duty(turn, library, available)
    words = f"{told}\n\n{turn.say(library, 'handoff.consent')}"
    return _reply(turn, _consent(turn, library, words), expects=CONSENT)


def ask_phone(turn: Turn, library: Library, own: bool = False, first: str | None = None) -> Reply:
    """Ask for the number to be called on.

    Args:
        turn: The turn.
        library: Texts.
        own: The number they write from is known, and may be it.
        first: Key of what is said before: what was wrong, or what was asked about.
    """
    question = turn.say(library, "handoff.ask_phone_this") if own else turn.say(library, "handoff.ask_phone")
    words = f"{turn.say(library, first)}\n\n{question}" if first else question
    choices = [
        _choice(turn, library, "choice.human_chat_instead", "human:chat"),
        _choice(turn, library, "choice.human_no", "human:no"),
    ]
    if own:
        # In the place that "call me" had, so that the same number pressed again means the same.
        choices.insert(1, _choice(turn, library, "choice.human_this", "human:this"))
    return _reply(turn, _state(turn, words, "consent", choices), expects=PHONE)


def ask_phone_later(turn: Turn, library: Library, available: Availability, own: bool) -> Reply:
    """When somebody is there, and the question for the number once more."""
    reply = ask_phone(turn, library, own)
    question = reply.messages[0]
    words = f"{_on_duty(turn, library, available)}\n\n{question.text}"
    return replace(reply, messages=(question.model_copy(update={"text": words}),))


def ask_code(turn: Turn, library: Library, key: str = "handoff.ask_code") -> Reply:
    """Ask for a case code; another key says why the one that was written does not do."""
    return _reply(turn, Message(text=turn.say(library, key), lang=turn.language), expects=CODE)


def declined(turn: Turn, library: Library) -> Reply:
    """Nothing is sent, and nobody is wanted any more."""
    reply = _plain(turn, library, "handoff.declined")
    asked = tuple(slot for slot in reply.memory.asked if slot != WISH)
    return replace(reply, memory=replace(reply.memory, asked=asked))


def nothing_to_cancel(turn: Turn, library: Library) -> Reply:
    """There is no case."""
    return _plain(turn, library, "handoff.nothing_to_cancel")


def nobody(turn: Turn, library: Library) -> Reply:
    """Nobody can be asked: the honest answer with lines where people are."""
    return talk_to_human(replace(turn, memory=wishing(turn.memory)), library)


def without_place(turn: Turn, library: Library) -> Reply:
    """They will not say where they live: what can be done without, and the wish stays."""
    message = people(turn, library, "handoff.without_place", "handoff.without_place")
    return _reply(replace(turn, memory=wishing(turn.memory)), message, expects=None)


def wishing(memory: Memory) -> Memory:
    """The memory, which knows that a human is wanted."""
    return _with(memory, WISH)


def ask_place(reply: Reply, turn: Turn, library: Library) -> Reply:
    """`reply` and the question where they live: somebody may serve that municipality."""
    message = ask_municipality(turn, library, "handoff.ask_place")
    memory = replace(_with(reply.memory, "municipality", PLACE), expects="municipality")
    return replace(reply, messages=(*reply.messages, message), memory=memory)


def requested(turn: Turn, library: Library, case: CaseView) -> Reply:
    """Where a new case stands, and how to come back to it or end it."""
    parts = [_standing(turn, library, case), turn.say(library, "handoff.code", code=case.code)]
    if case.state in WAITING:
        parts.append(turn.say(library, "handoff.write_meanwhile"))
    return _case_reply(turn, library, case, "\n\n".join(parts))


def standing(turn: Turn, library: Library, case: CaseView) -> Reply:
    """Where a case stands, for somebody who asks."""
    return _case_reply(turn, library, case, _standing(turn, library, case))


def back(turn: Turn, library: Library, case: CaseView) -> Reply:
    """Welcome somebody who has come back with their code."""
    words = f"{turn.say(library, 'handoff.back')} {_standing(turn, library, case)}"
    return _case_reply(turn, library, case, words)


def sure_to_cancel(turn: Turn, library: Library, case: CaseView) -> Reply:
    """Ask before a case ends; the number that led here stands for the other answer in an SMS."""
    choices = [
        _choice(turn, library, "choice.human_end", "human:end"),
        _choice(turn, library, "choice.human_keep", "human:no"),
    ]
    words = turn.say(library, "handoff.sure_to_cancel")
    return _reply(turn, _state(turn, words, case.state, choices, case), expects=CANCEL)


def cancelled(turn: Turn, library: Library, case: CaseView) -> Reply:
    """It has ended on the person's word; what was written can go at once."""
    choices = [_choice(turn, library, "choice.forget", "forget")]
    return _reply(
        turn, _state(turn, turn.say(library, "handoff.cancelled"), "cancelled", choices, case), expects=None
    )


def passed_on(turn: Turn, library: Library, case: CaseView) -> Message:
    """The receipt for a text that went to the human: one short line, no button."""
    values = {"name": _name(turn, library, case), "time": _then(turn.now, turn)}
    return _state(turn, turn.say(library, "handoff.passed_on", **values), case.state, [], case)


def relayed(turn: Turn, library: Library, case: CaseView) -> Reply:
    """The whole answer to a text that went to the human: the bot keeps quiet but for the receipt."""
    return _reply(turn, passed_on(turn, library, case), expects=None)


def not_relayed(turn: Turn, library: Library) -> Reply:
    """The text may not have reached the human: said at once, with lines where people answer."""
    return _reply(turn, notice(turn, library, "handoff.not_passed_on"), _lines(turn, library), expects=None)


def failed(turn: Turn, library: Library) -> Reply:
    """Something broke while a human was being asked: no promise, and lines where people answer."""
    message = people(turn, library, "handoff.failed", "handoff.failed")
    return _reply(turn, message, expects=None)


def not_ended(turn: Turn, library: Library) -> Reply:
    """The case could not be ended."""
    return _plain(turn, library, "handoff.not_ended")


def rated(turn: Turn, library: Library, helped: bool) -> Reply:
    """Thanks for saying whether it helped; where it did not, other ways."""
    if helped:
        return _plain(turn, library, "handoff.helped")
    message = people(turn, library, "handoff.helped_not", "handoff.helped_not")
    again = [_choice(turn, library, "choice.human_again", "human")]
    return _reply(turn, message.model_copy(update={"choices": again}), expects=None)


def notice(turn: Turn, library: Library, key: str) -> Message:
    """A sentence beside another answer: something did not arrive."""
    return Message(text=turn.say(library, key), lang=turn.language)


def human_here(turn: Turn, library: Library) -> Choice:
    """The choice beside a crisis message, while somebody is on duty."""
    return _choice(turn, library, "choice.human_here", "human")


def _case_reply(turn: Turn, library: Library, case: CaseView, words: str) -> Reply:
    exhausted = case.state == "exhausted"
    choices = [
        # First, so that a "1" sent twice in an SMS asks again how it goes, and ends nothing.
        _choice(turn, library, "choice.human_again", "human")
        if exhausted
        else _choice(turn, library, "choice.human_standing", "human:standing"),
        _choice(turn, library, "choice.human_cancel", "human:cancel"),
    ]
    messages = [_state(turn, words, case.state, choices, case)]
    if exhausted:
        messages.append(_lines(turn, library))
    return _reply(turn, *messages, expects=None)


def _offered(turn: Turn, library: Library, available: Availability) -> str:
    if available.staffed or available.opens_at is None:
        return turn.say(library, "handoff.offer")
    return turn.say(library, "handoff.offer_later", when=_when(available.opens_at, turn))


def _consent(turn: Turn, library: Library, words: str) -> Message:
    choices = [
        _choice(turn, library, "choice.human_chat", "human:chat"),
        _choice(turn, library, "choice.human_phone", "human:phone"),
        _choice(turn, library, "choice.human_no", "human:no"),
    ]
    return _state(turn, words, "consent", choices)


def _on_duty(turn: Turn, library: Library, available: Availability) -> str:
    if available.staffed or available.opens_at is None:
        return turn.say(library, "handoff.there_now")
    return turn.say(library, "handoff.waits_until", when=_when(available.opens_at, turn))


def _with(memory: Memory, *slots: str) -> Memory:
    return replace(memory, asked=tuple(dict.fromkeys((*memory.asked, *slots))))


def _standing(turn: Turn, library: Library, case: CaseView) -> str:
    """Where a case stands, in a sentence or two with its times."""
    if case.state == "held":
        if case.opens_at is None:
            return turn.say(library, "handoff.state_held_open")
        return turn.say(library, "handoff.state_held", when=_when(case.opens_at, turn))
    if case.state == "queued":
        return turn.say(library, "handoff.state_queued", time=_then(case.created_at, turn))
    if case.state in TAKEN:
        values = {"name": _name(turn, library, case), "time": _then(case.taken_at or turn.now, turn)}
        key = "handoff.state_active"
        if case.state == "claimed":
            key = "handoff.state_claimed_phone" if case.contact == "phone" else "handoff.state_claimed"
        words = turn.say(library, key, **values)
        return words[0].upper() + words[1:]
    return turn.say(library, "handoff.state_exhausted")


def _name(turn: Turn, library: Library, case: CaseView) -> str:
    return case.taken_by_name or turn.say(library, "handoff.somebody")


def _lines(turn: Turn, library: Library) -> Message:
    return people(turn, library, "handoff.lines_open", "handoff.lines")


def _plain(turn: Turn, library: Library, key: str) -> Reply:
    return _reply(turn, Message(text=turn.say(library, key), lang=turn.language), expects=None)


def _state(
    turn: Turn, words: str, state: HandoffState, choices: list[Choice], case: CaseView | None = None
) -> Message:
    card = HandoffCard(state=state, case=case.code if case else None)
    return Message(text=words, lang=turn.language, choices=choices or None, card=card)


def _choice(turn: Turn, library: Library, key: str, payload: str) -> Choice:
    return Choice(title=turn.say(library, key), payload=payload)


def _reply(turn: Turn, *messages: Message, expects: str | None) -> Reply:
    return Reply(messages, replace(turn.memory, expects=expects), turn.understood(turn.intent))


def _when(then: datetime, turn: Turn) -> str:
    """A time to come: "8.00 i morgon"."""
    return moment_text(turn.now.astimezone(STOCKHOLM), then.astimezone(STOCKHOLM), turn.language)


def _then(then: datetime, turn: Turn) -> str:
    """A time that was: "14.02", or "21 november 14.02" when it was another day."""
    return date_and_clock(turn.now.astimezone(STOCKHOLM), then.astimezone(STOCKHOLM), turn.language)
