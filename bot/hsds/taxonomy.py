"""Our two taxonomies as HSDS taxonomy terms: the topics, and whom a service is for."""

from collections.abc import Mapping
from typing import Any, Final

from bot.content.schema import Audience, Service, Topic
from bot.hsds.ids import uuid_of

TOPICS: Final = "Vart: ämnen"
AUDIENCES: Final = "Vart: för vem"
_DESCRIPTIONS: Final = {
    TOPICS: "De fyrtio ämnen som människor söker hjälp med i Vart.",
    AUDIENCES: "Vem som kan vända sig till en verksamhet.",
}
_AUDIENCES: Final[dict[Audience, tuple[str, str]]] = {
    "self": ("Den som själv behöver stöd", "Tar emot den som stödet är till för."),
    "relative": ("Närstående", "Tar emot den som frågar för någon annans skull."),
}

Json = dict[str, Any]


def taxonomy_id(name: str) -> str:
    """The id of one of our taxonomies."""
    return uuid_of("taxonomy", name)


def term_ids(service: Service) -> set[str]:
    """The ids of all terms that a service is marked with."""
    codes = ((TOPICS, service.topics), (AUDIENCES, service.for_))
    return {_term_id(taxonomy, code) for taxonomy, found in codes for code in found}


def attributes(service: Service, topics: Mapping[str, Topic]) -> list[Json]:
    """The HSDS attributes of a service: a term each, `main_topic` for what it exists for.

    Args:
        service: The service.
        topics: Topics by id.
    """
    marked = [
        ("main_topic" if topic in service.main_topics else "topic", _topic(topic, topics.get(topic)))
        for topic in service.topics
    ]
    marked += [("audience", _term(AUDIENCES, who, *_AUDIENCES[who])) for who in service.for_]
    owner = uuid_of("service", service.id)
    return [
        {
            "id": uuid_of("attribute", service.id, term["id"]),
            "link_id": owner,
            "link_entity": "service",
            "link_type": link,
            "taxonomy_term_id": term["id"],
            "taxonomy_term": term,
        }
        for link, term in marked
    ]


def _topic(code: str, topic: Topic | None) -> Json:
    name = topic.label.sv if topic else code
    # HSDS demands a description; the name says all there is to say.
    return _term(TOPICS, code, name, name)


def _term(taxonomy: str, code: str, name: str, description: str) -> Json:
    return {
        "id": _term_id(taxonomy, code),
        "code": code,
        "name": name,
        "description": description,
        "language": "sv",
        "taxonomy": taxonomy,
        "taxonomy_id": taxonomy_id(taxonomy),
        "taxonomy_detail": {
            "id": taxonomy_id(taxonomy),
            "name": taxonomy,
            "description": _DESCRIPTIONS[taxonomy],
        },
    }


def _term_id(taxonomy: str, code: str) -> str:
    return uuid_of("taxonomy_term", taxonomy, code)
