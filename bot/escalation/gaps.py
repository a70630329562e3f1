"""Gaps in the roster: tomorrow somebody is on duty in a step, but fewer than two can be reached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import select

from bot.alarms import add_alarm
from bot.clock import STOCKHOLM
from bot.db.models.staff import Staff
from bot.escalation.roster import covers, is_on_duty, is_reachable
from bot.escalation.unit import Unit

ENOUGH: Final = 2
_EVERY: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """A step of a municipality that is too thinly staffed on a day.

    Attributes:
        municipality: SCB code.
        step: Of the roster.
        day: In Sweden.
        at: When it begins, "08.00".
        reachable: How many can be reached then.
    """

    municipality: str
    step: int
    day: date
    at: str
    reachable: int


def gaps_on(staff: Sequence[Staff], municipalities: Iterable[str], day: date) -> list[Gap]:
    """The gaps of a day: the first and thinnest moment of each municipality and step."""
    found = []
    for municipality in municipalities:
        here = [one for one in staff if covers(one, municipality, None)]
        for step in sorted({one.step for one in here}):
            if gap := _gap([one for one in here if one.step == step], municipality, step, day):
                found.append(gap)
    return found


async def alarm_gaps(unit: Unit, municipalities: Iterable[str]) -> int:
    """Raise an alarm for each gap of tomorrow; how many there are."""
    query = select(Staff).where(Staff.removed_at.is_(None))
    staff = (await unit.session.scalars(query)).all()
    tomorrow = (unit.now.astimezone(STOCKHOLM) + timedelta(days=1)).date()
    gaps = gaps_on(staff, municipalities, tomorrow)
    for gap in gaps:
        day = gap.day.isoformat()
        facts: dict[str, str | int] = {"municipality": gap.municipality, "step": gap.step, "day": day}
        facts |= {"at": gap.at, "reachable": gap.reachable}
        key = f"{gap.municipality}:{gap.step}:{day}"
        await add_alarm(unit.session, "roster_gap", key, unit.now, facts=facts)
    return len(gaps)


def _gap(staff: Sequence[Staff], municipality: str, step: int, day: date) -> Gap | None:
    thinnest: Gap | None = None
    for moment in _moments(day):
        on_duty = [one for one in staff if is_on_duty(one, moment)]
        reachable = sum(is_reachable(one) for one in on_duty)
        if on_duty and reachable < ENOUGH and (thinnest is None or reachable < thinnest.reachable):
            at = f"{moment.astimezone(STOCKHOLM):%H.%M}"
            thinnest = Gap(municipality, step, day, at, reachable)
    return thinnest


def _moments(day: date) -> Iterable[datetime]:
    """The quarters of an hour of a day in Sweden; there are fewer or more of them when clocks change."""
    moment = datetime.combine(day, time(), STOCKHOLM).timestamp()
    end = datetime.combine(day + timedelta(days=1), time(), STOCKHOLM).timestamp()
    while moment < end:
        yield datetime.fromtimestamp(moment, STOCKHOLM)
        moment += _EVERY.total_seconds()
