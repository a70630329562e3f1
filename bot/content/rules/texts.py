"""Reply texts: the same keys with the same placeholders in every language."""

from collections.abc import Iterator
from string import Formatter
from typing import Any

from bot.content import layout
from bot.content.documents import Document
from bot.content.faults import Fault
from bot.content.reading import Reading
from bot.content.rules.crisis import LANGUAGES


def check(reading: Reading) -> Iterator[Fault]:
    """Faults in the reply texts."""
    for language in LANGUAGES:
        if language not in reading.texts:
            path = reading.shown(layout.TEXTS, f"{language}.yml")
            yield Fault(path, 1, f"texterna på språket {language} saknas")
    for document in reading.texts.values():
        yield from _form(document)
    swedish = reading.texts.get("sv")
    for language, document in reading.texts.items():
        if swedish is not None and language != "sv":
            yield from _differences(swedish, document)


def placeholders(variants: Any) -> set[str]:
    """The names in braces in the variants of a text.

    Raises:
        ValueError: A brace is never closed.
    """
    texts = [text for text in variants if isinstance(text, str)] if isinstance(variants, list) else []
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}


def _form(document: Document) -> Iterator[Fault]:
    if not isinstance(document.data, dict):
        yield document.fault("filen ska vara nycklar med listor av varianter")
        return
    for key, variants in document.data.items():
        if not isinstance(variants, list) or not variants:
            yield document.fault(f"{key}: ska vara en lista med minst en text", (key,))
            continue
        for index, text in enumerate(variants):
            if not isinstance(text, str) or not text.strip():
                yield document.fault(f"{key}: ska vara text", (key, index))
            elif not _closed(text):
                yield document.fault(f"{key}: en klammer är inte stängd", (key, index))


def _closed(text: str) -> bool:
    try:
        placeholders([text])
    except ValueError:
        return False
    return True


def _differences(swedish: Document, other: Document) -> Iterator[Fault]:
    if not isinstance(swedish.data, dict) or not isinstance(other.data, dict):
        return
    for key in sorted(swedish.data.keys() - other.data.keys()):
        yield other.fault(f"{key}: saknas, men finns på svenska")
    for key in sorted(other.data.keys() - swedish.data.keys()):
        yield other.fault(f"{key}: finns inte på svenska", (key,))
    for key in sorted(swedish.data.keys() & other.data.keys()):
        try:
            wanted, found = placeholders(swedish.data[key]), placeholders(other.data[key])
        except ValueError:
            continue
        if wanted != found:
            names = ", ".join(sorted(wanted ^ found))
            yield other.fault(f"{key}: klamrarna skiljer sig från svenskan ({names})", (key,))
