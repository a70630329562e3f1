"""Cross-validation over writers: how well the net holds for people it was not trained on."""

from collections.abc import Sequence

import numpy as np
from sklearn.model_selection import GroupKFold

from bot.safety.assessor import Assessor
from bot.safety.evaluation import Case, Outcome, Report
from bot.safety.lines import Line
from bot.safety.reading import Reader
from bot.safety.training import Vocabulary, fit

FOLDS = 5


def cross_validate(lines: Sequence[Line], reader: Reader, folds: int = FOLDS) -> Report:
    """Judge each line by a model that never saw its writer.

    Args:
        lines: Training lines.
        reader: Reads them.
        folds: In how many parts the writers are dealt.
    """
    vocabulary = Vocabulary()
    seen = [vocabulary.see(line.text, reader) for line in lines]
    outcomes: list[Outcome] = []
    splits = GroupKFold(folds).split(np.zeros(len(lines)), groups=[line.writer for line in lines])
    for known, held_out in splits:
        judges = fit([lines[at] for at in known], [seen[at] for at in known], vocabulary.names)
        assessor = Assessor(reader, judges)
        outcomes += [Outcome(_case(lines[at]), assessor.assess(lines[at].text)) for at in held_out]
    return Report(outcomes)


def _case(line: Line) -> Case:
    return Case(line.text, line.crisis, line.severity, line.kind, line.lang)
