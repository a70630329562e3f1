"""Long work says that it goes on, and stops saying so."""

from threading import Event

import pytest

from bot.cli.progress import ticking


def test_it_is_told_that_the_work_goes_on() -> None:
    said: list[str] = []
    heard = Event()

    def say(line: str) -> None:
        said.append(line)
        heard.set()

    with ticking(say, every=0.001):
        assert heard.wait(timeout=10)
    told = len(said)
    assert said[0] == "  … 0 s"
    assert len(said) == told


def test_nothing_is_told_of_quick_work() -> None:
    said: list[str] = []
    with ticking(said.append):
        pass
    assert said == []


def test_it_ends_with_the_work_when_that_fails() -> None:
    said: list[str] = []
    with pytest.raises(ValueError, match="gick inte"), ticking(said.append):
        raise ValueError("gick inte")
    assert said == []
