"""What the desk says: a word for everything that can stand in the database."""

import ast
from datetime import UTC, datetime, timedelta

import pytest

from bot.db.models.case import CaseAudit, CaseState, Severity
from bot.desk import words
from bot.escalation import machine
from bot.escalation.notices import URGENCY
from bot.settings import ROOT

NOW = datetime(2026, 11, 23, 13, 2, tzinfo=UTC)


def test_every_state_and_severity_has_a_word() -> None:
    assert set(words.STATES) == set(CaseState)
    assert set(words.SEVERITIES) == set(Severity)


def test_the_desk_and_the_sms_call_a_severity_by_the_same_word() -> None:
    assert {one: word.upper() for one, word in words.SEVERITIES.items()} == URGENCY


def literals(function: str, position: int, folder: str) -> set[str]:
    """The strings that stand as an argument of a function anywhere in a package."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) <= position:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            argument = node.args[position]
            if name == function and isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                found.add(argument.value)
    return found


def named(keyword: str, folder: str) -> set[str]:
    """The strings that stand as a named argument anywhere in a package."""
    return {
        str(node.value.value)
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == keyword and isinstance(node.value, ast.Constant)
    }


def test_every_event_of_the_audit_has_a_sentence() -> None:
    events = {"ask", "hold", "take", "speak", "giveback", "handover", "close", "cancel"}
    assert all(any(name.lower() == event for name in dir(machine)) for event in events)
    noted = literals("note", 3, "bot/escalation") | named("event", "bot/escalation")
    assert {"opened", "handed"} <= noted
    assert (events | noted) - {"reveal"} <= set(words.EVENTS)


def test_every_alarm_has_a_sentence() -> None:
    raised = literals("add_alarm", 1, "bot/escalation") | literals("raise_alarm", 1, "bot/sms")
    assert raised
    assert raised <= set(words.ALARMS)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 min"),
        (-5, "0 min"),
        (59, "59 min"),
        (65, "1 tim 5 min"),
        (60 * 47, "47 tim 0 min"),
        (60 * 49, "2 dagar"),
    ],
)
def test_how_long_somebody_has_waited(minutes: int, said: str) -> None:
    assert words.waited(NOW - timedelta(minutes=minutes), NOW) == said


@pytest.mark.parametrize(
    ("back", "said"), [(0, "14.02"), (60 * 15, "i går 23.02"), (60 * 24 * 20, "3 nov. 14.02")]
)
def test_a_time_as_it_is_read(back: int, said: str) -> None:
    assert words.moment(NOW - timedelta(minutes=back), NOW) == said


def test_who_did_what() -> None:
    row = CaseAudit(case_id=1, at=NOW, actor="staff:3", event="take", state="acked", version=2, details={})
    assert words.event(row, {"staff:3": "Anna"}) == "Anna tog ärendet"
    assert words.event(row, {}) == "någon tog ärendet"
    row.event, row.details, row.actor = "reveal", {"what": "phone"}, "account:1"
    assert words.event(row, {"account:1": "Eva"}) == "Eva öppnade numret"
    row.event = "something new"
    assert words.event(row, {}) == "något ändrades"
