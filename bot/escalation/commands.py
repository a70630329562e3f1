"""`vart staff` and `vart case`: the duty roster, and the cases without what was said in them."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.prepare import prepare_tables
from bot.clock import STOCKHOLM, now_in_sweden
from bot.content.load import Content, ContentError, load_content
from bot.db.engine import create_engine, session_factory
from bot.db.models.account import Account
from bot.db.models.case import ALIVE, Case, CaseAudit, CaseState
from bot.db.models.staff import Staff
from bot.escalation.notices import URGENCY
from bot.escalation.policy import load_policy
from bot.escalation.roster_file import read_roster_file
from bot.escalation.roster_store import put_roster
from bot.settings import get_settings
from bot.vault import Fingerprints, Vault, secret_keys

staff_app = typer.Typer(name="staff", help="Jourlistan: vilka som får sms om ärenden.", no_args_is_help=True)
case_app = typer.Typer(name="case", help="Ärenden, utan det som har skrivits i dem.", no_args_is_help=True)

_STATES = {
    CaseState.HELD: "väntar på öppning",
    CaseState.NOTIFYING: "frågas",
    CaseState.ACKED: "taget",
    CaseState.IN_CONTACT: "i kontakt",
    CaseState.EXHAUSTED: "ingen har svarat",
    CaseState.CANCELLED: "avbrutet",
    CaseState.CLOSED: "avslutat",
}


@staff_app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="Jourlistan, en YAML-fil.", exists=True, dir_okay=False)],
) -> None:
    """Läs in jourlistan. Den som inte står i filen får inga nya ärenden."""
    settings = get_settings()
    policy = load_policy(settings.escalation_policy)
    members, faults = read_roster_file(file, _content(), policy.most_steps, _with_session(_logins))
    if faults:
        for fault in faults:
            typer.echo(str(fault), err=True)
        _stop(f"Jourlistan har {len(faults)} fel, och inget är ändrat.")
    keys = secret_keys(settings)
    taken = _with_session(
        lambda session: put_roster(
            session, members, Vault(keys, "phones"), Fingerprints(keys, "phone"), now_in_sweden()
        )
    )
    typer.echo(f"Jourlistan: {taken.created} nya, {taken.updated} kvar, {taken.removed} borttagna.")


@staff_app.command(name="list")
def list_staff() -> None:
    """Visa jourlistan, utan nummer."""
    content = _content()
    for one in _with_session(_roster):
        names = [content.municipalities[code].name for code in one.municipalities] or ["alla kommuner"]
        topics = ", ".join(one.topics) or "alla ämnen"
        state = "stoppad" if one.stopped_at else "pausad" if one.paused_at else "aktiv"
        typer.echo(
            f"{one.id}  steg {one.step}  {one.name}  {', '.join(names)}  {topics}  {one.hours}  {state}"
        )


@case_app.command(name="list")
def list_cases(
    everything: Annotated[bool, typer.Option("--all", help="Också de som är avslutade.")] = False,
) -> None:
    """Visa öppna ärenden."""

    async def read(session: AsyncSession) -> list[Case]:
        query = select(Case).order_by(Case.id)
        return list(await session.scalars(query if everything else query.where(Case.state.in_(ALIVE))))

    content = _content()
    for case in _with_session(read):
        typer.echo(_line(case, content))


@case_app.command()
def show(number: Annotated[int, typer.Argument(help="Ärendets nummer.")]) -> None:
    """Visa vad som har hänt med ett ärende, utan det som har skrivits."""

    async def read(session: AsyncSession) -> tuple[Case | None, list[CaseAudit]]:
        audit = select(CaseAudit).where(CaseAudit.case_id == number).order_by(CaseAudit.id)
        return await session.get(Case, number), list(await session.scalars(audit))

    case, audit = _with_session(read)
    if case is None:
        _stop(f"Ärende {number} finns inte.")
    typer.echo(_line(case, _content()))
    for row in audit:
        details = " ".join(f"{key}={value}" for key, value in row.details.items())
        at = f"{row.at.astimezone(STOCKHOLM):%Y-%m-%d %H.%M.%S}"
        typer.echo(f"{at}  {row.actor}  {row.event}  {row.state}  version {row.version}  {details}".rstrip())


def _line(case: Case, content: Content) -> str:
    named = content.municipalities.get(case.municipality or "")
    place = named.name if named else "okänd kommun"
    began = f"{case.created_at.astimezone(STOCKHOLM):%Y-%m-%d %H.%M}"
    steps = f", steg {case.step}" if case.state is CaseState.NOTIFYING else ""
    return f"{case.id}  {began}  {place}  {URGENCY[case.severity]}  {_STATES[case.state]}{steps}"


async def _logins(session: AsyncSession) -> frozenset[str]:
    return frozenset(await session.scalars(select(Account.login)))


async def _roster(session: AsyncSession) -> list[Staff]:
    query = select(Staff).where(Staff.removed_at.is_(None)).order_by(Staff.step, Staff.name, Staff.id)
    return list(await session.scalars(query))


def _with_session[T](act: Callable[[AsyncSession], Awaitable[T]]) -> T:
    settings = get_settings()
    prepare_tables(settings)

    async def acted() -> T:
        engine = create_engine(settings.database_url)
        try:
            async with session_factory(engine).begin() as session:
                return await act(session)
        finally:
            await engine.dispose()

    return asyncio.run(acted())


def _content() -> Content:
    try:
        return load_content()
    except ContentError as error:
        _stop(f"Innehållet har {len(error.faults)} fel, kör vart content check.")


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
