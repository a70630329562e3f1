"""Files between "what would happen" and "do it": a short while, on disk, each for one account."""

import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,30}")
_HOUR: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Uploads:
    """The files.

    Attributes:
        folder: Where they lie; only made when there is one.
    """

    folder: Path

    def keep(self, account_id: int, name: str, data: bytes) -> str:
        """Keep a file for an hour (bot/assembly.py sweeps); gives what it is found by."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        token = secrets.token_urlsafe(16)
        suffix = ".json" if name.lower().endswith(".json") else ".csv"
        self._path(account_id, token, suffix).write_bytes(data)
        return token

    def take(self, account_id: int, token: str) -> tuple[bytes, str] | None:
        """A file that was kept and its name; None when it is gone or another's."""
        for suffix in (".csv", ".json"):
            path = self._path(account_id, token, suffix)
            if _TOKEN.fullmatch(token) and path.is_file():
                return path.read_bytes(), path.name
        return None

    def drop(self, account_id: int, token: str) -> None:
        """Throw a file away."""
        if _TOKEN.fullmatch(token):
            for suffix in (".csv", ".json"):
                self._path(account_id, token, suffix).unlink(missing_ok=True)

    def sweep(self) -> int:
        """Throw away what has lain for an hour; how many files that was."""
        if not self.folder.is_dir():
            return 0
        old, swept = time.time() - _HOUR, 0
        for path in self.folder.iterdir():
            # Somebody may have dropped it, or carried it out, meanwhile.
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < old:
                    path.unlink()
                    swept += 1
        return swept

    def _path(self, account_id: int, token: str, suffix: str) -> Path:
        return self.folder / f"{account_id}-{token}{suffix}"
