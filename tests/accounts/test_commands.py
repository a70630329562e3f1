"""`vart user`, as an administrator meets it."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.accounts.commands import app
from bot.settings import Settings
from tests.environment import names_of_settings

PASSWORD = "korrekt-häst-batteri"


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in names_of_settings():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    monkeypatch.setenv("VART_VAR_DIR", str(tmp_path / "var"))
    return tmp_path / "var"


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=given)


def added(*more: str, given: str = PASSWORD + "\n") -> Result:
    return run("add", "Anna", "--role", "desk", "--phone", "070-174 06 05", *more, given=given)


def test_an_account_is_added_listed_and_disabled(own_settings: Path) -> None:
    result = added("--name", "Anna", "--area", "Vännäs", "--area", "24", "--role", "administrator")
    assert result.exit_code == 0, result.output
    assert result.stdout == "Kontot är tillagt.\n"
    assert run("list").stdout == "anna (Anna): administratör, jour; 2460, 24; engångskod; aktivt\n"
    assert run("disable", "ANNA").stdout == "Kontot är avstängt.\n"
    assert "avstängt" in run("list").stdout
    assert run("disable", "anna").exit_code == 1
    stored = b"".join(path.read_bytes() for path in own_settings.glob("vart.db*"))
    assert PASSWORD.encode() not in stored
    assert b"1740605" not in stored


def test_a_generated_password_is_shown_once() -> None:
    result = added("--generate", given="")
    found = re.search(r"Lösenord: (\S+)", result.stdout)
    assert found
    assert len(found[1]) >= 20
    assert found[1] not in run("list").stdout


def test_no_option_takes_a_password() -> None:
    assert "password" not in run("add", "--help").output.lower()
    assert run("set", "anna", f"--password={PASSWORD}").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "given", "sentence"),
    [
        (("--role", "desk"), PASSWORD, "behöver ett mobilnummer"),
        (("--role", "desk", "--phone", "12"), PASSWORD, "går inte att ringa"),
        (("--role", "editor", "--area", "Ankeborg"), PASSWORD, "Området Ankeborg finns inte"),
        (("--role", "editor"), "kort", "minst 12 tecken"),
        (("--role", "editor"), "aaaaaaaaaaaaaaaa", "för enkelt"),
        (("--role", "editor"), "", "minst 12 tecken"),
    ],
)
def test_what_cannot_be_is_one_sentence(arguments: tuple[str, ...], given: str, sentence: str) -> None:
    result = run("add", "bo", *arguments, given=given + "\n")
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert run("list").stdout == ""


def test_a_login_is_one_persons() -> None:
    assert added().exit_code == 0
    again = added()
    assert again.exit_code == 1
    assert "redan ett konto" in again.stderr


def test_a_forgotten_password_is_replaced_and_what_is_not_said_stays() -> None:
    added("--area", "Vännäs")
    result = run("set", "ANNA", "--password", given="ett-helt-nytt-lösenord\n")
    assert (result.exit_code, result.stdout) == (0, "Kontot är ändrat.\n")
    assert run("list").stdout == "anna (Anna): jour; 2460; engångskod; aktivt\n"
    made = re.search(r"Lösenord: (\S+)", run("set", "anna", "--generate").stdout)
    assert made
    assert len(made[1]) >= 20


def test_areas_roles_and_number_are_replaced_and_an_account_is_opened_again() -> None:
    run("add", "bo", "--role", "editor", "--area", "Vännäs", given=PASSWORD + "\n")
    run("disable", "bo")
    changes = ("--role", "desk", "--area", "24", "--area", "SE", "--phone", "070-174 06 05", "--enable")
    assert run("set", "bo", *changes).exit_code == 0
    assert run("list").stdout == "bo (bo): jour; 24, SE; engångskod; aktivt\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("bo",), "Ange vad som ska ändras"),
        (("eva", "--enable"), "inget sådant konto"),
        (("bo", "--role", "administrator"), "behöver ett mobilnummer"),
        (("bo", "--area", "Ankeborg"), "Området Ankeborg finns inte"),
        (("bo", "--phone", "12"), "går inte att ringa"),
        (("bo", "--password"), "minst 12 tecken"),
    ],
)
def test_what_cannot_be_changed_is_one_sentence_and_nothing_is_changed(
    arguments: tuple[str, ...], sentence: str
) -> None:
    run("add", "bo", "--role", "editor", given=PASSWORD + "\n")
    result = run("set", *arguments, given="kort\n")
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert run("list").stdout == "bo (bo): redaktör; inget område; utan engångskod; aktivt\n"
