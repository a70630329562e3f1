"""Texts of cells and values of fields: what an editor may write, and what a table is written with."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Final

from bot.content.areas import COUNTIES, COUNTRY
from bot.content.layout import WHOLE_COUNTRY
from bot.content.load import Content
from bot.content.schema import Organization
from bot.editor.fields import WORDS

_LISTS: Final = frozenset({"topics", "main_topics", "for", "service_areas", "languages"})
_TRUTHS: Final = frozenset({"self_referral", "interpretation_services", "unconfirmed"})
_TRUE: Final = frozenset({"ja", "j", "sant", "true", "x", "1"})
_FALSE: Final = frozenset({"nej", "n", "falskt", "false", "0"})
_STATES: Final = {"utkast": "draft", "publicerad": "published", "arkiverad": "archived"}
# A comma may stand in a topic's name; whoever writes names uses one of the others.
_STRONG: Final = re.compile(r"[;|\n]")
_NEAR: Final = 0.6
_SHOWN: Final = 60
_NO_ZERO: Final = re.compile(r"\d{3}")


class Values:
    """Reads and writes cells.

    Args:
        content: Names of topics and municipalities.
        organizations: Who runs listings, by id.
    """

    def __init__(self, content: Content, organizations: Mapping[str, Organization]) -> None:
        self._words: dict[str, dict[str, str]] = {
            "level": _known("municipal", "local", "regional", "national"),
            "status": _known("active", "inactive", "defunct", "temporarily closed"),
            "for": _known("self", "relative") | {"själv": "self", "anhörig": "relative"},
            "publication": _STATES,
            "organization": {one.name.casefold(): one.id for one in organizations.values()},
            "service_areas": {one.name.casefold(): one.code for one in content.municipalities.values()},
        }
        self._words["service_areas"] |= {name.casefold(): code for code, name in COUNTIES.items()}
        self._words["service_areas"] |= {COUNTRY.casefold(): WHOLE_COUNTRY, "hela sverige": WHOLE_COUNTRY}
        self._words["topics"] = {one.label.sv.casefold(): one.id for one in content.topics.values()}
        self._words["main_topics"] = self._words["topics"]
        self._municipalities = content.municipalities

    def read(self, name: str, cell: str) -> Any:
        """The value in a cell; a text that is none stays as it was written, for the checks to find.

        Args:
            name: Of the field, or of the part of a phone or source.
            cell: The text.
        """
        text = cell.strip()
        if not text:
            return None
        if name == "address":
            return {"text": text}
        if name in _TRUTHS:
            return True if text.casefold() in _TRUE else False if text.casefold() in _FALSE else text
        if name in _LISTS:
            return self._list(name, text)
        return self._word(name, text)

    def write(self, name: str, value: Any) -> str:
        """A value as a cell.

        Args:
            name: Of the field, or of the part of a phone or source.
            value: As it stands in content/.
        """
        if value is None:
            return ""
        if isinstance(value, bool):
            return "ja" if value else "nej"
        if name == "address":
            return str(value["text"])
        if name in _LISTS:
            return ", ".join(WORDS[item] if name == "for" else item for item in value)
        if name in {"level", "status"}:
            return WORDS[value]
        if name == "publication":
            return next(word for word, state in _STATES.items() if state == value)
        return str(value)

    def stranger(self, name: str, value: Any) -> str | None:
        """What is wrong with a name or a code that nobody knows; None when it is something else.

        Args:
            name: Of the field.
            value: Its value.
        """
        words = self._words.get(name)
        if words is None:
            return None
        known = {*words, *words.values(), *(self._municipalities if name == "service_areas" else ())}
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item not in known:
                near = get_close_matches(item.casefold(), sorted(known), n=1, cutoff=_NEAR)
                return f"”{item[:_SHOWN]}” finns inte." + (f" Menar du ”{near[0]}”?" if near else "")
        return None

    def _list(self, name: str, text: str) -> list[str]:
        whole = self._words.get(name, {}).get(text.casefold())
        if whole:
            return [whole]
        parts = _STRONG.split(text) if _STRONG.search(text) else text.split(",")
        return [self._item(name, part.strip()) for part in parts if part.strip()]

    def _item(self, name: str, text: str) -> str:
        if name == "service_areas" and _NO_ZERO.fullmatch(text) and f"0{text}" in self._municipalities:
            return f"0{text}"  # a spreadsheet has read the code as a number
        return self._word(name, text)

    def _word(self, name: str, text: str) -> str:
        return self._words.get(name, {}).get(text.casefold(), text)


def _known(*codes: str) -> dict[str, str]:
    return {WORDS[code].casefold(): code for code in codes}
