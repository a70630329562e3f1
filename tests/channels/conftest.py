"""What the tests of the channels work with."""

from tests.gateway.fixtures import (  # noqa: F401 (fixtures)
    app,
    brain,
    clock,
    conversations,
    database,
    empty_database,
    events,
    gateway,
    sessions,
    vault,
)
