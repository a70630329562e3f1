"""How often the municipality is read right, and that none is made up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.lines import Ask, share


@dataclass(frozen=True, slots=True)
class Read:
    """A text, the municipality it names (None: none in the county), and the one that was read."""

    text: str
    expected: str | None
    found: str | None

    @property
    def invented(self) -> bool:
        """Whether a municipality was read where none is named, or another than the named."""
        return self.found is not None and self.found != self.expected


@dataclass(frozen=True, slots=True)
class MunicipalityReport:
    """The measure over all texts."""

    reads: Sequence[Read]

    @property
    def right(self) -> float:
        """Share read right."""
        return sum(read.found == read.expected for read in self.reads) / len(self.reads)

    @property
    def invented(self) -> int:
        """How many were made up."""
        return sum(read.invented for read in self.reads)

    def lines(self) -> list[str]:
        """The report as lines of text, every wrong one last."""
        whole = len(self.reads)
        right = sum(read.found == read.expected for read in self.reads)
        wrong = [read for read in self.reads if read.found != read.expected]
        report = [
            f"Rätt kommun:     {share(right, whole)}",
            f"Påhittad kommun: {share(self.invented, whole)}",
        ]
        return report + [f"  {read.text!r}: {read.expected or '–'} → {read.found or '–'}" for read in wrong]


async def measure_municipality(lines: Sequence[Mapping[str, Any]], ask: Ask) -> MunicipalityReport:
    """Ask every line `{"text", "municipality": name | null, "outside"}` in a conversation of its own."""
    reads = []
    for line in lines:
        reply = await ask(str(line["text"]))
        reads.append(Read(str(line["text"]), line["municipality"], reply["understood"]["municipality"]))
    return MunicipalityReport(reads)
