"""Visiting addresses as HSDS locations."""

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.content.areas import COUNTIES
from bot.content.schema import Municipality, Service
from bot.hsds.ids import uuid_of

_WRITTEN: Final = re.compile(r"(?P<street>.+), (?P<code>\d{3} \d{2}) (?P<city>[^,\d]+)")


def service_at_locations(
    service: Service, municipalities: Mapping[str, Municipality]
) -> list[dict[str, Any]]:
    """Where a service is visited; nothing when its address must stay secret.

    Args:
        service: The service.
        municipalities: Municipalities by code.
    """
    address = service.address
    if address is None or address.confidential:
        return []
    location = uuid_of("location", service.id)
    place: dict[str, Any] = {
        "id": location,
        "location_type": "physical",
        "name": service.name,
        "description": address.text,
    }
    if parts := _parts(service, address.text, municipalities):
        whose = {"id": uuid_of("address", service.id), "location_id": location}
        place["addresses"] = [whose | parts]
    return [
        {
            "id": uuid_of("service_at_location", service.id),
            "service_id": uuid_of("service", service.id),
            "location_id": location,
            "location": place,
        }
    ]


def _parts(service: Service, text: str, municipalities: Mapping[str, Municipality]) -> dict[str, str] | None:
    """The parts HSDS demands of an address; None when not all of them are known."""
    county = _county(service, municipalities)
    found = _WRITTEN.fullmatch(text)
    if found is None or county is None:
        return None
    return {
        "address_1": found["street"],
        "postal_code": found["code"],
        "city": found["city"],
        "state_province": county,
        "country": "SE",
        "address_type": "physical",
    }


def _county(service: Service, municipalities: Mapping[str, Municipality]) -> str | None:
    codes = {
        municipalities[code].county if code in municipalities else code for code in service.service_areas
    }
    return COUNTIES.get(codes.pop()) if len(codes) == 1 else None
