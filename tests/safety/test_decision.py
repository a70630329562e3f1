"""The decision on one stretch: thresholds by kind, what patterns and frames count, and which is worst."""

from dataclasses import replace
from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.classifier import Judgement
from bot.safety.decision import (
    ACUTE,
    ACUTE_WITH_PATTERN,
    CERTAIN,
    OTHER,
    THRESHOLDS,
    UNCERTAIN,
    WORRY,
    Stretch,
)
from bot.safety.patterns import Hit, Rule
from bot.safety.windows import Kind, Window

CALM = Judgement(crisis=-9.0, acute=0.0, other=0.0, worry=0.0, reason="suicide")
FRAME = Hit(Rule("laughter", ("x",)), 0, 1)


def hit(
    name: str = "rule",
    *,
    certain: bool = True,
    severity: int = 2,
    reason: str = "violence",
    who: Literal["self", "other"] | None = None,
    decisive: Literal["always", "alone"] | None = None,
    end: int = 1,
) -> Hit:
    return Hit(Rule(name, ("x",), reason, severity, who, certain, decisive), 0, end)


def stretch(
    *hits: Hit, judgement: Judgement | None = None, kind: Kind = "whole", framed: bool = False
) -> Stretch:
    return Stretch(Window(0, 3, kind), hits, (FRAME,) if framed else (), judgement)


def said(**told: float) -> Judgement:
    return replace(CALM, **told)  # type: ignore[arg-type]


HITS = st.lists(
    st.builds(
        hit,
        certain=st.booleans(),
        severity=st.sampled_from([2, 3]),
        reason=st.sampled_from(["violence", "suicide"]),
        who=st.sampled_from(["self", "other", None]),
    ),
    max_size=3,
)
NUMBER, CHANCE = st.floats(-20, 20), st.floats(0, 1)
JUDGEMENTS = st.builds(Judgement, NUMBER, CHANCE, CHANCE, CHANCE, st.sampled_from(["suicide", "medical"]))
KINDS = st.sampled_from(get_args(Kind))
STRETCHES = st.builds(
    lambda hits, judgement, kind, framed: stretch(*hits, judgement=judgement, kind=kind, framed=framed),
    HITS,
    st.none() | JUDGEMENTS,
    KINDS,
    st.booleans(),
)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_stretch_is_a_crisis_from_the_threshold_of_its_kind(kind: Kind) -> None:
    bar = THRESHOLDS[kind]
    assert stretch(judgement=said(crisis=bar), kind=kind).crisis
    assert not stretch(judgement=said(crisis=bar - 0.01), kind=kind).crisis


def test_what_has_lost_its_surroundings_must_be_clearer() -> None:
    assert list(THRESHOLDS) == ["whole", "told", "core", "part", "sentence", "clause"]
    assert list(THRESHOLDS.values()) == sorted(THRESHOLDS.values())


@pytest.mark.parametrize(
    ("hits", "points"),
    [
        ((), 0.0),
        ((hit(certain=False),), UNCERTAIN),
        ((hit(certain=False), hit(certain=False)), UNCERTAIN),
        ((hit(certain=False), hit()), CERTAIN),
    ],
)
def test_a_pattern_gives_points(hits: tuple[Hit, ...], points: float) -> None:
    assert stretch(*hits, judgement=CALM).points - stretch(judgement=CALM).points == pytest.approx(points)


@given(HITS, JUDGEMENTS, KINDS)
def test_a_frame_takes_the_points_of_a_pattern(hits: list[Hit], judgement: Judgement, kind: Kind) -> None:
    framed = stretch(*hits, judgement=judgement, kind=kind, framed=True)
    assert framed.pattern_points == 0.0
    assert framed.points == stretch(judgement=judgement, kind=kind).points


class TestWithoutAClassifier:
    """The patterns decide alone."""

    @pytest.mark.parametrize(
        ("alone", "severity"),
        [
            (stretch(), 0),
            (stretch(hit(certain=False, severity=3)), 0),
            (stretch(hit()), 2),
            (stretch(hit(severity=3)), 3),
            (stretch(hit(), hit(certain=False, severity=3)), 2),
            (stretch(hit(severity=3), framed=True), 0),
        ],
    )
    def test_only_a_certain_pattern_outside_every_frame_is_enough(
        self, alone: Stretch, severity: int
    ) -> None:
        assert alone.severity == severity
        assert alone.crisis is (severity >= 2)

    def test_the_reason_is_the_patterns_and_suicide_when_they_have_none(self) -> None:
        assert stretch(hit(reason="violence")).reason == "violence"
        assert stretch(hit(reason="violence", certain=False)).reason == "suicide"
        both = hit(reason="threat"), hit(reason="medical")
        assert stretch(*both).reason == stretch(*reversed(both)).reason == "medical"

    @pytest.mark.parametrize(
        ("who", "told"), [(["other"], "other"), (["other", "self"], "self"), (["other", None], "self")]
    )
    def test_it_is_about_somebody_else_when_every_certain_pattern_says_so(
        self, who: list[Literal["self", "other"] | None], told: str
    ) -> None:
        assert stretch(*(hit(who=each) for each in who)).who == told


