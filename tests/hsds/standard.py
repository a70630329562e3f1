"""What HSDS 3.0 demands, of the objects we give out: names, types, and what must be there.

Written from the reference of the standard, and stricter than its own schemas: those let every unknown
name pass, so that a misspelt one would never show. Here the only name of others is `vart`.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

_DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
_PLACES = ["physical", "postal", "virtual"]
_TEXT = {"type": "string", "minLength": 1}
_KINDS: dict[str, dict[str, Any]] = {
    "text": _TEXT,
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
    "time": {"type": "string", "format": "wall-time"},
    "status": {"enum": ["active", "inactive", "defunct", "temporarily closed"]},
    "place": {"enum": _PLACES},
    "freq": {"enum": ["WEEKLY", "MONTHLY"]},
    "day": {"enum": _DAYS},
    "ours": {"type": "object"},
}
# name:kind, a ! for what must be there, a * for a list of an object, an & for one object.
_OBJECTS = {
    "service": """id:uuid! organization_id:uuid program_id:uuid name:text! alternate_name:text
        description:text url:uri email:email status:status! interpretation_services:text
        application_process:text
        fees_description:text wait_time:text fees:text accreditations:text eligibility_description:text
        minimum_age:number maximum_age:number assured_date:date assurer_email:email licenses:text alert:text
        last_modified:moment phones:*phone schedules:*schedule service_areas:*service_area
        service_at_locations:*service_at_location languages:*language organization:&organization
        cost_options:*cost_option attributes:*attribute""",
    "organization": """id:uuid! name:text! alternate_name:text description:text! email:email website:uri
        legal_status:text logo:text uri:uri parent_organization_id:uuid""",
    "phone": "id:uuid! service_id:uuid number:text! extension:number type:text description:text",
    "schedule": """id:uuid! service_id:uuid valid_from:date valid_to:date dtstart:date timezone:number
        until:date count:number wkst:day freq:freq interval:number byday:text byweekno:text bymonthday:text
        byyearday:text description:text opens_at:time closes_at:time schedule_link:uri attending_type:text
        notes:text""",
    "service_area": """id:uuid! service_id:uuid name:text description:text extent:text extent_type:text
        uri:text""",
    "service_at_location": "id:uuid! service_id:uuid location_id:uuid description:text location:&location",
    "location": """id:uuid! location_type:place! url:uri name:text alternate_name:text description:text
        transportation:text latitude:number longitude:number addresses:*address""",
    "address": """id:uuid! location_id:uuid attention:text address_1:text! address_2:text city:text!
        region:text state_province:text! postal_code:text! country:text! address_type:place!""",
    "language": "id:uuid! service_id:uuid name:text code:text note:text",
    "cost_option": """id:uuid! service_id:uuid valid_from:date valid_to:date option:text currency:text
        amount:number amount_description:text""",
    "attribute": """id:uuid! link_id:uuid link_type:text link_entity:text value:text taxonomy_term_id:uuid
        taxonomy_term:&taxonomy_term""",
    "taxonomy_term": """id:uuid! code:text name:text! description:text! parent_id:uuid taxonomy:text
        taxonomy_detail:&taxonomy language:text taxonomy_id:uuid term_uri:uri""",
    "taxonomy": "id:uuid! name:text! description:text! uri:uri version:text",
}  # fmt: skip
_EXTENDED = {"service", "phone", "service_area"}

_formats = FormatChecker(formats=("uuid", "email"))


def _is_uri(value: object) -> bool:
    return re.fullmatch(r"https?://[^\s/]+\S*", str(value)) is not None


def _is_date(value: object) -> bool:
    return bool(date.fromisoformat(str(value)))


def _is_moment(value: object) -> bool:
    return datetime.fromisoformat(str(value)).tzinfo is not None


def _is_time(value: object) -> bool:
    return time.fromisoformat(str(value)) is not None


for _name, _check in {
    "uri": _is_uri,
    "date": _is_date,
    "date-time": _is_moment,
    "wall-time": _is_time,
}.items():
    _formats.checks(_name, raises=ValueError)(_check)


def _schema(name: str, words: str) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    required = []
    for word in words.split():
        field, kind = word.rstrip("!").split(":")
        if word.endswith("!"):
            required.append(field)
        inner = {"$ref": f"#/$defs/{kind[1:]}"}
        properties[field] = (
            {"type": "array", "items": inner} if kind[0] == "*" else inner if kind[0] == "&" else _KINDS[kind]
        )
    if name in _EXTENDED:
        properties["vart"] = _KINDS["ours"]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


_SERVICE = Draft202012Validator(
    {"$ref": "#/$defs/service", "$defs": {name: _schema(name, words) for name, words in _OBJECTS.items()}},
    format_checker=_formats,
)


def faults(service: dict[str, Any]) -> Iterator[str]:
    """What a service does not keep of the standard."""
    for error in _SERVICE.iter_errors(service):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
