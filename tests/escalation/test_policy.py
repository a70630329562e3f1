"""The policy file: read, and every fault told in one sentence with its line."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.content.check import check_content
from bot.db.models.case import Severity
from bot.errors import StartError
from bot.escalation.policy import load_policy, read_policy
from bot.settings import ROOT

REAL = (ROOT / "content" / "escalation.yml").read_text("utf-8")


def written(folder: Path, text: str) -> Path:
    path = folder / "escalation.yml"
    path.write_text(text, "utf-8")
    return path


def faults_of(folder: Path, old: str, new: str) -> list[str]:
    assert old in REAL
    return [fault.message for fault in read_policy(written(folder, REAL.replace(old, new, 1)))[1]]


def test_the_real_policy_is_the_table_of_the_design() -> None:
    policy = load_policy(ROOT / "content" / "escalation.yml")
    minutes = {
        severity: [wait / timedelta(minutes=1) for wait in pace.steps]
        for severity, pace in policy.paces.items()
    }
    assert minutes == {Severity.ACUTE: [2, 2, 4], Severity.HIGH: [5, 5, 10], Severity.NORMAL: [15, 15, 30]}
    assert [policy.paces[one].contact / timedelta(minutes=1) for one in minutes] == [3, 10, 30]
    assert [policy.paces[one].first_sms / timedelta(seconds=1) for one in minutes] == [10, 10, 60]
    assert policy.paces[Severity.ACUTE].tell == timedelta(minutes=3)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("steps: [2m, 2m, 4m]", "steps: [2m, två, 4m]", "steps: ska vara en tid som 90s, 2m, 1h eller 30d"),
        ("steps: [2m, 2m, 4m]", "steps: []", "steps: behöver minst 1 värde"),
        ("contact: 3m", "contact: 3", "contact: ska vara en tid som 90s, 2m, 1h eller 30d"),
        ("contact: 3m", "contact: 0s", "contact: ska vara längre än 0 och högst ett dygn"),
        ("contact: 3m", "contact: 2d", "contact: ska vara längre än 0 och högst ett dygn"),
        ("contact: 3m", "kontakt: 3m", "contact: fältet saknas"),
        ("  acute:", "  akut:", "akut: ska vara ett av: 'acute', 'high' eller 'normal'"),
        ("texts: 30d", "texts: 31d", "texts: får vara högst 30d"),
        ("phones: 7d", "phones: 8d", "phones: får vara högst 7d"),
        ("municipalities: {}", 'municipalities: {"2460": {high: {steps: [1x]}}}', "steps: ska vara en tid"),
        ("severities:", "severities: [", "går inte att läsa"),
    ],
)
def test_every_fault_is_one_clear_sentence(tmp_path: Path, old: str, new: str, fault: str) -> None:
    found = faults_of(tmp_path, old, new)
    assert any(message.startswith(fault) for message in found), found


def test_a_severity_that_is_left_out_is_named(tmp_path: Path) -> None:
    without = REAL.replace(REAL[REAL.index("  normal:") : REAL.index("# En kommun")], "")
    policy, faults = read_policy(written(tmp_path, without))
    assert policy is None
    assert [fault.message for fault in faults] == ["severities: normal saknas"]


def test_a_fault_stops_the_start_with_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, REAL.replace("contact: 3m", "contact: snart"))
    with pytest.raises(StartError, match=r"escalation.yml:7: contact: ska vara en tid"):
        load_policy(path)
    with pytest.raises(StartError, match="filen saknas"):
        load_policy(tmp_path / "borta.yml")


def test_a_municipality_says_only_what_differs(tmp_path: Path) -> None:
    changed = 'municipalities: {"2460": {normal: {steps: [90s, 1h]}}}'
    policy = load_policy(written(tmp_path, REAL.replace("municipalities: {}", changed)))
    local, others = policy.pace(Severity.NORMAL, "2460"), policy.pace(Severity.NORMAL, "2480")
    assert local.steps == (timedelta(seconds=90), timedelta(hours=1))
    assert local.contact == others.contact
    assert policy.pace(Severity.ACUTE, "2460") == policy.pace(Severity.ACUTE, None)
    assert policy.version != load_policy(ROOT / "content" / "escalation.yml").version


def test_nothing_has_to_be_kept(tmp_path: Path) -> None:
    policy = load_policy(written(tmp_path, REAL.replace("30d\n", "0\n").replace("phones: 7d", "phones: 0s")))
    assert policy.retention.texts == policy.retention.phones == timedelta()


def test_the_content_check_reads_the_policy(tmp_path: Path) -> None:
    root = tmp_path / "content"
    root.mkdir()
    written(root, REAL.replace("municipalities: {}", 'municipalities: {"9999": {normal: {tell: 1h}}}'))
    messages = [fault.message for fault in check_content(root) if fault.path.name == "escalation.yml"]
    assert messages == ["municipalities: kommunen 9999 finns inte"]
