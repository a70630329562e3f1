"""Who is on duty: the members of staff that may be asked for a municipality and a topic, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models.staff import Staff
from bot.directory.hours import ZONE, read_hours
from bot.vault import Fingerprints


@dataclass(frozen=True, slots=True)
class Roster:
    """Those who may be asked for one municipality and topic.

    Attributes:
        staff: Everybody who covers it and can be reached, on duty or not.
        now: The moment that is asked about.
        most_steps: Nobody is asked in a later step than this.
    """

    staff: Sequence[Staff]
    now: datetime
    most_steps: int
    passed_over: frozenset[int] = field(default=frozenset())

    def without(self, passed: Iterable[int]) -> "Roster":
        """The same without those who are not to be asked again."""
        return Roster(self.staff, self.now, self.most_steps, self.passed_over | set(passed))

    def step_after(self, step: int) -> int | None:
        """The next step in which somebody is on duty."""
        on_duty = (one.step for one in self._asked() if one.step > step and is_on_duty(one, self.now))
        return min(on_duty, default=None)

    def in_step(self, step: int) -> list[Staff]:
        """Those on duty in a step."""
        return [one for one in self._asked() if one.step == step and is_on_duty(one, self.now)]

    def opens_at(self) -> datetime | None:
        """When somebody comes on duty, within two weeks; None also when somebody is there now."""
        local = self.now.astimezone(ZONE)
        openings = (read_hours(one.hours).spell(local).opens for one in self._asked())
        return min((opening for opening in openings if opening is not None), default=None)

    def _asked(self) -> list[Staff]:
        return [one for one in self.staff if one.id not in self.passed_over and one.step <= self.most_steps]


def is_on_duty(staff: Staff, at: datetime) -> bool:
    """Whether `at` lies in the duty hours of a member of staff, reachable or not."""
    return read_hours(staff.hours).state(at.timestamp()) == "open"


def is_reachable(staff: Staff) -> bool:
    """Whether a member of staff may be sent an SMS with a case."""
    return staff.paused_at is None and staff.stopped_at is None and staff.removed_at is None


def covers(staff: Staff, municipality: str | None, topic: str | None) -> bool:
    """Whether a member of staff is there for a municipality and topic.

    Somebody who has not said where they live is for those who are there for everybody; a topic that
    is not known leaves nobody out.
    """
    place = not staff.municipalities or municipality in staff.municipalities
    return place and _covers_topic(staff, topic)


def _covers_topic(staff: Staff, topic: str | None) -> bool:
    return not staff.topics or topic is None or topic in staff.topics


async def read_roster(
    session: AsyncSession, municipality: str | None, topic: str | None, now: datetime, most_steps: int
) -> Roster:
    """Those who may be asked now or later."""
    everybody = await session.scalars(select(Staff).where(Staff.removed_at.is_(None)).order_by(Staff.id))
    able = [one for one in everybody if is_reachable(one) and covers(one, municipality, topic)]
    return Roster(able, now, most_steps)


async def covered_somewhere(session: AsyncSession, topic: str | None) -> bool:
    """Whether anybody who can be reached serves some municipality, for a topic."""
    everybody = await session.scalars(select(Staff).where(Staff.removed_at.is_(None)))
    return any(is_reachable(one) and _covers_topic(one, topic) for one in everybody)


async def staff_with_phone(session: AsyncSession, fingerprints: Fingerprints, phone: str) -> Staff | None:
    """The member of staff with this number (E.164), or None."""
    hashes = fingerprints.every(phone)
    query = select(Staff).where(Staff.phone_hash.in_(hashes), Staff.removed_at.is_(None))
    return (await session.scalars(query.limit(1))).first()
