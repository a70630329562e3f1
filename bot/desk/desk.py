"""What the desk is made of, as one value."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.desk.alarms import Alarms
from bot.desk.cases import DeskCases
from bot.desk.duty import Duty
from bot.desk.local_sms import LocalOutbox
from bot.desk.reveals import Reveals
from bot.gateway.store import Sessions
from bot.vault import Fingerprints, Vault


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of the desk.

    Attributes:
        sessions: Sessions of the database.
        fingerprints: Keyed hashes of phone numbers, by which accounts find their row of the roster.
        cases: The cases.
        reveals: The audit of openings.
        duty: The roster.
        alarms: The alarms.
        sms: The local outbox.
    """

    sessions: Sessions
    fingerprints: Fingerprints
    cases: DeskCases
    reveals: Reveals
    duty: Duty
    alarms: Alarms
    sms: LocalOutbox


def desk_over(sessions: Sessions, keys: tuple[str, ...], clock: Clock) -> Desk:
    """The desk over a database.

    Args:
        sessions: Sessions of the database.
        keys: The secret keys.
        clock: The time now.
    """
    phones, reveals = Vault(keys, "phones"), Reveals(sessions, clock)
    return Desk(
        sessions=sessions,
        fingerprints=Fingerprints(keys, "phone"),
        cases=DeskCases(sessions, Vault(keys, "cases"), phones),
        reveals=reveals,
        duty=Duty(sessions),
        alarms=Alarms(sessions, clock),
        sms=LocalOutbox(sessions, phones, reveals),
    )
