"""The load of the bench: what is counted, and how rounds become figures."""

import httpx
import pytest

from bench.load import TURNS, Round, measure_round, middle
from bench.talk import SENTENCES, Partner


class _Talkative:
    """Answers at once; every second answer is not a full one."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def say(self, text: str) -> bool:
        self.heard.append(text)
        return len(self.heard) % 2 == 0


async def test_every_client_holds_its_conversations() -> None:
    partners: list[_Talkative] = []

    async def begin(_: httpx.AsyncClient) -> Partner:
        partners.append(_Talkative())
        return partners[-1]

    found = await measure_round(begin, clients=4, conversations=2)
    assert [len(partner.heard) for partner in partners] == [TURNS] * 8
    assert {text for partner in partners for text in partner.heard} <= set(SENTENCES)
    assert found.lacking == pytest.approx(0.5)
    assert 0 < found.p50 <= found.p99


def test_the_middle_round_counts_and_the_worst_lack() -> None:
    rounds = [Round(1, 10, 100, 0.0), Round(2, 90, 50, 0.2), Round(3, 20, 70, 0.1)]
    assert middle(rounds) == Round(2, 20, 70, 0.2)


def test_sixteen_different_sentences() -> None:
    assert len(set(SENTENCES)) == 16
