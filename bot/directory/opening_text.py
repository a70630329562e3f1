"""Opening states in words, Swedish and English."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from babel import Locale

from bot.directory.closed_days import closed_day

OpeningState = Literal["open", "closed", "unknown"]

_LOCALES = {"sv": Locale("sv"), "en": Locale("en")}
_TEXTS = {
    "sv": {
        "always": "Öppet dygnet runt",
        "open": "Öppet nu, stänger {when}",
        "opens": "Stängt{why}, öppnar {when}",
        "closed": "Stängt just nu",
        "unknown": "Öppettider saknas",
        "inexact": "Exakta tider saknas",
        "unknown_day": "Öppettider saknas för {day}",
        "call": " – ring och fråga",
        "today": "{clock} i dag",
        "tomorrow": "{clock} i morgon",
        "day": "{day} {clock}",
        "date": "{day} {clock}",
    },
    "en": {
        "always": "Open around the clock",
        "open": "Open now, closes {when}",
        "opens": "Closed{why}, opens {when}",
        "closed": "Closed at the moment",
        "unknown": "Opening hours not known",
        "inexact": "Exact hours not known",
        "unknown_day": "Opening hours not known for {day}",
        "call": " – call and ask",
        "today": "today at {clock}",
        "tomorrow": "tomorrow at {clock}",
        "day": "{day} at {clock}",
        "date": "on {day} at {clock}",
    },
}
# Somebody who never closes in so many days is open around the clock.
_ALWAYS = timedelta(days=7)
_NIGHT_ENDS = 6


@dataclass(frozen=True, slots=True)
class Spell:
    """The state at a moment, and what comes after it.

    Attributes:
        state: Open, closed or unknown.
        until: When the state changes; None when that is more than 14 days off.
        opens: The next opening within 14 days, of what is not open now.
    """

    state: OpeningState
    until: datetime | None
    opens: datetime | None


def opening_text(
    spell: Spell, at: datetime, lang: str, *, note: str | None = None, can_call: bool = True
) -> str:
    """The state in words: "Stängt, öppnar 8.00 i morgon".

    Args:
        spell: The state at `at`, and what comes after it.
        at: The moment, in local time.
        lang: `sv`; everything else is answered in English.
        note: What the hours cannot say, in the listing's own words.
        can_call: Whether there is a number to call when the hours are not known.
    """
    lang = "sv" if lang == "sv" else "en"
    day = closed_day(at.date(), lang)
    if day and lang == "sv":
        day = day[0].lower() + day[1:]
    if spell.state == "unknown":
        text = _unknown(day, lang, exact=note is not None)
        text += _TEXTS[lang]["call"] if can_call else ""
        return f"{note}. {text}" if note else text
    text = _open(spell, at, lang) if spell.state == "open" else _closed(spell, at, day, lang)
    return f"{text}. {note}" if note else text


def moment_text(at: datetime, then: datetime, lang: str) -> str:
    """A time to come as one says it at `at`: "8.00 i morgon". Both in local time."""
    lang = "sv" if lang == "sv" else "en"
    return _day(at, then, lang).format(clock=_clock(then, lang))


def date_and_clock(at: datetime, then: datetime, lang: str) -> str:
    """A time that was, as one says it at `at`: "14.02", with its date on any other day."""
    lang = "sv" if lang == "sv" else "en"
    clock = _clock(then, lang)
    if then.date() == at.date():
        return clock
    return f"{then.day} {_LOCALES[lang].months['format']['wide'][then.month]} {clock}"


def _unknown(day: str | None, lang: str, *, exact: bool) -> str:
    if day:
        return _TEXTS[lang]["unknown_day"].format(day=day)
    return _TEXTS[lang]["inexact" if exact else "unknown"]


def _open(spell: Spell, at: datetime, lang: str) -> str:
    if spell.until is None or spell.until - at >= _ALWAYS:
        return _TEXTS[lang]["always"]
    return _TEXTS[lang]["open"].format(when=_closing(at, spell.until, lang))


def _closed(spell: Spell, at: datetime, day: str | None, lang: str) -> str:
    if spell.opens is None:
        return _TEXTS[lang]["closed"]
    why = f" ({day})" if day and spell.opens.date() != at.date() else ""
    when = _day(at, spell.opens, lang).format(clock=_clock(spell.opens, lang))
    return _TEXTS[lang]["opens"].format(why=why, when=when)


def _closing(at: datetime, until: datetime, lang: str) -> str:
    """A closing time: midnight belongs to the day that ends, and the small hours are tonight."""
    clock = _clock(until, lang)
    if until.time() == time(0):
        until -= timedelta(minutes=1)
        clock = "24.00" if lang == "sv" else "midnight"
    if until.date() == at.date():
        return clock if lang == "sv" else f"at {clock}"
    tomorrow = until.date() - at.date() == timedelta(days=1)
    if tomorrow and until.hour < _NIGHT_ENDS and lang == "sv":
        return f"{clock} i natt"
    return _day(at, until, lang).format(clock=clock)


def _day(at: datetime, then: datetime, lang: str) -> str:
    """A day as one says it on the day of `at`, with a place for the clock: "{clock} i morgon"."""
    days = (then.date() - at.date()).days
    if days < 2:
        return _TEXTS[lang]["tomorrow" if days else "today"]
    names = _LOCALES[lang]
    if days < 7:
        return _TEXTS[lang]["day"].format(day=names.days["format"]["wide"][then.weekday()], clock="{clock}")
    day = f"{then.day} {names.months['format']['wide'][then.month]}"
    return _TEXTS[lang]["date"].format(day=day, clock="{clock}")


def _clock(then: datetime, lang: str) -> str:
    return f"{then.hour}.{then.minute:02}" if lang == "sv" else f"{then.hour:02}:{then.minute:02}"
