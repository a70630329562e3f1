"""Rate limits, locks, the circuit breaker and kept replies."""

import asyncio

import pytest

from bot.gateway.breaker import Breaker
from bot.gateway.limits import Buckets, Limits, Rate, address_key
from bot.gateway.locks import Locks
from bot.gateway.replies import Replies
from tests.gateway.world import FakeClock


def test_a_burst_is_let_through_and_then_the_rate(clock: FakeClock) -> None:
    buckets = Buckets(Rate(burst=3, per_minute=60), clock.seconds)
    assert [buckets.take("a") for _ in range(3)] == [None] * 3
    assert buckets.take("a") == pytest.approx(1)
    assert buckets.take("b") is None
    clock.move(seconds=1)
    assert buckets.take("a") is None
    assert buckets.take("a") is not None
    clock.move(hours=1)
    assert [buckets.take("a") is None for _ in range(4)] == [True, True, True, False]


def test_waiting_as_long_as_told_is_enough(clock: FakeClock) -> None:
    buckets = Buckets(Rate(burst=1, per_minute=7), clock.seconds)
    buckets.take("a")
    wait = buckets.take("a")
    assert wait is not None
    clock.move(seconds=wait + 0.001)
    assert buckets.take("a") is None


def test_buckets_are_bounded(clock: FakeClock) -> None:
    buckets = Buckets(Rate(1, 1), clock.seconds, most=10)
    for number in range(100):
        buckets.take(str(number))
    assert len(buckets) == 10


def test_a_school_behind_one_address_gets_through(clock: FakeClock) -> None:
    limits = Limits(clock.seconds)
    assert all(limits.conversations_of_address.take("school") is None for _ in range(1_500))
    assert all(limits.messages_of_address.take("school") is None for _ in range(6_000))
    assert all(limits.messages.take("one of them") is None for _ in range(20))


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1%eth0", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "unknown"),
        (None, "unknown"),
    ],
)
def test_an_address_is_counted_by_subscriber(host: str | None, key: str) -> None:
    assert address_key(host) == key


async def test_a_lock_is_held_by_one_at_a_time_in_order_and_leaves_nothing_behind() -> None:
    locks = Locks()
    order: list[int] = []

    async def use(number: int) -> None:
        async with locks.hold("a"):
            await asyncio.sleep(0)
            order.append(number)

    await asyncio.gather(*(use(number) for number in range(10)))
    assert order == list(range(10))
    assert len(locks) == 0


async def test_who_stops_waiting_for_a_lock_leaves_the_line() -> None:
    locks = Locks()
    async with locks.hold("a"):
        waiting = asyncio.create_task(locks.hold("a").__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert len(locks) == 0


def test_the_breaker_opens_after_failures_in_a_row(clock: FakeClock) -> None:
    breaker = Breaker(failures=2, seconds=5, clock=clock.seconds)
    breaker.failed()
    assert breaker.allows()
    breaker.succeeded()
    breaker.failed()
    breaker.failed()
    assert breaker.open
    assert not breaker.allows()


def test_an_open_breaker_lets_one_trial_through_each_period(clock: FakeClock) -> None:
    breaker = Breaker(failures=1, seconds=5, clock=clock.seconds)
    breaker.failed()
    clock.move(seconds=5)
    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    breaker.failed()
    clock.move(seconds=4)
    assert not breaker.allows()
    clock.move(seconds=1)
    assert breaker.allows()
    breaker.succeeded()
    assert not breaker.open
    assert [breaker.allows() for _ in range(3)] == [True] * 3


def test_a_held_breaker_waits_for_a_success(clock: FakeClock) -> None:
    breaker = Breaker(clock=clock.seconds)
    breaker.hold()
    clock.move(hours=1)
    assert not breaker.allows()
    breaker.succeeded()
    assert breaker.allows()


class TestReplies:
    """Replies kept by the client's message id."""

    async def test_they_are_kept_for_ten_minutes(self, clock: FakeClock) -> None:
        replies: Replies[int] = Replies(clock.seconds)
        turns = iter(range(10))

        async def turn() -> int:
            return next(turns)

        assert await replies.once(("a", "1"), turn) == 0
        clock.move(minutes=9, seconds=59)
        assert await replies.once(("a", "1"), turn) == 0
        clock.move(seconds=1)
        assert await replies.once(("a", "1"), turn) == 1
        assert await replies.once(None, turn) == 2
        replies.forget("a")
        assert await replies.once(("a", "1"), turn) == 3

    async def test_a_failure_is_not_kept(self) -> None:
        replies: Replies[int] = Replies()

        async def fail() -> int:
            raise ValueError

        async def succeed() -> int:
            return 1

        with pytest.raises(ValueError):  # noqa: PT011 (any)
            await replies.once(("a", "1"), fail)
        assert await replies.once(("a", "1"), succeed) == 1

    async def test_they_are_bounded(self) -> None:
        replies: Replies[int] = Replies(most=5)

        async def turn() -> int:
            return 1

        for number in range(20):
            await replies.once(("a", str(number)), turn)
        assert len(replies._tasks) <= 6
