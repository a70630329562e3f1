"""Reads YAML with the line of every value, so that faults can name file and line.

Every scalar but an unquoted null, true or false is read as text: an editor may write 112,
0910 or 2026-11-22 without thinking of quotes, and `no` is Norwegian. The schema
turns text into numbers and dates where it wants them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.content.faults import Fault

type Where = tuple[str | int, ...]

_NULL = "tag:yaml.org,2002:null"
_BOOL = "tag:yaml.org,2002:bool"


class UnreadableError(Exception):
    """A document that is not YAML, or names a key twice."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file: its data, and the line on which each value begins."""

    path: Path
    data: Any
    lines: dict[Where, int] = field(repr=False)

    def line(self, where: Sequence[str | int] = ()) -> int:
        """The line of a value, or of the nearest thing around it that exists."""
        place = tuple(where)
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def fault(self, message: str, where: Sequence[str | int] = (), *, warning: bool = False) -> Fault:
        """A fault at a place in this document."""
        return Fault(self.path, self.line(where), message, warning)


def read_document(root: Path, path: Path) -> Document:
    """Read one YAML file.

    Args:
        root: The content folder; paths in faults begin with its name.
        path: The file.

    Raises:
        UnreadableError: It is not YAML in UTF-8, or a key stands twice.
    """
    shown = root.name / path.relative_to(root)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(Fault(shown, 1, "går inte att läsa: filen är inte UTF-8")) from error
    return parse_document(text, shown)


def parse_document(text: str, shown: Path) -> Document:
    """Read the text of a YAML file.

    Args:
        text: The text.
        shown: The path that faults name.

    Raises:
        UnreadableError: It is not YAML, or a key stands twice.
    """
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "otillåtet tecken"
        fault = Fault(shown, mark.line + 1 if mark else 1, f"går inte att läsa: {problem}")
        raise UnreadableError(fault) from error
    lines: dict[Where, int] = {(): 1}
    return Document(shown, _Builder(shown, lines).build(node, ()), lines)


class _Builder:
    """Turns YAML nodes into plain data and notes their lines."""

    def __init__(self, path: Path, lines: dict[Where, int]) -> None:
        self.path = path
        self.lines = lines

    def build(self, node: yaml.Node | None, where: Where) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self._item(value, (*where, index)) for index, value in enumerate(node.value)]
        if node is None or node.tag == _NULL:
            return None
        truth = {"true": True, "false": False} if node.tag == _BOOL else {}
        return truth.get(node.value.lower(), node.value)

    def _item(self, node: yaml.Node, where: Where) -> Any:
        self.lines[where] = node.start_mark.line + 1
        return self.build(node, where)

    def _mapping(self, node: yaml.MappingNode, where: Where) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in found:
                raise UnreadableError(Fault(self.path, line, f"fältet {name} står två gånger"))
            self.lines[(*where, name)] = line
            found[name] = self.build(value, (*where, name))
        return found
