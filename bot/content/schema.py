"""The schema of content/: names follow HSDS 3.0, with the fields HSDS lacks.

HSDS names: organization, service, phone, service_area, minimum_age, maximum_age,
assured_date, interpretation_services, status. Ours: publication, level, for,
not_for, opening_hours (OSM string), confidentiality of an address, self_referral.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1200)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=500)]
# SCB codes: four digits is a municipality, two a county, SE the whole country.
AreaCode = Annotated[str, StringConstraints(pattern=r"^(?:SE|\d{2}|\d{4})$")]
Audience = Literal["self", "relative"]
# ISO 639-1, or 639-3 where no two-letter code exists (sma, smj: South and Lule Sami).
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class Level(StrEnum):
    """How near a service is to the person, nearest first."""

    MUNICIPAL = "municipal"
    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"


class Publication(StrEnum):
    """Our editorial state; HSDS `status` is about the world, this is about us."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Strict(BaseModel):
    """Base of every content model: unknown keys are faults, values are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(Strict):
    """Where a fact was read, and the date of what was read (not of our reading)."""

    url: WebAddress | None = None
    title: Line | None = None
    date: Line | None = None

    @model_validator(mode="after")
    def _names_something(self) -> "Source":
        if self.url is None and self.title is None:
            raise ValueError("a source needs a url or a title")
        return self


class Phone(Strict):
    """A number as it is written for people; unconfirmed ones stay drafts."""

    number: Line
    label: Line | None = None
    publication: Publication = Publication.PUBLISHED
    # A switchboard recalled from memory may be shown, marked "ej kontrollerad".
    unconfirmed: bool = False


class Address(Strict):
    """A visiting address; a confidential one is never shown, stored or exported."""

    text: Line
    confidential: bool = False


class Organization(Strict):
    """Who runs services: a municipality, a region, an authority, an association."""

    id: Identifier
    name: Line
    url: WebAddress | None = None


class Service(Strict):
    """One listing: a place to turn to."""

    id: Identifier
    name: Line
    organization: Identifier
    level: Level
    status: Literal["active", "inactive", "defunct", "temporarily closed"] = "active"
    publication: Publication = Publication.DRAFT
    # Shown on the card and in an SMS: one or two short sentences.
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=220)]
    description: Paragraph | None = None
    topics: tuple[Identifier, ...] = Field(min_length=1)
    # The topics this service exists for (a subset of `topics`); ranking puts them first.
    main_topics: tuple[Identifier, ...] = ()
    for_: tuple[Audience, ...] = Field(alias="for", min_length=1)
    minimum_age: Annotated[int, Field(ge=0, le=120)] | None = None
    maximum_age: Annotated[int, Field(ge=0, le=120)] | None = None
    not_for: Line | None = None
    # False: reached only through a referral, so never shown as a door to knock on.
    self_referral: bool = True
    service_areas: tuple[AreaCode, ...] = Field(min_length=1)
    phones: tuple[Phone, ...] = ()
    sms: Line | None = None
    chat: WebAddress | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$")] | None = None
    url: WebAddress | None = None
    address: Address | None = None
    # OSM opening_hours, Europe/Stockholm, PH = Swedish public holidays. None: unknown.
    opening_hours: Annotated[str, StringConstraints(max_length=200)] | None = None
    opening_hours_note: Line | None = None
    languages: tuple[LanguageCode, ...] = ()
    interpretation_services: bool | None = None
    cost: Line | None = None
    anonymity: Line | None = None
    sources: tuple[Source, ...] = Field(min_length=1)
    # The day the operator or an editor confirmed the listing; None: not confirmed yet.
    assured_date: date | None = None
    internal_note: Paragraph | None = None

    @model_validator(mode="after")
    def _ages_in_order(self) -> "Service":
        low, high = self.minimum_age, self.maximum_age
        if low is not None and high is not None and low > high:
            raise ValueError(f"minimum_age {low} is above maximum_age {high}")
        if unknown := set(self.main_topics) - set(self.topics):
            raise ValueError(f"main_topics not among topics: {', '.join(sorted(unknown))}")
        return self


class Localised(Strict):
    """A text in Swedish (always) and English (the full second language)."""

    sv: Paragraph
    en: Paragraph


class Tip(Strict):
    """A self-help tip (huskur); a source is named only where it was read."""

    sv: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=240)]
    en: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=240)]
    source: Source | None = None


class Topic(Strict):
    """One of the 40 topics people ask about (design: topics.md)."""

    id: Identifier
    label: Localised
    # At most two short sentences that meet the person before the list.
    intro: Localised
    # The same, written to somebody who asks about another person.
    intro_relative: Localised
    tips: tuple[Tip, ...] = Field(min_length=2, max_length=3)
    related: tuple[Identifier, ...] = ()
    # About children and the young, whoever asks: what is for them may stand first without an age.
    young: bool = False


class Locality(Strict):
    """A town, village or part of town that people name instead of the municipality."""

    name: Line
    variants: tuple[Line, ...] = ()


class Switchboard(Strict):
    """A municipality's telephone exchange."""

    number: Line
    unconfirmed: bool = False
    source: Source | None = None


class Municipality(Strict):
    """One municipality, keyed by its SCB code."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    name: Line
    county: Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
    switchboard: Switchboard
    url: WebAddress
    aliases: tuple[Line, ...] = ()
    localities: tuple[Locality, ...] = ()


class ShortNumber(Strict):
    """A number that `phonenumbers` calls invalid, dialled exactly as it stands."""

    number: Line
    tel: Annotated[str, StringConstraints(pattern=r"^\d+$")]
    name: Line
    # Part of the crisis minimum: checks fail if it is missing or altered.
    crisis_minimum: bool = False


class Right(Strict):
    """A short answer about rights or how things work, resting on a named law or page."""

    id: Identifier
    question: Localised
    answer: Localised
    # Words and phrases that lead here, Swedish or English, lower case.
    keywords: tuple[Line, ...] = Field(min_length=1)
    sources: tuple[Source, ...] = Field(min_length=1)
