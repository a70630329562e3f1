"""Twilio's API, through its own library, over a client that knows our time-outs and both tokens."""

import asyncio
import logging
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
from twilio.base import values
from twilio.base.exceptions import TwilioException
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from bot.sms.provider import Busy, Letter, Rejected, Report, Unsure
from bot.sms.status import ACCEPTED, from_twilio

TIMEOUT = 10.0
_MOST_VALIDITY = 14_400
# How far our clock and Twilio's may differ when a message is looked up.
_SKEW = timedelta(minutes=1)
# These never reached Twilio; whatever else fails may have.
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class TwilioProvider:
    """Sends by Twilio.

    Args:
        account: Account SID.
        tokens: Auth tokens, the primary first; the next is tried where one is not accepted.
        sender: A number, or the SID of a Messaging Service.
        base: Address of the API.
        callback: Where Twilio reports the status, if it can reach us.
        timeout: Seconds a request may take in all.
    """

    def __init__(
        self,
        account: str,
        tokens: tuple[str, ...],
        sender: str,
        base: str,
        callback: str | None,
        timeout: float = TIMEOUT,
    ) -> None:
        self._http = _Http(base, account, tokens, timeout)
        self._messages = Client(account, tokens[0], http_client=self._http).messages
        self._sender = {"messaging_service_sid" if sender.startswith("MG") else "from_": sender}
        self._callback = callback

    async def send(self, letter: Letter) -> Report:
        """Create the message."""
        callback = f"{self._callback}?sms={letter.row}" if self._callback else values.unset
        validity = values.unset if letter.valid_for is None else _seconds(letter.valid_for)
        return await _understood(
            self._messages.create_async(
                to=letter.to,
                body=letter.text,
                status_callback=callback,
                validity_period=validity,
                **self._sender,
            )
        )

    async def find(self, letter: Letter) -> list[Report]:
        """Messages to the same number with the same words, since it was written."""
        since = letter.created_at - _SKEW
        try:
            sent = await self._messages.list_async(to=letter.to, limit=100)
        except TwilioException as error:
            raise Rejected(_code(error)) from None
        except (ValueError, KeyError, TypeError):
            raise Unsure from None
        alike = [
            message
            for message in sent
            if (message.body or "").strip() == letter.text.strip()
            and str(message.direction).startswith("outbound")
            and (message.date_created is None or message.date_created >= since)
        ]
        return [_report(message) for message in reversed(alike)]

    async def ask(self, sid: str) -> Report:
        """Fetch the message."""
        return await _understood(self._messages(sid).fetch_async())

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()


async def _understood(asked: Any) -> Report:
    try:
        return _report(await asked)
    except TwilioException as error:
        # Neither the error's text nor its address may be kept: they hold the number.
        raise Rejected(_code(error)) from None
    except (ValueError, KeyError, TypeError):
        # Something else than Twilio answered, such as a proxy with a page.
        raise Unsure from None


def _report(message: MessageInstance) -> Report:
    if not message.sid:
        raise ValueError("no sid")
    # A status that is new to us says at least that Twilio has it.
    return Report(message.sid, from_twilio(str(message.status)) or ACCEPTED, message.error_code)


def _code(error: TwilioException) -> int | None:
    code = getattr(error, "code", None)
    return code if isinstance(code, int) else None


def _seconds(valid_for: float) -> int:
    return max(1, min(_MOST_VALIDITY, int(valid_for)))


class _Http(AsyncHttpClient):  # type: ignore[misc] # the library carries no types
    """What the library sends its requests with; it logs nothing, and types what fails."""

    def __init__(self, base: str, account: str, tokens: tuple[str, ...], timeout: float) -> None:
        super().__init__(logging.getLogger(__name__), is_async=True)
        self._base, self._account, self._tokens, self._limit = base, account, tokens, timeout
        self._client = httpx.AsyncClient(timeout=timeout)

    async def request(  # noqa: PLR0913, RUF100 (the library's signature)
        self,
        method: str,
        uri: str,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,  # noqa: ARG002 (ours: there may be two)
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        allow_redirects: bool = False,  # noqa: ARG002
    ) -> Response:
        """Answer one request of the library's.

        Raises:
            Busy: It was not taken, and may be tried again.
            Unsure: It may have been taken.
        """
        request = {"params": params, "data": data, "headers": headers}
        parts = urlsplit(uri)
        address = f"{self._base}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        for token in self._tokens:
            answer = await self._send(method, address, request, token)
            if answer.status_code != httpx.codes.UNAUTHORIZED:
                break
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise Busy(_retry_after(answer))
        if answer.is_server_error:
            raise Unsure
        return Response(answer.status_code, answer.text, answer.headers)

    async def _send(self, method: str, address: str, request: dict[str, Any], token: str) -> httpx.Response:
        try:
            async with asyncio.timeout(self._limit):
                return await self._client.request(method, address, auth=(self._account, token), **request)
        except _NEVER_LEFT:
            raise Busy from None
        except (httpx.HTTPError, TimeoutError):
            raise Unsure from None

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _retry_after(answer: httpx.Response) -> float:
    try:
        return min(60.0, max(0.1, float(answer.headers.get("Retry-After", "1"))))
    except ValueError:
        return 1.0
