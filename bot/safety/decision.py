"""The decision on one stretch of a message: the classifier's points and those of the patterns.

What the classifier says of the words (its log-odds) and points for a danger pattern are added up;
from a threshold it is a crisis. A harmless frame around takes a pattern's points. The numbers were
chosen on the development set, tests/data/safety_dev.jsonl.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.safety.classifier import Judgement
from bot.safety.patterns import Hit
from bot.safety.windows import Kind, Window

# By the kind of stretch. What the whole's gives and costs stands in docs/safety.md; each quarter of a point
# moves recall and false alarms by one or two percent. The others have lost their surroundings and must be
# clearer; a clause, clearest: "självmordstankar hela tiden, pluggar på distans", not "hon dog, så tomt".
# What is told, without the details around it, is judged as a message of its own (details.py); without the
# questions too it must be clearer, since they may be what makes it harmless.
_WHOLE = 0.8
THRESHOLDS: Mapping[Kind, float] = {
    "whole": _WHOLE,
    "told": _WHOLE,
    "core": 4.0,
    "part": 4.5,
    "sentence": 5.0,
    "clause": 6.5,
}
# Below it, a message is so clearly harmless as a whole that its clauses are not asked.
CLEARLY_HARMLESS = -3.0
# Points of a certain pattern and of another; with a harmless frame beside it neither has any.
CERTAIN, UNCERTAIN = 2.0, 1.0
# So many words may stand beside what is decisive when hardly more is said.
_BESIDE = 2
# Severity 3: low, since 112 first is the lesser fault. The classifier alone, and where a pattern agrees.
ACUTE, ACUTE_WITH_PATTERN = 0.18, 0.12
# Without a crisis: worrying (severity 1) from here.
WORRY = 0.5
# About somebody else.
OTHER = 0.5
_SUICIDE, _THREAT = "suicide", "threat"

Severity = Literal[0, 1, 2, 3]
Who = Literal["self", "other"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One judged stretch of a message.

    Attributes:
        window: Which words.
        hits: Danger patterns inside.
        frames: Harmless frames inside.
        judgement: The classifier's word; None when there is no classifier.
    """

    window: Window
    hits: tuple[Hit, ...]
    frames: tuple[Hit, ...]
    judgement: Judgement | None

    @property
    def points(self) -> float:
        """How clearly it is a crisis; from 0 it is one."""
        if self.judgement is not None:
            points = self.pattern_points + self.judgement.crisis - THRESHOLDS[self.window.kind]
            if self._denied:
                return min(points, -CERTAIN)
            return max(points, CERTAIN) if self._decided else points
        # Without a classifier only a certain pattern outside every frame is enough.
        sure = not self.frames and any(hit.rule.certain for hit in self.hits)
        return CERTAIN if sure else -CERTAIN

    @property
    def _decided(self) -> bool:
        """Whether the words are so plain that the classifier's doubt does not count."""
        return not self.frames and any(
            hit.rule.decisive == "always" or (hit.rule.decisive == "alone" and self._hardly_more(hit))
            for hit in self.hits
        )

    @property
    def _denied(self) -> bool:
        """Whether the whole stretch is a plain denial: "han slår mig inte" and not a word more."""
        return any(frame.rule.decisive == "alone" and self._beside(frame) == 0 for frame in self.frames)

    def _hardly_more(self, hit: Hit) -> bool:
        """Whether a pattern is nearly all of the message, or of what is told in it."""
        return self.window.kind in ("whole", "told") and self._beside(hit) <= _BESIDE

    def _beside(self, hit: Hit) -> int:
        return self.window.end - self.window.start - (hit.end - hit.start)

    @property
    def pattern_points(self) -> float:
        """What the patterns and frames say."""
        if not self.hits or self.frames:
            return 0.0
        return CERTAIN if any(hit.rule.certain for hit in self.hits) else UNCERTAIN

    @property
    def crisis(self) -> bool:
        """Whether the crisis message is to be given."""
        return self.points >= 0.0

    @property
    def severity(self) -> Severity:
        """0 to 3."""
        acute_pattern = any(hit.rule.severity == 3 and hit.rule.certain for hit in self.hits)
        if self.judgement is None:
            return 0 if not self.crisis else 3 if acute_pattern else 2
        if not self.crisis:
            return 1 if self.judgement.worry >= WORRY else 0
        acute = self.judgement.acute >= (ACUTE_WITH_PATTERN if acute_pattern else ACUTE)
        return 3 if acute or (acute_pattern and self._decided) else 2

    @property
    def reason(self) -> str:
        """The classifier's reason, unless the patterns all agree on another.

        Words of killing oneself threaten nobody else: "har en pistol och ska skjuta mig".
        """
        named = {hit.rule.reason for hit in self.hits if hit.rule.certain and hit.rule.reason}
        if self.judgement is None:
            return min(named, default=_SUICIDE)
        if self.judgement.reason == _THREAT and _SUICIDE in named:
            return _SUICIDE
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
