"""Errors as people meet them: one JSON shape for the API, one sentence for the operator."""

from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.malformed import sentence_of

_URGENT = "Är det akut, ring 112."

# Code -> status and the sentence a person reads. Those who may be cut off in the middle of
# something serious are told where to turn at once.
CATALOGUE: dict[str, tuple[int, str]] = {
    "unauthorized": (401, "Samtalet kunde inte öppnas. Ladda om sidan för att börja ett nytt."),
    "unsigned": (403, "Anropet är inte signerat av den tjänst som ska skicka det."),
    "metrics_closed": (403, "Mätvärdena visas bara för övervakningen."),
    "not_found": (404, "Sidan finns inte."),
    "conversation_unknown": (404, "Samtalet finns inte längre. Ladda om sidan för att börja ett nytt."),
    "method_not_allowed": (405, "Så går det inte att anropa adressen."),
    "body_too_large": (413, f"Meddelandet är för stort. Skriv det viktigaste i några meningar. {_URGENT}"),
    "text_too_long": (
        413,
        f"Texten är för lång, högst 4 000 tecken får plats. Skriv det viktigaste i några meningar. {_URGENT}",
    ),
    "text_empty": (422, "Meddelandet är tomt. Skriv med egna ord vad du behöver hjälp med."),
    "malformed": (422, "Meddelandet gick inte att läsa. Det ska vara JSON i UTF-8."),
    "parameter_unusable": (422, "En parameter i adressen har ett värde som inte går att använda."),
    "text_or_payload": (422, "Skicka antingen text eller payload, inte båda och inte ingen."),
    "payload_unknown": (422, "Knappen går inte att använda. Skriv med egna ord i stället."),
    "too_many": (
        429,
        f"Det kom många meddelanden på kort tid. Vänta en liten stund och skriv igen. {_URGENT}",
    ),
    "too_often": (429, "Det kom många anrop på kort tid. Vänta en liten stund och försök igen."),
    "internal": (500, f"Något gick fel hos oss. Försök igen om en liten stund. {_URGENT}"),
    "unavailable": (503, f"Det går inte just nu. Försök igen om en liten stund. {_URGENT}"),
}
_BY_STATUS = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large", 503: "unavailable"}


class StartError(Exception):
    """Something the operator has to put right; the text is one clear sentence in Swedish."""


class ApiError(Exception):
    """A request that cannot be answered as asked.

    Args:
        code: Key of `CATALOGUE`, also the `code` of the JSON answer.
        retry_after: Seconds to wait, for the Retry-After header.
    """

    def __init__(self, code: str, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


def error_response(code: str, retry_after: float | None = None, message: str | None = None) -> JSONResponse:
    """The JSON answer of an error: `{"error": {"code", "message"}}`.

    Args:
        code: Key of `CATALOGUE`.
        retry_after: Seconds to wait.
        message: A sentence that says more than the one in `CATALOGUE`.
    """
    status, sentence = CATALOGUE[code]
    headers = {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if retry_after is not None:
        headers["Retry-After"] = str(max(1, round(retry_after + 0.5)))
    return JSONResponse(
        {"error": {"code": code, "message": message or sentence}}, status_code=status, headers=headers
    )


async def _api_error(_: Request, error: ApiError) -> JSONResponse:
    return error_response(error.code, error.retry_after)


async def _http_error(_: Request, error: HTTPException) -> JSONResponse:
    # FastAPI answers 400 to a body it cannot decode; to the client that is the same fault as bad JSON.
    response = error_response(_BY_STATUS.get(error.status_code, "malformed"))
    response.headers.update(error.headers or {})
    return response


async def _validation_error(_: Request, error: RequestValidationError) -> JSONResponse:
    # The default answer repeats what was sent; ours never does.
    return error_response("malformed", message=sentence_of(error))


async def _internal_error(_: Request, __: Exception) -> JSONResponse:
    # Starlette raises the error again afterwards; the shield logs it without its words.
    return error_response("internal")


def add_error_handlers(app: FastAPI) -> None:
    """Answer every error of `app` in the one shape."""
    handlers: dict[Any, Any] = {
        ApiError: _api_error,
        HTTPException: _http_error,
        RequestValidationError: _validation_error,
        Exception: _internal_error,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
