"""Cross-validation: each line is judged once, by judges that never saw its writer."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.safety import crossval
from bot.safety.crossval import cross_validate
from bot.safety.judges import Judges
from bot.safety.lines import Line
from bot.safety.reading import reader
from tests.safety import handful

FOLDS = len(handful.WRITERS)


@pytest.fixture
def lessons(judges: Judges, monkeypatch: pytest.MonkeyPatch) -> list[list[Line]]:
    """The lines of each training, which takes no time."""
    taught: list[list[Line]] = []

    def fit(lines: Sequence[Line], seen: Sequence[Any], names: Sequence[str]) -> Judges:
        assert len(seen) == len(lines)
        assert names
        taught.append(list(lines))
        return judges

    monkeypatch.setattr(crossval, "fit", fit)
    return taught


def signed() -> list[Line]:
    """The handful, with the writer's name in each text so that it can be told whose it is."""
    return [
        Line(f"{line.text} {line.writer}", line.crisis, line.severity, line.reason, line.who, *rest)
        for line in handful.lines()
        for rest in [(line.kind, line.lang, line.writer)]
    ]


def test_no_writer_is_judged_by_who_has_read_them(lessons: list[list[Line]]) -> None:
    report = cross_validate(signed(), reader(), FOLDS)
    left_out = [set(handful.WRITERS) - {line.writer for line in lesson} for lesson in lessons]
    assert sorted(map(len, left_out)) == [1, 1, 1]
    # They are judged fold by fold, in the order of the trainings.
    judged = [outcome.case.text.split()[-1] for outcome in report.outcomes]
    share = len(judged) // FOLDS
    assert [set(judged[at * share : (at + 1) * share]) for at in range(FOLDS)] == left_out


@pytest.mark.usefixtures("lessons")
def test_every_line_is_judged_once_under_its_own_label() -> None:
    lines = signed()
    report = cross_validate(lines, reader(), FOLDS)
    told = [
        (each.case.text, each.case.crisis, each.case.severity, each.case.kind) for each in report.outcomes
    ]
    assert sorted(told) == sorted((line.text, line.crisis, line.severity, line.kind) for line in lines)


@pytest.mark.usefixtures("lessons")
def test_fewer_writers_than_folds_is_a_fault() -> None:
    with pytest.raises(ValueError, match="number of splits"):
        cross_validate(handful.lines(), reader(), FOLDS + 1)


def test_what_all_writers_say_is_known_of_each() -> None:
    report = cross_validate(handful.lines(), reader(), FOLDS)
    assert report.recall().share == 1.0
