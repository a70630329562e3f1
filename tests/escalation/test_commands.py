"""`vart staff` and `vart case`, as an administrator meets them."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.answers.turn import Library
from bot.cli.main import app
from bot.escalation.policy import Policy
from bot.settings import Settings
from tests.environment import names_of_settings
from tests.escalation.test_roster_file import ANNA
from tests.escalation.world import make_world
from tests.gateway.world import FakeClock


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Neither the environment nor a .env file of this machine takes part."""
    for name in names_of_settings():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    monkeypatch.setenv("VART_VAR_DIR", str(tmp_path / "var"))
    return tmp_path / "var"


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.yml"
    path.write_text(ANNA, "utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_a_roster_is_imported_and_listed_without_numbers(roster: Path, own_settings: Path) -> None:
    assert run("staff", "import", str(roster)).stdout == "Jourlistan: 1 nya, 0 kvar, 0 borttagna.\n"
    listed = run("staff", "list").stdout
    assert "steg 1  Anna  Vännäs, Bjurholm, Umeå  alla ämnen  Mo-Fr 08:00-17:00; PH off  aktiv" in listed
    assert "174" not in listed
    stored = b"".join(path.read_bytes() for path in own_settings.glob("vart.db*"))
    assert b"1740605" not in stored


def test_a_faulty_roster_changes_nothing(roster: Path) -> None:
    run("staff", "import", str(roster))
    roster.write_text(ANNA.replace("step: 1", "step: 7").replace("Anna", "Bo"), "utf-8")
    refused = run("staff", "import", str(roster))
    assert refused.exit_code == 1
    assert refused.stderr.splitlines() == [
        f"{roster.parent.name}/roster.yml:7: step: policyn frågar högst steg 3",
        "Jourlistan har 1 fel, och inget är ändrat.",
    ]
    assert "Anna" in run("staff", "list").stdout
    roster.write_text(f"{ANNA}  account: bo\n", "utf-8")
    assert "Kontot bo finns inte" in run("staff", "import", str(roster)).stderr


def test_a_faulty_policy_is_one_sentence(
    roster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "policy.yml"
    policy.write_text("severities: {acute: {first_sms: snart}}\n", "utf-8")
    monkeypatch.setenv("VART_ESCALATION_POLICY", str(policy))
    refused = run("staff", "import", str(roster))
    assert refused.exit_code == 1
    assert "Eskaleringspolicyn går inte att använda" in str(refused.exception)


def test_cases_are_shown_without_what_was_said(
    own_settings: Path, clock: FakeClock, policy: Policy, library: Library
) -> None:
    assert run("case", "list").stdout == ""

    async def one_case() -> None:
        world = await make_world(f"sqlite:///{own_settings / 'vart.db'}", clock, policy, library)
        await world.staff("Anna")
        await world.ask(text="hemligt")
        await world.says("Anna", "1 JA")
        await world.close()

    asyncio.run(one_case())
    assert run("case", "list").stdout == "1  2026-11-23 11.00  Vännäs  AKUT  taget\n"
    shown = run("case", "show", "1").stdout
    events = [line.split()[3] for line in shown.splitlines()[1:]]
    assert events == ["opened", "ask", "take"]
    assert "hemligt" not in shown
    assert run("case", "show", "2").exit_code == 1
