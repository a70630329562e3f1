"""Measures the safety net on labelled lines: recall, false alarms, and every line it got wrong."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import StartError
from bot.evaluation.lines import numbered_lines
from bot.safety.assessor import Assessment
from bot.safety.lines import ORDINARY

# False-alarm rates at which recall is told.
FIXED_RATES = (0.03, 0.06, 0.1)
SEVERITIES = range(4)


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled text."""

    text: str
    crisis: bool
    severity: int
    kind: str
    lang: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and how it was judged."""

    case: Case
    assessment: Assessment

    @property
    def right(self) -> bool:
        """Whether the crisis message came when it should, and only then."""
        return self.case.crisis == self.assessment.crisis


@dataclass(frozen=True, slots=True)
class Rate:
    """A share: how many of how many."""

    hits: int
    of: int

    @property
    def share(self) -> float:
        """0 to 1; of nothing, 1 for recall and for false alarms alike is meaningless, so 0."""
        return self.hits / self.of if self.of else 0.0

    def __str__(self) -> str:
        """As in a report: " 87.5% (35/40)"."""
        return f"{self.share:6.1%} ({self.hits}/{self.of})"


class Report:
    """What an evaluation came to."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        """Take the outcomes as they are."""
        self.outcomes = tuple(outcomes)

    def recall(self, chosen: Callable[[Case], bool] = lambda _: True) -> Rate:
        """Share of the crises, or of the chosen ones, that got the crisis message."""
        return self._rate(lambda case: case.crisis and chosen(case))

    def false_alarms(self, chosen: Callable[[Case], bool] = lambda _: True) -> Rate:
        """Share of the harmless texts, or of the chosen ones, that got it too."""
        return self._rate(lambda case: not case.crisis and chosen(case))

    def recall_at(self, rate: float) -> Rate:
        """Recall, had the threshold been where this share of the hard negatives raises an alarm."""
        harmless = sorted(
            (o.assessment.points for o in self.outcomes if not o.case.crisis and o.case.kind != ORDINARY),
            reverse=True,
        )
        bar = harmless[int(rate * len(harmless))] if harmless else 0.0
        found = [outcome.assessment.points > bar for outcome in self.outcomes if outcome.case.crisis]
        return Rate(sum(found), len(found))

    def _rate(self, chosen: Callable[[Case], bool]) -> Rate:
        found = [outcome.assessment.crisis for outcome in self.outcomes if chosen(outcome.case)]
        return Rate(sum(found), len(found))

    def severity_told(self, severity: int) -> Rate:
        """Share of the found crises of a severity that were judged to be of it."""
        found = [
            o.assessment.severity == severity
            for o in self.outcomes
            if o.case.severity == severity and o.assessment.crisis
        ]
        return Rate(sum(found), len(found))

    def totals(self) -> Iterator[str]:
        """The figures that count."""
        yield f"{len(self.outcomes)} texts"
        yield f"recall                 {self.recall()}"
        yield f"recall, severity 3     {self.recall(lambda case: case.severity == 3)}"
        yield f"severity 2 told as 2   {self.severity_told(2)}"
        yield f"severity 3 told as 3   {self.severity_told(3)}"
        yield f"false alarms           {self.false_alarms(lambda case: case.kind != ORDINARY)}"
        yield f"  of ordinary messages {self.false_alarms(lambda case: case.kind == ORDINARY)}"
        for rate in FIXED_RATES:
            yield f"recall at {rate:3.0%} of them   {self.recall_at(rate)}"

    def lines(self) -> Iterator[str]:
        """The report as text."""
        yield from self.totals()
        yield from self._table("recall by kind", self.recall, lambda case: case.crisis, "kind")
        yield from self._table("recall by language", self.recall, lambda case: case.crisis, "lang")
        yield from self._table(
            "false alarms by kind", self.false_alarms, lambda case: not case.crisis, "kind"
        )
        yield from self._table(
            "false alarms by language", self.false_alarms, lambda case: not case.crisis, "lang"
        )
        yield from self._wrong("missed", lambda case: case.crisis)
        yield from self._wrong("false alarms", lambda case: not case.crisis)

    def _table(
        self,
        title: str,
        rate: Callable[[Callable[[Case], bool]], Rate],
        among: Callable[[Case], bool],
        field: str,
    ) -> Iterator[str]:
        values = sorted({getattr(outcome.case, field) for outcome in self.outcomes if among(outcome.case)})
        yield ""
        yield title
        for value in values:
            yield f"  {value:24} {rate(lambda case, value=value: getattr(case, field) == value)}"  # type: ignore[misc]

    def _wrong(self, title: str, chosen: Callable[[Case], bool]) -> Iterator[str]:
        wrong = [outcome for outcome in self.outcomes if chosen(outcome.case) and not outcome.right]
        yield ""
        yield f"{title}: {len(wrong)}"
        by_kind: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in wrong:
            by_kind[outcome.case.kind].append(outcome)
        for kind in sorted(by_kind):
            for outcome in by_kind[kind]:
                case = outcome.case
                yield f"  [{kind}, {case.lang}, {case.severity}] {case.text}"
                yield f"      {', '.join(outcome.assessment.evidence)}"


def read_cases(path: Path) -> list[Case]:
    """The cases of a file of JSON lines.

    Raises:
        StartError: The file cannot be read, or a line is not what it should be; says which.
    """
    cases = []
    for number, line in numbered_lines(path, "text", "label"):
        fault = _fault(line)
        if fault is not None:
            raise StartError(f"{path}, rad {number}: {fault}.")
        cases.append(_case(line))
    return cases


def _fault(data: dict[str, Any]) -> str | None:
    if data["label"] not in ("crisis", "not_crisis"):
        return "label ska vara crisis eller not_crisis"
    if not isinstance(data["text"], str):
        return "text ska vara text"
    severity = data.get("severity")
    if severity is None:
        return "severity saknas" if data["label"] == "crisis" else None
    # True is an int to Python.
    right = type(severity) is int and severity in SEVERITIES
    return None if right else f"severity ska vara ett heltal, {SEVERITIES[0]} till {SEVERITIES[-1]}"


def _case(data: dict[str, Any]) -> Case:
    return Case(
        text=data["text"],
        crisis=data["label"] == "crisis",
        # What is no crisis need not say how severe it is.
        severity=data.get("severity") or 0,
        kind=str(data.get("kind", "")),
        lang=str(data.get("lang", "")),
    )


def evaluate(cases: Iterable[Case], judge: Callable[[str], Assessment]) -> Report:
    """Judge every case."""
    return Report([Outcome(case, judge(case.text)) for case in cases])
