"""`vart ask`: one question, the answer in the terminal."""

import asyncio
import json
from typing import Annotated, Any

import typer

from bot.cli.render import render
from bot.cli.talk import RefusedError, Talk, talk
from bot.content.layout import folded
from bot.content.load import load_content
from bot.errors import StartError
from bot.logs import configure_logs
from bot.settings import get_settings

ALONE = "(Vart är inte igång. Svaret kommer direkt ur katalogen, med enklare sökning.)"


def ask(
    text: Annotated[str, typer.Argument(help="Frågan, med egna ord.")],
    municipality: Annotated[str | None, typer.Option(help="Kommunens namn.")] = None,
    age: Annotated[int | None, typer.Option(min=0, max=120, help="Ålder i år.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Svaret som JSON.")] = False,
) -> None:
    """Ställ en fråga och få svaret i terminalen."""
    settings = get_settings()
    configure_logs("error")
    payloads = _payloads(municipality, age)
    reply, alone = asyncio.run(_ask(settings, text, payloads))
    if alone:
        typer.echo(ALONE, err=True)
    if as_json:
        typer.echo(json.dumps(reply, ensure_ascii=False, indent=2))
        return
    typer.echo("\n\n".join(render(message) for message in reply["messages"]))


async def _ask(settings: Any, text: str, payloads: list[str]) -> tuple[dict[str, Any], bool]:
    async with talk(settings) as vart:
        return await _answer(vart, text, payloads), vart.alone


async def _answer(vart: Talk, text: str, payloads: list[str]) -> dict[str, Any]:
    try:
        for payload in payloads:
            await vart.press(payload)
        return await vart.say(text)
    except RefusedError as error:
        raise StartError(str(error)) from None


def _payloads(municipality: str | None, age: int | None) -> list[str]:
    """What is told before the question, as presses of choices."""
    payloads = [] if municipality is None else [f"municipality:{_code_of(municipality)}"]
    return payloads if age is None else [*payloads, f"age:{age}"]


def _code_of(name: str) -> str:
    wanted = folded(name.strip())
    if not wanted:
        raise StartError("Säg vilken kommun det gäller, till exempel --municipality Vännäs.")
    for municipality in load_content().municipalities.values():
        if wanted in {folded(municipality.name), municipality.code}:
            return municipality.code
    raise StartError(f"Kommunen {name} finns inte i katalogen.")
