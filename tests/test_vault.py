"""What is sealed opens with the right key for the right purpose, and with nothing else."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import StartError
from bot.settings import Settings
from bot.vault import Fingerprints, Vault, VaultError, secret_keys

TEXT = "ring mig ikväll 😭".encode()


def test_what_is_sealed_opens_again() -> None:
    vault = Vault(("a key",), "events")
    sealed = vault.seal(TEXT)
    assert TEXT not in sealed
    assert vault.open(sealed) == TEXT
    assert vault.seal(TEXT) != sealed


@pytest.mark.parametrize(
    "other", [Vault(("another key",), "events"), Vault(("a key",), "cases")], ids=["key", "purpose"]
)
def test_nothing_else_opens_it(other: Vault) -> None:
    with pytest.raises(VaultError):
        other.open(Vault(("a key",), "events").seal(TEXT))


@pytest.mark.parametrize("sealed", [b"", b"nonsense", "å".encode()])
def test_what_was_never_sealed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(VaultError):
        Vault(("a key",), "events").open(sealed)


def test_keys_are_changed_without_losing_what_is_sealed() -> None:
    old = Vault(("old",), "events").seal(TEXT)
    both = Vault(("new", "old"), "events")
    assert both.open(old) == TEXT
    assert Vault(("new",), "events").open(both.seal(TEXT)) == TEXT


def test_the_operators_keys_go_first(tmp_path: Path) -> None:
    new, old = "n" * 32, "o" * 40
    settings = Settings(secret_key=SecretStr(f" {new} , {old} "), var_dir=tmp_path / "var")
    assert secret_keys(settings) == (new, old)
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("value", ["a", "x" * 31, f"{'n' * 32},kort", ",", " , "])
def test_keys_that_protect_little_are_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(StartError, match="VART_SECRET_KEY"):
        secret_keys(Settings(secret_key=SecretStr(value), var_dir=tmp_path / "var"))
    assert not (tmp_path / "var").exists()


def test_our_own_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(secret_key=None, var_dir=tmp_path / "var")
    keys = secret_keys(settings)
    assert len(keys[0]) >= 43
    assert secret_keys(settings) == keys
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_cannot_be_kept_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file")
    with pytest.raises(StartError, match="secret_key"):
        secret_keys(Settings(secret_key=None, var_dir=tmp_path / "var"))


def test_an_empty_key_file_is_not_taken_for_a_key(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(StartError, match="tom"):
        secret_keys(Settings(secret_key=None, var_dir=tmp_path))


def test_a_fingerprint_is_the_same_for_the_same_value_only() -> None:
    prints = Fingerprints(("key",), "phone")

    assert prints.of("+46701740605") == prints.of("+46701740605")
    assert prints.of("+46701740605") != prints.of("+46701740606")
    assert prints.of("+46701740605") != Fingerprints(("key",), "code").of("+46701740605")
    assert prints.of("+46701740605") != Fingerprints(("other",), "phone").of("+46701740605")


def test_a_fingerprint_of_an_older_key_is_found_after_rotation() -> None:
    before = Fingerprints(("old",), "phone").of("+46701740605")
    after = Fingerprints(("new", "old"), "phone")

    assert before in after.every("+46701740605")
    assert after.every("+46701740605")[0] == after.of("+46701740605") != before
