"""Opening hours: OSM `opening_hours` strings, read for Sweden, asked for one moment.

Wraps opening-hours-py. A string is parsed once, and each week it is asked about is worked out once
into a table of changes; after that a question is one binary search. Three things are our own:

- Hours that keep no Sunday and say nothing of PH are *unknown* on red days and eves, not open: who
  wrote "Mo-Fr 08:00-16:00" seldom thought of midsommarafton.
- SH is refused: there is no Swedish calendar of school holidays, so it would silently never apply.
- The next opening is looked for at most 14 days ahead.
"""

import re
from bisect import bisect_right
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

from bot.directory.opening_text import OpeningState, Spell, opening_text
from bot.gateway.messages import Opening

ZONE = ZoneInfo("Europe/Stockholm")
HORIZON = timedelta(days=14)
MAX_LENGTH = 200

_STATES: dict[State, OpeningState] = {
    State.OPEN: "open",
    State.CLOSED: "closed",
    State.UNKNOWN: "unknown",
}
# Times of change, and the state from each on.
_Table = tuple[tuple[float, ...], tuple[OpeningState, ...]]
_WEEK = 7 * 86_400.0
# Weeks kept worked out per string: this one and the next in life, a whole year in a simulation.
_TABLES = 64
_PH = re.compile(r"\bPH\b", re.IGNORECASE)
_SH = re.compile(r"\bSH\b", re.IGNORECASE)
# A Sunday that is no red day, from the hour when Saturday night is over.
_PLAIN_SUNDAY = datetime(2026, 11, 22, 6, tzinfo=ZONE)


class Hours:
    """One opening hours string, ready to be asked.

    Args:
        text: OSM `opening_hours`, at most 200 characters.

    Raises:
        ValueError: The string cannot be understood. It is not repeated in the message.
    """

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise ValueError(f"opening hours are at most {MAX_LENGTH} characters")
        if _SH.search(text):
            raise ValueError("there is no Swedish calendar of school holidays (SH)")
        parsed = _parse(text)
        if not _PH.search(text) and not _keeps_sundays(parsed):
            parsed = _parse(f"{text}; PH unknown")
        self._parsed = parsed
        self._tables: dict[int, _Table] = {}

    def state(self, stamp: float) -> OpeningState:
        """The state at `stamp`, in seconds since the epoch."""
        changes, states = self._table(stamp)
        return states[bisect_right(changes, stamp) - 1]

    def spell(self, at: datetime) -> Spell:
        """The state at `at`, and what comes after it."""
        stamp = at.timestamp()
        changes, states = self._table(stamp)
        next_one = bisect_right(changes, stamp)
        last = stamp + HORIZON.total_seconds()
        ahead = bisect_right(changes, last)
        state = states[next_one - 1]
        opens = None
        if state != "open" and "open" in states[next_one:ahead]:
            opens = _local(changes[states.index("open", next_one)])
        until = _local(changes[next_one]) if next_one < ahead else None
        return Spell(state, until, opens)

    def _table(self, stamp: float) -> _Table:
        week = int(stamp // _WEEK)
        table = self._tables.get(week)
        if table is None:
            if len(self._tables) >= _TABLES:
                self._tables.clear()
            table = self._tables[week] = self._work_out(week)
        return table

    def _work_out(self, week: int) -> _Table:
        changes: list[float] = []
        states: list[OpeningState] = []
        start, end = _local(week * _WEEK), _local((week + 1) * _WEEK) + HORIZON + timedelta(days=1)
        for begins, ends, state, _ in self._parsed.intervals(start, end):
            nothing = ends is not None and ends <= begins  # swallowed by the hour lost in March
            if not nothing and (not states or states[-1] != _STATES[state]):
                changes.append(begins.timestamp())
                states.append(_STATES[state])
        return tuple(changes), tuple(states)


@lru_cache(maxsize=4096)
def read_hours(text: str) -> Hours:
    """The hours of `text`, parsed once.

    Raises:
        ValueError: The string cannot be understood.
    """
    return Hours(text)


def opening_at(
    hours: str | None, at: datetime, lang: str, *, note: str | None = None, can_call: bool = True
) -> Opening:
    """Whether a service with these hours is open at `at`, and the same in words.

    Args:
        hours: OSM `opening_hours`; None when nobody knows them.
        at: Any aware time.
        lang: `sv`; everything else is answered in English.
        note: What the hours cannot say ("Telefontid 8–9"); stands first when the hours are not known.
        can_call: Whether there is a number to call when the hours are not known.

    Raises:
        ValueError: The string cannot be understood, or `at` has no zone.
    """
    if at.tzinfo is None:
        raise ValueError("the time must have a zone")
    local = at.astimezone(ZONE)
    spell = Spell("unknown", None, None) if hours is None else read_hours(hours).spell(local)
    return Opening(state=spell.state, text=opening_text(spell, local, lang, note=note, can_call=can_call))


def _parse(text: str) -> OpeningHours:
    try:
        return OpeningHours(text, timezone=ZONE, country="SE")
    except ParserError:
        raise ValueError("opening hours that cannot be understood") from None


def _keeps_sundays(parsed: OpeningHours) -> bool:
    intervals = parsed.intervals(_PLAIN_SUNDAY, _PLAIN_SUNDAY + timedelta(hours=18))
    return any(state == State.OPEN for _, _, state, _ in intervals)


def _local(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp, ZONE)
