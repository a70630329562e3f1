"""The duty roster file: read whole or not at all, every fault in one sentence."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, cast

import phonenumbers
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from bot.accounts.accounts import normal_login
from bot.content.documents import Document, UnreadableError, Where, read_document
from bot.content.faults import Fault
from bot.content.layout import folded
from bot.content.load import Content
from bot.content.wording import in_swedish
from bot.directory.hours import read_hours

_ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class _Known:
    """What the entries of a file are held against, and the phones read so far."""

    codes: Mapping[str, str]
    topics: Collection[str]
    logins: Collection[str]
    most_steps: int
    phones: set[str] = field(default_factory=set, repr=False)


def _municipality(name: str, info: ValidationInfo) -> str:
    code = _known(info).codes.get(folded(name))
    if code is None:
        raise _fault(f"kommunen {name} finns inte")
    return code


def _topic(topic: str, info: ValidationInfo) -> str:
    if topic not in _known(info).topics:
        raise _fault(f"ämnet {topic} finns inte")
    return topic


class _Entry(BaseModel):
    """One member of staff as the file has it; every field is checked, whatever the others hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    phone: str = Field(repr=False)
    municipalities: tuple[Annotated[str, AfterValidator(_municipality)], ...]
    topics: tuple[Annotated[str, AfterValidator(_topic)], ...] = ()
    hours: Annotated[str, StringConstraints(max_length=200)]
    step: Annotated[int, Field(ge=1, le=9)]
    # Login of the account with which they use the desk.
    account: str | None = None

    @field_validator("municipalities", mode="before")
    @classmethod
    def _named(cls, named: object) -> object:
        if named == _ALL:
            return ()
        if not isinstance(named, list):
            raise _fault("ska vara en lista, eller all")
        if not named:
            raise _fault("listan är tom; skriv all för alla")
        return named

    @field_validator("phone")
    @classmethod
    def _dialled(cls, phone: str, info: ValidationInfo) -> str:
        try:
            number = phonenumbers.parse(phone, "SE")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise _fault("är inget telefonnummer som går att nå")
        dialled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        # One phone is one person: the numbers on it would be taken for one another's.
        if dialled in _known(info).phones:
            raise _fault(f"{info.data.get('name', 'raden')} har samma nummer som någon annan")
        _known(info).phones.add(dialled)
        return dialled

    @field_validator("hours")
    @classmethod
    def _readable(cls, hours: str) -> str:
        try:
            read_hours(hours)
        except ValueError:
            raise _fault("öppettiderna går inte att tolka") from None
        return hours

    @field_validator("step")
    @classmethod
    def _asked(cls, step: int, info: ValidationInfo) -> int:
        most = _known(info).most_steps
        if step > most:
            raise _fault(f"policyn frågar högst steg {most}")
        return step

    @field_validator("account")
    @classmethod
    def _there(cls, login: str | None, info: ValidationInfo) -> str | None:
        if login is not None and normal_login(login) not in _known(info).logins:
            raise _fault(f"Kontot {login} finns inte. Lägg till det med vart user add.")
        return login


def _known(info: ValidationInfo) -> _Known:
    return cast(_Known, info.context)


def _fault(words: str) -> PydanticCustomError:
    # As a value, so that what somebody has written is not read as a pattern.
    return PydanticCustomError("roster", "{words}", {"words": words})


@dataclass(frozen=True, slots=True)
class Member:
    """One member of staff, checked.

    Attributes:
        name: First name.
        phone: E.164.
        municipalities: SCB codes; empty means all.
        topics: Topic ids; empty means all.
        hours: OSM opening_hours.
        step: 1 is asked first.
        account: Login of their account.
    """

    name: str
    phone: str = field(repr=False)
    municipalities: tuple[str, ...]
    topics: tuple[str, ...]
    hours: str
    step: int
    account: str | None


def read_roster_file(
    path: Path, content: Content, most_steps: int, logins: Collection[str]
) -> tuple[list[Member], list[Fault]]:
    """The members of staff of a file, and every fault in it.

    Args:
        path: The file.
        content: Knows municipalities and topics.
        most_steps: The last step that the policy asks.
        logins: The accounts there are.
    """
    try:
        document = read_document(path.parent, path)
    except UnreadableError as error:
        return [], [error.fault]
    data = document.data
    if not isinstance(data, dict) or set(data) != {"staff"} or not isinstance(data["staff"], list):
        return [], [document.fault("filen ska ha fältet staff med en lista")]
    known = _Known(_codes(content), content.topics, logins, most_steps)
    members: list[Member] = []
    faults: list[Fault] = []
    for index, item in enumerate(data["staff"]):
        try:
            entry = _Entry.model_validate(item, context=known)
        except ValidationError as invalid:
            faults += _faults(document, ("staff", index), invalid)
        else:
            members.append(_member(entry))
    return members, sorted(faults)


def _codes(content: Content) -> dict[str, str]:
    """The code of each municipality, by its name and by itself."""
    codes = {folded(one.name): code for code, one in content.municipalities.items()}
    return codes | {code: code for code in content.municipalities}


def _faults(document: Document, at: Where, invalid: ValidationError) -> list[Fault]:
    return [document.fault(message, (*at, *where[:1])) for message, where in in_swedish(invalid)]


def _member(entry: _Entry) -> Member:
    places = tuple(dict.fromkeys(entry.municipalities))
    return Member(entry.name, entry.phone, places, entry.topics, entry.hours, entry.step, entry.account)
