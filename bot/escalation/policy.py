"""The escalation policy: how long each step waits, by severity and municipality (content/escalation.yml)."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from bot.content.documents import Document, UnreadableError, read_document
from bot.content.faults import Fault
from bot.content.wording import in_swedish
from bot.db.models.case import Severity
from bot.errors import StartError

_DURATION: Final = re.compile(r"(\d{1,6})\s*(s|m|h|d)")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_LONGEST_WAIT: Final = timedelta(days=1)


def _duration(value: object) -> timedelta:
    if value == "0":
        return timedelta()
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("duration", "ska vara en tid som 90s, 2m, 1h eller 30d")
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])


def _wait(value: object) -> timedelta:
    wait = _duration(value)
    if not timedelta() < wait <= _LONGEST_WAIT:
        raise PydanticCustomError("wait", "ska vara längre än 0 och högst ett dygn")
    return wait


def _kept(days: int) -> BeforeValidator:
    def check(value: object) -> timedelta:
        kept = _duration(value)
        if kept > timedelta(days=days):
            raise PydanticCustomError("kept", "får vara högst {days}d", {"days": days})
        return kept

    return BeforeValidator(check)


Wait = Annotated[timedelta, BeforeValidator(_wait)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pace(_Model):
    """How fast a case goes.

    Attributes:
        first_sms: Within this the first SMS has been handed to the provider, or there is an alarm.
        steps: How long each step of the roster waits for JA, the first one first.
        contact: From JA to the first message to the person, else others are asked.
        reply: How long a person in contact waits for an answer, else others are asked.
        tell: The person hears something at least this often; None: at each step.
    """

    first_sms: Wait
    steps: Annotated[tuple[Wait, ...], Field(min_length=1, max_length=9)]
    contact: Wait
    reply: Wait
    tell: Wait | None = None


class Retention(_Model):
    """How long what people wrote and their numbers are kept after a case has ended."""

    texts: Annotated[timedelta, _kept(30)] = timedelta(days=30)
    phones: Annotated[timedelta, _kept(7)] = timedelta(days=7)


class _File(_Model):
    severities: dict[Severity, Pace]
    # Only what differs is said of a municipality.
    municipalities: dict[str, dict[Severity, dict[str, Any]]] = {}
    retention: Retention = Retention()


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy, checked.

    Attributes:
        version: Names it in the case: another content, another version.
        paces: By severity, for the whole country.
        local: By municipality and severity, where it differs.
        retention: How long things are kept.
    """

    version: str
    paces: Mapping[Severity, Pace]
    local: Mapping[tuple[str, Severity], Pace]
    retention: Retention

    def pace(self, severity: Severity, municipality: str | None) -> Pace:
        """How fast a case goes."""
        return self.local.get((municipality or "", severity), self.paces[severity])

    @property
    def most_steps(self) -> int:
        """The last step that anybody is asked in."""
        return max(len(pace.steps) for pace in (*self.paces.values(), *self.local.values()))


def load_policy(path: Path) -> Policy:
    """The policy of a file.

    Raises:
        StartError: It is missing or has faults; the first one is told.
    """
    policy, faults = read_policy(path)
    if policy is None:
        raise StartError(f"Eskaleringspolicyn går inte att använda: {faults[0]}.")
    return policy


def read_policy(path: Path) -> tuple[Policy | None, list[Fault]]:
    """The policy of a file, or every fault that it has."""
    if not path.is_file():
        return None, [Fault(Path(path.parent.name, path.name), 1, "filen saknas")]
    try:
        document = read_document(path.parent, path)
    except UnreadableError as error:
        return None, [error.fault]
    faults: list[Fault] = []
    policy = _policy(document, faults)
    return (None if faults else policy), sorted(faults)


def _policy(document: Document, faults: list[Fault]) -> Policy | None:
    try:
        file = _File.model_validate(document.data)
    except ValidationError as invalid:
        faults += _faults(document, invalid)
        return None
    missing = [severity.value for severity in Severity if severity not in file.severities]
    if missing:
        message = f"severities: {', '.join(missing)} saknas"
        faults.append(document.fault(message, ("severities",)))
        return None
    local = {}
    for municipality, changes in file.municipalities.items():
        for severity, changed in changes.items():
            place = ("municipalities", municipality, severity.value)
            whole = document.data["severities"][severity.value] | changed
            try:
                local[municipality, severity] = Pace.model_validate(whole)
            except ValidationError as invalid:
                faults += _faults(document, invalid, place)
    version = hashlib.sha256(repr(document.data).encode()).hexdigest()[:12]
    return Policy(version, file.severities, local, file.retention)


def _faults(document: Document, invalid: ValidationError, place: tuple[str, ...] = ()) -> Iterator[Fault]:
    for message, where in in_swedish(invalid):
        # Of a key that is wrong itself, pydantic says "[key]"; the document knows only its name.
        known = tuple(part for part in where if part != "[key]")
        yield document.fault(message.replace("[key]", str(known[-1]) if known else "", 1), (*place, *known))
