"""What Twilio posts: SMS that come in, and how it goes for those we sent."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import ImmutableMultiDict

from bot.channels.web.access import ServicesOf, rule
from bot.channels.web.integers import LARGEST
from bot.errors import ApiError
from bot.logs import get_logger
from bot.nearness import is_local
from bot.sms.inbox import MalformedSms
from bot.sms.parts import Sms
from bot.sms.provider import Report
from bot.sms.status import from_twilio

_MOST_FIELDS = 500
# No answer by SMS: what there is to say comes from the outbox.
_NO_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'

router = APIRouter(prefix="/webhooks/sms")
Form = ImmutableMultiDict[str, str]


async def sms_of(services: ServicesOf) -> Sms:
    """What sends and receives SMS.

    Raises:
        ApiError: This Vart does neither.
    """
    if services.sms is None:
        raise ApiError("unavailable")
    return services.sms


SmsOf = Annotated[Sms, Depends(sms_of)]


@rule
async def twilio(request: Request, sms: SmsOf) -> Form:
    """Open to Twilio, by its signature; the form it posted.

    Raises:
        ApiError: No form, a wrong signature, or another account.
    """
    try:
        fields = parse_qsl(
            (await request.body()).decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise ApiError("malformed") from None
    form = ImmutableMultiDict(fields)
    url = sms.signatures.signed_url(request.url.path, request.url.query, str(request.url))
    local = is_local(request.client.host if request.client else None, request.headers)
    signature = request.headers.get("X-Twilio-Signature", "")
    if not sms.signatures.accepts(url, form, signature, local):
        get_logger().warning("webhook_refused", component="sms", count=sms.signatures.refused)
        raise ApiError("unsigned")
    return form


TwilioForm = Annotated[Form, Depends(twilio)]


@router.post("")
async def receive(form: TwilioForm, sms: SmsOf) -> Response:
    """Store an SMS; it is worked on after the answer."""
    try:
        await sms.inbox.store(form)
    except MalformedSms:
        raise ApiError("malformed") from None
    except OSError as error:
        get_logger().critical("sms_not_stored", component="sms", exc_info=error)
        # Twilio tries again, and then the fallback address.
        raise ApiError("unavailable") from None
    return Response(_NO_REPLY, media_type="text/xml")


@router.post("/status", status_code=204)
async def status(
    form: TwilioForm, sms: SmsOf, number: Annotated[str | None, Query(alias="sms", max_length=20)] = None
) -> Response:
    """Store how it goes for an SMS of ours; what does not say anything new is answered alike."""
    sid = form.get("MessageSid") or form.get("SmsSid") or ""
    error_code = _number(form.get("ErrorCode"))
    state = from_twilio(form.get("MessageStatus") or form.get("SmsStatus") or "")
    if not 0 < len(sid) <= 64:
        raise ApiError("malformed")
    if state is not None:
        try:
            known = await sms.deliveries.report(Report(sid, state, error_code), _number(number))
        except (SQLAlchemyError, OSError) as error:
            # The provider is asked later anyway.
            get_logger().error("sms_status_not_stored", component="sms", exc_info=error)
            raise ApiError("unavailable") from None
        if not known:
            get_logger().warning("sms_status_unknown", component="sms")
    return Response(status_code=204)


def _number(value: str | None) -> int | None:
    if value is None or not (value.isascii() and value.isdecimal()):
        return None
    return number if (number := int(value)) <= LARGEST else None
