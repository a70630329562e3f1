"""Shows that long work goes on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

EVERY = 10.0


@contextmanager
def ticking(say: Callable[[str], None], every: float = EVERY) -> Iterator[None]:
    """Tell how long the block has taken, again and again until it ends.

    Args:
        say: Is told a line; called from a thread of its own.
        every: Seconds between two lines.
    """
    begun, done = time.monotonic(), Event()

    def tick() -> None:
        while not done.wait(every):
            say(f"  … {time.monotonic() - begun:.0f} s")

    thread = Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
