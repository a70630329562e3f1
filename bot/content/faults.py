"""A fault in content/: which file, which line, and what to do about it in Swedish."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend in content/.

    Attributes:
        path: The file, as content/….
        line: Line number in the file, from 1.
        message: What is wrong, in plain Swedish.
        warning: Worth a look, but no reason to stop.
    """

    path: Path
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        """The fault as an editor's tools expect it: content/…/x.yml:12: message."""
        prefix = "varning: " if self.warning else ""
        return f"{self.path.as_posix()}:{self.line}: {prefix}{self.message}"
