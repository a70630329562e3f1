"""Phone numbers: from the way they are written to the digits a phone dials."""

import re
from collections.abc import Mapping
from typing import Final

import phonenumbers

from bot.content.schema import ShortNumber

_WRITTEN: Final = re.compile(r"\+?\d[\d ()\u00a0\u2011-]*", re.ASCII)
_BETWEEN: Final = re.compile(r"[^\d+]")


def dial(number: str, short_numbers: Mapping[str, ShortNumber]) -> str:
    """The digits to dial, for a `tel:` link.

    Args:
        number: A number as it is written for people, "0910-73 50 00" or "116 111".
        short_numbers: The short numbers, which are dialled exactly as they stand.

    Returns:
        E.164 ("+46910735000"), or the short number itself ("116111").

    Raises:
        ValueError: Nobody can be reached by dialling this.
    """
    if not _WRITTEN.fullmatch(number.strip()):
        raise ValueError("not written as a phone number")
    digits = _BETWEEN.sub("", number)
    if any(digits == short.tel for short in short_numbers.values()):
        return digits
    try:
        parsed = phonenumbers.parse(number, "SE")
    except phonenumbers.NumberParseException as error:
        raise ValueError("not a phone number") from error
    if not phonenumbers.is_valid_number(parsed):
        raise ValueError("not a number in use in its country")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
