"""Keeps SMS that came in while the database was away: one sealed file each, on this machine."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from bot.vault import Vault, VaultError

_WAITING = "*.sms"


class Spool:
    """A folder of sealed SMS.

    Args:
        folder: Made when it is needed.
        vault: Seals them.
    """

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault

    def keep(self, sid: str, data: bytes) -> None:
        """Store an SMS so that it survives a power cut; the same one twice is one.

        Raises:
            OSError: It could not be stored.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = hashlib.sha256(sid.encode()).hexdigest()
        part = self._folder / f"{name}.{os.getpid()}.part"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(self._vault.seal(data))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._folder / f"{name}.sms")
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @property
    def waiting(self) -> bool:
        """Whether it holds anything."""
        return next(self._folder.glob(_WAITING), None) is not None

    def kept(self) -> Iterator[tuple[Path, bytes | None]]:
        """What it holds, oldest first; None for a file that our keys do not open."""
        for path in sorted(self._folder.glob(_WAITING), key=_age):
            try:
                yield path, self._vault.open(path.read_bytes())
            except FileNotFoundError:
                continue  # another process was faster
            except VaultError:
                yield path, None

    def done(self, path: Path) -> None:
        """It is in the database now."""
        path.unlink(missing_ok=True)

    def unreadable(self, path: Path) -> None:
        """Put it aside, for an operator who finds the key again."""
        path.replace(path.with_suffix(".unreadable"))


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
