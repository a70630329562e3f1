"""The crisis answers of content/crisis/, one file a language."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.content import layout
from bot.content.schema import ShortNumber

Body = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=200)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=40)]
BySeverity = dict[Literal[2, 3], Body]
ByWho = dict[Literal["self", "other"], BySeverity]
# What people write or say they speak, where the answers of another language serve them.
NEAREST = {"prs": "fa", "ps": "fa", "kmr": "ku", "no": "sv", "da": "sv"}
# Whoever writes in a language that has no answers more likely reads English than Swedish.
_OTHERWISE = "en"


class Strict(BaseModel):
    """Unknown keys are faults, values are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Default(Strict):
    """The same answer whatever the reason, for the languages that have no more."""

    default: BySeverity


class Answers(Strict):
    """Every answer of a language that has them all."""

    suicide: ByWho
    self_harm: ByWho
    violence: ByWho
    sexual_violence: ByWho
    medical: ByWho
    psychosis: ByWho
    child_at_risk: ByWho
    threat: ByWho
    honour: ByWho
    third_party: ByWho
    harming: ByWho


class CrisisTexts(Strict):
    """One language.

    Attributes:
        lines: The numbers of the crisis minimum as a line of text, by service id.
        answers: By reason, whom it is about and severity; or by severity alone.
    """

    lines: dict[str, Line] = Field(min_length=4)
    answers: Answers | Default

    def body(self, reason: str, who: Literal["self", "other"], severity: Literal[2, 3]) -> str:
        """The words that fit.

        Args:
            reason: Kind of crisis; an unknown one is answered as suicide.
            who: Who is in danger.
            severity: 2 or 3.
        """
        if isinstance(self.answers, Default):
            return self.answers.default[severity]
        known = reason if reason in Answers.model_fields else "suicide"
        by_who: ByWho = getattr(self.answers, known)
        return by_who[who][severity]


@cache
def crisis_texts(root: Path = layout.CONTENT) -> dict[str, CrisisTexts]:
    """The answers of every language under `root`.

    Raises:
        OSError, ValueError: A file cannot be read, or does not hold what it must.
    """
    return {
        path.stem: CrisisTexts.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted((root / layout.CRISIS).glob("*.yml"))
    }


@cache
def minimum(root: Path = layout.CONTENT) -> tuple[ShortNumber, ...]:
    """The numbers that every crisis answer can fall back on."""
    raw = yaml.safe_load((root / layout.SHORT_NUMBERS).read_text(encoding="utf-8"))
    numbers = (ShortNumber.model_validate(entry) for entry in raw)
    return tuple(number for number in numbers if number.crisis_minimum)


def language_of(*wanted: str | None) -> str:
    """The first language wanted, or the one whose answers serve it; English where none do.

    Where none is wanted it is Swedish.
    """
    language = next((language for language in wanted if language), "sv")
    texts = crisis_texts()
    return next((one for one in (language, NEAREST.get(language)) if one in texts), _OTHERWISE)
