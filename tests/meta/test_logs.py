"""No log line holds what a person wrote, a number or a secret, whatever is logged and whoever logs it."""

import ast
import io
import json
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import NAMES, NUMBERS, configure_logs, get_logger
from bot.settings import ROOT
from tests.captured import captured_logs, untouched_logging

WORDS = "Jag vill inte leva längre, ring 070-174 06 05"
# Every piece of it that would tell something.
PIECES = ("leva", "ngre", "070-174", "06 05")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    with captured_logs() as stream:
        yield stream


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def silent(stream: io.StringIO) -> bool:
    return not any(piece in stream.getvalue() for piece in PIECES)


def test_a_line_of_ours_says_what_happened(stream: io.StringIO) -> None:
    get_logger().info("turn", mode="rasa", ms=12)
    [line] = lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "turn", "mode": "rasa", "ms": 12, "level": "info"}


def test_words_are_dropped_wherever_they_stand(stream: io.StringIO) -> None:
    logger = get_logger()
    logger.info(WORDS)
    logger.info("turn", text=WORDS, reason=WORDS, count=WORDS, mode=[WORDS], where={"a": WORDS})
    logger.bind(text=WORDS, reason=WORDS).error("turn")
    logger.info("turn", **{WORDS: 1})
    assert silent(stream)
    assert len(lines(stream)) == 4


@pytest.mark.parametrize("value", ["46701740605", "070-1740605x" * 20, "två ord", "å", ""])
def test_a_name_is_an_identifier_of_ours(stream: io.StringIO, value: str) -> None:
    get_logger().info("turn", reason=value)
    assert "reason" not in lines(stream)[0]


def test_of_an_exception_only_class_and_place_are_kept(stream: io.StringIO) -> None:
    def fails(text: str) -> None:
        raise ValueError(text) from KeyError(text)

    try:
        fails(WORDS)
    except ValueError as error:
        get_logger().error("failed", exc_info=error)
        get_logger().error("failed", exc_info=True)
        get_logger().exception("failed")
    assert silent(stream)
    for line in lines(stream):
        assert line["error"] == "ValueError"
        assert line["frames"][-1].startswith("meta/test_logs.py:")
        assert line["frames"][-1].endswith(":fails")


def test_a_library_that_logs_words_tells_only_where(stream: io.StringIO) -> None:
    logger = logging.getLogger("httpx")
    logger.error("sent %s", WORDS)
    logger.critical(WORDS, extra={"text": WORDS}, stack_info=True)
    try:
        raise RuntimeError(WORDS)
    except RuntimeError:
        logger.exception(WORDS)
    logger.error("%d", WORDS)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(WORDS, UserWarning, stacklevel=1)
    assert silent(stream)
    found = lines(stream)
    assert len(found) == 5
    assert {line["event"] for line in found} == {"library_log"}
    assert found[0]["logger"] == "httpx"
    assert found[0]["where"].startswith("meta/test_logs.py:")


def test_quiet_libraries_stay_quiet(stream: io.StringIO) -> None:
    logging.getLogger("sqlalchemy.engine").info("INSERT %s", WORDS)
    logging.getLogger("aiosqlite").debug("executing %s", WORDS)
    assert stream.getvalue() == ""


class Hostile:
    """A value that fails when it is looked at."""

    def __repr__(self) -> str:  # noqa: D105 (a test)
        raise RuntimeError(WORDS)

    __str__ = __repr__


def test_a_line_that_cannot_be_cleaned_is_dropped(stream: io.StringIO) -> None:
    class Reason(str):
        def __len__(self) -> int:
            raise RuntimeError(WORDS)

    get_logger().info("turn", reason=Reason(WORDS), count=Hostile(), exc_info=Hostile())
    assert silent(stream)
    assert len(lines(stream)) == 1


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), ValueError("closed")])
def test_a_log_that_cannot_be_written_stops_nobody(fault: Exception) -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise fault

    with untouched_logging():
        configure_logs("debug", Full())
        get_logger().error("turn", mode="rasa")
        logging.getLogger("httpx").error(WORDS)


ANY_VALUE = st.recursive(
    st.text() | st.integers() | st.floats(allow_nan=False) | st.none() | st.binary() | st.just(WORDS),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.text(), st.dictionaries(st.sampled_from(sorted(NAMES | NUMBERS)) | st.text(min_size=1), ANY_VALUE))
def test_whatever_is_logged_is_one_clean_line(event: str, more: dict[str, Any]) -> None:
    more = {key: value for key, value in more.items() if key not in {"event", "self"}}
    with captured_logs() as stream:
        get_logger().info(event, **more)
    [line] = lines(stream)
    assert set(line) <= NAMES | NUMBERS | {"event", "level", "timestamp", "frames"}
    assert silent(stream)


def calls_of_loggers(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Call)
            and isinstance(node.func.value.func, ast.Name)
            and node.func.value.func.id == "get_logger"
        ):
            yield node


@pytest.mark.parametrize(
    "path", sorted((ROOT / "bot").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_our_code_logs_constant_events_under_known_keys(path: Path) -> None:
    for call in calls_of_loggers(ast.parse(path.read_text(encoding="utf-8"))):
        if path.name == "logs.py":
            continue
        [event] = call.args
        assert isinstance(event, ast.Constant), ast.unparse(call)
        keys = {keyword.arg for keyword in call.keywords}
        assert keys <= NAMES | NUMBERS | {"exc_info"}, ast.unparse(call)


@pytest.mark.parametrize("package", ["bot", "actions", "nlu"])
def test_nothing_but_the_command_line_prints(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        printed = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        ]
        assert not printed, path
