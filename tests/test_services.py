"""The parts of Vart start in order and stop in reverse, whatever happens between."""

from dataclasses import dataclass
from typing import Any, cast

import pytest
from sqlalchemy.exc import OperationalError

from bot.gateway.maintenance import Maintenance
from bot.services import Closing, NoKeeper, Services, Warming
from tests.waiting import until


@dataclass
class Part:
    name: str
    told: list[str]
    fails: bool = False

    async def start(self) -> None:
        if self.fails:
            raise RuntimeError(self.name)
        self.told.append(f"+{self.name}")

    async def stop(self) -> None:
        self.told.append(f"-{self.name}")


class Ends:
    """Stands in for the events and the gateway at the end."""

    def close_all(self) -> None: ...

    async def settle(self, _: float) -> None: ...


def services(*parts: Any, **more: Any) -> Services:
    given = dict.fromkeys(("settings", "clock", "conversations", "limits", "library", "brain_state"))
    return Services(**cast(Any, given | {"events": Ends(), "gateway": Ends(), "parts": parts} | more))


async def test_parts_start_in_order_and_stop_in_reverse() -> None:
    told: list[str] = []
    async with services(Part("a", told), Part("b", told)).running():
        assert told == ["+a", "+b"]
    assert told == ["+a", "+b", "-b", "-a"]


async def test_what_has_started_stops_when_the_next_cannot_start() -> None:
    told: list[str] = []
    with pytest.raises(RuntimeError):
        async with services(Part("a", told), Part("b", told, fails=True), Part("c", told)).running():
            raise AssertionError("it must not run")
    assert told == ["+a", "-a"]


async def test_the_small_parts_do_what_they_say() -> None:
    told: list[str] = []

    async def close() -> None:
        told.append("closed")

    async with services(Closing(close), Warming(lambda: told.append("warm")), NoKeeper()).running():
        assert told == ["warm"]
    assert told == ["warm", "closed"]


async def test_warming_that_fails_stops_nothing() -> None:
    def fails() -> None:
        raise RuntimeError

    async with services(Warming(fails)).running():
        pass


def test_a_directory_that_has_not_started_is_not_ready() -> None:
    class Library:
        @property
        def snapshot(self) -> object:
            raise RuntimeError("not started")

    assert not services(library=Library).directory_ready()


@pytest.mark.parametrize(
    "error", [OperationalError("DELETE", {}, Exception("locked")), TypeError("nobody thought of it")]
)
async def test_the_purge_goes_on_after_it_failed(error: Exception) -> None:
    purges = 0

    async def purge() -> int:
        nonlocal purges
        purges += 1
        if purges == 1:
            raise error
        return 0

    maintenance = Maintenance(purge, every=0.01)
    await maintenance.start()
    await until(lambda: purges >= 3)
    task = maintenance._task
    await maintenance.stop()
    assert task is not None
    assert task.cancelled()
