"""Made-up listings and content, small and complete, for tests and benchmarks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.content.schema import (
    Level,
    Localised,
    Municipality,
    Organization,
    Publication,
    Service,
    ShortNumber,
    Switchboard,
    Tip,
    Topic,
)
from bot.directory.snapshot import Snapshot

VANNAS = "2460"
UMEA = "2480"
ASELE = "2463"
VASTERBOTTEN = "24"
SWEDEN = "SE"
AREA_OF_LEVEL = {
    Level.MUNICIPAL: VANNAS,
    Level.LOCAL: VANNAS,
    Level.REGIONAL: VASTERBOTTEN,
    Level.NATIONAL: SWEDEN,
}
WEEKDAYS = "Mo-Fr 08:00-16:00; PH off"


def make_service(**overrides: Any) -> Service:
    """A published listing; what is not said fits together with what is."""
    level = Level(overrides.get("level", Level.MUNICIPAL))
    name = overrides.get("id", "ungdomshalsan")
    values: dict[str, Any] = {
        "id": name,
        "name": name.capitalize(),
        "organization": f"{name}-huset",
        "level": level,
        "publication": Publication.PUBLISHED,
        "summary": "Här kan du prata med någon som lyssnar.",
        "topics": ("sleep", "anxiety"),
        "main_topics": ("sleep",),
        "for": ("self", "relative"),
        "service_areas": (AREA_OF_LEVEL[level],),
        "phones": ({"number": "0935-140 00"},),
        "url": "https://www.example.se/hjalp",
        "sources": ({"url": "https://www.example.se/hjalp", "date": "2026-09-01"},),
        "assured_date": date(2026, 10, 1),
    }
    values |= overrides
    if "main_topics" not in overrides:
        values["main_topics"] = tuple(topic for topic in values["topics"] if topic == "sleep")
    return Service.model_validate(values)


def make_topic(topic_id: str, label: str) -> Topic:
    """A topic with just what the schema asks for."""
    text = Localised(sv=label, en=label)
    tip = Tip(sv="Drick ett glas vatten.", en="Drink a glass of water.")
    return Topic(id=topic_id, label=text, intro=text, intro_relative=text, tips=(tip, tip))


def make_municipality(code: str, name: str, number: str) -> Municipality:
    """A municipality with a switchboard."""
    return Municipality(
        code=code,
        name=name,
        county=code[:2],
        switchboard=Switchboard(number=number),
        url="https://www.example.se",
    )


@dataclass(frozen=True)
class Parts:
    """What a snapshot is built from."""

    services: Mapping[str, Service]
    organizations: Mapping[str, Organization]
    topics: Mapping[str, Topic] = field(
        default_factory=lambda: {
            "sleep": make_topic("sleep", "Sömn"),
            "anxiety": make_topic("anxiety", "Oro, ångest och panik"),
            "npf": make_topic("npf", "ADHD, autism och utredning"),
        }
    )
    municipalities: Mapping[str, Municipality] = field(
        default_factory=lambda: {
            VANNAS: make_municipality(VANNAS, "Vännäs", "0935-140 00"),
            UMEA: make_municipality(UMEA, "Umeå", "090-16 10 00"),
            ASELE: make_municipality(ASELE, "Åsele", "0941-140 00"),
        }
    )
    short_numbers: Mapping[str, ShortNumber] = field(
        default_factory=lambda: {
            "116 111": ShortNumber(number="116 111", tel="116111", name="Bris"),
            "112": ShortNumber(number="112", tel="112", name="SOS Alarm"),
            "1177": ShortNumber(number="1177", tel="1177", name="1177"),
        }
    )


def make_parts(services: Iterable[Service]) -> Parts:
    """Content that holds `services` and the organizations they name."""
    services = tuple(services)
    owners = {service.organization for service in services}
    return Parts(
        services={service.id: service for service in services},
        organizations={owner: Organization(id=owner, name=owner.capitalize()) for owner in sorted(owners)},
    )


def make_snapshot(*services: Service) -> Snapshot:
    """A snapshot of `services`."""
    return Snapshot.build(make_parts(services))
