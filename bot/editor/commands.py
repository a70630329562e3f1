"""`vart content links`: asks for the web addresses of the published listings."""

import asyncio
from collections import Counter
from collections.abc import Mapping

import typer

from bot.editor.links import SENTENCES, Finding


def links() -> None:
    """Kontrollera webbadresserna i de publicerade verksamheterna."""
    findings = asyncio.run(_findings())
    if findings is None:
        typer.echo("Ingen kontakt med internet: inga adresser är kontrollerade.")
        return
    for url, finding in sorted(findings.items()):
        if finding is not Finding.OK:
            typer.echo(f"{url}: {SENTENCES[finding]}")
    count = Counter(finding is Finding.OK for finding in findings.values())
    typer.echo(f"{len(findings)} adresser kontrollerade, {count[False]} att titta på.")


async def _findings() -> Mapping[str, Finding] | None:
    # Only here: the other commands need no database and no network.
    import httpx

    from bot.cli.prepare import prepare_tables
    from bot.clock import now_in_sweden
    from bot.db.engine import create_engine, session_factory
    from bot.editor.linkcheck import LinkChecker, check_links
    from bot.settings import get_settings

    settings = get_settings()
    prepare_tables(settings)
    engine = create_engine(settings.database_url)
    try:
        # No proxy of the environment: it would be the proxy that decides what is public.
        async with httpx.AsyncClient(trust_env=False, follow_redirects=False) as client:
            return await check_links(session_factory(engine), LinkChecker(client), now_in_sweden)
    finally:
        await engine.dispose()
