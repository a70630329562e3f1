"""`vart user`: the accounts of editors and desk staff."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, NoReturn

import typer

from bot.accounts.accounts import (
    Accounts,
    Changes,
    LoginTakenError,
    NewAccount,
    NoAccountError,
    PhoneMissingError,
)
from bot.accounts.passwords import Passwords, fault_of, generated
from bot.accounts.roles import COUNTRY, NAMES, Role, needs_code
from bot.cli.prepare import prepare_tables
from bot.clock import now_in_sweden
from bot.content.layout import folded
from bot.content.load import ContentError, load_content
from bot.content.phones import dial
from bot.db.engine import create_engine, session_factory
from bot.settings import get_settings
from bot.vault import Vault, secret_keys

app = typer.Typer(name="user", help="Konton för redaktörer och jour.", no_args_is_help=True)
Area = Annotated[
    list[str] | None,
    typer.Option(help="Kommun (namn eller kod), län (24) eller SE. Kan anges flera gånger."),
]
Phone = Annotated[str, typer.Option(help="Mobilnummer för engångskoden vid inloggning.")]
_NO_PHONE = "Jour och administratör behöver ett mobilnummer för engångskoden: --phone."


@app.command()
def add(
    login: Annotated[str, typer.Argument(help="Det man loggar in med: en e-postadress eller ett kort namn.")],
    role: Annotated[list[Role], typer.Option(help="Vad kontot får göra. Kan anges flera gånger.")],
    name: Annotated[str, typer.Option(help="Vad personen kallas.")] = "",
    area: Area = None,
    phone: Phone = "",
    generate: Annotated[bool, typer.Option("--generate", help="Hitta på ett lösenord och visa det.")] = False,
) -> None:
    """Lägg till ett konto. Lösenordet frågas efter, eller läses från standard in."""
    if not login.strip() or len(login) > 120 or len(name) > 60:
        _stop("Användarnamnet får ha högst 120 tecken och namnet högst 60.")
    areas = [_area(each) for each in area or ()]
    number = _number(phone)
    if number is None and needs_code(role):
        _stop(_NO_PHONE)
    password = generated() if generate else _asked_password()
    new = NewAccount(login, name or login, Passwords().hash(password), role, areas, number)
    try:
        _with_accounts(lambda accounts: accounts.add(new))
    except LoginTakenError:
        _stop("Det finns redan ett konto med det användarnamnet.")
    typer.echo("Kontot är tillagt." + (f" Lösenord: {password}" if generate else ""))


@app.command(name="set")
def set_(
    login: Annotated[str, typer.Argument(help="Det man loggar in med.")],
    password: Annotated[bool, typer.Option("--password", help="Fråga efter ett nytt lösenord.")] = False,
    generate: Annotated[bool, typer.Option("--generate", help="Hitta på ett lösenord och visa det.")] = False,
    role: Annotated[
        list[Role] | None, typer.Option(help="Vad kontot får göra, i stället för nu. Kan anges flera gånger.")
    ] = None,
    area: Area = None,
    phone: Phone = "",
    enable: Annotated[bool, typer.Option("--enable", help="Öppna ett avstängt konto igen.")] = False,
) -> None:
    """Ändra ett konto; det som inte anges står kvar. Den som är inloggad loggas ut."""
    if not (password or generate or role or area or phone or enable):
        _stop("Ange vad som ska ändras: --password, --generate, --role, --area, --phone eller --enable.")
    areas, number = [_area(each) for each in area or ()], _number(phone)
    new = generated() if generate else _asked_password() if password else None
    hashed = None if new is None else Passwords().hash(new)
    changes = Changes(hashed, role or None, areas or None, number, enable)
    try:
        _with_accounts(lambda accounts: accounts.change(login, changes))
    except NoAccountError:
        _stop("Det finns inget sådant konto.")
    except PhoneMissingError:
        _stop(_NO_PHONE)
    typer.echo("Kontot är ändrat." + (f" Lösenord: {new}" if generate else ""))


@app.command(name="list")
def list_() -> None:
    """Visa alla konton, utan nummer."""
    for account in _with_accounts(lambda accounts: accounts.every()):
        roles = ", ".join(NAMES[role] for role in sorted(account.roles)) or "ingen roll"
        state = "avstängt" if account.disabled_at else "aktivt"
        code = "engångskod" if account.phone else "utan engångskod"
        areas = ", ".join(account.areas) or "inget område"
        typer.echo(f"{account.login} ({account.name}): {roles}; {areas}; {code}; {state}")


@app.command()
def disable(login: Annotated[str, typer.Argument(help="Det man loggar in med.")]) -> None:
    """Stäng av ett konto; den som är inloggad loggas ut."""
    if not _with_accounts(lambda accounts: accounts.disable(login)):
        _stop("Det finns inget sådant konto, eller så är det redan avstängt.")
    typer.echo("Kontot är avstängt.")


def _with_accounts[T](act: Callable[[Accounts], Awaitable[T]]) -> T:
    settings = get_settings()
    prepare_tables(settings)

    async def acted() -> T:
        engine = create_engine(settings.database_url)
        try:
            vault = Vault(secret_keys(settings), "phones")
            return await act(Accounts(session_factory(engine), vault, now_in_sweden))
        finally:
            await engine.dispose()

    return asyncio.run(acted())


def _asked_password() -> str:
    # Never an argument: those can be read in the list of processes and in the shell's history.
    if sys.stdin.isatty():
        password: str = typer.prompt("Lösenord", hide_input=True, confirmation_prompt="En gång till")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if fault := fault_of(password):
        _stop(fault)
    return password


def _area(wanted: str) -> str:
    try:
        content = load_content()
    except ContentError:
        _stop("Innehållet i content/ har fel, kör vart content check.")
    codes = {folded(one.name): one.code for one in content.municipalities.values()}
    codes |= {code: code for code in content.municipalities}
    codes |= {one.county: one.county for one in content.municipalities.values()}
    found = (codes | {folded(COUNTRY): COUNTRY}).get(folded(wanted))
    if found is None:
        _stop(f"Området {wanted} finns inte. Ange en kommun, ett län (24) eller SE.")
    return found


def _number(written: str) -> str | None:
    if not written:
        return None
    try:
        return dial(written, {})
    except ValueError:
        _stop("Mobilnumret går inte att ringa. Skriv det som 070-174 06 05 eller +46701740605.")


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
