"""One address counts once a day for what it says, and is forgotten when the day is over."""

import pytest

from bot.editor.pages.said import SaidToday
from bot.vault import Fingerprints
from tests.gateway.world import FakeClock


def said_today(clock: FakeClock, most: int = 100) -> SaidToday:
    return SaidToday(Fingerprints(("a-key-for-tests",), "report"), clock, most)


def is_first(said: SaidToday, address: str, what: str) -> bool:
    with said.first(address, what) as first:
        return first


def test_the_same_from_the_same_address_is_first_once_a_day() -> None:
    clock = FakeClock()
    said = said_today(clock)
    assert is_first(said, "192.0.2.1", "halsan phone")
    assert not is_first(said, "192.0.2.1", "halsan phone")
    assert is_first(said, "192.0.2.1", "halsan hours")
    assert is_first(said, "192.0.2.1", "jouren phone")
    assert is_first(said, "192.0.2.2", "halsan phone")
    clock.move(days=1)
    assert is_first(said, "192.0.2.1", "halsan phone")
    assert len(said) == 1


def test_what_could_not_be_noted_may_be_said_again() -> None:
    said = said_today(FakeClock())
    with pytest.raises(OSError, match="full"), said.first("192.0.2.1", "halsan phone"):
        raise OSError("full")
    assert is_first(said, "192.0.2.1", "halsan phone")


def test_no_more_is_kept_than_was_said() -> None:
    said = said_today(FakeClock(), most=2)
    for number in range(5):
        assert is_first(said, f"192.0.2.{number}", "halsan phone")
    assert len(said) == 2
