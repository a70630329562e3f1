"""Counts and splits SMS as the phone network does: GSM-7 where it can be, UCS-2 where it must be."""

import re
import unicodedata

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Sent as an escape and a second septet; the two never stand in different segments.
_ESCAPED = "^{}\\[~]|€\f"
_SEPTETS = dict.fromkeys(_BASIC, 1) | dict.fromkeys(_ESCAPED, 2)

# Units of one segment alone, and of one of several (each of those begins with a header).
_GSM7 = (160, 153)
_UCS2 = (70, 67)

# What has an equal that costs less; one such character would halve the length of an SMS.
_EQUALS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´′ʼ", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\t\u00a0\u2002\u2003\u2007\u2009\u200a\u202f", " "),
        **dict.fromkeys("\u2028\u2029\u0085\v\f", "\n"),
        **dict.fromkeys("\u200b\u2060\ufeff\u00ad", ""),
        "…": "...",
        "•": "-",
        "·": "-",
        "đ": "d",
        "Đ": "D",
        "ŧ": "t",
        "Ŧ": "T",
        "ŋ": "n",
        "Ŋ": "N",
        "ł": "l",
        "Ł": "L",
        "ı": "i",
        "œ": "oe",
        "Œ": "OE",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "TH",
    }
)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def sanitise(text: str) -> str:
    """`text` with what GSM-7 lacks replaced by an equal; other scripts and emoji stay, and are counted."""
    text = _SURROGATE.sub("?", text.replace("\r\n", "\n").replace("\r", "\n"))
    # What is taken away can let its neighbours join into another character.
    while (clean := _cleaned(text)) != text:
        text = clean
    return text


def _cleaned(text: str) -> str:
    text = _CONTROL.sub("", unicodedata.normalize("NFC", text).translate(_EQUALS))
    return "".join(map(_folded, text)).strip()


def _folded(char: str) -> str:
    """A Latin letter without the marks that GSM-7 lacks; any other character as it is."""
    if char in _SEPTETS:
        return char
    base = unicodedata.normalize("NFD", char)[0]
    return base if base in _SEPTETS and base.isalpha() and base.isascii() else char


def segments(text: str) -> int:
    """How many segments the network sends `text` in."""
    try:
        units = [_SEPTETS[char] for char in text]
        alone, joined = _GSM7
    except KeyError:
        units = [2 if ord(char) > 0xFFFF else 1 for char in text]
        alone, joined = _UCS2
    if sum(units) <= alone:
        return 1
    count, used = 1, 0
    for width in units:
        if used + width > joined:
            count, used = count + 1, 0
        used += width
    return count


def split(text: str, most: int = 2) -> list[str]:
    """The SMS that carry `text`, each of at most `most` segments; of several, each says which it is.

    Without their marks, `(1/3) `, the parts joined give the sanitised text; an empty one gives none.
    """
    text = sanitise(text)
    if not text:
        return []
    if segments(text) <= most:
        return [text]
    digits = 1
    while len(pieces := _pieces(text, "(" + "9" * digits + "/" + "9" * digits + ") ", most)) >= 10**digits:
        digits += 1
    return [f"({number}/{len(pieces)}) {piece}" for number, piece in enumerate(pieces, 1)]


def _pieces(text: str, mark: str, most: int) -> list[str]:
    pieces = []
    while text:
        end = _fitting(text, mark, most)
        if end < len(text):
            # After the last space in the second half, so that words stay whole.
            space = max(text.rfind(blank, end // 2, end) for blank in " \n")
            end = space + 1 if space >= 0 else end
        pieces.append(text[:end])
        text = text[end:]
    return pieces


def _fitting(text: str, mark: str, most: int) -> int:
    """How many characters fit; more never need fewer segments, so that it can be searched by halves."""
    low, high = 1, min(len(text), most * _GSM7[0])
    while low < high:
        middle = (low + high + 1) // 2
        if segments(mark + text[:middle]) <= most:
            low = middle
        else:
            high = middle - 1
    return low
