"""Roles, and the areas they hold in: whatever is not given is denied."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

COUNTRY = "SE"


class Role(StrEnum):
    """What an account may do."""

    DESK = "desk"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"


NAMES = {
    Role.DESK: "jour",
    Role.EDITOR: "redaktör",
    Role.REVIEWER: "granskare",
    Role.ADMINISTRATOR: "administratör",
    Role.COORDINATOR: "samordnare",
}
# They meet what people wrote, or decide who does: a password alone is not enough.
_WITH_CODE = {Role.DESK, Role.ADMINISTRATOR}
# Who may open the desk, and the editors' pages.
DESK_ROLES = frozenset({Role.DESK, Role.ADMINISTRATOR})
EDITORIAL_ROLES = frozenset({Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR})


def roles_of(stored: Iterable[str]) -> frozenset[Role]:
    """The roles an account has; a word that is no role gives nothing."""
    return frozenset(Role(word) for word in stored if word in set(Role))


def needs_code(roles: Iterable[Role]) -> bool:
    """Whether these roles can only be used after a one-time code."""
    return not _WITH_CODE.isdisjoint(roles)


def covers(areas: Sequence[str], municipality: str | None) -> bool:
    """Whether `areas` hold a municipality.

    Args:
        areas: Municipality codes, counties as two digits, or the country.
        municipality: Its code; None, a municipality nobody knows, is held by the country alone.
    """
    if COUNTRY in areas:
        return True
    return municipality is not None and (municipality in areas or municipality[:2] in areas)
