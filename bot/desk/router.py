"""Every route of the desk."""

from fastapi import APIRouter

from bot.desk import case_actions, case_pages, duty_pages

router = APIRouter()
for _routes in (case_pages, case_actions, duty_pages):
    router.include_router(_routes.router)
