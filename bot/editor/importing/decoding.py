"""The text of a file whose encoding nobody says: UTF-8, UTF-16 or, from an older Excel, Windows-1252."""

import codecs
from typing import Final

from bot.editor.importing.sheet import UnreadableError

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHER_FILES: Final = {
    b"\xd0\xcf\x11\xe0": "Det är en äldre Excel-fil. Välj Spara som och CSV UTF-8, och läs in den filen.",
    b"%PDF": "Det är en PDF. Listan behöver vara en CSV- eller JSON-fil.",
}
_NO_TEXT: Final = "Filen går inte att läsa som text. Spara den som CSV UTF-8 och försök igen."


def decoded(data: bytes) -> str:
    """The text of a file.

    Raises:
        UnreadableError: It is no text.
    """
    for begins, sentence in _OTHER_FILES.items():
        if data.startswith(begins):
            raise UnreadableError(sentence)
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        raise UnreadableError(_NO_TEXT) from None
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        raise UnreadableError(_NO_TEXT)
    return text


def _encoding(data: bytes) -> str:
    if data.startswith(_UTF_16):
        return "utf-16"
    # Latin letters in UTF-16 have a zero in every other byte.
    if data[1:2] == b"\x00":
        return "utf-16-le"
    if data[:1] == b"\x00":
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
