"""Every setting is documented, every documented setting exists, and no value is ever repeated."""

import re
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.settings import ROOT, Settings, get_settings
from tests.environment import names_of_settings

CONTRACT = {
    "VART_HOST", "VART_PORT", "VART_PUBLIC_URL", "VART_DATABASE_URL", "VART_SECRET_KEY", "VART_RASA_URL",
    "VART_ESCALATION_POLICY", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN_SECONDARY",
    "TWILIO_FROM", "TWILIO_API_BASE", "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_BASE", "TELEGRAM_WEBHOOK_SECRET",
    "REDIS_URL",
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment nor a .env file of this machine takes part."""
    for name in names_of_settings():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")


def test_every_setting_has_its_row_and_every_row_its_setting() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))
    assert documented == set(names_of_settings())


def test_the_names_of_the_contract_are_kept() -> None:
    assert set(names_of_settings()) >= CONTRACT


def test_nothing_has_to_be_set() -> None:
    settings = get_settings()
    assert settings.address == "http://127.0.0.1:8000"
    assert settings.database_url == f"sqlite+aiosqlite:///{ROOT / 'var' / 'vart.db'}"
    assert settings.rasa_url == "http://127.0.0.1:5005"
    assert settings.runs_rasa
    assert settings.brain_token != get_settings().brain_token


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("VART_PORT=9000\nVART_HOST=0.0.0.0\nOTHER=1\n")
    monkeypatch.setenv("VART_PORT", "9001")
    settings = get_settings()
    assert settings.port == 9001
    assert settings.address == "http://127.0.0.1:9001"


def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in names_of_settings():
        monkeypatch.setenv(name, "")
    assert get_settings().twilio_account_sid is None


def test_a_rasa_of_the_operator_is_not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VART_RASA_URL", "http://10.0.0.5:5005/")
    settings = get_settings()
    assert not settings.runs_rasa
    assert settings.rasa_url == "http://10.0.0.5:5005"


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ((), {"VART_BRAIN_TOKEN", "VART_ACTIONS_TOKEN"}),
        (("VART_BRAIN_TOKEN",), {"VART_ACTIONS_TOKEN"}),
        (("VART_ACTIONS_TOKEN",), {"VART_BRAIN_TOKEN"}),
        (("VART_BRAIN_TOKEN", "VART_ACTIONS_TOKEN"), set()),
    ],
)
def test_a_rasa_of_the_operator_without_our_secrets_is_warned_of(
    monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], missing: set[str]
) -> None:
    for name in given:
        monkeypatch.setenv(name, "hemligt-varde")
    assert get_settings().warnings == ()
    monkeypatch.setenv("VART_RASA_URL", "http://10.0.0.5:5005/")
    told = " ".join(get_settings().warnings)
    assert set(re.findall(r"VART_[A-Z]+_TOKEN", told)) == missing
    assert "hemligt-varde" not in told


def test_what_is_accepted_but_not_used_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://user:hemligt@host")
    (told,) = get_settings().warnings
    assert told == "REDIS_URL är satt men används inte än."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VART_PORT", "åttatusen"),
        ("VART_PORT", "70000"),
        ("VART_PUBLIC_URL", "vart.example.se"),
        ("VART_BRAIN_TIMEOUT", "0"),
        ("VART_LOG_LEVEL", "everything"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_by_name_only(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(StartError) as error:
        get_settings()
    assert name in str(error.value)
    assert value not in str(error.value)


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in names_of_settings():
        if name.endswith(("KEY", "TOKEN", "SECRET", "SECONDARY")):
            monkeypatch.setenv(name, "hemligt-varde")
    assert "hemligt-varde" not in repr(get_settings())
