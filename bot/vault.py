"""Seals what people wrote before it is stored, with a key that is not in the database."""

import base64
import hmac
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import StartError
from bot.settings import Settings

# As long as a key made of 24 random bytes, and far beyond what can be guessed.
SHORTEST_KEY = 32


class VaultError(Exception):
    """Something sealed cannot be opened with the keys at hand."""


class Vault:
    """Seals and opens bytes for one purpose.

    Args:
        keys: Secret keys, the one to seal with first; the others only open (rotation).
        purpose: What is sealed; another purpose cannot open it.
    """

    def __init__(self, keys: tuple[str, ...], purpose: str) -> None:
        self._fernet = MultiFernet([_fernet(key, purpose) for key in keys])

    def seal(self, data: bytes) -> bytes:
        """Encrypt and authenticate `data`."""
        return self._fernet.encrypt(data)

    def open(self, sealed: bytes) -> bytes:
        """Give back what was sealed.

        Raises:
            VaultError: It was sealed with another key, for another purpose, or altered.
        """
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise VaultError("cannot be opened") from None


class Fingerprints:
    """Keyed hashes, so that a number or a code can be found again without being stored in the clear.

    Args:
        keys: Secret keys, the one to hash with first; the others find what was hashed before (rotation).
        purpose: What is hashed; the same value has another fingerprint for another purpose.
    """

    def __init__(self, keys: tuple[str, ...], purpose: str) -> None:
        self._keys = [_derived(key, f"fingerprint:{purpose}") for key in keys]

    def of(self, value: str) -> str:
        """The fingerprint to store: 64 hexadecimal digits."""
        return _hmac(self._keys[0], value)

    def every(self, value: str) -> tuple[str, ...]:
        """The fingerprints to look for: with every key, the newest first."""
        return tuple(_hmac(key, value) for key in self._keys)


def _hmac(key: bytes, value: str) -> str:
    return hmac.new(key, value.encode(errors="surrogatepass"), "sha256").hexdigest()


def _derived(key: str, info: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"vart:{info}".encode()).derive(key.encode())


def _fernet(key: str, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(key, purpose)))


def secret_keys(settings: Settings) -> tuple[str, ...]:
    """The operator's keys (`VART_SECRET_KEY`, several separated by commas), or our own in `var_dir`.

    Raises:
        StartError: The operator's keys are too short or none, or our own can neither be read nor written.
    """
    if settings.secret_key is not None:
        return _operators_keys(settings.secret_key.get_secret_value())
    path = settings.var_dir / "secret_key"
    try:
        key = _kept_key(path)
    except OSError:
        raise StartError(f"Nyckeln {path} går inte att läsa eller skriva.") from None
    if not key:
        raise StartError(f"Nyckeln {path} är tom. Ta bort filen, eller sätt VART_SECRET_KEY.")
    return (key,)


def _operators_keys(value: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in value.split(",") if key.strip())
    # Neither may pass in silence: one letter protects nothing, and a comma alone is a mistake, not a wish.
    if not keys or min(map(len, keys)) < SHORTEST_KEY:
        raise StartError(
            f"VART_SECRET_KEY ska vara nycklar på minst {SHORTEST_KEY} tecken vardera, åtskilda av komma."
        )
    return keys


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Created by exactly one of several that start at once, and readable by its owner only.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(32)
        file.write(key)
    return key
