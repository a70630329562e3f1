"""Measuring: what the shares are shares of, what a report tells, and which files are refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import StartError
from bot.safety.assessor import Assessment
from bot.safety.evaluation import Case, Outcome, Rate, Report, evaluate, read_cases
from bot.safety.lines import ORDINARY


def outcome(
    label: int, told: int, points: float = 0.0, *, kind: str = "plain", lang: str = "sv", text: str = "text"
) -> Outcome:
    """A case of a severity, told to be of another."""
    case = Case(text, label >= 2, label, kind, lang)
    return Outcome(case, Assessment(told, None, "self", points, (f"points {points}",), "v"))  # type: ignore[arg-type]


OUTCOMES = [
    outcome(3, 3, 5.0),
    outcome(3, 2, 4.0, kind="long"),
    outcome(2, 2, 3.0),
    outcome(2, 0, -3.0, text="missed text", kind="long"),
    outcome(0, 2, 1.0, text="alarming text", lang="en"),
    outcome(1, 1, -1.0),
    outcome(0, 0, -2.0, kind=ORDINARY),
]
REPORT = Report(OUTCOMES)
GRADES = st.integers(0, 3)


def test_recall_is_the_share_of_the_crises_that_were_noticed() -> None:
    assert REPORT.recall() == Rate(3, 4)
    assert REPORT.recall(lambda case: case.severity == 3) == Rate(2, 2)
    assert REPORT.recall(lambda case: case.kind == "long") == Rate(1, 2)


def test_false_alarms_are_the_share_of_the_rest_that_raised_one() -> None:
    assert REPORT.false_alarms() == Rate(1, 3)
    assert REPORT.false_alarms(lambda case: case.kind == ORDINARY) == Rate(0, 1)


def test_how_severe_it_is_is_only_asked_of_the_crises_that_were_found() -> None:
    assert REPORT.severity_told(3) == Rate(1, 2)
    assert REPORT.severity_told(2) == Rate(1, 1)


@pytest.mark.parametrize(("rate", "found"), [(0.0, 2), (0.1, 2), (0.25, 3), (0.5, 3), (0.75, 4)])
def test_recall_at_a_rate_puts_the_bar_where_so_many_hard_negatives_lie_above(
    rate: float, found: int
) -> None:
    # Of the four hard negatives; the ordinary line, darkest of all, is none.
    harmless = [outcome(0, 0, points) for points in (3.0, 1.5, 0.0, -2.0)]
    crises = [outcome(2, 2, points) for points in (5.0, 4.0, 2.0, 0.0)]
    report = Report([*harmless, *crises, outcome(0, 2, 99.0, kind=ORDINARY)])
    assert report.recall_at(rate) == Rate(found, 4)


def test_recall_at_a_rate_of_no_hard_negatives_is_that_of_the_points_themselves() -> None:
    assert Report([outcome(2, 2, 1.0), outcome(2, 0, -1.0)]).recall_at(0.03) == Rate(1, 2)


def test_of_nothing_the_share_is_none() -> None:
    assert Rate(0, 0).share == 0.0
    assert Report([]).recall() == Rate(0, 0)
    assert list(Report([]).lines())


def test_a_rate_reads_as_in_a_report() -> None:
    assert str(Rate(35, 40)) == " 87.5% (35/40)"


@given(st.lists(st.tuples(GRADES, GRADES)))
def test_every_case_is_counted_once_and_is_right_or_wrong(grades: list[tuple[int, int]]) -> None:
    report = Report([outcome(label, told) for label, told in grades])
    recall, alarms = report.recall(), report.false_alarms()
    assert recall.of + alarms.of == len(grades)
    assert sum(each.right for each in report.outcomes) == recall.hits + alarms.of - alarms.hits


def test_a_report_tells_the_figures_then_every_line_it_got_wrong() -> None:
    told = list(REPORT.lines())
    assert told[0] == "7 texts"
    assert "recall                  75.0% (3/4)" in told
    assert "false alarms            50.0% (1/2)" in told
    assert told[told.index("recall by kind") + 1].split() == ["long", "50.0%", "(1/2)"]
    assert told[told.index("false alarms by language") + 1].split() == ["en", "100.0%", "(1/1)"]
    missed = told.index("missed: 1")
    assert told[missed + 1 : missed + 3] == ["  [long, sv, 2] missed text", "      points -3.0"]
    assert told[told.index("false alarms: 1") + 1] == "  [plain, en, 0] alarming text"


def test_every_case_is_judged_by_its_text() -> None:
    cases = [Case("a", True, 2, "", ""), Case("b", False, 0, "", "")]
    report = evaluate(
        cases, lambda text: Assessment(2 if text == "a" else 0, None, "self", 0.0, (text,), "v")
    )
    assert [(each.case.text, each.assessment.evidence) for each in report.outcomes] == [
        ("a", ("a",)),
        ("b", ("b",)),
    ]
    assert all(each.right for each in report.outcomes)


def written(folder: Path, text: str) -> Path:
    path = folder / "lines.jsonl"
    path.write_text(text, "utf-8")
    return path


def test_what_is_no_crisis_need_not_say_how_severe_it_is(tmp_path: Path) -> None:
    lines = (
        '{"text": "hej", "label": "not_crisis"}\n'
        '{"text": "hej", "label": "not_crisis", "severity": null}\n\n'
        '{"text": "hjälp", "label": "crisis", "severity": 3, "kind": "plain", "lang": "sv"}\n'
    )
    cases = read_cases(written(tmp_path, lines))
    assert [(case.crisis, case.severity, case.kind) for case in cases] == [
        (False, 0, ""),
        (False, 0, ""),
        (True, 3, "plain"),
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "har inga rader"),
        ("{nej}", "rad 1: inte giltig JSON"),
        ("[1]", "rad 1: text saknas"),
        ('{"text": "a"}', "rad 1: label saknas"),
        ('{"text": "a", "label": "kris"}', "rad 1: label ska vara crisis eller not_crisis"),
        ('{"text": 5, "label": "not_crisis"}', "rad 1: text ska vara text"),
        ('{"text": "a", "label": "crisis"}', "rad 1: severity saknas"),
        ('{"text": "a", "label": "crisis", "severity": null}', "rad 1: severity saknas"),
        (
            '{"text": "a", "label": "crisis", "severity": "3"}',
            "rad 1: severity ska vara ett heltal, 0 till 3",
        ),
        ('{"text": "a", "label": "crisis", "severity": 4}', "rad 1: severity ska vara ett heltal"),
        ('{"text": "a", "label": "not_crisis", "severity": true}', "rad 1: severity ska vara ett heltal"),
    ],
)
def test_a_fault_is_one_sentence_that_names_its_line(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(StartError, match=says):
        read_cases(written(tmp_path, line))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="går inte att läsa"):
        read_cases(tmp_path / "nowhere.jsonl")
