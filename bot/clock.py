"""The time, as a value that can be handed in, so that tests can set it."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
Clock = Callable[[], datetime]


def now_in_sweden() -> datetime:
    """The time now, aware, as clocks on Swedish walls show it."""
    return datetime.now(STOCKHOLM)
