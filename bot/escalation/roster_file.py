"""The duty roster file: read whole or not at all, every fault in one sentence."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final

import phonenumbers
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from bot.content.documents import Document, UnreadableError, Where, read_document
from bot.content.faults import Fault
from bot.content.layout import folded
from bot.content.load import Content
from bot.content.wording import in_swedish
from bot.directory.hours import read_hours

_ALL: Final = "all"


class _Entry(BaseModel):
    """One member of staff as the file has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    phone: str = Field(repr=False)
    municipalities: tuple[str, ...] | str
    topics: tuple[str, ...] = ()
    hours: Annotated[str, StringConstraints(max_length=200)]
    step: Annotated[int, Field(ge=1, le=9)]
    # Login of the account with which they use the desk.
    account: str | None = None

    @field_validator("municipalities", mode="before")
    @classmethod
    def _named(cls, named: object) -> object:
        if named != _ALL and not isinstance(named, list):
            raise PydanticCustomError("municipalities", "ska vara en lista, eller all")
        return named

    @field_validator("phone")
    @classmethod
    def _dialled(cls, phone: str) -> str:
        try:
            number = phonenumbers.parse(phone, "SE")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise PydanticCustomError("phone", "är inget telefonnummer som går att nå")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    @field_validator("hours")
    @classmethod
    def _readable(cls, hours: str) -> str:
        try:
            read_hours(hours)
        except ValueError:
            raise PydanticCustomError("hours", "öppettiderna går inte att tolka") from None
        return hours


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


def read_roster_file(path: Path, content: Content, most_steps: int) -> tuple[list[Member], list[Fault]]:
    """The members of staff of a file, and every fault in it.

    Args:
        path: The file.
        content: Knows municipalities and topics.
        most_steps: The last step that the policy asks.
    """
    try:
        document = read_document(path.parent, path)
    except UnreadableError as error:
        return [], [error.fault]
    data = document.data
    if not isinstance(data, dict) or set(data) != {"staff"} or not isinstance(data["staff"], list):
        return [], [document.fault("filen ska ha fältet staff med en lista")]
    reader = _Reader(document, content, most_steps)
    members = [one for index, item in enumerate(data["staff"]) if (one := reader.member(index, item))]
    reader.check_phones(members)
    return members, sorted(reader.faults)


class _Reader:
    def __init__(self, document: Document, content: Content, most_steps: int) -> None:
        self._document = document
        self._most_steps = most_steps
        self._topics = content.topics
        self._codes = {folded(one.name): code for code, one in content.municipalities.items()}
        self._codes |= {code: code for code in content.municipalities}
        self.faults: list[Fault] = []

    def member(self, index: int, item: Any) -> Member | None:
        """An entry, if it has no fault."""
        at: Where = ("staff", index)
        try:
            entry = _Entry.model_validate(item)
        except ValidationError as invalid:
            self.faults += [
                self._document.fault(message, (*at, *where[:1])) for message, where in in_swedish(invalid)
            ]
            return None
        before = len(self.faults)
        codes = self._municipalities(entry, at)
        for topic in entry.topics:
            if topic not in self._topics:
                self._fault(f"topics: ämnet {topic} finns inte", at, "topics")
        if entry.step > self._most_steps:
            self._fault(f"step: policyn frågar högst steg {self._most_steps}", at, "step")
        if len(self.faults) > before:
            return None
        return Member(entry.name, entry.phone, codes, entry.topics, entry.hours, entry.step, entry.account)

    def check_phones(self, members: list[Member]) -> None:
        """One phone is one person: the numbers on it would be taken for one another's."""
        seen: set[str] = set()
        for member in members:
            if member.phone in seen:
                self._fault(f"phone: {member.name} har samma nummer som någon annan", ("staff",))
            seen.add(member.phone)

    def _municipalities(self, entry: _Entry, at: Where) -> tuple[str, ...]:
        named = entry.municipalities
        if isinstance(named, str):
            return ()
        if not named:
            self._fault("municipalities: listan är tom; skriv all för alla", at, "municipalities")
        codes = []
        for name in named:
            code = self._codes.get(folded(name))
            if code is None:
                self._fault(f"municipalities: kommunen {name} finns inte", at, "municipalities")
            else:
                codes.append(code)
        return tuple(dict.fromkeys(codes))

    def _fault(self, message: str, at: Where, *where: str) -> None:
        self.faults.append(self._document.fault(message, (*at, *where)))
