"""What Telegram posts, where it can reach us."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request, Response

from bot.channels.web.access import ServicesOf, rule
from bot.errors import ApiError
from bot.logs import get_logger
from bot.services import TelegramDoor

router = APIRouter(prefix="/webhooks/telegram")


@rule
async def telegram(
    services: ServicesOf,
    given: Annotated[str, Header(alias="X-Telegram-Bot-Api-Secret-Token")] = "",
) -> TelegramDoor:
    """Open to Telegram, by the secret that it was given.

    Raises:
        ApiError: There is no webhook here, or the secret is another.
    """
    door = services.telegram
    if door is None or door.secret is None:
        raise ApiError("not_found")
    if not hmac.compare_digest(given.encode(errors="replace"), door.secret.encode()):
        get_logger().warning("webhook_refused", component="telegram")
        raise ApiError("unsigned")
    return door


@router.post("")
async def receive(request: Request, door: Annotated[TelegramDoor, Depends(telegram)]) -> Response:
    """Store an update; it is answered after this.

    Raises:
        ApiError: It is no update.
    """
    data = None
    try:
        data = await request.json()
        await door.receive(data)
    except ValueError:
        if not (isinstance(data, dict) and isinstance(data.get("update_id"), int)):
            raise ApiError("malformed") from None
        # Telegram sends again what is refused, and it would be as unusable then.
        get_logger().warning("update_not_usable", component="telegram", reason="form")
    return Response(status_code=200)
