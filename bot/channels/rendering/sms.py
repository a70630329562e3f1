"""Messages as SMS: at most two, of two parts each; what does not fit waits for MER."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.channels.rendering.splitting import units
from bot.channels.rendering.words import fill, sender
from bot.gateway.messages import Choice, CrisisCard, HandoffCard, Message, ServicesCard
from bot.sms.gsm7 import sanitise, segments

MOST_SMS = 2
MOST_SEGMENTS = 2
# A line is cut into sentences when it is longer, so that packing wastes little.
_LONGEST_UNIT = 120
_LONGEST_FOREIGN = 60
# With its hints the tail leaves room for a line in the same SMS.
_LONGEST_TAIL = 150
# One character more than a segment holds of an alphabet that the network's own lacks.
_BEYOND = 71
# Asked for by a word instead of by a number.
_BY_WORD = frozenset(("more", "human", "forget", "human:cancel"))
# On a telephone without a page these have other names.
_RENAMED = ("human:chat",)
# The shorter form of a hint.
_SHORT = "_short"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What goes out.

    Attributes:
        texts: The SMS, in order.
        offered: Payloads that the numbers in them stand for.
        rest: Lines that did not fit.
    """

    texts: tuple[str, ...]
    offered: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


def render(messages: Sequence[Message], along: str = "") -> Rendered:
    """Write the messages of a reply as SMS.

    Args:
        messages: The messages.
        along: What goes along in the last of several SMS where that holds both (`joined`).
    """
    human = [told(message) for message in messages if message.from_ == "human"]
    ours = [message for message in messages if message.from_ == "bot"]
    if not ours:
        return Rendered(tuple(human))
    lead = [ours[0].text] if isinstance(ours[0].card, CrisisCard) else []
    lines = [unit for message in ours[len(lead) :] for unit in units(_words_of(message), _unit(message))]
    choices = _numbered(ours)
    while len(_tail(ours, choices)) > _LONGEST_TAIL:
        choices.pop()
    packed = [_packed(lead, lines, _tail(ours, choices, form), ours[0].lang) for form in ("", _SHORT)]
    # Each word is explained, unless an SMS less comes of not doing so.
    texts, rest = min(packed, key=lambda each: (_count(each[0], along), len(each[1])))
    return Rendered((*human, *texts), tuple(choice.payload for choice in choices), tuple(rest))


def told(message: Message) -> str:
    """What a human says, whole: nobody's words to a person are cut."""
    return sanitise(f"{sender(message.lang, message.name)}: {message.text}")


def continued(rest: Sequence[str], lang: str) -> Rendered:
    """The lines that did not fit last time."""
    texts, left = _packed([], list(rest), "", lang)
    return Rendered(tuple(texts), rest=tuple(left))


def joined(text: str, more: str) -> str | None:
    """Two SMS as one, where one holds both."""
    both = f"{text}\n{more}"
    return both if _fits(both) else None


def _words_of(message: Message) -> str:
    """The text of a message; the long plain information before a consent has a short form for SMS."""
    paragraphs = message.text.split("\n\n")
    pressed = {choice.payload for choice in message.choices or ()}
    informs = isinstance(message.card, HandoffCard) and message.card.state == "consent"
    if informs and {"human:chat", "human:phone"} <= pressed and len(paragraphs) > 2:
        return "\n".join((fill(message.lang, "consent"), *paragraphs[2:]))
    return message.text


def _numbered(messages: Sequence[Message]) -> list[Choice]:
    """The choices that get a number, none twice."""
    pressed = {choice.payload for message in messages for choice in message.choices or ()}
    # Where a human is what it is about, no hint names the word for one.
    by_word = _BY_WORD - {"human"} if _about_human(pressed) else _BY_WORD
    found: dict[str, Choice] = {}
    for message in messages:
        for choice in message.choices or ():
            if choice.payload not in by_word:
                renamed = choice.payload in _RENAMED
                title = fill(message.lang, choice.payload) if renamed else choice.title
                found.setdefault(choice.payload, Choice(title=title, payload=choice.payload))
    return list(found.values())


def _count(texts: Sequence[str], along: str) -> int:
    """How many SMS it takes with what goes along."""
    shared = len(texts) > 1 and along and joined(texts[-1], along) is not None
    return len(texts) - 1 if shared else len(texts)


def _about_human(payloads: Iterable[str]) -> bool:
    return any(payload.startswith("human:") for payload in payloads)


def _tail(messages: Sequence[Message], choices: Sequence[Choice], form: str = "") -> str:
    """The numbered choices and the words that work."""
    lang = messages[0].lang
    words = {choice.payload for message in messages for choice in message.choices or ()}
    lines = [f"{number} {choice.title}" for number, choice in enumerate(choices, 1)]
    if _about_human(words):
        # A human is what it is about already; to one who is there a number is a text, so there is a word.
        told = any(fill(lang, "cancel") in message.text for message in messages)
        unsaid = "human:cancel" in words and not told
        return "\n".join((*lines, *([fill(lang, "hint_cancel")] if unsaid else [])))
    if any(isinstance(message.card, ServicesCard) for message in messages):
        lines.append(fill(lang, f"hint_more{form}" if "more" in words else f"hint{form}"))
    elif "human" in words:
        lines.append(fill(lang, "hint_human"))
    elif "forget" in words:
        lines.append(fill(lang, "hint_forget"))
    return "\n".join(lines)


def _packed(lead: Sequence[str], lines: Sequence[str], tail: str, lang: str) -> tuple[list[str], list[str]]:
    """The SMS and the lines that are left; the tail always goes along, in the last one."""
    for most in range(1, MOST_SMS + 1):
        texts, rest = _filled(lead, lines, tail, most)
        if not rest and all(map(_fits, texts)):
            return texts, []
    # MER is named once: for what is left, or for what comes next.
    named = any(fill(lang, f"hint_more{form}") in tail for form in ("", _SHORT))
    hint = "" if named else fill(lang, "hint_rest")
    return _filled(lead, lines, "\n".join(filter(None, (hint, tail))), MOST_SMS)


def _filled(lead: Sequence[str], lines: Sequence[str], tail: str, most: int) -> tuple[list[str], list[str]]:
    """Fill at most `most` SMS line by line, the first of them with the lead."""
    texts, rest = [*lead] or [""], list(lines)
    while rest:
        last = len(texts) == most
        longer = f"{texts[-1]}\n{rest[0]}" if texts[-1] else rest[0]
        if _fits(f"{longer}\n{tail}" if last else longer):
            texts[-1] = longer
            rest.pop(0)
        elif last:
            break
        else:
            texts.append("")
    return _ended(texts, tail, most), rest


def _ended(texts: Sequence[str], tail: str, most: int) -> list[str]:
    """The SMS with the tail, in one of its own where it does not fit in the last."""
    texts = [sanitise(text) for text in texts if text]
    if not tail:
        return texts
    joined = sanitise("\n".join((*texts[-1:], tail)))
    if texts and not _fits(joined) and len(texts) < most:
        return [*texts, sanitise(tail)]
    return [*texts[:-1], joined]


def _fits(text: str) -> bool:
    return segments(sanitise(text)) <= MOST_SEGMENTS


def _unit(message: Message) -> int:
    """How long a line may be: shorter in an alphabet that the network's own does not have."""
    foreign = any(segments(letter * _BEYOND) > 1 for letter in set(sanitise(message.text)))
    return _LONGEST_FOREIGN if foreign else _LONGEST_UNIT
