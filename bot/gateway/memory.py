"""What a conversation remembers between turns: never a text, a name or a number.

A conversation is about one person, but may tell of two: the one who writes, and the one they worry about.
`age` and `municipality` are always those of the one the help is for (`for_whom`); `other_age` and
`other_municipality` keep what was said of the other, and the two change places when the conversation
turns (`bot/answers/readers.py`).
"""

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

ForWhom = Literal["self", "relative"]
# The languages that Vart answers in; in others it has a few sentences (bot/answers/abroad.py).
FULL = ("sv", "en")
# Expected while what follows a crisis is vague: the crisis is not forgotten yet.
AFTER_CRISIS = "after_crisis"
# The same once the person has said that the danger is over: they are met more calmly.
EASED = "eased"


@dataclass(frozen=True, slots=True)
class Memory:
    """The whole memory of one conversation; replaced, never changed in place.

    Attributes:
        municipality: SCB code of the municipality where the one the help is for is, four digits; the writer's
            own as long as no other is told.
        age: Age in years of the one the help is for.
        for_whom: Whether the person asks for themselves or for somebody else.
        topics: The topics being talked about, the main one first (at most two).
        language: ISO 639 code of the language the person writes in; `FULL` are answered fully.
        shown: Ids of listings already shown for `topics`, for "visa fler".
        tried: Ids of listings that the person has tried, or does not want, for `topics`.
        asked: Slots already asked for, none of them twice; and `first_note` or `throat_note`
            once that was said.
        refused: Slots the person does not want to tell.
        expects: What the last reply asked ("municipality", "topic", "human_consent", ...).
        options: Topic ids offered by the last reply, in order.
        turn: Number of turns so far, which varies the wording.
        crisis: Reason of the last crisis answered, until something else is clearly talked about.
        danger: Severity of the gravest crisis so far, which decides how fast a human is asked.
        case: Whether a case was alive when last looked, so that nothing is promised when nobody can look.
        other_age: Age of the other: of the writer who asks for somebody, else of somebody they tell of.
        other_municipality: Where the other is, once it was said where each of them is.
        traits: What else is known of the one who writes and of their tie (nlu/traits.py).
        matter: What within `topics` it is about, where some listings are for just that.
    """

    municipality: str | None = None
    age: int | None = None
    for_whom: ForWhom | None = None
    topics: tuple[str, ...] = ()
    language: str = "sv"
    shown: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    expects: str | None = None
    options: tuple[str, ...] = ()
    turn: int = 0
    crisis: str | None = None
    danger: int = 0
    case: bool = False
    other_age: int | None = None
    other_municipality: str | None = None
    traits: tuple[str, ...] = ()
    matter: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The memory as plain JSON values, for the database row and for Rasa's metadata."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any] | None) -> "Memory":
        """Read what `to_json` wrote; unknown keys (an older or newer Vart) are left out."""
        known = {field.name for field in fields(cls)}
        values = {key: value for key, value in (data or {}).items() if key in known}
        for key in ("topics", "shown", "tried", "asked", "refused", "options", "traits"):
            if key in values:
                values[key] = tuple(values[key])
        return cls(**values)
