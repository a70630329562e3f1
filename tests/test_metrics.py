"""The figures for monitoring: what they count, and that they hold nothing but counts."""

# ruff: noqa: F811 (fixtures of another package)
import re
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.db.engine import create_engine, session_factory
from bot.db.models.case import Case, CaseState, Severity
from bot.db.models.sms import SmsOutbox
from bot.gateway.incoming import Incoming
from bot.gateway.store import Conversations, Sessions
from bot.gateway.turn import Gateway
from bot.metrics import Metrics
from bot.sms import status
from tests.captured import captured_logs
from tests.gateway.fixtures import (  # noqa: F401 (fixtures)
    brain,
    clock,
    conversations,
    database,
    empty_database,
    events,
    sessions,
    vault,
)
from tests.gateway.world import FakeBrain, FakeClock, dead, faculties

WORDS = "jag heter Anna och bor i Vännäs 070-174 06 05"


def figures(text: bytes) -> dict[tuple[str, str], float]:
    """Every sample by its name and the value of its label."""
    return {
        (sample.name, "".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


@pytest.fixture
def metrics(sessions: Sessions) -> Metrics:
    return Metrics(sessions)


@pytest.fixture
async def away(tmp_path: Any) -> AsyncIterator[Sessions]:
    """Sessions of a database that has no tables."""
    engine = create_engine(f"sqlite:///{tmp_path / 'nothing.db'}")
    yield session_factory(engine)
    await engine.dispose()


async def test_turns_are_counted_by_who_answered_and_how_grave_they_were(
    conversations: Conversations,
    events: Any,
    brain: FakeBrain,
    clock: FakeClock,
    metrics: Metrics,
) -> None:
    gateway = Gateway(conversations, events, brain, faculties(), clock, observe=metrics.observe)
    id, _ = await conversations.create()
    for text in (WORDS, WORDS, "KRIS 3 suicide"):
        await gateway.take_turn(id, Incoming(text=text))
    brain.answers = dead
    await gateway.take_turn(id, Incoming(text="KRIS 1 low"))
    told = await metrics.text("ready", 0)
    found = figures(told)
    modes = {mode: count for (name, mode), count in found.items() if name == "vart_turns_total"}
    assert modes == {"rasa": 2, "reduced": 1, "crisis": 1, "human": 0, "learning": 0}
    severities = [found["vart_turns_by_severity_total", each] for each in "0123"]
    assert severities == [2, 1, 0, 1]
    assert found["vart_turn_seconds_count", ""] == 4
    assert found["vart_turn_seconds_bucket", "5.0"] == 4
    assert not any(
        word in told.decode() for word in ("Anna", "Vännäs", '"2460"', "070-174", "174 06 05", "suicide", id)
    )


async def test_labels_are_few_and_hold_words_of_ours(metrics: Metrics) -> None:
    text = (await metrics.text("ready", 0)).decode()
    assert set(re.findall(r"[{,](\w+)=", text)) == {"mode", "severity", "state", "le"}
    assert "_created" not in text


async def test_how_rasa_is_and_who_listens(metrics: Metrics) -> None:
    await metrics.text("ready", 5)
    found = figures(await metrics.text("unavailable", 2))
    states = {state: value for (name, state), value in found.items() if name == "vart_brain_state"}
    assert {state for state, value in states.items() if value} == {"unavailable"}
    assert set(states) == {"starting", "ready", "unavailable", "no_model", "broken_model", "none"}
    assert found["vart_event_streams_open", ""] == 2


def sms(number: int, state: str, now: datetime) -> SmsOutbox:
    return SmsOutbox(
        reference=str(number), purpose="offer", sealed_to=b"x", to_hash="x", sealed_body=b"x", state=state,
        next_at=now, created_at=now, updated_at=now,
    )  # fmt: skip


def case(number: int, state: CaseState, now: datetime) -> Case:
    return Case(
        code_hash=str(number), sealed_code=b"x", state=state, severity=Severity.NORMAL, policy_version="1",
        language="sv", contact="chat", created_at=now,
    )  # fmt: skip


async def test_what_waits_and_where_cases_stand(
    metrics: Metrics, sessions: Sessions, clock: FakeClock
) -> None:
    states = (status.CREATED, status.LEASED, status.UNKNOWN, status.SENT, status.DELIVERED, status.FAILED)
    stands = (CaseState.HELD, CaseState.CLOSED, CaseState.CLOSED)
    async with sessions.begin() as session:
        session.add_all(sms(number, state, clock()) for number, state in enumerate(states))
        session.add_all(case(number, state, clock()) for number, state in enumerate(stands))
    found = figures(await metrics.text("ready", 0))
    assert found["vart_database_up", ""] == 1
    assert found["vart_outbox_waiting", ""] == 3
    cases = {state: count for (name, state), count in found.items() if name == "vart_cases"}
    assert cases == dict.fromkeys((state.value for state in CaseState), 0) | {"held": 1, "closed": 2}


async def test_without_a_database_the_rest_is_still_told(away: Sessions) -> None:
    metrics = Metrics(away)
    metrics.observe("rasa", 0, 0.1)
    with captured_logs() as stream:
        found = figures(await metrics.text("ready", 1))
    assert found["vart_turns_total", "rasa"] == 1
    assert found["vart_database_up", ""] == 0
    # Neither a number nor a zero that would look like an empty outbox.
    assert str(found["vart_outbox_waiting", ""]) == "nan"
    assert str(found["vart_cases", "held"]) == "nan"
    assert "metrics_without_database" in stream.getvalue()
