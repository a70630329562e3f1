"""Reply texts and the code that says them fit together, in both languages."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from bot.content.texts import Texts
from bot.settings import ROOT

_TEXTS = Texts.load()
_SPEAKERS = (
    *sorted((ROOT / "bot" / "answers").glob("*.py")),
    ROOT / "bot" / "gateway" / "fallback.py",
    ROOT / "bot" / "escalation" / "tellings.py",
    ROOT / "bot" / "channels" / "conversing.py",
    ROOT / "bot" / "channels" / "heard.py",
    ROOT / "bot" / "channels" / "seekers.py",
    ROOT / "bot" / "channels" / "telegram" / "answering.py",
)
_KEY = re.compile(r"[a-z_]+\.[a-z_.]+|out_of_scope")


@cache
def _said() -> frozenset[str]:
    """Regular expressions of the keys that the code says; what is filled in matches anything."""
    found: set[str] = set()
    for path in _SPEAKERS:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found |= _keys_of(node, path)
    return frozenset(found)


def _keys_of(node: ast.AST, path: Path) -> set[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say":
        key = node.args[1] if len(node.args) > 1 else node
        if isinstance(key, ast.JoinedStr):
            return {"".join(map(_pattern, key.values))}
        # `Turn.say` hands its key on to `Texts.say`; nobody else makes one up.
        known = isinstance(key, ast.Constant | ast.Name) or path.name == "turn.py"
        assert known, f"{path.name}:{node.lineno} says something unclear"
    # A key that reaches `say` through a variable stands somewhere as a literal.
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value):
        return {re.escape(node.value)}
    return set()


def _pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]+"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_text_that_is_said_exists(language: str) -> None:
    keys = _TEXTS.languages[language]
    assert [said for said in sorted(_said()) if not any(re.fullmatch(said, key) for key in keys)] == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_text_is_said_somewhere(language: str) -> None:
    keys = _TEXTS.languages[language]
    assert [key for key in keys if not any(re.fullmatch(said, key) for said in _said())] == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_whatever_may_be_said_twice_in_a_row_has_two_ways_to_say_it(language: str) -> None:
    once = {"rights.source", "reduced.notice"}
    texts = _TEXTS.languages[language]
    assert [
        key for key, ways in texts.items() if len(set(ways)) < 2 and key not in once and key[:7] != "choice."
    ] == []


@pytest.mark.parametrize(("language", "crisis", "only"), [("sv", "kris", "bara"), ("en", "crisis", "only")])
def test_what_is_remembered_is_told_with_the_crisis_and_not_as_if_that_were_all(
    language: str, crisis: str, only: str
) -> None:
    told = [words for key in ("privacy.stored", "sms.welcome") for words in _TEXTS.languages[language][key]]
    assert [words for words in told if crisis not in words or only in words.split()] == []
