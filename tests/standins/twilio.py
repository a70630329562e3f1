"""A Twilio of our own, after Twilio's published API: messages, errors, signatures; misbehaves when told.

Followed: https://www.twilio.com/docs/messaging/api/message-resource, /docs/usage/twilios-response,
/docs/usage/security#validating-requests, /docs/messaging/guides/webhook-request.
"""

import asyncio
import base64
import hashlib
import hmac
import re
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Literal

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock

ACCOUNT = "AC" + "0" * 32
NUMBER = "+46766860000"
SERVICE = "MG" + "1" * 32
TOKEN = "the-first-token"
OTHER_TOKEN = "the-second-token"

# How one POST may go wrong; every other one goes well.
Fault = Literal["429", "500", "503", "502 page", "401", "taken, no answer", "lost, no answer"]
_MESSAGES = {
    20003: (401, "Authenticate"),
    20404: (404, "The requested resource was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "Internal Server Error"),
    20503: (503, "Service unavailable"),
    21211: (400, "The 'To' number is not a valid phone number."),
    21602: (400, "Message body is required."),
    21604: (400, "The destination 'To' phone number is required."),
    21606: (400, "The From phone number is not a valid, SMS-capable number of this account."),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21614: (400, "'To' number is not a valid mobile number"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit."),
}
_ERRORS: dict[str, int] = {"429": 20429, "500": 20500, "503": 20503, "401": 20003}


def signature(token: str, url: str, form: Mapping[str, str]) -> str:
    """X-Twilio-Signature: the address, and every field sorted by name, under HMAC-SHA1."""
    signed = url + "".join(f"{name}{form[name]}" for name in sorted(form))
    return base64.b64encode(hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()).decode()


def new_sid(kind: str = "SM") -> str:
    """A SID that nobody had before."""
    return kind + secrets.token_hex(16)


def inbound(text: str, sender: str = "+46701740605", sid: str | None = None, **more: str) -> dict[str, str]:
    """The fields of an SMS that came in."""
    sid = sid or new_sid()
    return {
        "ToCountry": "SE", "ToState": "", "SmsMessageSid": sid, "NumMedia": "0", "ToCity": "",
        "SmsSid": sid, "SmsStatus": "received", "FromCountry": "SE", "Body": text, "To": NUMBER,
        "NumSegments": "1", "MessageSid": sid, "AccountSid": ACCOUNT, "From": sender,
        "ApiVersion": "2010-04-01", **more,
    }  # fmt: skip


@dataclass
class Twilio:
    """The provider.

    Attributes:
        clock: Its time.
        tokens: Those that open the account.
        faults: What happens to the next POSTs, one after the other.
        refused: Numbers it does not send to, with the error code.
        on_taken: Called with a message before its POST is answered.
        sent: Every message it has taken, in order.
        asked: Every request: method and path.
        patience: Seconds that a POST without an answer hangs.
    """

    clock: Clock = lambda: datetime.now(UTC)
    tokens: set[str] = field(default_factory=lambda: {TOKEN})
    faults: deque[Fault] = field(default_factory=deque)
    refused: dict[str, int] = field(default_factory=dict)
    on_taken: Callable[[dict[str, Any]], Awaitable[None]] | None = None
    sent: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    patience: float = 1.0

    @property
    def app(self) -> Starlette:
        """What to serve."""
        path = "/2010-04-01/Accounts/{account}/Messages"
        return Starlette(
            routes=[
                Route(f"{path}.json", self._create, methods=["POST"]),
                Route(f"{path}.json", self._list, methods=["GET"]),
                Route(f"{path}/{{sid}}.json", self._fetch, methods=["GET"]),
            ]
        )

    def texts(self, to: str | None = None) -> list[str]:
        """The bodies it has taken, in order."""
        return [message["body"] for message in self.sent if to in {None, message["to"]}]

    async def _create(self, request: Request) -> Response:
        self.asked.append(("POST", request.url.path))
        fault = self.faults.popleft() if self.faults else None
        if fault == "lost, no answer":
            await asyncio.sleep(self.patience)
        if fault == "502 page":
            return PlainTextResponse("<html>Bad gateway</html>", 502)
        form = {name: str(value) for name, value in (await request.form()).items()}
        code = _ERRORS.get(fault or "") or self._unauthorised(request) or self._fault_of(form)
        if code is not None:
            return self._error(code)
        message = self._message(form)
        self.sent.append(message)
        if self.on_taken is not None:
            await self.on_taken(message)
        if fault == "taken, no answer":
            await asyncio.sleep(self.patience)
        return JSONResponse(self._shown(message), 201)

    async def _list(self, request: Request) -> Response:
        self.asked.append(("GET", request.url.path))
        if (code := self._unauthorised(request)) is not None:
            return self._error(code)
        to, size = request.query_params.get("To"), int(request.query_params.get("PageSize", "50"))
        start = int(request.query_params.get("Page", "0")) * size
        found = [message for message in reversed(self.sent) if to in {None, message["to"]}]
        page = {"page": start // size, "page_size": size, "uri": request.url.path, "next_page_uri": None}
        if len(found) > start + size:
            to_part = f"&To={to.replace('+', '%2B')}" if to else ""
            page["next_page_uri"] = f"{request.url.path}?PageSize={size}&Page={start // size + 1}{to_part}"
        shown = [self._shown(message) for message in found[start : start + size]]
        return JSONResponse(page | {"messages": shown, "start": start, "end": start + len(shown)})

    async def _fetch(self, request: Request) -> Response:
        self.asked.append(("GET", request.url.path))
        if (code := self._unauthorised(request)) is not None:
            return self._error(code)
        for message in self.sent:
            if message["sid"] == request.path_params["sid"]:
                return JSONResponse(self._shown(message))
        return self._error(20404)

    def _unauthorised(self, request: Request) -> int | None:
        given = request.headers.get("Authorization", "").removeprefix("Basic ")
        account, _, token = base64.b64decode(given).decode().partition(":")
        known = account == request.path_params["account"] == ACCOUNT and token in self.tokens
        return None if known else 20003

    def _fault_of(self, form: Mapping[str, str]) -> int | None:
        to, body = form.get("To", ""), form.get("Body", "")
        sender = form.get("From") or form.get("MessagingServiceSid")
        wrong = (
            (21604, not to),
            (21211, not re.fullmatch(r"\+[1-9]\d{6,14}", to)),
            (21602, not body),
            (21617, len(body) > 1600),
            (21606, sender not in {NUMBER, SERVICE}),
        )
        return next((code for code, found in wrong if found), self.refused.get(to))

    def _message(self, form: Mapping[str, str]) -> dict[str, Any]:
        sid, now = new_sid(), format_datetime(self.clock().astimezone(UTC))
        service = form.get("MessagingServiceSid")
        return {
            "account_sid": ACCOUNT, "api_version": "2010-04-01", "body": form["Body"], "date_created": now,
            "date_sent": None, "date_updated": now, "direction": "outbound-api", "error_code": None,
            "error_message": None, "from": None if service else form["From"],
            "messaging_service_sid": service, "num_media": "0", "num_segments": "0" if service else "1",
            "price": None, "price_unit": "SEK", "sid": sid, "status": "accepted" if service else "queued",
            "subresource_uris": {}, "to": form["To"], "form": dict(form),
            "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{sid}.json",
        }  # fmt: skip

    def _shown(self, message: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in message.items() if name != "form"}

    def _error(self, code: int) -> Response:
        status, text = _MESSAGES[code]
        body = {"code": code, "message": text, "more_info": f"https://www.twilio.com/docs/errors/{code}"}
        headers = {"Retry-After": "2"} if status == 429 else {}
        return JSONResponse(body | {"status": status}, status, headers=headers)


async def calls_back(
    http: httpx.AsyncClient, message: dict[str, Any], status: str, error_code: int | None = None
) -> httpx.Response:
    """Report the status of a message where its sender asked for it, and show it in the API from now on."""
    message |= {"status": status, "error_code": error_code}
    form = {
        "SmsSid": message["sid"], "SmsStatus": status, "MessageStatus": status, "To": message["to"],
        "MessageSid": message["sid"], "AccountSid": ACCOUNT, "From": message["from"] or NUMBER,
        "ApiVersion": "2010-04-01",
    }  # fmt: skip
    if error_code is not None:
        form["ErrorCode"] = str(error_code)
    url = message["form"]["StatusCallback"]
    return await http.post(url, data=form, headers={"X-Twilio-Signature": signature(TOKEN, url, form)})
