"""What `vart content import FIL` and `vart content export FIL` do with tables of listings."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import typer
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.accounts.accounts import normal_login
from bot.cli.prepare import prepare_tables
from bot.clock import now_in_sweden
from bot.content.layout import WHOLE_COUNTRY
from bot.content.load import Content
from bot.db.engine import create_engine, session_factory
from bot.db.models.account import Account
from bot.editor.importing.applying import Outcome, apply
from bot.editor.importing.importer import Importer
from bot.editor.importing.plan import Offer, Plan
from bot.editor.importing.sheet import LARGEST, UnreadableError
from bot.editor.listings import Listings
from bot.errors import StartError
from bot.gateway.store import Sessions
from bot.settings import get_settings


def import_table(file: Path, content: Content, login: str | None) -> None:
    """Show what a file would do, and save it as drafts when somebody is named who does it.

    Args:
        file: The file.
        content: Topics, municipalities and short numbers.
        login: Of the account that imports; None only shows.

    Raises:
        StartError: The file or the account cannot be used.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        plan, outcome = asyncio.run(_import(data, file.name, content, login))
    except OSError as error:
        raise StartError(f"Filen {file} går inte att läsa: {error.strerror}.") from None
    except UnreadableError as error:
        raise StartError(str(error)) from None
    for line in _shown(plan, outcome):
        typer.echo(line)
    if plan.faults:
        raise StartError(f"{len(plan.faults)} fel i filen. De raderna är inte inlästa.")


def export_table(file: Path, content: Content) -> None:
    """Write the published listings to a file.

    Args:
        file: Ends with .csv or .json.
        content: Topics, municipalities and short numbers.

    Raises:
        StartError: The file cannot be written.
    """
    data = asyncio.run(_export(file.suffix.lower().removeprefix("."), content))
    try:
        file.write_bytes(data)
    except OSError as error:
        raise StartError(f"Det går inte att skriva {file}: {error.strerror}.") from None
    typer.echo(f"De publicerade verksamheterna är skrivna till {file}.")


async def _import(data: bytes, name: str, content: Content, login: str | None) -> tuple[Plan, Outcome | None]:
    async with _database() as sessions:
        account = await _account(sessions, login) if login else None
        plan = await Importer(sessions, now_in_sweden, content).plan(data, name)
        if account is None:
            return plan, None
        return plan, await apply(Listings(sessions, now_in_sweden, content), plan, account)


async def _export(kind: str, content: Content) -> bytes:
    async with _database() as sessions:
        return await Importer(sessions, now_in_sweden, content).export(kind, (WHOLE_COUNTRY,))


async def _account(sessions: Sessions, login: str) -> int:
    async with sessions() as session:
        found = await session.scalar(select(Account.id).where(Account.login == normal_login(login)))
    if found is None:
        raise StartError(f"Det finns inget konto som heter {login}.")
    return found


@asynccontextmanager
async def _database() -> AsyncIterator[Sessions]:
    settings = get_settings()
    prepare_tables(settings)
    engine = create_engine(settings.database_url)
    try:
        yield session_factory(engine)
    except SQLAlchemyError as error:
        raise StartError(f"Databasen går inte att använda ({type(error).__name__}).") from None
    finally:
        await engine.dispose()


def _shown(plan: Plan, outcome: Outcome | None) -> Iterator[str]:
    yield from map(str, plan.faults)
    for word, offers in (("ny", plan.new), ("ändrad", plan.changed), ("i konflikt", plan.conflicts)):
        for offer in offers:
            yield f"{offer.id}: {word}"
            yield from _changes(offer)
    counts = f"{len(plan.new)} nya, {len(plan.changed)} ändrade, {len(plan.unchanged)} oförändrade"
    yield f"{counts}, {len(plan.conflicts)} i konflikt, {len(plan.faults)} fel."
    if outcome is None:
        yield "Ingenting är sparat."
        return
    yield f"{len(outcome.saved)} utkast sparade. Ingenting är publicerat."
    for ids, why in (
        (outcome.left, "skiljer sig från det som redaktionen har: avgör det i /redaktion"),
        (outcome.moved, "ändrades av någon annan just nu"),
        (outcome.denied, "får kontot inte ändra"),
    ):
        yield from (f"{id}: {why}" for id in ids)


def _changes(offer: Offer) -> Iterator[str]:
    if not offer.new:
        for change in offer.changes:
            yield f"  {change.label}: {change.before or '–'} → {change.after or '–'}"
