"""The shape of the code: short functions, dependencies inwards, and pages that know every folder."""

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.settings import ROOT

MOST_LINES = 30
# Longer than they should be; the list only ever shrinks.
LONGER = {
    "bot/editor/confirmation.py:invite",
    "bot/editor/pages/form_page.py:form_page",
    "bot/editor/pages/listing_pages.py:find",
    "bot/editor/pages/what_if_pages.py:_page",
}
FOLDERS = ("actions", "bench", "bot", "nlu")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*folders: str) -> Iterator[Path]:
    """Every module of our own; a migration is written once and never again."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions_in(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def lines_of(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def length(function: Function) -> int:
    """Its lines, without docstrings."""
    documented = [inner for inner in functions_in(function) if ast.get_docstring(inner) is not None]
    return lines_of(function) - sum(lines_of(inner.body[0]) for inner in documented)


def test_functions_are_short() -> None:
    found = {
        f"{name_of(path)}:{function.name}"
        for path in modules(*FOLDERS)
        for function in functions_in(ast.parse(path.read_text("utf-8")))
        if length(function) > MOST_LINES
    }
    assert found == LONGER
