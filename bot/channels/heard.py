"""An SMS of a seeker, and how things stand with the one who sent it."""

from dataclasses import dataclass

from bot.channels.conversing import Tone
from bot.channels.seeker_words import Word, chosen, keyword, number
from bot.gateway.cases import TAKEN, WAITING
from bot.gateway.identities import Identity
from bot.gateway.messages import HandoffState
from bot.sms.inbox import InboundSms

# While a human is there, everything else is a text to them.
_IN_CONTACT = frozenset((Word.FORGET, Word.HELP, Word.STOP, Word.OBEYED, Word.QUIT))
# What asks for SMS again after a STOPP.
_AGAIN = frozenset((Word.START, Word.HUMAN))
_PAYLOADS = {Word.MORE: "more", Word.HUMAN: "human", Word.FORGET: "forget", Word.START: "greet"}
# A number below this is nobody's age who writes an SMS.
_YOUNGEST = 6


@dataclass(frozen=True, slots=True)
class Heard:
    """An SMS of a seeker.

    Attributes:
        sms: As it came in.
        identity: Who sent it.
        tone: How they are spoken to.
        state: Of their case, as far as it can be known.
        danger: It reads as a crisis, and nothing else in it counts.
    """

    sms: InboundSms
    identity: Identity
    tone: Tone
    state: HandoffState | None
    danger: bool

    @property
    def contact(self) -> bool:
        """A human is there, and what is written goes to them."""
        return self.state in TAKEN

    @property
    def open(self) -> bool:
        """Somebody may read it: nothing is thrown away, also while nobody can tell."""
        return self.state in TAKEN | WAITING or (self.state is None and self.tone.case)

    @property
    def word(self) -> Word | None:
        """The keyword that it is."""
        word = None if self.danger else keyword(self.sms.text)
        if self.contact:
            return word if word in _IN_CONTACT or (word in _AGAIN and self.identity.stopped) else None
        return Word.STOP if word == Word.QUIT else word

    @property
    def payload(self) -> str | None:
        """The payload that its word or its number stands for; to a human, a number is a text."""
        if self.danger or ((word := self.word) is None and self.contact):
            return None
        return _PAYLOADS.get(word) if word else chosen(self.sms.text, self.identity.offered)

    @property
    def asks_human(self) -> bool:
        """It asks for a human, or takes a step towards one."""
        return self.word == Word.HUMAN or (self.payload or "").startswith("human")

    @property
    def towards_human(self) -> bool:
        """The same, or it may answer in words what was asked about a human."""
        return self.asks_human or (self.tone.expects or "").startswith("human")

    @property
    def rest(self) -> bool:
        """It asks for the lines that did not fit last time."""
        return self.word == Word.MORE and bool(self.identity.rest)

    @property
    def invited(self) -> bool:
        """It takes up what an SMS after STOPP offered, as a crisis answer does."""
        return self.word == Word.HUMAN or (self.word is None and self.payload is not None)

    @property
    def unclear(self) -> str | None:
        """The key of what is said to a number that stands for nothing; not an age, and not to be guessed."""
        digit = number(self.sms.text)
        if digit is None or self.danger or self.contact or self.payload:
            return None
        if self.identity.offered:
            return "sms.no_such_number"
        return "sms.bare_number" if digit < _YOUNGEST else None
