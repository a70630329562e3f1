"""Work that is done again and again goes on, whatever goes wrong with it once."""

from collections.abc import Awaitable, Callable

from bot.logs import get_logger


class Steady:
    """Does one job of a loop again and again; what it raises ends neither the loop nor Vart.

    A job that fails every second is said once for each kind of fault, until it works again.

    Args:
        job: Its name in the log.
        component: Whose job it is, for the log.
    """

    def __init__(self, job: str, component: str) -> None:
        self._job = job
        self._component = component
        self._said: set[type[Exception]] = set()

    @property
    def failing(self) -> bool:
        """Whether it failed the last time."""
        return bool(self._said)

    async def run(self, work: Callable[[], Awaitable[object]]) -> bool:
        """Do the job; whether it went well."""
        try:
            await work()
        except Exception as error:  # whatever it is, the next time may go better
            if type(error) not in self._said:
                get_logger().error("job_failed", component=self._component, reason=self._job, exc_info=error)
            self._said.add(type(error))
            return False
        if self._said:
            get_logger().info("job_works_again", component=self._component, reason=self._job)
            self._said.clear()
        return True
