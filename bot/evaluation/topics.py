"""How often the right topic comes first, or is at least among what is offered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.lines import Ask, Reply, share

_MOST_CONFUSIONS = 25


@dataclass(frozen=True, slots=True)
class Case:
    """A text, the topics a colleague would accept, and the one a wise human would choose."""

    text: str
    accept: tuple[str, ...]
    best: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A case and what came back.

    Attributes:
        case: The case.
        first: The topic answered or guessed first; the conversation intent when it was no topic.
        offered: Every topic a person could reach with that reply: answered, in choices, in guesses.
        clarified: Whether choices came instead of an answer.
    """

    case: Case
    first: str
    offered: frozenset[str]
    clarified: bool


@dataclass(frozen=True, slots=True)
class TopicReport:
    """The measure over all cases."""

    answers: Sequence[Answered]

    @property
    def first(self) -> float:
        """Share whose first topic is accepted."""
        return self._count(lambda a: a.first in a.case.accept) / len(self.answers)

    @property
    def offered(self) -> float:
        """Share with an accepted topic among those offered."""
        return self._count(lambda a: bool(a.offered & set(a.case.accept))) / len(self.answers)

    def _count(self, holds: Any) -> int:
        return sum(1 for answered in self.answers if holds(answered))

    def confusions(self) -> list[tuple[tuple[str, str], int]]:
        """Pairs (best, first) of the wrong answers, the most frequent first."""
        wrong = (a for a in self.answers if a.first not in a.case.accept)
        return Counter((a.case.best, a.first) for a in wrong).most_common()

    def lines(self) -> list[str]:
        """The report as lines of text."""
        whole = len(self.answers)
        best = self._count(lambda a: a.first == a.case.best)
        accepted = self._count(lambda a: a.first in a.case.accept)
        offered = self._count(lambda a: bool(a.offered & set(a.case.accept)))
        clarified = self._count(lambda a: a.clarified)
        report = [
            f"Rätt ämne först:        {share(accepted, whole)}",
            f"Det allra bästa först:  {share(best, whole)}",
            f"Rätt bland de erbjudna: {share(offered, whole)}",
            f"Val i stället för svar: {share(clarified, whole)}",
            "Förväxlingar (rätt → svar):",
        ]
        report += [
            f"  {count:3} {right} → {got}" for (right, got), count in self.confusions()[:_MOST_CONFUSIONS]
        ]
        return report


def case_of(line: Mapping[str, Any]) -> Case:
    """A case from a line `{"text", "accept": [ids], "best": id}`."""
    return Case(str(line["text"]), tuple(line["accept"]), str(line["best"]))


async def measure_topics(cases: Sequence[Case], ask: Ask) -> TopicReport:
    """Ask every case in a conversation of its own."""
    return TopicReport([_answered(case, await ask(case.text)) for case in cases])


def _answered(case: Case, reply: Reply) -> Answered:
    understood = reply["understood"]
    cards = [message.get("card") or {} for message in reply["messages"]]
    offered = {str(card["topic"]) for card in cards if card.get("kind") == "services" and card.get("topic")}
    for card in cards:
        offered.update(card.get("topics") or ())
    for message in reply["messages"]:
        payloads = [choice["payload"] for choice in message.get("choices") or ()]
        offered.update(payload.removeprefix("topic:") for payload in payloads if payload.startswith("topic:"))
    first = understood["topic"] or understood["intent"]
    clarified = any(card.get("kind") == "clarify" for card in cards)
    return Answered(case, str(first), frozenset(offered), clarified)
