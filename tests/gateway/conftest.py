"""What the tests of the gateway work with."""

from tests.gateway.dialogue import cases, human_gateway, talk  # noqa: F401 (fixtures)
from tests.gateway.fixtures import (  # noqa: F401 (fixtures)
    app,
    brain,
    clock,
    conversations,
    database,
    empty_database,
    events,
    gateway,
    publish,
    sessions,
    vault,
)
