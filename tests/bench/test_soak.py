"""The soak, short: mixed traffic on every channel, everybody answered, memory bounded."""

from bench.soak import soak, town
from tests.gateway.world import faculties


async def test_mixed_traffic_is_answered_and_leaves_nothing_behind() -> None:
    async with town(lambda library: faculties(library=lambda: library)) as made:
        result = await soak(made, messages=180, rounds=3)
        telegram = made.channels.telegram
        assert telegram is not None
        assert result.asked == result.answered == 180
        assert not telegram.intake._tasks
        assert len(telegram.intake._chats) == 0
        # After a day nobody is known any more, here or in the database.
        assert not made.conversations._recent
    assert len(result.memory) == 3
