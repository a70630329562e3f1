"""The escalation policy: durations that can be read, and municipalities that exist."""

from collections.abc import Iterator

from bot.content import layout
from bot.content.faults import Fault
from bot.content.reading import Reading
from bot.escalation.policy import read_policy


def check(reading: Reading) -> Iterator[Fault]:
    """Faults in the policy."""
    path = reading.root / layout.ESCALATION
    policy, faults = read_policy(path)
    yield from faults
    known = {located.model.code for located in reading.municipalities}
    for municipality, _ in policy.local if policy else ():
        if municipality not in known:
            message = f"municipalities: kommunen {municipality} finns inte"
            yield Fault(reading.shown(layout.ESCALATION), 1, message)
