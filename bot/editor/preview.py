"""A draft as the person would see it: the same card, made in the same way, from the draft alone."""

from datetime import datetime

from bot.content.load import Content
from bot.content.schema import Organization, Service
from bot.directory.present import present
from bot.directory.query import Query
from bot.directory.snapshot import Snapshot
from bot.gateway import messages


def card(
    service: Service,
    organization: Organization | None,
    content: Content,
    query: Query,
    at: datetime,
) -> messages.Service:
    """The card of a listing for somebody who asks.

    Args:
        service: The listing.
        organization: Who runs it.
        content: Topics, municipalities and short numbers.
        query: Who asks, and about what.
        at: The moment.
    """
    as_active = service.model_copy(update={"status": "active"})
    snapshot = Snapshot.build(_Alone(as_active, organization, content))
    found = snapshot.search(query, at).hits if service.status == "active" else ()
    hit = found[0] if found else snapshot.hit(service.id, at)
    if hit is None:
        raise ValueError("the listing is not published")
    shown = present(hit, "sv")
    return shown if found else shown.model_copy(update={"why": [_hidden(service, query, content)]})


def _hidden(service: Service, query: Query, content: Content) -> str:
    """Why the person would not see the card."""
    if service.status != "active":
        return "Visas inte: verksamheten är inte i gång"
    if not service.self_referral:
        return "Visas inte: hit kommer man bara med remiss"
    low, high = service.minimum_age or 0, 200 if service.maximum_age is None else service.maximum_age
    if query.age is not None and not low <= query.age <= high:
        return f"Visas inte för den som är {query.age} år"
    if query.for_whom == "self" and "self" not in service.for_:
        return "Visas bara för den som frågar för någon annan"
    if query.topics and not set(query.topics) & set(service.topics):
        return "Visas inte för det ämnet"
    place = content.municipalities.get(query.municipality or "")
    return f"Visas inte i {place.name if place else 'den kommunen'}"


class _Alone:
    """Content whose only listing is one."""

    def __init__(self, service: Service, organization: Organization | None, content: Content) -> None:
        self.services = {service.id: service}
        self.organizations = {organization.id: organization} if organization else {}
        self.topics = content.topics
        self.municipalities = content.municipalities
        self.short_numbers = content.short_numbers
