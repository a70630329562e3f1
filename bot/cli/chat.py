"""`vart chat`: a conversation in the terminal."""

import asyncio
from typing import Any

import typer

from bot.cli.ask import ALONE
from bot.cli.render import render
from bot.cli.talk import RefusedError, Talk, talk
from bot.logs import configure_logs
from bot.settings import Settings, get_settings

_HELLO = "Skriv vad det gäller, eller numret på ett val. Avsluta med en tom rad."


def chat() -> None:
    """Samtala med Vart i terminalen."""
    settings = get_settings()
    configure_logs("error")
    asyncio.run(_chat(settings))


async def _chat(settings: Settings) -> None:
    async with talk(settings) as vart:
        if vart.alone:
            typer.echo(ALONE)
        typer.echo(_HELLO)
        choices: list[dict[str, Any]] = []
        while line := await asyncio.to_thread(_read):
            try:
                reply = await _send(vart, line, choices)
            except RefusedError as error:
                typer.echo(str(error))
                continue
            messages = reply["messages"]
            typer.echo("\n" + "\n\n".join(render(message) for message in messages) + "\n")
            choices = messages[-1].get("choices") or []


async def _send(vart: Talk, line: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
    """A number that stands at a choice presses it; everything else is said."""
    if line.isdecimal() and 1 <= int(line) <= len(choices):
        return await vart.press(str(choices[int(line) - 1]["payload"]))
    return await vart.say(line)


def _read() -> str:
    try:
        return input("> ").strip()
    except EOFError:
        return ""
