"""The measure of municipalities."""

from bot.evaluation.municipality import measure_municipality
from tests.evaluation.replies import Json, reply


async def test_right_wrong_missed_and_made_up() -> None:
    found = {"a": "Umeå", "b": "Umeå", "c": None, "d": "Vännäs", "e": None}
    expected = {"a": "Umeå", "b": "Vännäs", "c": "Umeå", "d": None, "e": None}

    async def ask(text: str) -> Json:
        return reply(municipality=found[text])

    lines = [{"text": text, "municipality": name} for text, name in expected.items()]
    report = await measure_municipality(lines, ask)
    assert (report.right, report.invented) == (0.4, 2)
    assert "  'b': Vännäs → Umeå" in report.lines()
    assert "  'd': – → Vännäs" in report.lines()
    assert len(report.lines()) == 5
