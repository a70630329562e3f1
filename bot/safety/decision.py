"""The decision on one stretch of a message: points from patterns, frames and the classifier.

What the classifier says of the words (its log-odds), points for danger patterns and points taken
away for harmless frames are added up; from a threshold it is a crisis. docs/safety.md argues for
the numbers, which were chosen by cross-validation over writers (`vart eval safety --cross-validate`).
"""

from dataclasses import dataclass
from typing import Literal

from bot.safety.classifier import Judgement
from bot.safety.patterns import Hit
from bot.safety.reading import Window

THRESHOLD = 0.0
# A stretch of a long message has lost its surroundings, so it must be clearer.
PART_THRESHOLD = 0.5
# Points of a pattern, by whether it is certain and whether a harmless frame stands beside it.
CERTAIN, CERTAIN_FRAMED = 3.0, 1.0
WEAK, WEAK_FRAMED = 1.0, 0.0
FRAME = -1.5
# Severity 3: the classifier alone, and where a pattern of severity 3 agrees.
ACUTE, ACUTE_WITH_PATTERN = 0.5, 0.3
# Without a crisis: worrying (severity 1) from here.
WORRY = 0.5
# About somebody else.
OTHER = 0.5

Severity = Literal[0, 1, 2, 3]
Who = Literal["self", "other"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One judged stretch of a message.

    Attributes:
        window: Which words.
        whole: Whether it is all of the message.
        hits: Danger patterns inside.
        frames: Harmless frames inside.
        judgement: The classifier's word; None when there is no classifier.
    """

    window: Window
    whole: bool
    hits: tuple[Hit, ...]
    frames: tuple[Hit, ...]
    judgement: Judgement | None

    @property
    def points(self) -> float:
        """How clearly it is a crisis; above 0 is a crisis in a whole message."""
        found = self.pattern_points
        if self.judgement is None:
            # Without a classifier only a certain pattern outside every frame is enough.
            return found - CERTAIN
        return found + self.judgement.crisis

    @property
    def pattern_points(self) -> float:
        """What the patterns and frames say."""
        framed = bool(self.frames)
        points = FRAME if framed else 0.0
        if any(hit.rule.certain for hit in self.hits):
            return points + (CERTAIN_FRAMED if framed else CERTAIN)
        if self.hits:
            return points + (WEAK_FRAMED if framed else WEAK)
        return points

    @property
    def crisis(self) -> bool:
        """Whether the points reach the threshold."""
        return self.points >= (THRESHOLD if self.whole else PART_THRESHOLD)

    @property
    def severity(self) -> Severity:
        """0 to 3."""
        acute_pattern = any(hit.rule.severity == 3 and hit.rule.certain for hit in self.hits)
        if self.judgement is None:
            return 0 if not self.crisis else 3 if acute_pattern else 2
        if not self.crisis:
            return 1 if self.judgement.worry >= WORRY else 0
        return 3 if self.judgement.acute >= (ACUTE_WITH_PATTERN if acute_pattern else ACUTE) else 2

    @property
    def reason(self) -> str:
        """The classifier's reason, unless the patterns all agree on another."""
        named = {hit.rule.reason for hit in self.hits if hit.rule.certain and hit.rule.reason}
        if self.judgement is None:
            return min(named, default="suicide")
        if self.judgement.reason in named or len(named) != 1:
            return self.judgement.reason
        return named.pop()

    @property
    def who(self) -> Who:
        """Who is in danger."""
        if self.judgement is not None:
            return "other" if self.judgement.other >= OTHER else "self"
        told = {hit.rule.who for hit in self.hits if hit.rule.certain}
        return "other" if told == {"other"} else "self"

    @property
    def evidence(self) -> tuple[str, ...]:
        """Why, in names that hold none of the person's words."""
        found = [f"pattern {name}" for name in dict.fromkeys(hit.rule.id for hit in self.hits)]
        found += [f"frame {name}" for name in dict.fromkeys(hit.rule.id for hit in self.frames)]
        if self.judgement is not None:
            found.append(f"classifier {self.judgement.crisis:+.1f}")
        return (*found, f"points {self.points:+.1f}")

    @property
    def rank(self) -> tuple[bool, int, float]:
        """Orders stretches by how clearly they are a crisis, and how acute."""
        return self.crisis, self.severity, self.points
