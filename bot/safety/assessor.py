"""Assesses texts: reads them once, judges every stretch, and takes the most severe."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.logs import get_logger
from bot.safety import artefact
from bot.safety.classifier import Judgement
from bot.safety.decision import Severity, Stretch, Who
from bot.safety.features import features
from bot.safety.judges import Judges
from bot.safety.normalise import MAX_CHARS
from bot.safety.reading import Reader, Reading, Window, reader
from bot.settings import get_settings
from nlu.language import detect


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a text was judged to be.

    Attributes:
        severity: 3 danger now, 2 crisis, 1 worrying, 0 everything else (docs/safety.md).
        reason: Kind of crisis; None below severity 2.
        who: Whether the writer or somebody else is in danger.
        points: How clearly it is a crisis; from 0 it is one.
        evidence: Names of patterns and frames, and points; never the person's words.
        language: What a crisis text is written in, None when too little tells.
        version: Of data and code.
    """

    severity: Severity
    reason: str | None
    who: Who
    points: float
    evidence: tuple[str, ...]
    language: str | None
    version: str

    @property
    def crisis(self) -> bool:
        """Whether the crisis message is to be given."""
        return self.severity >= 2


class Assessor:
    """Judges texts with one vocabulary and, when they are there, the trained judges."""

    def __init__(self, with_reader: Reader, judges: Judges | None) -> None:
        """Take the parts; without judges the patterns decide alone."""
        self._reader = with_reader
        self._judges = judges
        self._version = artefact.version() if judges is not None else f"{artefact.version()}-patterns"

    def assess(self, text: str) -> Assessment:
        """Judge a text; pure, and bounded by MAX_CHARS."""
        _, stretches = self.judge(text)
        worst = max(stretches, key=lambda stretch: stretch.rank)
        return Assessment(
            severity=worst.severity,
            reason=worst.reason if worst.crisis else None,
            who=worst.who,
            points=worst.points,
            evidence=worst.evidence,
            language=detect(text[:MAX_CHARS]) if worst.crisis else None,
            version=self._version,
        )

    def judge(self, text: str) -> tuple[Reading, list[Stretch]]:
        """The message as read, and every stretch of it judged."""
        reading = self._reader.read(text)
        judgements: list[Judgement] | list[None] = [None] * len(reading.windows)
        if self._judges is not None:
            stretches = [(window.start, window.end) for window in reading.windows]
            judgements = self._judges.judge(reading, self._reader, stretches)
        pairs = zip(reading.windows, judgements, strict=True)
        return reading, [_stretch(reading, window, judgement) for window, judgement in pairs]

    def because(self, reading: Reading, stretch: Stretch) -> tuple[str, ...]:
        """The words and word groups that spoke most for a crisis."""
        if self._judges is None:
            return ()
        found = features(reading, self._reader)
        return self._judges.linear.because(found, stretch.window.start, stretch.window.end)


def _stretch(reading: Reading, window: Window, judgement: Judgement | None) -> Stretch:
    return Stretch(
        window=window,
        whole=window == reading.windows[0],
        hits=tuple(hit for hit in reading.hits if window.holds(hit)),
        frames=tuple(frame for frame in reading.frames if window.holds(frame)),
        judgement=judgement,
    )


def default_directory() -> Path:
    """Where the trained model is kept."""
    return get_settings().var_dir / "safety"


@cache
def assessor() -> Assessor:
    """The assessor of this process, made on first use.

    A model that can be neither read nor trained is reported and done without.
    """
    try:
        return Assessor(reader(), artefact.load(default_directory()))
    except Exception as error:  # people in danger must still be heard
        get_logger().error("safety_model_missing", exc_info=error)
        return Assessor(reader(), None)


def assess(text: str, language: str | None = None) -> Assessment:
    """Judge a text.

    Args:
        text: What the person wrote.
        language: The language of the conversation. Not used: people in need switch language, so
            every text is read in all of them.
    """
    del language
    return assessor().assess(text)
