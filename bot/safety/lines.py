"""The labelled lines in data/: what the classifier is trained and measured on.

Each line is {"text", "label", "severity", "reason", "who", "kind", "lang", "writer"}.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
# The kind of the lines of ordinary.py: what people write to Vart, beside what looks like a crisis.
ORDINARY = "ordinary message"
REASONS = (
    "suicide", "self_harm", "violence", "sexual_violence", "medical",
    "psychosis", "child_at_risk", "threat", "honour", "third_party",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of training data."""

    text: str
    crisis: bool
    severity: int
    reason: str | None
    who: str
    kind: str
    lang: str
    writer: str
    # How much it counts beside the others.
    weight: float = 1.0


def read_lines(paths: Iterable[Path]) -> list[Line]:
    """The lines of some files, in order.

    Raises:
        ValueError: A line is not what it should be; says which.
    """
    lines = []
    for path in paths:
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                lines.append(_line(json.loads(raw)))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path.name}:{number}: {type(error).__name__} {error}") from None
    return lines


def _line(data: dict[str, object]) -> Line:
    crisis, severity = data["label"] == "crisis", data["severity"]
    # True and 1.0 are in the range too.
    if data["label"] not in ("crisis", "not_crisis") or type(severity) is not int or severity not in range(4):
        raise ValueError("label or severity out of range")
    reason = data.get("reason")
    if crisis and (reason not in REASONS or severity not in (2, 3)):
        raise ValueError("a crisis line needs a known reason and severity 2 or 3")
    text, who, kind, lang, writer = (str(data[name]) for name in ("text", "who", "kind", "lang", "writer"))
    return Line(text, crisis, severity, str(reason) if crisis else None, who, kind, lang, writer)


def training_files() -> list[Path]:
    """The training files, in a fixed order."""
    return sorted(DATA.glob("train_*.jsonl"))
