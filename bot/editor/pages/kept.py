"""Keeps what somebody typed while their session ended: sealed, in the login form itself."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.vault import Vault, VaultError

type Boxes = dict[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """Seals forms, and opens them.

    Attributes:
        vault: For this purpose alone.
    """

    vault: Vault

    def seal(self, boxes: Mapping[str, Sequence[str]]) -> str:
        """A form as one word."""
        data = json.dumps({name: list(values) for name, values in boxes.items()}).encode()
        return self.vault.seal(zlib.compress(data)).decode()

    def open(self, sealed: str) -> Boxes:
        """The form again; empty when it was not sealed here."""
        try:
            found = json.loads(zlib.decompress(self.vault.open(sealed.encode())))
        except (VaultError, zlib.error, ValueError):
            return {}
        return {str(name): [str(value) for value in values] for name, values in found.items()}
