"""Whether a message may come in: within the limits, or a cry for help."""

from bot.errors import ApiError
from bot.gateway.limits import Buckets
from bot.services import Services


class Admission:
    """One message on its way in, past every limit it meets.

    Many lines in a hurry may be a cry for help: such a line is answered whatever the limits say. To
    read it costs some milliseconds, so that an address may have only so many lines read a minute.

    Args:
        services: What the app is made of.
        address: The key that stands for the client's address in rate limits.
        text: What was written; None for a choice that was pressed.
    """

    def __init__(self, services: Services, address: str, text: str | None) -> None:
        self._services = services
        self._address = address
        self._text = text
        self._cry: bool | None = None

    def within(self, buckets: Buckets, key: str) -> None:
        """Refuse the message when a limit is reached and it is no cry for help.

        Raises:
            ApiError: There have been too many.
        """
        wait = buckets.take(key)
        if wait is not None and not self._is_cry():
            raise ApiError("too_many", retry_after=wait)

    def _is_cry(self) -> bool:
        if self._text is None:
            return False
        if self._cry is None:
            may_be_read = self._services.limits.cries_of_address.take(self._address) is None
            self._cry = may_be_read and self._services.gateway.is_crisis(self._text)
        return self._cry
