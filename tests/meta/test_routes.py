"""Every route names exactly one rule about who may use it; what has none is named here."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts

from bot.app import create_app
from bot.channels.web.access import RULES
from bot.services import Services

# Routes that are open to everybody.
OPEN = {
    ("HEAD", "/healthz"),
    ("HEAD", "/readyz"),
    ("HEAD", "/"),
    ("HEAD", "/integritet"),
    ("HEAD", "/tillganglighet"),
    ("HEAD", "/embed.js"),
    ("GET", "/jour/"),
    ("GET", "/redaktion/"),
    ("POST", "/api/conversations"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/"),
    ("POST", "/"),
    ("GET", "/integritet"),
    ("GET", "/tillganglighet"),
    ("GET", "/embed.js"),
    ("GET", "/inbaddad"),
    ("GET", "/inbaddad/demo"),
    ("GET", "/logga-in"),
    ("POST", "/logga-in"),
    ("GET", "/stammer-inte/{id}"),
    ("POST", "/stammer-inte/{id}"),
    ("GET", "/bekrafta/{token}"),
    ("POST", "/bekrafta/{token}"),
    ("GET", "/hsds"),
    ("GET", "/hsds/"),
    ("GET", "/hsds/profile"),
    ("GET", "/hsds/openapi.json"),
    ("GET", "/hsds/services"),
    ("GET", "/hsds/services/{service_id}"),
}


def calls(dependant: Dependant) -> Iterator[Any]:
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from calls(dependency)


@pytest.fixture
def app() -> FastAPI:
    return create_app(cast(Services, object()))


def rules_of(route: RouteContext) -> set[str]:
    """The rules among everything a route depends on; none for what is not a route of FastAPI's."""
    dependant = getattr(route, "dependant", None)
    used = set(calls(dependant)) if dependant is not None else set()
    return {name for name, rule in RULES.items() if rule in used}


def test_every_route_names_one_rule(app: FastAPI) -> None:
    routes = list(iter_route_contexts(app.routes))
    assert len(routes) > len(OPEN)
    assert {route.path: rules_of(route) for route in routes if len(rules_of(route)) != 1} == {}


def test_only_the_routes_named_here_are_open_to_everybody(app: FastAPI) -> None:
    found = {
        (method, route.path)
        for route in iter_route_contexts(app.routes)
        for method in route.methods or ()
        if rules_of(route) == {"anyone"}
    }
    assert {(method, path) for method, path in found if not str(path).startswith("/static/")} == OPEN
