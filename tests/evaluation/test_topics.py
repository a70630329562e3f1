"""The measure of topics."""

import pytest

from bot.evaluation.topics import Case, TopicReport, case_of, measure_topics
from tests.evaluation.replies import Json, listing, message, reply

_REPLIES = {
    "right": reply(message(listing("sleep", "bris"), "topic:stress"), topic="sleep"),
    "near": reply(message({"kind": "clarify", "topics": ["npf", "sleep"]}, "none_of_these"), topic="npf"),
    "beside": reply(message(listing("work", "bris"), "topic:sleep"), topic="work"),
    "wrong": reply(message(listing("work", "bris")), topic="work"),
    "greeting": reply(message(), intent="greet"),
}


async def measured(*texts: str) -> TopicReport:
    async def ask(text: str) -> Json:
        return _REPLIES[text]

    return await measure_topics([Case(text, ("sleep", "stress"), "sleep") for text in texts], ask)


@pytest.mark.parametrize(
    ("text", "first", "offered"),
    [("right", 1, 1), ("near", 0, 1), ("beside", 0, 1), ("wrong", 0, 0), ("greeting", 0, 0)],
)
async def test_a_reply_counts(text: str, first: float, offered: float) -> None:
    report = await measured(text)
    assert (report.first, report.offered) == (first, offered)


async def test_shares_and_confusions() -> None:
    report = await measured("right", "near", "wrong", "wrong")
    assert (report.first, report.offered) == (0.25, 0.5)
    assert report.confusions() == [(("sleep", "work"), 2), (("sleep", "npf"), 1)]
    assert "Rätt ämne först:        25.0 % (1 av 4)" in report.lines()
    assert "Val i stället för svar: 25.0 % (1 av 4)" in report.lines()
    assert "    2 sleep → work" in report.lines()


def test_a_case_from_a_line() -> None:
    assert case_of({"text": "x", "accept": ["a", "b"], "best": "a"}) == Case("x", ("a", "b"), "a")
