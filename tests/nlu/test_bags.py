"""Words looked for in any order."""

import pytest

from nlu.bags import Bag


@pytest.mark.parametrize(
    ("told", "text", "count"),
    [
        (["tomé"], "Tome una", 1),
        (["таблет*"], "багато таблеток", 1),
        (["таблет*"], "стіл", 0),
        (["où dormir"], "je ne sais pas où dormir", 1),
        (["où dormir"], "dormir ou manger", 0),
        (["a", "b*"], "a bc a", 3),
        ([], "a", 0),
    ],
)
def test_count(told: list[str], text: str, count: int) -> None:
    assert Bag(told).count(text) == count
