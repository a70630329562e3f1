"""What is answered after a crisis: the danger first while it lasts, then whoever can go on listening."""

from dataclasses import replace

from bot.answers.afterwards import Said, is_setback, only_a_no, said_after
from bot.answers.leaving import seeks_something
from bot.answers.parts import ANYTHING, listing, topic_choices
from bot.answers.turn import Library, Turn
from bot.directory.present import present
from bot.gateway.memory import AFTER_CRISIS, EASED, Memory
from bot.gateway.messages import Choice, Service
from bot.gateway.reply import Reply
from bot.safety.contacts import SOS, contacts

# From here on a topic is worth a button beside the lines.
SURE = 0.6
_ACUTE, _CONTACTS = 3, 3
# So many listings are looked through for those that can be written to.
_LOOKED_THROUGH = 40
_WRITTEN = 2
# Of what is looked for, but not known surely.
_OPTIONS = 2
# Where an end is heard after a crisis, the door stays open as after a no.
_ENDS = frozenset(("goodbye", "deny"))
_KEYS: dict[Said, str] = {
    "cannot_call": "crisis.cannot_call",
    "writing": "crisis.writing",
    "waiting": "crisis.waiting",
    "called": "crisis.called",
    "eased": "crisis.eased",
    "not_now": "crisis.not_now",
    "asked": "crisis.asked",
}


def after_crisis(turn: Turn, library: Library, action: str, heard: str | None = None) -> Reply:
    """Right after a crisis nothing vague is "not understood".

    Args:
        turn: The turn.
        library: Content to answer from.
        action: What Rasa would do by the message alone.
        heard: A detail told, said back.
    """
    said = None if heard else told_after(turn)
    again = turn.memory.expects == EASED and is_setback(turn.text)
    eased = said == "eased" or (turn.memory.expects == EASED and not again)
    key = "crisis.detail" if heard else _key(turn, said, eased=eased)
    opening = turn.say(library, key)
    services = _services(turn, library, said, eased=eased)
    message = listing(
        turn, library, f"{heard} {opening}" if heard else opening, services, _doors(turn, library, action)
    )
    topic = turn.topics[0] if turn.topics else None
    understood = turn.understood("topic" if topic else turn.intent, topic)
    return Reply((message,), replace(turn.memory, expects=EASED if eased else AFTER_CRISIS), understood)


def in_danger(turn: Turn) -> bool:
    """Whether life was in danger right before this turn, and nobody has said that it has eased."""
    memory = turn.memory
    return memory.crisis is not None and memory.danger >= _ACUTE and memory.expects != EASED


def kept(turn: Turn, memory: Memory) -> Memory:
    """The memory after an answer that takes nobody out of a crisis, if one is at hand."""
    if turn.memory.crisis is None:
        return memory
    return replace(memory, expects=EASED if turn.memory.expects == EASED else AFTER_CRISIS)


def told_after(turn: Turn) -> Said | None:
    """What the turn's text says of how the crisis goes on."""
    said = said_after(turn.text, turn.memory.crisis, acute=turn.memory.danger >= _ACUTE)
    # "can we talk in English" asks nothing of the lines.
    return None if said == "asked" and turn.intent == "change_language" else said


def _key(turn: Turn, said: Said | None, *, eased: bool) -> str:
    memory = turn.memory
    if said == "asked" and in_danger(turn):
        return "crisis.asked_acute"
    if said and not (said == "asked" and eased):
        return _KEYS[said]
    if eased and turn.intent == "feedback_good":
        return "crisis.eased"
    calm = eased or memory.danger < _ACUTE
    if calm and turn.intent in _ENDS and (turn.intent != "deny" or only_a_no(turn.text)):
        return "crisis.after_no"
    if eased:
        return "crisis.aftercare"
    if memory.danger < _ACUTE:
        return "crisis.after"
    return "crisis.after_acute_again" if memory.expects == AFTER_CRISIS else "crisis.after_acute"


def _services(turn: Turn, library: Library, said: Said | None, *, eased: bool) -> list[Service]:
    memory = turn.memory
    found = contacts(memory.crisis or "suicide", "self", memory, library.snapshot, turn.now, turn.language)
    if said in ("cannot_call", "writing"):
        return _written_to(turn, library, found)[:_CONTACTS] or found[:_CONTACTS]
    if said == "waiting":
        others = [each for each in found if each.id != SOS and not _is_named(each, turn.text)]
        written = _written_to(turn, library, others)[:_WRITTEN]
        return [*written, *(each for each in others if each.id not in {one.id for one in written})][
            :_CONTACTS
        ]
    # 112 is named in the words above the list; who is out of danger needs somebody to talk to.
    return [each for each in found if not (eased and each.id == SOS)][:_CONTACTS]


def _is_named(service: Service, text: str) -> bool:
    """Whether a text names a line by its number."""
    digits = "".join(filter(str.isdigit, text))
    return any(phone.tel in digits for phone in service.phones)


def _written_to(turn: Turn, library: Library, first: list[Service]) -> list[Service]:
    """Who can be written to instead: the lines of the crisis first, shown by the address of their chat."""
    topics = tuple(dict.fromkeys((*turn.memory.topics, *ANYTHING)))
    hits = turn.find(library, topics, limit=_LOOKED_THROUGH).hits
    known = [hit for each in first if (hit := library.snapshot.hit(each.id, turn.now))]
    chats = {hit.service.id: hit for hit in (*known, *hits) if hit.service.chat}
    return [
        present(hit, turn.language).model_copy(update={"phones": [], "url": hit.service.chat, "why": None})
        for hit in chats.values()
    ]


def _doors(turn: Turn, library: Library, action: str) -> list[Choice]:
    likely = turn.topics if (turn.confidence or 0.0) >= SURE else ()
    if not turn.topics and seeks_something(turn.text):
        likely = turn.options[:_OPTIONS]
    others = topic_choices(turn, library, likely)
    if action == "action_talk_to_human":
        return others
    return [Choice(title=turn.say(library, "choice.human"), payload="human"), *others]
