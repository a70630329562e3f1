"""What a conversation remembers between turns: never a text, a name or a number."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

ForWhom = Literal["self", "relative"]
# Expected while what follows a crisis is vague: the crisis is not forgotten yet.
AFTER_CRISIS = "after_crisis"
# The same once the person has said that the danger is over: they are met more calmly.
EASED = "eased"


@dataclass(frozen=True, slots=True)
class Memory:
    """The whole memory of one conversation; replaced, never changed in place.

    Attributes:
        municipality: SCB code of the municipality, four digits.
        age: Age in years of the one the help is for.
        for_whom: Whether the person asks for themselves or for somebody else.
        topics: The topics being talked about, the main one first (at most two).
        language: ISO 639-1 code of the language Vart answers in.
        shown: Ids of listings already shown for `topics`, for "visa fler".
        asked: Slots already asked for; none is asked for twice.
        refused: Slots the person does not want to tell.
        expects: What the last reply asked ("municipality", "topic", "human_consent", ...).
        options: Topic ids offered by the last reply, in order.
        turn: Number of turns so far, which varies the wording.
        crisis: Reason of the last crisis answered, until something else is clearly talked about.
        danger: Severity of the gravest crisis so far, which decides how fast a human is asked.
        case: Whether a case was alive when last looked, so that nothing is promised when nobody can look.
    """

    municipality: str | None = None
    age: int | None = None
    for_whom: ForWhom | None = None
    topics: tuple[str, ...] = ()
    language: str = "sv"
    shown: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    expects: str | None = None
    options: tuple[str, ...] = ()
    turn: int = 0
    crisis: str | None = None
    danger: int = 0
    case: bool = False

    def to_json(self) -> dict[str, Any]:
        """The memory as plain JSON values, for the database row and for Rasa's metadata."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any] | None) -> "Memory":
        """Read what `to_json` wrote; unknown keys (an older or newer Vart) are left out."""
        known = {field.name for field in fields(cls)}
        values = {key: value for key, value in (data or {}).items() if key in known}
        for key in ("topics", "shown", "asked", "refused", "options"):
            if key in values:
                values[key] = tuple(values[key])
        return cls(**values)
