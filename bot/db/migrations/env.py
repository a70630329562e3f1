"""How Alembic reaches the database: asynchronously, at the address `bot.db.migrate` was given."""

import asyncio

from alembic import context
from sqlalchemy import Connection

import bot.db.models  # noqa: F401 (registers every table)
from bot.db.base import Base
from bot.db.engine import create_engine


def _migrate(connection: Connection) -> None:
    # SQLite cannot alter most things in place: Alembic then copies the table.
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


async def _run() -> None:
    url = context.config.attributes["url"]
    engine = create_engine(url.render_as_string(hide_password=False))
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_migrate)
            await connection.commit()
    finally:
        await engine.dispose()


asyncio.run(_run())
