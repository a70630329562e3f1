"""Which listings an account may edit: those whose whole area is its own."""

from collections.abc import Iterable, Sequence

from bot.accounts.roles import covers


def may_edit(areas: Sequence[str], service_areas: Iterable[str]) -> bool:
    """Whether somebody may edit a listing.

    A listing for two municipalities needs both, one for a county the county or the country; whoever
    has no area edits nothing.

    Args:
        areas: Of the account: municipalities ("2460"), counties ("24") or the country ("SE").
        service_areas: Of the listing; one that has none yet is open to everybody who has an area.
    """
    return bool(areas) and all(covers(areas, code) for code in service_areas)
