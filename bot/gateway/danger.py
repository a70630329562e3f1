"""How an assessment is taken in its conversation: what was told before, by whose hand, never more lightly."""

import re
from dataclasses import replace
from typing import Any, Protocol, cast

from bot.answers.afterwards import cannot_call
from bot.gateway.memory import Memory
from bot.safety.harming import HARMING, VIOLENCE, is_harming, is_threatened
from nlu.text import folded_words
from nlu.traits import STRANGLED, SWALLOWED, read_traits

_BODY = "medical"
_LIFE = frozenset(("suicide", "third_party"))
_FROM_OTHERS = frozenset(("violence", "threat", "honour", "sexual_violence"))
# Of somebody whose life is feared for, silence is part of that.
_SILENT = re.compile(
    r"\b(?:han|hon|hen|he|she|they) (?:\w+ ){0,3}?(?:svarar (?:\w+ )?(?:inte|int)|(?:slutat|slutade) svara"
    r"|(?:isn't|not|stopped) (?:answering|replying)|doesn't (?:answer|reply))\b"
)


class Assessment(Protocol):
    """What the gateway reads of a safety assessment."""

    @property
    def severity(self) -> int:
        """0 to 3."""

    @property
    def reason(self) -> str | None:
        """Id of the kind of crisis."""

    @property
    def crisis(self) -> bool:
        """Whether the severity is 2 or 3."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """Names of what spoke for it."""


def in_conversation(assessment: Assessment, text: str, memory: Memory) -> Assessment:
    """The assessment of a crisis text, as what was told before it makes it.

    Args:
        assessment: What the text alone was judged to be.
        text: What was written.
        memory: The memory before the text.
    """
    severity, reason = assessment.severity, assessment.reason
    if memory.crisis is not None:
        # Whoever was in danger a moment ago is in no less with a new one.
        severity = max(severity, memory.danger)
        reason = memory.crisis if _goes_on(reason, text, memory) else reason
    if is_harming(text, reason, assessment.evidence, memory.crisis):
        reason = HARMING
    elif is_threatened(text, reason, memory) or (reason == _BODY and needs_examination(text, reason, memory)):
        reason = VIOLENCE
    return cast(Assessment, replace(cast(Any, assessment), severity=severity, reason=reason))


def needs_examination(text: str, reason: str | None, memory: Memory) -> bool:
    """Whether to tell that a throat must be examined: after strangling, told now or felt now."""
    told = read_traits(text)
    return STRANGLED in told or (STRANGLED in memory.traits and reason == _BODY and SWALLOWED not in told)


def _goes_on(reason: str | None, text: str, memory: Memory) -> bool:
    """Whether a text is about the same danger as before, though it has the words of another."""
    if cannot_call(text):
        return True
    if reason != _BODY or SWALLOWED in read_traits(text) | {*memory.traits}:
        return False
    if memory.crisis in _FROM_OTHERS:
        return STRANGLED in memory.traits
    return memory.crisis in _LIFE and _SILENT.search(folded_words(text)) is not None
