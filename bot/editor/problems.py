"""Everything to mend or to think of in the fields of a listing, errors first."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.load import Content
from bot.content.schema import Service
from bot.db.models.organization import Organization
from bot.editor.checks import form, lint, minimum, neighbours, plain_language
from bot.editor.views import Problem


async def problems_of(
    session: AsyncSession, content: Content, data: Mapping[str, Any], today: date, live: Service | None
) -> tuple[Problem, ...]:
    """All problems of these fields.

    Args:
        session: A session of the database.
        content: Topics, municipalities and short numbers.
        data: Fields as bot/editor/fields.py cleans them.
        today: The day.
        live: What the directory holds of this listing.
    """
    service = form.read(data)
    found = [*plain_language.check(data)]
    if isinstance(service, Service):
        organizations = set(await session.scalars(select(Organization.id)))
        found += lint.check(service, content, organizations, today)
        found += await minimum.missing_without(session, live, service)
        found += neighbours.check(service, await neighbours.neighbours(session))
    else:
        found += service
    return tuple(sorted(found, key=lambda problem: problem.level != "error"))


def errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those that stop a draft from being submitted."""
    return tuple(problem for problem in problems if problem.level == "error")
