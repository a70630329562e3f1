"""Every route of the editors."""

from fastapi import APIRouter

from bot.editor.pages import (
    coverage_pages,
    editing,
    listing_actions,
    listing_pages,
    public_pages,
    start_pages,
    transfer_pages,
    what_if_pages,
)

router = APIRouter()
for _routes in (
    start_pages, editing, listing_pages, listing_actions, coverage_pages, what_if_pages,
    transfer_pages, public_pages,
):  # fmt: skip
    router.include_router(_routes.router)
