"""Why a text was judged as it was, in words for the one who tends the safety net."""

from collections.abc import Iterator

from bot.safety.assessor import Assessor
from bot.safety.decision import Stretch
from bot.safety.patterns import Hit
from bot.safety.reading import Reading


def explain(text: str, assessor: Assessor) -> str:
    """One line with the decision and its ground, then one line for each part of the evidence.

    Args:
        text: What was written; the explanation repeats words of it, so it is for a screen, not a log.
        assessor: What judged it.
    """
    reading, stretches = assessor.judge(text)
    worst = max(stretches, key=lambda stretch: stretch.rank)
    reason = f" {worst.reason} ({worst.who})" if worst.crisis else ""
    words = f"{worst.judgement.crisis:+.1f}" if worst.judgement else "no classifier"
    head = f"severity {worst.severity}{reason}: {worst.points:+.1f} points"
    head += f" (words {words}, patterns {worst.pattern_points:+.1f})"
    return "\n".join(
        [
            head,
            *(f"  {line}" for line in _grounds(reading, worst, len(stretches))),
            *_words(assessor, reading, worst),
        ]
    )


def _grounds(reading: Reading, worst: Stretch, stretches: int) -> Iterator[str]:
    if stretches > 1:
        window = worst.window
        yield f"words {window.start}-{window.end} of {len(reading.words)}, one of {stretches} stretches"
    yield from (f"pattern {_named(reading, hit)}" for hit in worst.hits)
    yield from (f"frame {_named(reading, frame)}" for frame in worst.frames)
    if worst.judgement is not None:
        yield f"acute {worst.judgement.acute:.2f}, other {worst.judgement.other:.2f}"


def _words(assessor: Assessor, reading: Reading, worst: Stretch) -> Iterator[str]:
    if telling := assessor.because(reading, worst):
        yield "  words " + "; ".join(telling)


def _named(reading: Reading, hit: Hit) -> str:
    sure = " (certain)" if hit.rule.certain else ""
    return f'{hit.rule.id}{sure}: "{reading.named(hit)}"'
