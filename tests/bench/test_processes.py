"""Processes of the bench: weighed with all they started, and never left behind."""

import os
import sys
from pathlib import Path

import pytest

from bench import processes
from bench.processes import Child, megabytes, tree, variables
from tests.waiting import until

_WAITS = "import time; time.sleep(60)"
_PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{_WAITS}'])"


@pytest.fixture(autouse=True)
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "LOGS", tmp_path / "log")


def _child(code: str, tmp_path: Path) -> Child:
    return Child("test", (sys.executable, "-c", code), tmp_path, variables())


async def test_a_tree_holds_the_children_of_children(tmp_path: Path) -> None:
    with _child(_PARENT, tmp_path) as child:
        await until(lambda: len(tree(child.pid)) == 2)
        await until(lambda: megabytes(tree(child.pid)[1:]) > 1)
        assert megabytes([child.pid]) > megabytes(tree(child.pid)[1:])
        assert tree(os.getpid())[0] == os.getpid()
        assert set(tree(child.pid)) <= set(tree(os.getpid()))


async def test_nothing_is_left_of_a_child_that_was_ended(tmp_path: Path) -> None:
    with _child(_PARENT, tmp_path) as child:
        await until(lambda: len(tree(child.pid)) == 2)
        pids = tree(child.pid)
    await until(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() for pid in pids))


def test_nothing_is_left_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), _child(_PARENT, tmp_path) as child:
        raise ZeroDivisionError
    assert not Path(f"/proc/{child.pid}").exists()


def test_a_child_that_ended_by_itself_is_told(tmp_path: Path) -> None:
    with _child("print('gone')", tmp_path) as child:
        assert child.wait(20) == 0
        with pytest.raises(RuntimeError, match=r"test\.log"):
            child.check()
        assert child.log.read_text() == "gone\n"


def test_what_is_gone_weighs_nothing() -> None:
    assert megabytes([2**22 + 1]) == 0
