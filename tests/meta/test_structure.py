"""The shape of the code: short functions, dependencies inwards, and pages that know every folder."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.settings import ROOT

MOST_LINES, LONGEST_FILE = 30, 500
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
    assert found == set()


def test_modules_are_short() -> None:
    files = modules(*FOLDERS, "scripts", "tests")
    long = {name_of(path) for path in files if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE}
    assert long == set()


# Who may know the channels: pages, and what puts Vart together.
PAGES = ("bot/accounts/", "bot/desk/", "bot/editor/pages/", "bot/hsds/", "bot/statistics/")
TOGETHER = ("bot/app.py", "bot/assembly.py", "bot/cli/")
OUTER = ("bot.channels", "bot.desk", "bot.editor.pages", "bot.hsds", "bot.statistics")
INNER = (
    *("bot/answers", "bot/content", "bot/db", "bot/directory", "bot/editor", "bot/escalation"),
    *("bot/evaluation", "bot/gateway", "bot/safety", "bot/sms"),
)


def imported(path: Path) -> set[str]:
    """The modules a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def importing(*names: str, within: tuple[str, ...]) -> set[str]:
    """The modules of some folders that import one of `names`, or something in it."""
    begins = tuple(f"{name}." for name in names)
    return {
        name_of(path)
        for path in modules(*within)
        if any(f"{one}.".startswith(begins) for one in imported(path))
    }


def test_only_pages_and_what_puts_vart_together_know_the_channels() -> None:
    known = importing("bot.channels", within=FOLDERS)
    allowed = ("bot/channels/", "bench/", *PAGES, *TOGETHER)
    assert known
    assert {name for name in known if not name.startswith(allowed)} == set()


def test_what_decides_and_stores_knows_neither_channels_nor_pages() -> None:
    known = importing(*OUTER, within=INNER)
    assert {name for name in known if not name.startswith(PAGES)} == set()


def test_the_two_pythons_do_not_know_each_other() -> None:
    assert importing("rasa", within=("bot", "actions")) == set()
    assert importing("bot", within=("nlu",)) == set()


def folders_of(folder: Path) -> set[str]:
    """The packages in a folder of ours, as a page names them."""
    return {f"{name_of(path.parent)}/" for path in folder.glob("*/__init__.py")}


def test_the_page_of_the_architecture_knows_every_folder() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`(bot/[a-z/]+/)`", page.partition("## Where things live")[2]))
    there = (
        folders_of(ROOT / "bot") | folders_of(ROOT / "bot" / "channels") | folders_of(ROOT / "bot" / "editor")
    )
    assert named == there


def test_the_first_page_knows_every_folder() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()}
    top = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    shown = {name for name in top - ignored if not name.endswith(".egg-info")}
    assert set(re.findall(r"^\| `([a-z]+)/` \|", page, re.MULTILINE)) == shown - {"__pycache__"}
    (row,) = re.findall(r"^\| `bot/` \| the app: (.+) \|$", page, re.MULTILINE)
    assert set(re.findall(r"`([a-z]+)`", row)) == {name.split("/")[1] for name in folders_of(ROOT / "bot")}
