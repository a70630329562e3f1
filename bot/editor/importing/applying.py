"""Carries out a plan: drafts for editors to go on with, never anything that people see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.editor.importing.plan import Offer, Plan
from bot.editor.refusals import Conflict, Denied, NotFound
from bot.editor.views import Draft, ListingView


class Drafts(Protocol):
    """What an import needs of bot.editor.listings.Listings."""

    async def get(self, id: str) -> ListingView:
        """Everything about one listing."""

    async def save_draft(
        self, id: str | None, data: Mapping[str, Any], account_id: int, base_revision: int
    ) -> Draft:
        """Save what somebody has written as a draft."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did.

    Attributes:
        saved: Ids of listings that have a new draft.
        moved: Ids of those that somebody changed after the plan was made; nothing was saved.
        denied: Ids of those that the account may not edit.
        left: Ids of conflicts that nobody decided; nothing was saved.
    """

    saved: tuple[str, ...]
    moved: tuple[str, ...]
    denied: tuple[str, ...]
    left: tuple[str, ...]


async def apply(
    listings: Drafts, plan: Plan, account_id: int, choices: Mapping[str, Collection[str]] | None = None
) -> Outcome:
    """Save the listings of a plan as drafts.

    Args:
        listings: The listings.
        plan: What was shown to the editor.
        account_id: Who imports.
        choices: For each conflict that is decided, by id: the fields in which the file wins; the rest
            of the fields in conflict stay as the editor has them. Conflicts left out are left alone.
    """
    choices = choices or {}
    done: dict[str, list[str]] = {"saved": [], "moved": [], "denied": [], "left": []}
    for offer in (*plan.new, *plan.changed, *plan.conflicts):
        if offer.theirs and offer.id not in choices:
            done["left"].append(offer.id)
        else:
            done[await _save(listings, offer, account_id, choices.get(offer.id, ()))].append(offer.id)
    return Outcome(**{how: tuple(ids) for how, ids in done.items()})


async def _save(listings: Drafts, offer: Offer, account_id: int, wins: Collection[str]) -> str:
    kept = {field: value for field, value in offer.theirs.items() if field not in wins}
    fields = {**offer.fields, **kept}
    try:
        if await _exists(listings, offer.id) == offer.new:
            return "moved"
        await listings.save_draft(None if offer.new else offer.id, fields, account_id, offer.revision)
    except (Conflict, NotFound):
        return "moved"
    except Denied:
        return "denied"
    return "saved"


async def _exists(listings: Drafts, id: str) -> bool:
    try:
        await listings.get(id)
    except NotFound:
        return False
    return True
