"""The fields of a listing as plain data: cleaned, merged, compared, and what they are called in Swedish."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.content.languages import language_name
from bot.content.load import Content
from bot.content.schema import Organization, Service
from bot.editor.views import FieldChange
from bot.editor.week import in_words

LABELS: Final = {
    "id": "Beteckning",
    "name": "Namn",
    "organization": "Huvudman",
    "level": "Nivå",
    "status": "Läge",
    "summary": "Sammanfattning",
    "description": "Beskrivning",
    "topics": "Ämnen",
    "main_topics": "Huvudämnen",
    "for": "För vem",
    "minimum_age": "Lägsta ålder",
    "maximum_age": "Högsta ålder",
    "not_for": "Inte för",
    "self_referral": "Egen väg in",
    "service_areas": "Område",
    "phones": "Telefon",
    "sms": "Sms",
    "chat": "Chatt",
    "email": "E-post",
    "url": "Webbplats",
    "address": "Adress",
    "opening_hours": "Öppettider",
    "opening_hours_note": "Om öppettiderna",
    "languages": "Språk",
    "interpretation_services": "Tolk",
    "cost": "Kostnad",
    "anonymity": "Anonymitet",
    "sources": "Källor",
    "assured_date": "Kontrollerad",
    "internal_note": "Redaktionens anteckning",
}
# Values that are codes of ours.
WORDS: Final = {
    "municipal": "kommunen",
    "local": "på orten",
    "regional": "regionen",
    "national": "hela landet",
    "self": "den som själv behöver hjälp",
    "relative": "den som frågar för någon annan",
    "active": "finns",
    "inactive": "vilande",
    "defunct": "har upphört",
    "temporarily closed": "tillfälligt stängd",
    "SE": "hela Sverige",
}
_STATES: Final = {"draft": "utkast", "archived": "arkiverad"}
_OF_CODES: Final = {
    "organization",
    "level",
    "status",
    "topics",
    "main_topics",
    "for",
    "service_areas",
    "languages",
}
# The workflow's, not the editor's.
_NOT_A_FIELD: Final = "publication"
# Far more than a listing can hold: what is longer was not typed.
_LONGEST: Final = 5000
_MOST: Final = 100


class Unusable(ValueError):  # noqa: N818 (said of data, not of the world)
    """Data that is no listing at all: unknown fields, or far too much in one.

    Attributes:
        field: Which.
    """

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def cleaned(data: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as they are stored: names as in content/, plain JSON, nothing empty, nothing usual.

    What does not follow the schema is kept as it was written, so that nothing typed is lost. The
    address of a place that must stay secret is not kept.

    Raises:
        Unusable: A field is unknown, or holds far too much.
    """
    plain = {}
    for name, value in data.items():
        field = "for" if name == "for_" else name
        if field == _NOT_A_FIELD:
            continue
        if field not in LABELS:
            raise Unusable(field[:80])
        value = _tidy(value, field)
        if value is not None:
            value = _stored(field, value)
        if value is not None and not (field == "address" and _secret(value)):
            plain[field] = value
    return {field: plain[field] for field in LABELS if field in plain}


def fields_of(service: Service) -> dict[str, Any]:
    """The fields of a listing, as `cleaned` gives them."""
    return cleaned(service.model_dump(mode="json", by_alias=True))


def areas_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The area codes in fields that may be faulty."""
    areas = data.get("service_areas")
    return tuple(code for code in areas if isinstance(code, str)) if isinstance(areas, list) else ()


def merge(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...], tuple[str, ...]]:
    """Put two changes of the same fields together.

    Returns:
        Both changes, mine where they differ; the fields taken over from theirs; the fields that both
        changed, each differently.
    """
    merged, taken, conflicts = {}, [], []
    for field in LABELS:
        was, my, their = base.get(field), mine.get(field), theirs.get(field)
        value = my
        if my == was and their != was:
            value = their
            taken.append(field)
        elif my != their and their != was:
            conflicts.append(field)
        if value is not None:
            merged[field] = value
    return merged, tuple(taken), tuple(conflicts)


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of the form.

    Args:
        before: Fields.
        after: Fields.
        names: What topics, areas and the like are called.
    """
    return tuple(
        FieldChange(
            field,
            label,
            _in_words(_named(field, before.get(field), names)),
            _in_words(_named(field, after.get(field), names)),
        )
        for field, label in LABELS.items()
        if before.get(field) != after.get(field)
    )


def names_of(content: Content, organizations: Iterable[Organization]) -> dict[str, str]:
    """What the ids and codes in fields are called.

    Args:
        content: Topics and municipalities.
        organizations: Who runs listings.
    """
    return {
        **WORDS,
        **{one.id: one.label.sv for one in content.topics.values()},
        **{one.id: one.name for one in organizations},
        **{one.code: one.name for one in content.municipalities.values()},
    }


def _named(field: str, value: Any, names: Mapping[str, str]) -> Any:
    if field == "opening_hours":
        return in_words(value) if isinstance(value, str) else value
    if field not in _OF_CODES:
        return value
    if isinstance(value, list):
        return [_named(field, item, names) for item in value]
    if field == "languages":
        return language_name(value) if isinstance(value, str) else value
    return names.get(value, value) if isinstance(value, str) else value


def _in_words(value: Any) -> str:
    """A field's value as one reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Mapping):
        return ", ".join(filter(None, (_part(name, part) for name, part in value.items())))
    if isinstance(value, list):
        separator = "\n" if any(isinstance(item, Mapping) for item in value) else ", "
        return separator.join(map(_in_words, value))
    return str(value)


def _part(name: str, value: Any) -> str:
    if name == "unconfirmed":
        return "ej kontrollerad" if value is True else ""
    return _STATES.get(value, "") if name == "publication" else str(value)


def _tidy(value: Any, field: str) -> Any:
    """Plain JSON without empty strings, empty lists and empty mappings."""
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise Unusable(field)
        return value.strip() or None
    if isinstance(value, Mapping):
        items = ((str(key), _tidy(part, field)) for key, part in _few(value.items(), field))
        return {key: part for key, part in items if part is not None} or None
    if isinstance(value, (list, tuple)):
        return [part for item in _few(value, field) if (part := _tidy(item, field)) is not None] or None
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return str(value)[:_LONGEST]


def _few[Item](items: Iterable[Item], field: str) -> list[Item]:
    found = list(items)
    if len(found) > _MOST:
        raise Unusable(field)
    return found


def _stored(field: str, value: Any) -> Any:
    """A value as the schema writes it; as it stands when the schema does not take it."""
    adapter, usual = _ADAPTERS[field]
    try:
        written = adapter.dump_python(
            adapter.validate_python(value), mode="json", by_alias=True, exclude_defaults=True
        )
    except ValidationError:
        return value
    return None if written == usual else written


def _secret(address: Any) -> bool:
    return isinstance(address, Mapping) and address.get("confidential") not in {None, False, "false"}


def _adapters() -> dict[str, tuple[TypeAdapter[Any], Any]]:
    """For each field what reads and writes it, and its usual value."""
    found = {}
    for name, info in Service.model_fields.items():
        default = None if info.is_required() else info.get_default(call_default_factory=True)
        usual = list(default) if isinstance(default, tuple) else default
        annotated: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        found[info.alias or name] = (TypeAdapter(annotated), usual)
    return found


_ADAPTERS: Final = _adapters()
