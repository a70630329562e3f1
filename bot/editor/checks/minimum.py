"""The crisis minimum: no step of an editor may take 112, 1177, 90101 or 116 111 out of the directory."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.layout import WHOLE_COUNTRY
from bot.content.rules.crisis import MINIMUM
from bot.content.schema import Publication, Service
from bot.db.models.phone import Phone
from bot.db.models.service import Service as ServiceRow
from bot.db.models.service import Status
from bot.db.models.service_area import ServiceArea
from bot.editor.views import Problem
from bot.safety.contacts import BUILT_IN

# The listings that crisis messages name: each keeps its own number, whoever else has it too.
_NAMED: Final = {id: tel for tel, id in BUILT_IN.items()}
_WRITTEN: Final = {written: tel for tel, written in MINIMUM.items()} | {tel: tel for tel in MINIMUM}


def offered(service: Service | None) -> set[str]:
    """The digits of the crisis minimum that a listing offers to the whole country."""
    if (
        service is None
        or service.publication is not Publication.PUBLISHED
        or service.status != "active"
        or WHOLE_COUNTRY not in service.service_areas
    ):
        return set()
    sure = (p for p in service.phones if p.publication is Publication.PUBLISHED and not p.unconfirmed)
    return _digits(phone.number for phone in sure)


async def missing_without(
    session: AsyncSession, before: Service | None, after: Service | None
) -> tuple[Problem, ...]:
    """What of the crisis minimum would be gone if `before` became `after`.

    Many listings tell to ring 112 too; that does not make up for the one of SOS Alarm.

    Args:
        session: The transaction.
        before: The listing as it is in the directory.
        after: As it would be; None when it would no longer be shown.
    """
    lost = offered(before) - offered(after)
    if not lost or before is None:
        return ()
    statement = (
        select(Phone.number)
        .join(ServiceRow, ServiceRow.id == Phone.service_id)
        .join(ServiceArea, ServiceArea.service_id == ServiceRow.id)
        .where(
            ServiceRow.id != before.id,
            ServiceRow.publication == Publication.PUBLISHED,
            ServiceRow.status == Status.ACTIVE,
            ServiceArea.area_code == WHOLE_COUNTRY,
            Phone.publication == Publication.PUBLISHED,
            Phone.unconfirmed.is_(False),
        )
    )
    elsewhere = _digits(await session.scalars(statement)) - {_NAMED.get(before.id)}
    return tuple(
        Problem("phones", "error", f"Krisnumret {MINIMUM[tel]} måste finnas kvar för hela landet.")
        for tel in sorted(lost - elsewhere)
    )


def _digits(numbers: Iterable[str]) -> set[str]:
    return {_WRITTEN[number] for number in numbers if number in _WRITTEN}
