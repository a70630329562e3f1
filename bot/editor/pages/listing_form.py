"""A listing as the form of a page: boxes by name, and the way from them to fields and back.

What is written in a box is kept as it was written, also when it is wrong: nothing typed is lost.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.editor import week
from bot.editor.views import Problem
from bot.editor.week import ALWAYS, Exceptional, HoursError, Week

ROWS: Final = {
    "phones": ("number", "label", "publication", "unconfirmed"),
    "sources": ("url", "title", "date"),
}
# Empty rows that wait at the end.
_SPARE: Final = {"phones": 2, "sources": 1, "exceptions": 2}
_MOST_ROWS: Final = 30
_LINES: Final = (
    "name", "organization", "level", "status", "summary", "description", "not_for", "sms", "chat", "email",
    "url", "opening_hours_note", "cost", "anonymity", "assured_date", "internal_note",
)  # fmt: skip
_NUMBERS: Final = ("minimum_age", "maximum_age")
LISTS: Final = ("topics", "main_topics", "for", "languages", "service_areas")
# What the form says besides the listing: who runs it, when nobody in the list does.
NEW: Final = "+"

type Boxes = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class ListingForm:
    """The boxes of the form.

    Attributes:
        boxes: By name what is in them; a group of ticks has one value each.
    """

    boxes: Boxes

    def value(self, name: str) -> str:
        """What stands in a box."""
        return next(iter(self.boxes.get(name, ())), "")

    def ticked(self, name: str, value: str = "1") -> bool:
        """Whether a box is ticked."""
        return value in self.boxes.get(name, ())

    def rows(self, name: str) -> range:
        """The rows of phones, sources or exceptions, with empty ones at the end."""
        return range(min(_MOST_ROWS, self._filled(name) + _SPARE[name]))

    def unfolded(self, name: str) -> int:
        """How many rows of `rows` stand open: those that hold something, and one to begin with."""
        return max(1, self._filled(name))

    def fields(self) -> dict[str, Any]:
        """The fields of the listing, as the facade takes them; hours that cannot be read are left out."""
        found: dict[str, Any] = {name: self.value(name) for name in _LINES}
        found |= {name: _number(self.value(name)) for name in _NUMBERS}
        found |= {name: list(self.boxes.get(name, ())) for name in LISTS}
        found |= {name: list(self._row_values(name)) for name in ROWS}
        if found["organization"] == NEW:
            found["organization"] = ""
        found["address"] = self._address()
        found["self_referral"] = not self.ticked("by_referral")
        found["interpretation_services"] = {"ja": True, "nej": False}.get(self.value("interpretation"))
        found["opening_hours"] = self._hours()[0]
        return found

    def problems(self) -> tuple[Problem, ...]:
        """What cannot be read at all, at its box."""
        return self._hours()[1]

    def compact(self) -> "ListingForm":
        """The same without empty rows between full ones: rows are counted as fields are."""
        boxes = {name: values for name, values in self.boxes.items() if name.split(".")[0] not in ROWS}
        for name in ROWS:
            boxes |= _row_boxes(name, self._row_values(name))
        return ListingForm(boxes)

    def _filled(self, name: str) -> int:
        numbers = (
            int(parts[1]) + 1
            for box, values in self.boxes.items()
            if (parts := box.split("."))[0] == name and len(parts) == 3 and parts[1].isdecimal()
            if any(values) and int(parts[1]) < _MOST_ROWS
        )
        return max(numbers, default=0)

    def _row_values(self, name: str) -> Iterable[dict[str, Any]]:
        main = ROWS[name][:2]
        for number in range(self._filled(name)):
            row: dict[str, Any] = {part: self.value(f"{name}.{number}.{part}") for part in ROWS[name]}
            if not any(row[part].strip() for part in main):
                continue
            if name == "phones":
                row["unconfirmed"] = bool(row["unconfirmed"])
                row["publication"] = "draft" if row["publication"] else "published"
            yield row

    def _address(self) -> dict[str, Any] | None:
        text = self.value("address.text")
        return {"text": text, "confidential": self.ticked("address.confidential")} if text.strip() else None

    def _hours(self) -> tuple[str | None, tuple[Problem, ...]]:
        mode = self.value("hours.mode")
        if mode == "osm":
            return self.value("opening_hours"), ()
        if mode != "week":
            return ALWAYS if mode == "always" else None, ()
        found, problems = self._week()
        if problems:
            return None, problems
        was = self.value("hours.was")
        # The same week keeps its words: writing it anew would look like a change.
        if was and week.read_week(was) == found:
            return was, ()
        try:
            return week.write_week(found) or None, ()
        except HoursError as error:
            return None, (Problem("opening_hours", "error", str(error)),)

    def _week(self) -> tuple[Week, tuple[Problem, ...]]:
        problems, days, exceptions = [], {}, []
        for day in week.DAYS:
            text = self.value(f"hours.{day}")
            if not text.strip():
                continue
            try:
                if week.read_times(text) != "off" or day == "PH":
                    days[day] = _as_on_a_door(text)
            except HoursError as error:
                problems.append(Problem(f"hours.{day}", "error", str(error)))
        for number in range(self._filled("exceptions")):
            try:
                if found := self._exception(number):
                    exceptions.append(found)
            except HoursError as error:
                problems.append(Problem(f"exceptions.{number}.first", "error", str(error)))
        return Week(days, tuple(exceptions)), tuple(problems)

    def _exception(self, number: int) -> Exceptional | None:
        first, last, hours = (
            self.value(f"exceptions.{number}.{part}") for part in ("first", "last", "hours")
        )
        if not (first or last or hours.strip()):
            return None
        try:
            begins = date.fromisoformat(first)
            ends = date.fromisoformat(last) if last else begins
        except ValueError:
            raise HoursError("Skriv datumet som 2026-12-24.") from None
        if ends < begins:
            raise HoursError("Den sista dagen är före den första.")
        return Exceptional(begins, ends, _as_on_a_door(hours))


def form_of(data: Mapping[str, Any]) -> ListingForm:
    """The form with the fields of a listing in it, faulty ones too.

    Args:
        data: Fields as bot/editor/fields.py cleans them.
    """
    boxes: dict[str, Sequence[str]] = {name: [_text(data.get(name))] for name in (*_LINES, *_NUMBERS)}
    boxes |= {name: [_text(one) for one in _list(data.get(name))] for name in LISTS}
    for name in ROWS:
        boxes |= _row_boxes(name, (row for row in _list(data.get(name)) if isinstance(row, Mapping)))
    address = data.get("address")
    if isinstance(address, Mapping):
        boxes["address.text"] = [_text(address.get("text"))]
        boxes["address.confidential"] = ["1"] if address.get("confidential") is True else []
    boxes["by_referral"] = ["1"] if data.get("self_referral") is False else []
    interpreter = data.get("interpretation_services")
    boxes["interpretation"] = ["ja" if interpreter is True else "nej" if interpreter is False else ""]
    return ListingForm(boxes | _hours_boxes(_text(data.get("opening_hours")), bool(data)))


def _hours_boxes(osm: str, known: bool) -> dict[str, Sequence[str]]:
    found = week.read_week(osm) if osm else None
    mode = "always" if osm == ALWAYS else "week" if found or not known else "osm" if osm else "unknown"
    boxes: dict[str, Sequence[str]] = {"hours.mode": [mode], "hours.was": [osm], "opening_hours": [osm]}
    if found:
        boxes |= {f"hours.{day}": [text] for day, text in found.days.items()}
        for number, one in enumerate(found.exceptions):
            last = "" if one.last == one.first else one.last.isoformat()
            parts = {"first": one.first.isoformat(), "last": last, "hours": one.hours}
            boxes |= {f"exceptions.{number}.{part}": [value] for part, value in parts.items()}
    return boxes


def _row_boxes(name: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Sequence[str]]:
    boxes: dict[str, Sequence[str]] = {}
    for number, row in enumerate(rows):
        for part in ROWS[name]:
            value = row.get(part)
            if part == "publication":
                value = "draft" if value == "draft" else ""
            boxes[f"{name}.{number}.{part}"] = ["1" if value is True else _text(value)]
    return boxes


def _as_on_a_door(text: str) -> str:
    """Hours as they are shown in the form, so that the same hours are the same words."""
    return week.shown(week.read_times(text))


def _number(text: str) -> int | str:
    words = text.strip().removesuffix("år").strip()
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 5 else words


def _text(value: Any) -> str:
    return "" if value is None or value is False else str(value)


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()
