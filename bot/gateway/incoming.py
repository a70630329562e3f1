"""What a person sent, cleaned, in the same form whichever channel it came through."""

import hashlib
import unicodedata
from dataclasses import dataclass, field

from bot.errors import ApiError
from bot.gateway import payloads

MAX_TEXT = 4_000
# Line breaks and tabs carry meaning; every other control character or lone surrogate is noise, or
# an attempt to confuse what reads the text next.
_KEPT_CONTROLS = frozenset("\n\t")
_NOISE = frozenset({"Cc", "Cs"})
_INVISIBLE = _NOISE | {"Cf", "Zs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of a person: a text they wrote, or the payload of a choice they pressed.

    Attributes:
        text: What they wrote, cleaned; None when they pressed a choice.
        payload: The payload of the choice, known to be in the grammar; None when they wrote.
        id: The client's own id of the message, for safe retries.
        phone: The number it was sent from, where the channel knows it; kept nowhere unasked.
    """

    text: str | None = None
    payload: str | None = None
    id: str | None = None
    phone: str | None = field(default=None, repr=False)

    @classmethod
    def read(
        cls, text: str | None, payload: str | None, id: str | None = None, phone: str | None = None
    ) -> "Incoming":
        """Clean and check what a channel received.

        Raises:
            ApiError: It is empty, too long, both or neither, or not a payload of ours.
        """
        if (text is None) == (payload is None):
            raise ApiError("text_or_payload")
        if payload is not None:
            try:
                payloads.parse(payload)
            except payloads.PayloadError:
                raise ApiError("payload_unknown") from None
            return cls(payload=payload, id=id, phone=phone)
        return cls(text=clean(text or ""), id=id, phone=phone)

    def key(self, conversation: str) -> tuple[str, str] | None:
        """What makes two messages the same message; None when the client gave no id.

        The content is part of it: an id used again for other words must never be answered with
        an older reply, least of all when the new words need help at once.
        """
        if self.id is None:
            return None
        parts = "\0".join((self.id, self.text or "", self.payload or ""))
        return conversation, hashlib.sha256(parts.encode(errors="surrogatepass")).hexdigest()


def clean(text: str) -> str:
    """Normalise a text to NFC without control characters.

    Raises:
        ApiError: Nothing is left, or too much.
    """
    # Line ends of other systems become ours before control characters go.
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    normal = unicodedata.normalize("NFC", unified)
    kept = "".join(
        character
        for character in normal
        if character in _KEPT_CONTROLS or unicodedata.category(character) not in _NOISE
    ).strip()
    if all(unicodedata.category(character) in _INVISIBLE for character in kept):
        raise ApiError("text_empty")
    if len(kept) > MAX_TEXT:
        raise ApiError("text_too_long")
    return kept
