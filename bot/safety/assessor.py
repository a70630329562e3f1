"""Assesses texts: reads them once, judges every stretch, and takes the most severe."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from threadpoolctl import threadpool_limits

from bot.logs import get_logger
from bot.safety import artefact
from bot.safety.classifier import Judgement
from bot.safety.decision import CLEARLY_HARMLESS, Severity, Stretch, Who
from bot.safety.details import Span, core, told
from bot.safety.features import features
from bot.safety.judges import Judges
from bot.safety.reading import Reader, Reading, reader
from bot.safety.windows import WHOLE_WORDS, Kind, Window
from bot.settings import get_settings


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a text was judged to be.

    Attributes:
        severity: 3 danger now, 2 crisis, 1 worrying, 0 everything else (docs/safety.md).
        reason: Kind of crisis; None below severity 2.
        who: Whether the writer or somebody else is in danger.
        points: How clearly it is a crisis; from 0 it is one.
        evidence: Names of patterns and frames, and points; never the person's words.
        version: Of data and code.
    """

    severity: Severity
    reason: str | None
    who: Who
    points: float
    evidence: tuple[str, ...]
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
        """Judge a text; pure, and bounded by normalise.MAX_CHARS."""
        _, stretches = self.judge(text)
        worst = max(stretches, key=lambda stretch: stretch.rank)
        return Assessment(
            severity=worst.severity,
            reason=worst.reason if worst.crisis else None,
            who=worst.who,
            points=worst.points,
            evidence=worst.evidence,
            version=self._version,
        )

    def judge(self, text: str) -> tuple[Reading, list[Stretch]]:
        """The message as read, and every stretch of it judged."""
        reading = self._reader.read(text)
        judgements: list[Judgement] | list[None] = [None] * len(reading.windows)
        if self._judges is not None:
            judgements = self._judges.judge(reading)
        pairs = zip(reading.windows, judgements, strict=True)
        whole, *parts = (_stretch(reading, window, judgement) for window, judgement in pairs)
        wholes = [whole, *self._told(reading)]
        if max(each.points for each in wholes) < CLEARLY_HARMLESS:
            parts = [part for part in parts if part.window.kind != "clause"]
        return reading, [*wholes, *parts]

    def _told(self, reading: Reading) -> Iterator[Stretch]:
        """What is told without the details and questions around it, judged as messages of their own."""
        if self._judges is None:
            return
        spans: dict[Span | None, Kind] = {
            core(reading.words, reading.concepts, reading.clauses): "core",
            told(reading.words, reading.concepts): "told",
        }
        for span, kind in spans.items():
            if span is not None and span[1] - span[0] <= WHOLE_WORDS:
                [judgement] = self._judges.judge(reading.part(*span))
                yield _stretch(reading, Window(*span, kind), judgement)

    def because(self, reading: Reading, stretch: Stretch) -> tuple[str, ...]:
        """The words and word groups that spoke most for a crisis."""
        if self._judges is None:
            return ()
        found = features(reading)
        return self._judges.linear.because(found, stretch.window.start, stretch.window.end)


def _stretch(reading: Reading, window: Window, judgement: Judgement | None) -> Stretch:
    return Stretch(
        window=window,
        hits=tuple(hit for hit in reading.hits if hit.within(window.start, window.end)),
        frames=tuple(frame for frame in reading.frames if frame.within(window.start, window.end)),
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
        judges = artefact.load(default_directory())
    except Exception as error:  # people in danger must still be heard
        get_logger().error("safety_model_missing", exc_info=error)
        return Assessor(reader(), None)
    _settle()
    return Assessor(reader(), judges)


def _settle() -> None:
    """Make the process ready to judge many small messages, rather than one large body of lines."""
    # Products this small are done before a second thread has woken up: on a busy machine the threads
    # waited for each other for 20 ms a message.
    threadpool_limits(limits=1, user_api="blas")
    # A hundred thousand objects live as long as the process; to look through them stopped a turn for 40 ms.
    gc.collect()
    gc.freeze()


def assess(text: str, language: str | None = None) -> Assessment:
    """Judge a text.

    Args:
        text: What the person wrote.
        language: The language of the conversation. Not used: people in need switch language, so
            every text is read in all of them.
    """
    del language
    return assessor().assess(text)