@pytest.mark.parametrize(("chance", "severity"), [(ACUTE, 3), (ACUTE - 0.01, 2)])
def test_a_crisis_is_acute_from_its_threshold(chance: float, severity: int) -> None:
    assert stretch(judgement=said(crisis=9, acute=chance)).severity == severity


@pytest.mark.parametrize(
    ("found", "severity"),
    [(hit(severity=3), 3), (hit(severity=2), 2), (hit(severity=3, certain=False), 2)],
)
def test_a_certain_acute_pattern_lowers_the_threshold_for_112(found: Hit, severity: int) -> None:
    assert stretch(found, judgement=said(crisis=9, acute=ACUTE_WITH_PATTERN)).severity == severity


@pytest.mark.parametrize(("chance", "severity"), [(WORRY, 1), (WORRY - 0.01, 0)])
def test_what_is_no_crisis_may_be_worrying(chance: float, severity: int) -> None:
    assert stretch(judgement=said(worry=chance, acute=1.0)).severity == severity


@pytest.mark.parametrize(("chance", "who"), [(OTHER, "other"), (OTHER - 0.01, "self")])
def test_the_classifier_says_whom_it_is_about(chance: float, who: str) -> None:
    assert stretch(hit(who="self"), hit(who="other"), judgement=said(other=chance)).who == who


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        ([], "suicide"),
        (["violence"], "violence"),
        (["violence", "violence"], "violence"),
        (["violence", "medical"], "suicide"),
        (["violence", "suicide"], "suicide"),
    ],
)
def test_the_reason_is_the_classifiers_unless_the_patterns_agree_on_another(
    reasons: list[str], told: str
) -> None:
    assert stretch(*(hit(reason=reason) for reason in reasons), judgement=CALM).reason == told


@pytest.mark.parametrize(
    ("reasons", "told"),
    [(["threat", "suicide"], "suicide"), (["threat"], "threat"), (["threat", "x"], "threat")],
)
def test_words_of_killing_oneself_threaten_nobody_else(reasons: list[str], told: str) -> None:
    threat = replace(CALM, reason="threat")
    assert stretch(*(hit(reason=reason) for reason in reasons), judgement=threat).reason == told


@given(STRETCHES)
def test_a_crisis_and_nothing_else_has_severity_two_or_three(each: Stretch) -> None:
    assert each.crisis is (each.severity >= 2) is (each.points >= 0)


@given(st.lists(STRETCHES, min_size=1, max_size=6))
def test_the_worst_is_a_crisis_if_any_is_then_the_gravest_then_the_clearest(found: list[Stretch]) -> None:
    worst = max(found, key=lambda each: each.rank)
    assert worst.crisis is any(each.crisis for each in found)
    assert worst.severity == max(each.severity for each in found)
    alike = [each for each in found if each.severity == worst.severity]
    assert worst.points == max(each.points for each in alike)


def test_evidence_names_patterns_once_then_frames_then_points() -> None:
    found = stretch(hit("a"), hit("b"), hit("a"), judgement=said(crisis=1.26), framed=True)
    points = f"points {1.26 - THRESHOLDS['whole']:+.1f}"
    assert found.evidence == ("pattern a", "pattern b", "frame laughter", "classifier +1.3", points)
    assert stretch(hit("a")).evidence == ("pattern a", "points +2.0")


@pytest.mark.parametrize("kind", get_args(Kind))
def test_what_is_told_so_plainly_is_a_crisis_whatever_the_classifier_says(kind: Kind) -> None:
    plainly = hit(severity=3, decisive="always")
    told = stretch(plainly, judgement=CALM, kind=kind)
    assert (told.crisis, told.severity, told.points) == (True, 3, CERTAIN)
    assert stretch(plainly, judgement=said(crisis=20.0), kind=kind).points > CERTAIN
    assert not stretch(plainly, judgement=CALM, kind=kind, framed=True).crisis
    assert not stretch(hit(severity=3), judgement=CALM, kind=kind).crisis


@pytest.mark.parametrize(
    ("kind", "words", "crisis"), [("whole", 3, True), ("whole", 4, False), ("clause", 3, False)]
)
def test_some_words_are_plain_enough_only_when_hardly_more_is_said(
    kind: Kind, words: int, crisis: bool
) -> None:
    plainly = hit(decisive="alone")
    assert Stretch(Window(0, words, kind), (plainly,), (), CALM).crisis is crisis
    assert Stretch(Window(0, words + 1, "told"), (hit(decisive="alone", end=2),), (), CALM).crisis is (
        words == 3
    )


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_plain_denial_is_no_crisis_when_it_is_all_that_is_said(kind: Kind) -> None:
    denial = Hit(Rule("denied", ("x",), decisive="alone"), 0, 3)
    alone, more = (Stretch(Window(0, end, kind), (hit(),), (denial,), said(crisis=20.0)) for end in (3, 4))
    assert (alone.crisis, alone.points, more.crisis) == (False, -CERTAIN, True)
